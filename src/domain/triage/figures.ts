/**
 * How returns were triaged, as numbers: levels, what workers overruled, and in which groups. Triage has been biased, so the
 * shares are shown by what it was biased by.
 */
import { PLACE_WORDS, COUNTED_STATUS_WORDS, SEX_WORDS } from '../chronology/words.ts';
import { MISSING_FROM_PLACES, type ChildDetails, type MissingFromPlace } from '../chronology/entry.ts';
import { COUNTED_STATUSES, type CountedStatus } from '../child/status.ts';
import { ETHNICITY_GROUPS, groupOf as ethnicityOf } from '../measures/ethnicity-groups.ts';
import { percentOf } from '../measures/rounding.ts';
import type { Cell } from '../measures/report.ts';
import type { Column } from '../measures/definition.ts';
import type { Counted, Shape } from '../measures/shape.ts';
import { withoutSmall } from '../measures/suppression.ts';
import type { TriageLevel } from './acts.ts';

/** Returns alike in all that the tables tell apart, counted. @source The Children’s Society (Streetwise), evidence 2015 */
export type AlikeReturns = {
  readonly sex: ChildDetails['sex'];
  /** Code of the children’s social care returns. */
  readonly ethnicity: string;
  readonly status: CountedStatus;
  readonly missingFrom: MissingFromPlace | null;
  /** Whether the child went missing in the area of the authority that answers for the return; null where not known. */
  readonly inArea: boolean | null;
  /** Whether that authority is responsible for the child; null where none is known to be. */
  readonly own: boolean | null;
  readonly level: TriageLevel;
  readonly proposed: TriageLevel;
  readonly decided: boolean;
  readonly returns: number;
};

/** What is told apart. @source The Children’s Society (Streetwise), evidence 2015, by sex and by home and care; issue of return interviews, by ethnicity; Croydon report 2018, by area and by responsible authority */
export const TRIAGE_GROUPINGS = ['sex', 'ethnicity', 'status', 'missing-from', 'area', 'responsibility'] as const;
/** @source The Children’s Society (Streetwise), evidence 2015 */
export type TriageGrouping = (typeof TRIAGE_GROUPINGS)[number];

/** Columns of every table, in order. @source The Children’s Society (Streetwise), evidence 2015; issue of return interviews, the share overruled */
export const TRIAGE_COLUMNS = [
  'returns',
  'red',
  'amber',
  'green',
  'red-share',
  'decided',
  'overruled',
  'overruled-share',
  'raised',
  'lowered',
] as const;
/** @source The Children’s Society (Streetwise), evidence 2015 */
export type TriageColumn = (typeof TRIAGE_COLUMNS)[number];

/** One table, its total last. @source The Children’s Society (Streetwise), evidence 2015 */
export type TriageTable = Counted & { readonly by: TriageGrouping; readonly totalsWithheld?: true };

/**
 * The tables: each return counts once in each.
 * @unit returns; shares in percent with two decimals, half up: of returns for red, of those decided for overruled
 * @source The Children’s Society (Streetwise), evidence 2015: red by sex, and by home and care; issue of return interviews
 */
export function triageTables(all: readonly AlikeReturns[]): TriageTable[] {
  return TRIAGE_GROUPINGS.map((by) => tableBy(by, all));
}

/** The same for readers who may not open figures. @source our reliability and security bar, S-SMALL */
export function forOutsideReaders(tables: readonly TriageTable[]): TriageTable[] {
  return withoutSmall(tables.map((table) => ({ shape: { ...SHAPE, id: table.by }, table })));
}

function shareColumn(id: TriageColumn, numerator: TriageColumn, denominator: TriageColumn): Column {
  return { id, title: '', definition: '', kind: 'percent', numerator, denominator, of: 'row' };
}

/** How the numbers of each table hang together; all of them have the same total. */
const SHAPE: Omit<Shape, 'id'> = {
  columns: [
    ...(['returns', 'red', 'amber', 'green', 'decided', 'overruled', 'raised', 'lowered'] as const).map(
      (id): Column => ({
        id,
        title: '',
        definition: '',
        kind: 'count',
        unit: 'episodes',
        counts: () => id !== 'returns',
      }),
    ),
    shareColumn('red-share', 'red', 'returns'),
    shareColumn('overruled-share', 'overruled', 'decided'),
  ],
  parts: [
    { whole: 'returns', parts: ['red', 'amber', 'green'], all: true },
    { whole: 'returns', parts: ['decided'] },
    { whole: 'decided', parts: ['overruled'] },
    { whole: 'overruled', parts: ['raised', 'lowered'], all: true },
  ],
  addsUp: 'episodes',
  known: {},
  whole: {},
  leavesOut: () => SHAPE,
  considered: null,
};

