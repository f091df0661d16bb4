/** Offer, answer, completion and timeliness by whose child it is. */
import type { TableDefinition } from '../definition.ts';
import { ownChildrenReturned, ownOrInAreaReturned } from '../populations.ts';
import { returnsSplit, threeReturns } from '../returns-split.ts';

const ROWS = [
  { id: 'own', title: 'The authority’s own children, anywhere' },
  { id: 'other-authority', title: 'Other authorities’ children, in the area' },
] as const;

/** @source Oxfordshire County Council, prevalence report of 12 November 2020, responsibility; Devon County Council, answer of 2018 on children placed by others */
export const returnsByResponsibility: TableDefinition = returnsSplit({
  id: 'returns-by-responsibility',
  title: 'Return interviews by whose responsibility',
  question: 'What came of the returns of the authority’s own children, and of other authorities’ children in its area?',
  source:
    'Oxfordshire County Council, prevalence report of 12 November 2020, responsibility; Devon County Council, answer of 2018 on children placed by others',
  population: ownOrInAreaReturned,
  notes: ['An interview of another authority’s child counts only where that authority or its provider told of it.'],
  rows: {
    heading: 'Whose',
    by: 'episode',
    list: () => ROWS,
    place: (fact, scope) => (fact.responsibleAuthority === scope.authority ? 0 : 1),
    noRow: [],
    known: { wholeOf: { own: { population: ownChildrenReturned } } },
  },
  example: threeReturns({
    besides: 'Ben is of another authority.',
    ben: { responsibleAuthority: 'milltown' },
    expect: { 'own.returns': 2, 'own.completed': 1, 'other-authority.declined': 1 },
  }),
});
