/** Offer, answer, completion and timeliness in the area and out of it. */
import type { TableDefinition } from '../definition.ts';
import { returnsSplit, threeReturns } from '../returns-split.ts';

const ROWS = [
  { id: 'in-area', title: 'In the area' },
  { id: 'out-of-area', title: 'Out of the area' },
  { id: 'not-known', title: 'Not known' },
] as const;

/** @source The First Step (The Children’s Society, 2019), in and out of area; Croydon Council 2018, distant placements */
export const returnsByArea: TableDefinition = returnsSplit({
  id: 'returns-by-area',
  title: 'Return interviews in and out of the area',
  question:
    'Are children who go missing out of the area offered interviews, and do they have them, as often as those in it?',
  source: 'The First Step (The Children’s Society, 2019), in and out of area; Croydon Council 2018, distant placements',
  notes: ['In the area: the child went missing from the authority’s own area.'],
  rows: {
    heading: 'Area',
    by: 'episode',
    list: () => ROWS,
    place: (fact, scope) => {
      if (fact.missingFromAuthority === null) return 2;
      return fact.missingFromAuthority === scope.authority ? 0 : 1;
    },
    noRow: [],
  },
  example: threeReturns({
    besides: 'Ben went missing out of the area, and nobody said where Cara did.',
    ben: { missingFromAuthority: 'milltown' },
    cara: { missingFromAuthority: null },
    expect: { 'in-area.completed': 1, 'out-of-area.declined': 1, 'not-known.returns': 1 },
  }),
});
