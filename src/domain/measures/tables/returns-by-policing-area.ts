/** Offer, answer, completion and timeliness by policing area. */
import type { TableDefinition } from '../definition.ts';
import { nameOfCode } from '../rows.ts';
import { returnsSplit } from '../returns-split.ts';

/** @source Oxfordshire County Council, prevalence report of 12 November 2020, policing areas; The Children’s Society (Streetwise), evidence 2015, missing from locations */
export const returnsByPolicingArea: TableDefinition = returnsSplit({
  id: 'returns-by-policing-area',
  title: 'Return interviews by policing area',
  question: 'In which policing areas are children offered interviews, and do they have them?',
  source:
    'Oxfordshire County Council, prevalence report of 12 November 2020, policing areas; The Children’s Society (Streetwise), evidence 2015, missing from locations',
  rows: {
    heading: 'Policing area',
    by: 'episode',
    list: (_scope, facts) =>
      facts.policingArea.texts.map((code) =>
        code === null ? { id: 'not-known', title: 'Not known' } : { id: code, title: nameOfCode(code) },
      ),
    place: (fact) => fact.columns.policingArea.codes[fact.row] as number,
    noRow: [],
    onlyFilled: true,
  },
  example: {
    sentence:
      'Ana is interviewed exactly 72 hours after she came back; Ben declines an offer made after more than 72; Cara is offered nothing. Nobody said where Cara went missing.',
    from: '2024-04-01',
    to: '2024-06-30',
    episodes: [
      {
        child: 'Ana',
        startedAt: '2024-04-01T18:00Z',
        endedAt: '2024-04-02T08:00Z',
        policingArea: 'city',
        firstOfferedAt: '2024-04-02T10:00Z',
        offered: true,
        offerOutcome: 'accepted',
        completedAt: '2024-04-05T08:00Z',
      },
      {
        child: 'Ben',
        startedAt: '2024-05-01T18:00Z',
        endedAt: '2024-05-02T08:00Z',
        policingArea: 'south',
        firstOfferedAt: '2024-05-06T10:00Z',
        offered: true,
        offerOutcome: 'declined',
      },
      { child: 'Cara', startedAt: '2024-05-03T18:00Z', endedAt: '2024-05-04T08:00Z' },
    ],
    expect: { 'city.completed': 1, 'south.declined': 1, 'not-known.returns': 1 },
  },
});
