/** Offer, answer, completion and timeliness by whose child it is. */
import type { TableDefinition } from '../definition.ts';
import { ownOrInAreaReturned } from '../populations.ts';
import { returnsSplit } from '../returns-split.ts';

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
  },
  example: {
    sentence:
      'Ana is interviewed exactly 72 hours after she came back; Ben declines an offer made after more than 72; Cara is offered nothing. Ben is of another authority.',
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
        responsibleAuthority: 'milltown',
        firstOfferedAt: '2024-05-06T10:00Z',
        offered: true,
        offerOutcome: 'declined',
      },
      { child: 'Cara', startedAt: '2024-05-03T18:00Z', endedAt: '2024-05-04T08:00Z' },
    ],
    expect: { 'own.returns': 2, 'own.completed': 1, 'other-authority.declined': 1 },
  },
});
