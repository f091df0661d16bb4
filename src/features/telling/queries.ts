/** What telling us of a child asks the database, beside the record itself. */
import sql from 'sql-template-tag';
import type { MissingFromPlace, NotificationKind, PoliceRiskLevel } from '../../domain/chronology/entry.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import type { Transaction } from '../../db/transaction.ts';

/** Which of some children are closed to the person: restricted without naming them, or barred to them. */
export async function closedAmong(tx: Transaction, childIds: readonly number[]): Promise<Set<number>> {
  if (childIds.length === 0) return new Set();
  const rows = await tx.query<{ child_id: number }>(
    sql`select c as child_id from homeward.closed_among(${childIds}::bigint[]) as c`,
  );
  return new Set(rows.map((row) => row.child_id));
}

/** The authority to ask of children whom the person may not see, by child; null where none is responsible. */
export async function knownElsewhere(
  tx: Transaction,
  childIds: readonly number[],
  bornOn: PlainDate,
): Promise<Map<number, string | null>> {
  if (childIds.length === 0) return new Map();
  const rows = await tx.query<{ child_id: number; known_to: string | null }>(
    sql`select child_id, known_to from homeward.known_elsewhere(${childIds}::bigint[], ${bornOn}::date)`,
  );
  return new Map(rows.map((row) => [row.child_id, row.known_to]));
}

/** An absence without a return, as the questions show it. */
export type OpenAbsence = {
  readonly episodeId: number;
  readonly episodeKey: string;
  readonly childId: number;
  readonly forename: string;
  readonly surname: string;
  readonly dateOfBirth: PlainDate | null;
  readonly kind: Exclude<NotificationKind, 'found'>;
  readonly startedAt: Instant;
  readonly supersededAt: Instant | null;
  readonly risk: PoliceRiskLevel | null;
  readonly missingFrom: MissingFromPlace | null;
  readonly incidentRefs: readonly string[];
  readonly reportedBy: readonly string[];
};

const ABSENCE = sql`
  select e.episode_id as "episodeId", e.episode_key as "episodeKey", e.child_id as "childId", c.forename, c.surname,
    c.date_of_birth as "dateOfBirth", e.kind, (extract(epoch from e.started_at) * 1000)::float8 as "startedAt",
    (extract(epoch from e.superseded_at) * 1000)::float8 as "supersededAt", e.risk, e.missing_from as "missingFrom",
    e.incident_refs as "incidentRefs", e.reported_by as "reportedBy"
  from homeward.episode e join homeward.child c on c.child_id = e.child_id`;

/** The absence of a child that is open now; undefined where there is none, or the child may not be seen. */
export async function openAbsenceOf(tx: Transaction, childId: number): Promise<OpenAbsence | undefined> {
  return tx.maybeOne<OpenAbsence>(
    sql`${ABSENCE} where e.child_id = ${childId} and e.ended_at is null and e.superseded_at is null`,
  );
}

/** One absence that has no return yet. */
export async function absenceWithoutReturn(tx: Transaction, episodeId: number): Promise<OpenAbsence | undefined> {
  return tx.maybeOne<OpenAbsence>(sql`${ABSENCE} where e.episode_id = ${episodeId} and e.ended_at is null`);
}

/** Absences without a return, of one child, the latest first. */
export async function absencesWithoutReturnOf(tx: Transaction, childIds: readonly number[]): Promise<OpenAbsence[]> {
  return tx.query<OpenAbsence>(
    sql`${ABSENCE} where e.child_id = any (${childIds}::bigint[]) and e.ended_at is null order by e.started_at desc limit 50`,
  );
}

/** Absences open now of children whom the person may see, the latest first. */
export async function latestOpenAbsences(tx: Transaction, limit: number): Promise<OpenAbsence[]> {
  return tx.query<OpenAbsence>(
    sql`${ABSENCE} where e.ended_at is null and e.superseded_at is null order by e.started_at desc, e.episode_id limit ${limit}`,
  );
}

/** The identifier of an episode of a child, by the key that the record gives it. */
export async function episodeIdOf(tx: Transaction, childId: number, episodeKey: string): Promise<number | undefined> {
  const row = await tx.maybeOne<{ episode_id: number }>(
    sql`select episode_id from homeward.episode where child_id = ${childId} and episode_key = ${episodeKey}`,
  );
  return row?.episode_id;
}
