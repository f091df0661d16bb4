/** Offer, answer, completion and timeliness at home, in care in the area and in care out of it: the three that councils could least count. */
import type { Scope, TableDefinition } from '../definition.ts';
import type { EpisodeFact } from '../fact.ts';
import { returnsSplit, threeReturns } from '../returns-split.ts';

const ROWS = [
  { id: 'home', title: 'Living at home' },
  { id: 'care-in-area', title: 'Looked after, missing in the area' },
  { id: 'care-out-of-area', title: 'Looked after, missing out of the area' },
  { id: 'care-not-known', title: 'Looked after, where not known' },
] as const;

function rowOf(fact: EpisodeFact, scope: Scope): (typeof ROWS)[number]['id'] {
  if (fact.statusAtStart !== 'looked-after') return 'home';
  if (fact.missingFromAuthority === null) return 'care-not-known';
  return fact.missingFromAuthority === scope.authority ? 'care-in-area' : 'care-out-of-area';
}

/** @source The First Step (The Children’s Society, 2019): of 87 councils 24 could count uptake at home, 21 of looked-after children in the area, 14 out of it */
export const returnsByHomeOrCare: TableDefinition = returnsSplit({
  id: 'returns-by-home-or-care',
  title: 'Return interviews at home, and in care in and out of the area',
  question:
    'Are children placed out of the area offered interviews, and do they have them, as those placed in it and those at home?',
  source:
    'The First Step (The Children’s Society, 2019), uptake at home, looked after in the area and looked after out of it; Hansard, 8 May 2018, missing from homes out of the area',
  notes: ['Status on the day the absence began. In the area: the child went missing from the authority’s own area.'],
  rows: {
    heading: 'Where the child lives',
    by: 'episode',
    list: () => ROWS,
    place: (fact, scope) => {
      const row = rowOf(fact, scope);
      return ROWS.findIndex(({ id }) => id === row);
    },
    noRow: [],
    known: {
      alike: { home: 'not looked after' },
      apart: [{ allBut: ['home'], ofAlike: 'status: looked-after', all: true }],
    },
  },
  example: threeReturns({
    besides: 'Ana is looked after in the area and Ben out of it; Cara lives at home.',
    ana: { statusAtStart: 'looked-after' },
    ben: { statusAtStart: 'looked-after', missingFromAuthority: 'milltown' },
    expect: { 'care-in-area.completed': 1, 'care-out-of-area.declined': 1, 'home.returns': 1 },
  }),
});
