/** What the lists of shared interviews ask the database. */
import sql, { empty, type Sql } from 'sql-template-tag';
import type { Transaction } from '../../db/transaction.ts';
import type { TransmissionPurpose } from '../../domain/interview/acts.ts';
import type { SharingFacts } from '../../domain/interview/sharing.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';

/** Rows that a list shows at most. */
export const SHOWN_AT_MOST = 50;

/** One interview and what it is owed or was sent for. */
export type SharedInterview = SharingFacts & {
  readonly childId: number;
  readonly forename: string;
  readonly surname: string;
  readonly interviewRef: string;
  readonly completedAt: Instant;
  /** Agency that held it; null where nobody said. */
  readonly heldBy: string | null;
  readonly purpose: TransmissionPurpose;
  readonly toAgency: string | null;
  /** When it was written again, where what was sent is of an earlier text. */
  readonly rewrittenAt: Instant | null;
};

const millis = (column: Sql): Sql => sql`(extract(epoch from ${column}) * 1000)::float8`;

/**
 * Every interview that was held, once for each purpose for which it is owed or was sent, with the sending that counts: one
 * of the present text before one of an earlier text, and of those one that is on record before one that came, and that
 * before the latest. What was never sent and is settled all the same, the authority wrote itself.
 */
export const SHARING = sql`
  select i.child_id, i.interview_ref, i.completed_at, i.held_by, i.participation, p.purpose, c.forename, c.surname, c.responsible_authority,
    case when p.purpose = 'police-intelligence' and not exists (select from homeward.transmission o
      where o.child_id = i.child_id and o.interview_ref = i.interview_ref and o.rewritten_at is not null and o.received_at = i.shared_with_police_at)
      then i.shared_with_police_at end as told_shared_at,
    t.to_agency, t.sent_at, t.received_at, t.recorded_at, t.refused_at, t.rewritten_at
  from homeward.interview i
  join homeward.child c on c.child_id = i.child_id
  cross join (values ('police-intelligence'), ('child-record')) as p (purpose)
  left join lateral (
    select s.* from homeward.transmission s
    where s.child_id = i.child_id and s.interview_ref = i.interview_ref and s.purpose = p.purpose
    order by s.rewritten_at is not null, s.refused_at is not null, s.recorded_at is null, s.received_at is null, s.sent_at desc limit 1) t on true
  where i.completed_at is not null
    and (t.transmission_ref is not null or case p.purpose
      when 'police-intelligence' then exists (select from homeward.episode e
        where e.child_id = i.child_id and e.reported_by_police
          and (e.incident_refs && i.incident_refs or e.episode_key = any (i.incident_refs)))
      else i.participation is not null and i.held_by <> c.responsible_authority and not exists (select from homeward.duty d
        where d.child_id = i.child_id and d.kind = 'interview-sharing' and d.subject_key = i.interview_ref || ' child-record' and d.settled_at is not null) end)`;

/** A row of it, as it is read. */
export type SharingRow = {
  child_id: number;
  forename: string;
  surname: string;
  interview_ref: string;
  completed_at: Instant;
  held_by: string | null;
  purpose: TransmissionPurpose;
  written: boolean;
  told_shared_at: Instant | null;
  to_agency: string | null;
  sent_at: Instant | null;
  received_at: Instant | null;
  recorded_at: Instant | null;
  refused_at: Instant | null;
  rewritten_at: Instant | null;
};

/** The columns of such a row, of `SHARING` as `s`. */
export const SHARING_COLUMNS = sql`s.child_id, s.forename, s.surname, s.interview_ref, s.held_by, s.purpose, s.to_agency, s.participation is not null as written,
  ${millis(sql`s.completed_at`)} as completed_at, ${millis(sql`s.told_shared_at`)} as told_shared_at, ${millis(sql`s.sent_at`)} as sent_at,
  ${millis(sql`s.received_at`)} as received_at, ${millis(sql`s.recorded_at`)} as recorded_at, ${millis(sql`s.refused_at`)} as refused_at,
  ${millis(sql`s.rewritten_at`)} as rewritten_at`;

