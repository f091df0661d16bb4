/** Copies of a record for the child, and their passages. */
import sql, { join } from 'sql-template-tag';
import type { Transaction } from '../../db/transaction.ts';
import type { Passage, PassageDecision } from '../../domain/access/copy-for-subject.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';

/** Who asked for a copy. */
export type AskedBy = 'child' | 'parent' | 'representative';

/** A copy, as far as it has come. */
export type Copy = {
  readonly copyId: number;
  readonly childId: number;
  readonly askedBy: AskedBy;
  readonly askedOn: PlainDate;
  readonly state: 'deciding' | 'to-review' | 'finished';
  readonly startedBy: number;
  readonly starter: string;
  readonly startedAt: Instant;
  readonly sentBy: number | null;
  readonly reviewer: string | null;
  readonly reviewedAt: Instant | null;
  readonly returnedWhy: string | null;
};

/** A passage of a copy, with what was decided. */
export type KeptPassage = Passage & {
  readonly position: number;
  readonly decision: PassageDecision | null;
  readonly reason: string | null;
  readonly decidedBy: number | null;
};

const COPY = sql`select c.copy_id as "copyId", c.child_id as "childId", c.asked_by as "askedBy", c.asked_on as "askedOn", c.state,
  c.started_by as "startedBy", s.display_name as starter, floor(extract(epoch from c.started_at) * 1000)::float8 as "startedAt", c.sent_by as "sentBy",
  r.display_name as reviewer, floor(extract(epoch from c.reviewed_at) * 1000)::float8 as "reviewedAt", c.returned_why as "returnedWhy"
  from homeward.subject_access_copy c join homeward.user_account s on s.user_id = c.started_by left join homeward.user_account r on r.user_id = c.reviewed_by`;

/** Every copy made of a child's record by the agency, the latest first. */
export async function copiesOf(tx: Transaction, childId: number): Promise<Copy[]> {
  return tx.query<Copy>(sql`${COPY} where c.child_id = ${childId} order by c.copy_id desc`);
}

/** One copy that the person may see; `lock` takes its turn. */
export async function findCopy(tx: Transaction, copyId: number, lock = false): Promise<Copy | undefined> {
  return tx.maybeOne<Copy>(sql`${COPY} where c.copy_id = ${copyId} ${lock ? sql`for update of c` : sql``}`);
}

/** Starts a copy; returns its number. */
export async function insertCopy(
  tx: Transaction,
  copy: {
    childId: number;
    agencyCode: string;
    askedBy: string;
    askedOn: PlainDate;
    version: number;
    startedBy: number;
    now: Instant;
  },
): Promise<number> {
  const row = await tx.one<{ copy_id: number }>(sql`
    insert into homeward.subject_access_copy (child_id, agency_code, asked_by, asked_on, version, state, started_by, started_at)
    values (${copy.childId}, ${copy.agencyCode}, ${copy.askedBy}, ${copy.askedOn}, ${copy.version}, 'deciding', ${copy.startedBy}, ${toIso(copy.now)})
    returning copy_id`);
  return row.copy_id;
}

/** Keeps the passages; those that nobody wrote in their own words are kept whole until somebody decides otherwise. */
export async function insertPassages(
  tx: Transaction,
  copyId: number,
  childId: number,
  passages: readonly Passage[],
  by: number,
  now: Instant,
): Promise<void> {
  // A statement takes 65,535 values at most.
  for (let from = 0; from < passages.length; from += 1000) {
    const rows = passages.slice(from, from + 1000).map(
      ({ section, heading, text, proposed, free }, index) =>
        sql`(${copyId}::bigint, ${childId}::bigint, ${from + index + 1}::integer, ${section}, ${heading}, ${text}, ${proposed}::text, ${free}::boolean,
          ${free ? null : 'whole'}::text, ${free ? null : by}::bigint, ${free ? null : toIso(now)}::timestamptz)`,
    );
    await tx.query(sql`insert into homeward.subject_access_passage
      (copy_id, child_id, position, section, heading, text, proposed, free, decision, decided_by, decided_at) values ${join(rows)}`);
  }
}

/** The passages of a copy, in order, without the address of a child whose address was hidden meanwhile. */
export async function passagesIn(tx: Transaction, copyId: number): Promise<KeptPassage[]> {
  return tx.query<KeptPassage>(sql`
    select position, section, heading, text, proposed, free, decision, reason, decided_by as "decidedBy"
    from homeward.passages_of_copy(${copyId})`);
}

/** Keeps the decision on one passage. */
export async function decidePassage(
  tx: Transaction,
  copyId: number,
  decided: { position: number; decision: string; reason: string | null; by: number; now: Instant },
): Promise<void> {
  await tx.query(sql`
    update homeward.subject_access_passage
    set decision = ${decided.decision}, reason = ${decided.reason}, decided_by = ${decided.by}, decided_at = ${toIso(decided.now)}
    where copy_id = ${copyId} and position = ${decided.position}
      and (decision, reason) is distinct from (${decided.decision}::text, ${decided.reason}::text)`);
}

/** Hands a copy to a second person. */
export async function sendCopy(tx: Transaction, copyId: number, by: number, now: Instant): Promise<void> {
  await tx.query(sql`update homeward.subject_access_copy set state = 'to-review', sent_by = ${by}, sent_at = ${toIso(now)}
    where copy_id = ${copyId} and state = 'deciding'`);
}

/** Finishes a copy, for good. */
export async function finishCopy(tx: Transaction, copyId: number, by: number, now: Instant): Promise<void> {
  await tx.query(sql`update homeward.subject_access_copy set state = 'finished', reviewed_by = ${by}, reviewed_at = ${toIso(now)}, returned_why = null
    where copy_id = ${copyId} and state = 'to-review'`);
}

/** Sends a copy back to those who decide. */
export async function returnCopy(tx: Transaction, copyId: number, why: string): Promise<void> {
  await tx.query(sql`update homeward.subject_access_copy set state = 'deciding', returned_why = ${why}
    where copy_id = ${copyId} and state = 'to-review'`);
}
