/** What the API asks of episodes. Row-level security leaves only those of children whom the agency may see. */
import sql, { join } from 'sql-template-tag';
import type { Episode } from '../../domain/chronology/record.ts';
import type { Transaction } from '../../db/transaction.ts';

/** An episode with its identifier and its child. */
export type ListedEpisode = Episode & { readonly episodeId: number; readonly childId: number };

/** Which episodes are asked for; null asks for all. */
export type EpisodeFilter = {
  readonly childId: number | null;
  readonly open: boolean | null;
  readonly after: number | null;
};

const millis = (column: string): string => `(extract(epoch from e.${column}) * 1000)::float8`;
const NAMES = {
  episodeId: 'e.episode_id',
  childId: 'e.child_id',
  episodeKey: 'e.episode_key',
  incidentRefs: 'e.incident_refs',
  notificationRefs: 'e.notification_refs',
  kind: 'e.kind',
  startedAt: millis('started_at'),
  endedAt: millis('ended_at'),
  supersededAt: millis('superseded_at'),
  reportedByPolice: 'e.reported_by_police',
  reportedBy: 'e.reported_by',
  responsibleAuthority: 'e.responsible_authority',
  missingFrom: 'e.missing_from',
  missingFromPostcode: 'e.missing_from_postcode',
  missingFromAuthority: 'e.missing_from_authority',
  policingArea: 'e.policing_area',
  risk: 'e.risk',
  foundPostcode: 'e.found_postcode',
  distanceMiles: 'e.distance_miles',
  returnedBy: 'e.returned_by',
  ageAtStart: 'e.age_at_start',
  statusAtStart: 'e.status_at_start',
  interviewOffered: 'e.interview_offered',
  interviewCompletedAt: millis('interview_completed_at'),
  interviewRef: 'e.interview_ref',
  offerOutcome: 'e.offer_outcome',
  reviewedAt: millis('reviewed_at'),
  learntAt: millis('learnt_at'),
  returnLearntAt: millis('return_learnt_at'),
  because: 'e.because',
} as const satisfies Record<keyof ListedEpisode, string>;

const COLUMNS = join(
  Object.entries(NAMES).map(([name, column]) => sql([`${column} as "${name}"`])),
  ', ',
);

/** Episodes in order of their identifiers, at most `limit`, beginning after the one named. */
export async function listEpisodes(tx: Transaction, filter: EpisodeFilter, limit: number): Promise<ListedEpisode[]> {
  const tests = [sql`true`];
  if (filter.childId !== null) tests.push(sql`e.child_id = ${filter.childId}`);
  if (filter.open === true) tests.push(sql`e.ended_at is null and e.superseded_at is null`);
  if (filter.open === false) tests.push(sql`(e.ended_at is not null or e.superseded_at is not null)`);
  if (filter.after !== null) tests.push(sql`e.episode_id > ${filter.after}`);
  return tx.query<ListedEpisode>(
    sql`select ${COLUMNS} from homeward.episode e where ${join(tests, ' and ')} order by e.episode_id limit ${limit}`,
  );
}

/** One episode; undefined where there is none that the agency may see. */
export async function findEpisode(tx: Transaction, episodeId: number): Promise<ListedEpisode | undefined> {
  return tx.maybeOne<ListedEpisode>(sql`select ${COLUMNS} from homeward.episode e where e.episode_id = ${episodeId}`);
}
