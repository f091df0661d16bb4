import pg from 'pg';

const INT8 = 20;
const INT8_ARRAY = 1016;
const DATE = 1082;
const DATE_ARRAY = 1182;
/** Missing from pg's own list of types. */
const TEXT_ARRAY = 1009 as Parameters<typeof pg.types.getTypeParser>[0];

/**
 * How values arrive from PostgreSQL: int8 as a number (beyond 2^53 it throws, as no identifier or count of ours gets there),
 * date as 'YYYY-MM-DD', numeric as text; the rest as pg does.
 */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format === 'binary') return pg.types.getTypeParser(oid, 'binary');
    switch (oid) {
      case INT8:
        return exactNumber;
      case INT8_ARRAY:
        return (value: string) =>
          (textArray(value) as (string | null)[]).map((item) => (item === null ? null : exactNumber(item)));
      case DATE:
        return (value: string) => value;
      case DATE_ARRAY:
        return textArray;
      default:
        return pg.types.getTypeParser(oid, 'text');
    }
  }) as pg.CustomTypesConfig['getTypeParser'],
};

const textArray = pg.types.getTypeParser(TEXT_ARRAY, 'text') as (value: string) => unknown;

function exactNumber(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number))
    throw new RangeError(`${value} is beyond the whole numbers that JavaScript holds exactly`);
  return number;
}
