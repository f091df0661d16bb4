/** Red, amber and green by home and care, and by status in social care: Streetwise’s table of 2015. */
import type { TableDefinition } from '../definition.ts';
import type { EpisodeFact } from '../fact.ts';
import { ownChildrenReturned } from '../populations.ts';

const ROWS: readonly { id: string; title: string; holds: (fact: EpisodeFact) => boolean }[] = [
  { id: 'home', title: 'Living at home', holds: (fact) => fact.statusAtStart !== 'looked-after' },
  { id: 'care', title: 'Looked after', holds: (fact) => fact.statusAtStart === 'looked-after' },
  { id: 'from-foster', title: 'Missing from a foster placement', holds: (fact) => fact.missingFrom === 'foster' },
  {
    id: 'from-residential',
    title: 'Missing from a residential placement',
    holds: (fact) => fact.missingFrom === 'residential',
  },
  {
    id: 'child-protection',
    title: 'On a child protection plan',
    holds: (fact) => fact.statusAtStart === 'child-protection',
  },
  { id: 'not-known', title: 'Not known to social care', holds: (fact) => fact.statusAtStart === 'not-known' },
];

const LEVELS = ['red', 'amber', 'green'] as const;
const WORDS = { red: 'Red', amber: 'Amber', green: 'Green' } as const;

/** @source The Children’s Society (Streetwise), evidence to the Birmingham inquiry 2015, red, amber and green by home and care */
export const returnsTriage: TableDefinition = {
  id: 'returns-triage',
  title: 'Red, amber and green by home and care',
  question: 'How are the returns of children at home and in care triaged?',
  source: 'The Children’s Society (Streetwise), evidence to the Birmingham inquiry 2015, triage by home and care',
  population: ownChildrenReturned,
  rows: {
    heading: 'Which returns',
    by: 'description',
    list: () => ROWS.map(({ id, title }) => ({ id, title })),
    belongs: (fact, row) => ROWS[row]?.holds(fact) ?? false,
    noRow: [],
    known: {
      alike: {
        home: 'not looked after',
        care: 'status: looked-after',
        'child-protection': 'status: child-protection',
        'not-known': 'status: not-known',
        'from-foster': 'place: foster',
        'from-residential': 'place: residential',
      },
      apart: [{ rows: ['home', 'care'], all: true }, { rows: ['care', 'child-protection', 'not-known'] }],
    },
  },
  parts: [
    { whole: 'returns', parts: ['triaged'] },
    { whole: 'triaged', parts: ['red', 'amber', 'green'], all: true },
  ],
  columns: [
    {
      id: 'returns',
      title: 'Returns',
      kind: 'count',
      unit: 'episodes',
      definition: 'Episodes that ended in the period, whenever they started.',
    },
    {
      id: 'triaged',
      title: 'Triaged',
      kind: 'count',
      unit: 'episodes',
      definition: 'Of them, those that somebody triaged.',
      counts: (fact) => fact.triageLevel !== null,
    },
    ...LEVELS.flatMap((level) => [
      {
        id: level,
        title: WORDS[level],
        kind: 'count' as const,
        unit: 'episodes' as const,
        definition: `Returns triaged ${level}, as it stands: what the worker decided, and not what was proposed.`,
        counts: (fact: EpisodeFact) => fact.triageLevel === level,
      },
      {
        id: `${level}_percent`,
        title: `${WORDS[level]}, of triaged (%)`,
        kind: 'percent' as const,
        numerator: level,
        denominator: 'triaged',
        of: 'row' as const,
        definition: `Triaged ${level}, of the returns triaged.`,
      },
    ]),
  ],
  charts: [LEVELS.map((level) => `${level}_percent`)],
  notes: [
    'A return may stand in several rows, so they do not add up.',
    'Status on the day the absence began. Streetwise counted children; here are returns, since each return is triaged.',
  ],
  example: {
    sentence:
      'Ana is looked after and missing from a foster placement, Ben and Cara live at home; nobody triaged Cara’s return.',
    from: '2015-01-01',
    to: '2015-04-30',
    episodes: [
      {
        child: 'Ana',
        startedAt: '2015-02-01T18:00Z',
        endedAt: '2015-02-02T08:00Z',
        statusAtStart: 'looked-after',
        missingFrom: 'foster',
        triageLevel: 'red',
      },
      { child: 'Ben', startedAt: '2015-02-01T18:00Z', endedAt: '2015-02-02T08:00Z', triageLevel: 'green' },
      { child: 'Cara', startedAt: '2015-02-01T18:00Z', endedAt: '2015-02-02T08:00Z' },
    ],
    expect: {
      'home.returns': 2,
      'home.triaged': 1,
      'home.green_percent': 100,
      'care.red_percent': 100,
      'from-foster.red': 1,
      'from-residential.red_percent': null,
    },
  },
};
