/** Offer, answer, completion and timeliness in the area and out of it. */
import type { TableDefinition } from '../definition.ts';
import { returnsSplit } from '../returns-split.ts';

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
  example: {
    sentence:
      'Ana is interviewed exactly 72 hours after she came back; Ben declines an offer made after more than 72; Cara is offered nothing. Ben went missing out of the area, and nobody said where Cara did.',
    from: '2024-04-01',
    to: '2024-06-30',
    episodes: [
      {
        child: 'Ana',
        startedAt: '2024-04-01T18:00Z',
        endedAt: '2024-04-02T08:00Z',
        firstOfferedAt: '2024-04-02T10:00Z',
        offered: true,
        offerOutcome: 'accepted',
        completedAt: '2024-04-05T08:00Z',
      },
      {
        child: 'Ben',
        startedAt: '2024-05-01T18:00Z',
        endedAt: '2024-05-02T08:00Z',
        missingFromAuthority: 'milltown',
        firstOfferedAt: '2024-05-06T10:00Z',
        offered: true,
        offerOutcome: 'declined',
      },
      { child: 'Cara', startedAt: '2024-05-03T18:00Z', endedAt: '2024-05-04T08:00Z', missingFromAuthority: null },
    ],
    expect: { 'in-area.completed': 1, 'out-of-area.declined': 1, 'not-known.returns': 1 },
  },
});