function tableBy(by: TriageGrouping, all: readonly AlikeReturns[]): TriageTable {
  const groups = groupsOf(by);
  const byGroup = Map.groupBy(all, (one) => groupOf(by, one));
  const rows = groups
    .filter((title) => byGroup.has(title))
    .map((title) => ({ id: title, title, cells: cellsOf(byGroup.get(title) ?? []) }));
  const included = sum(all);
  return {
    by,
    rows: [...rows, { id: TOTAL, title: 'All returns', cells: cellsOf(all) }],
    considered: included,
    included,
    leftOut: [],
  };
}

function groupsOf(by: TriageGrouping): readonly string[] {
  switch (by) {
    case 'sex':
      return Object.values(SEX_WORDS);
    case 'ethnicity':
      return ETHNICITY_GROUPS.map(({ title }) => title);
    case 'status':
      return COUNTED_STATUSES.map((status) => COUNTED_STATUS_WORDS[status]);
    case 'missing-from':
      return [...MISSING_FROM_PLACES.map((place) => PLACE_WORDS[place]), NOT_SAID];
    case 'area':
      return ['In the authority’s area', 'Outside it', NOT_SAID];
    case 'responsibility':
      return ['The authority that answers for the return', 'Another authority', NOT_SAID];
  }
}

const NOT_SAID = 'Not said';
/** The row of all returns. */
const TOTAL = 'total';

function groupOf(by: TriageGrouping, one: AlikeReturns): string {
  switch (by) {
    case 'sex':
      return SEX_WORDS[one.sex];
    case 'ethnicity':
      return ETHNICITY_GROUPS[ethnicityOf(one.ethnicity)]?.title ?? '';
    case 'status':
      return COUNTED_STATUS_WORDS[one.status];
    case 'missing-from':
      return one.missingFrom === null ? NOT_SAID : PLACE_WORDS[one.missingFrom];
    case 'area':
    case 'responsibility': {
      const [first = '', other = ''] = groupsOf(by);
      const is = by === 'area' ? one.inArea : one.own;
      return is === null ? NOT_SAID : is ? first : other;
    }
  }
}

/** Which returns a column counts; a share those that it is the share of. */
const COUNTS: Readonly<Record<TriageColumn, (one: AlikeReturns) => boolean>> = {
  returns: () => true,
  red: ({ level }) => level === 'red',
  amber: ({ level }) => level === 'amber',
  green: ({ level }) => level === 'green',
  'red-share': ({ level }) => level === 'red',
  decided: ({ decided }) => decided,
  overruled: isOverruled,
  'overruled-share': isOverruled,
  raised: (one) => isOverruled(one) && RANK[one.level] > RANK[one.proposed],
  lowered: (one) => isOverruled(one) && RANK[one.level] < RANK[one.proposed],
};

const SHARE_OF: Readonly<Partial<Record<TriageColumn, TriageColumn>>> = {
  'red-share': 'returns',
  'overruled-share': 'decided',
};

function cellsOf(alike: readonly AlikeReturns[]): Cell[] {
  const countOf = (column: TriageColumn): number => sum(alike.filter(COUNTS[column]));
  return TRIAGE_COLUMNS.map((column) => {
    const numerator = countOf(column);
    const of = SHARE_OF[column];
    if (of === undefined) return { column, value: numerator, numerator, denominator: null };
    const denominator = countOf(of);
    return { column, value: percentOf(numerator, denominator), numerator, denominator };
  });
}

/** One number of the tables. @source issue of return interviews: whoever answers for a number can open it */
export type TriageFigure = { readonly by: TriageGrouping; readonly row: string; readonly column: TriageColumn };

/** Of returns alike, those that a number counts. @source issue of return interviews: whoever answers for a number can open it */
export function countedIn<Alike extends AlikeReturns>(
  all: readonly Alike[],
  { by, row, column }: TriageFigure,
): Alike[] {
  return all.filter((one) => (row === TOTAL || groupOf(by, one) === row) && COUNTS[column](one));
}

const RANK: Readonly<Record<TriageLevel, number>> = { green: 0, amber: 1, red: 2 };

function isOverruled({ decided, level, proposed }: AlikeReturns): boolean {
  return decided && level !== proposed;
}

function sum(alike: readonly AlikeReturns[]): number {
  return alike.reduce((total, { returns }) => total + returns, 0);
}
