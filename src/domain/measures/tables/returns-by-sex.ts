/** Offer, answer, completion and timeliness by sex. */
import type { TableDefinition } from '../definition.ts';
import { returnsSplit, threeReturns } from '../returns-split.ts';

const ROWS = [
  { id: 'F', title: 'Girls' },
  { id: 'M', title: 'Boys' },
  { id: 'U', title: 'Not known' },
] as const;

/** @source requests for information of 2019 and 2024; The Children’s Society (Streetwise), evidence 2015, gender */
export const returnsBySex: TableDefinition = returnsSplit({
  id: 'returns-by-sex',
  title: 'Return interviews by sex',
  question: 'Are boys and girls offered interviews, and do they have them, alike?',
  source: 'Requests for information of 2019 and 2024; The Children’s Society (Streetwise), evidence 2015, gender',
  rows: {
    heading: 'Sex',
    by: 'episode',
    list: () => ROWS,
    place: (fact) => ROWS.findIndex(({ id }) => id === fact.sex),
    noRow: [],
    known: { childInOneRow: true },
  },
  example: threeReturns({
    besides: 'Nobody recorded Cara’s sex.',
    ana: { sex: 'F' },
    ben: { sex: 'M' },
    expect: { 'F.completed': 1, 'M.declined': 1, 'U.returns': 1 },
  }),
});
