/** The figures of return interviews that people ask for by every split: one set of columns, and the rows of each table. */
import { wasAccepted, wasDeclined, wasInterviewed, wasOffered } from './answers.ts';
import type {
  Column,
  CountColumn,
  PartsOfColumn,
  Population,
  RatioColumn,
  Rows,
  Scope,
  TableDefinition,
} from './definition.ts';
import type { WorkedExample } from './example.ts';
import type { EpisodeFact } from './fact.ts';
import { ownChildrenReturned } from './populations.ts';
import { allowedAfter, heldInTime } from './timeliness.ts';

/**
 * Whether the first offer on record was made at most so many hours after the return as the protocol allows.
 * @unit elapsed hours, exactly the protocol's number included
 * @source statutory guidance of January 2014 (72 hours); Croydon Council 2022: offered is counted apart from completed
 */
export function offeredInTime(fact: EpisodeFact, scope: Scope): boolean {
  return fact.firstOfferedAt - fact.endedAt <= allowedAfter(fact.endedAt, scope);
}

function counted(id: string, title: string, definition: string, counts?: CountColumn['counts']): CountColumn {
  return { id, title, definition, kind: 'count', unit: 'episodes', ...(counts === undefined ? {} : { counts }) };
}

function share(id: string, title: string, definition: string, numerator: string, denominator: string): RatioColumn {
  return { id, title, definition, kind: 'percent', numerator, denominator, of: 'row' };
}

/**
 * Offer, answer, completion and timeliness, of which timeliness stands twice: of the interviews held, and of all returns.
 * @source The First Step (The Children’s Society, 2019): offered, declined and held are counted apart; Croydon Council 2018
 *   and 2022; requests for information of 2019 and 2024: completions within 72 hours, with two denominators in use
 */
export const RETURN_COLUMNS: readonly Column[] = [
  counted('returns', 'Returns', 'Episodes that ended in the period, whenever they started.'),
  {
    id: 'children',
    title: 'Children',
    kind: 'count',
    unit: 'children',
    definition: 'Distinct children who came back in the period.',
  },
  counted(
    'offered',
    'Offered',
    'Returns after which an interview was offered. A completed interview was offered.',
    wasOffered,
  ),
  share('offered_percent', 'Offered, of returns (%)', 'Offered, of all returns.', 'offered', 'returns'),
  counted(
    'offered_in_time',
    'First offered in time',
    'Returns whose first offer on record was made at most 72 hours of elapsed time after the return.',
    offeredInTime,
  ),
  counted(
    'accepted',
    'Accepted',
    'Returns whose latest offer was accepted, or after which an interview was completed.',
    wasAccepted,
  ),
  share('accepted_percent', 'Accepted, of offered (%)', 'Accepted, of those offered.', 'accepted', 'offered'),
  counted(
    'declined',
    'Declined',
    'Returns whose latest offer was declined and after which no interview was completed.',
    wasDeclined,
  ),
  share('declined_percent', 'Declined, of offered (%)', 'Declined, of those offered.', 'declined', 'offered'),
  counted(
    'completed',
    'Completed',
    'Returns covered by a completed interview, whenever it was completed. One interview may cover several returns.',
    wasInterviewed,
  ),
  share('completed_percent', 'Completed, of returns (%)', 'Completed, of all returns.', 'completed', 'returns'),
  counted(
    'in_time',
    'Completed in time',
    'Returns covered by an interview completed at most 72 hours of elapsed time after the return; exactly 72 hours is in time.',
    heldInTime,
  ),
  share(
    'in_time_of_completed_percent',
    'In time, of completed (%)',
    'Completed in time, of the interviews completed. It says nothing of the returns without an interview.',
    'in_time',
    'completed',
  ),
  share(
    'in_time_of_returns_percent',
    'In time, of returns (%)',
    'Completed in time, of all returns. It is the share of children who had what the guidance asks for.',
    'in_time',
    'returns',
  ),
];

/** How these columns lie within each other. @source their definitions */
const PARTS: readonly PartsOfColumn[] = [
  { whole: 'returns', parts: ['offered'] },
  { whole: 'offered', parts: ['accepted', 'declined'] },
  { whole: 'offered', parts: ['offered_in_time'] },
  { whole: 'accepted', parts: ['completed'] },
  { whole: 'completed', parts: ['in_time'] },
];

/** The bars of these columns: what was done, and how fast by each of the two denominators. @source issue of return interviews: charts of offer, acceptance, completion and timeliness */
const CHARTS = [
  ['offered_percent', 'accepted_percent', 'completed_percent'],
  ['in_time_of_completed_percent', 'in_time_of_returns_percent'],
] as const;

const NOTES = [
  'A return counts in the period, Europe/London, in which the child came back.',
  'Two shares of interviews held in time stand beside each other because published figures confuse them: of the interviews completed, and of all returns.',
];

/** A table of those columns by rows of one’s own. @source The First Step (2019); requests for information of 2019 and 2024 */
export function returnsSplit(o: {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly source: string;
  readonly rows: Rows;
  readonly example: WorkedExample;
  readonly population?: Population;
  readonly withTotal?: true;
  readonly notes?: readonly string[];
}): TableDefinition {
  const { population, withTotal, notes, ...rest } = o;
  return {
    ...rest,
    population: population ?? ownChildrenReturned,
    ...(withTotal === true ? { withTotal } : {}),
    columns: RETURN_COLUMNS,
    parts: PARTS,
    charts: CHARTS,
    notes: [...(notes ?? []), ...NOTES],
  };
}

type ExampleEpisode = WorkedExample['episodes'][number];
type OwnTraits = Omit<ExampleEpisode, 'child' | 'startedAt' | 'endedAt'>;

/**
 * The three returns by which every split is explained; of each, what its split goes by is a table’s own.
 * @source our judgement: one story told by every split shows that they count the same
 */
export function threeReturns(o: {
  /** What is told besides. */
  readonly besides?: string;
  readonly ana?: OwnTraits;
  readonly ben?: OwnTraits;
  readonly cara?: OwnTraits;
  readonly expect: WorkedExample['expect'];
}): WorkedExample {
  const story =
    'Ana is interviewed exactly 72 hours after she came back; Ben declines an offer made after more than 72; Cara is offered nothing.';
  return {
    sentence: o.besides === undefined ? story : `${story} ${o.besides}`,
    from: '2024-04-01',
    to: '2024-06-30',
    episodes: [
      {
        child: 'Ana',
        startedAt: '2024-04-01T18:00Z',
        endedAt: '2024-04-02T08:00Z',
        ...o.ana,
        firstOfferedAt: '2024-04-02T10:00Z',
        offered: true,
        offerOutcome: 'accepted',
        completedAt: '2024-04-05T08:00Z',
      },
      {
        child: 'Ben',
        startedAt: '2024-05-01T18:00Z',
        endedAt: '2024-05-02T08:00Z',
        ...o.ben,
        firstOfferedAt: '2024-05-06T10:00Z',
        offered: true,
        offerOutcome: 'declined',
      },
      { child: 'Cara', startedAt: '2024-05-03T18:00Z', endedAt: '2024-05-04T08:00Z', ...o.cara },
    ],
    expect: o.expect,
  };
}