/** How the sharing of a row stands. */
export function factsOf(row: SharingRow): SharingFacts {
  return {
    written: row.written,
    toldSharedAt: row.told_shared_at,
    sentAt: row.sent_at,
    receivedAt: row.received_at,
    recordedAt: row.recorded_at,
    refusedAt: row.refused_at,
  };
}

/**
 * The agency's interviews held since an instant, the longest held first; those that are on record, or came by a feed's
 * word, only where all are asked for. One more than is shown, so that it is known whether there are more.
 */
export async function listSharing(
  tx: Transaction,
  agency: string,
  since: Instant,
  all: boolean,
): Promise<SharedInterview[]> {
  const open = all
    ? empty
    : sql`and (s.refused_at is not null or s.rewritten_at is not null or (s.recorded_at is null and (s.sent_at is not null or s.told_shared_at is null)))`;
  const rows = await tx.query<SharingRow>(sql`
    select ${SHARING_COLUMNS} from (${SHARING}) s
    where s.completed_at >= ${toIso(since)} and coalesce(s.held_by, s.responsible_authority) = ${agency} ${open}
    order by s.completed_at, s.child_id, s.interview_ref, s.purpose limit ${SHOWN_AT_MOST + 1}`);
  return rows.map(sharedInterview);
}

/** A row as pages show it. */
export function sharedInterview(row: SharingRow): SharedInterview {
  return {
    ...factsOf(row),
    childId: row.child_id,
    forename: row.forename,
    surname: row.surname,
    interviewRef: row.interview_ref,
    completedAt: row.completed_at,
    heldBy: row.held_by,
    purpose: row.purpose,
    toAgency: row.to_agency,
    rewrittenAt: row.rewritten_at,
  };
}

/** One sending, as its receiver's list shows it. */
export type ReceivedInterview = {
  readonly childId: number;
  readonly forename: string;
  readonly surname: string;
  readonly transmissionRef: string;
  readonly purpose: TransmissionPurpose;
  readonly fromAgency: string | null;
  readonly sentAt: Instant;
  readonly receivedAt: Instant | null;
  readonly recordedAt: Instant | null;
  readonly refusedAt: Instant | null;
  /** When the receipt is due; null where it was given. */
  readonly dueAt: Instant | null;
};

/** The last sending of the page before: the next page begins after it. */
export type ReceivedCursor = {
  readonly received: boolean;
  readonly sentAt: Instant;
  readonly childId: number;
  readonly transmissionRef: string;
};

/** What was sent to the agency since an instant, the longest waiting first; what is on record or was sent back only where all is asked for. */
export async function listReceived(
  tx: Transaction,
  agency: string,
  since: Instant,
  o: { readonly all: boolean; readonly after?: ReceivedCursor | null; readonly limit?: number },
): Promise<ReceivedInterview[]> {
  const open = o.all ? empty : sql`and t.recorded_at is null and t.refused_at is null`;
  const from = o.after
    ? sql`and (t.received_at is not null, t.sent_at, t.child_id, t.transmission_ref)
        > (${o.after.received}, ${toIso(o.after.sentAt)}::timestamptz, ${o.after.childId}::bigint, ${o.after.transmissionRef})`
    : empty;
  return tx.query<ReceivedInterview>(sql`
    select t.child_id as "childId", c.forename, c.surname, t.transmission_ref as "transmissionRef", t.purpose,
      t.from_agency as "fromAgency", ${millis(sql`t.sent_at`)} as "sentAt", ${millis(sql`t.received_at`)} as "receivedAt",
      ${millis(sql`t.recorded_at`)} as "recordedAt", ${millis(sql`t.refused_at`)} as "refusedAt",
      (select ${millis(sql`d.due_at`)} from homeward.duty d
        where d.child_id = t.child_id and d.kind = 'interview-receipt' and d.subject_key = t.transmission_ref and d.settled_at is null) as "dueAt"
    from homeward.transmission t join homeward.child c on c.child_id = t.child_id
    where t.to_agency = ${agency} and t.sent_at >= ${toIso(since)} ${open} ${from}
    order by t.received_at is not null, t.sent_at, t.child_id, t.transmission_ref limit ${o.limit ?? SHOWN_AT_MOST + 1}`);
}
