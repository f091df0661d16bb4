/** Support and referrals over all children of an agency whom the requester may see. */
import sql, { empty, type Sql } from 'sql-template-tag';
import type { Transaction } from '../../db/transaction.ts';
import type { ReferralKind, SupportEnd, SupportProgramme } from '../../domain/support/acts.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';

/** What can be listed. */
export const LISTS = ['running', 'sessions', 'ended', 'waiting', 'answered'] as const;
/** One of them: programmes under way, with a session this month, or ended; referrals that wait for an answer, or have one. */
export type List = (typeof LISTS)[number];

/** Whose: the agency, the day now, and the first day of its month in London. */
export type Whose = { readonly agency: string; readonly monthFrom: PlainDate; readonly now: Instant };

/** How many there are of what the page counts. */
export type SupportCounts = {
  readonly running: number;
  /** Sessions that were attended this month, not programmes. */
  readonly sessions: number;
  readonly waiting: number;
  readonly late: number;
};

type OfChild = { readonly childId: number; readonly forename: string; readonly surname: string };

/** A programme as the list shows it. */
export type ListedSupport = OfChild & {
  readonly programme: SupportProgramme;
  readonly agency: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly endedAs: SupportEnd | null;
  readonly sessions: number;
  readonly sessionsThisMonth: number;
  readonly lastOn: PlainDate | null;
};

/** A referral as the list shows it. */
export type ListedReferral = OfChild & {
  readonly to: ReferralKind;
  readonly agency: string | null;
  readonly madeAt: Instant;
  readonly madeBy: string | null;
  readonly answeredAt: Instant | null;
  readonly accepted: boolean | null;
  /** Agency from which the answer is due. */
  readonly owedBy: string | null;
  readonly dueAt: Instant | null;
};

/** Rows on one page. */
export const ROWS_ON_A_PAGE = 25;

const millis = (column: Sql): Sql => sql`(extract(epoch from ${column}) * 1000)::float8`;

/** Given by the agency, or to a child for whom it answers. */
const supportOf = ({ agency }: Whose): Sql =>
  sql`homeward.support s join homeward.child c on c.child_id = s.child_id where (s.agency = ${agency} or c.responsible_authority = ${agency})`;
/** Made by the agency or to it, or about a child for whom it answers; with the answer that is due. */
const referralsOf = ({ agency }: Whose): Sql =>
  sql`homeward.referral r join homeward.child c on c.child_id = r.child_id
    left join homeward.duty d on d.child_id = r.child_id and d.kind = 'referral-answer' and d.subject_key = r.referral_ref
    where (r.agency = ${agency} or r.made_by = ${agency} or c.responsible_authority = ${agency})`;
const thisMonth = ({ monthFrom }: Whose): Sql =>
  sql`(select count(*)::int from unnest(s.attended_on) as o (attended) where o.attended >= ${monthFrom}::date)`;

/** The counts at the head of the page. */
export async function countSupport(tx: Transaction, whose: Whose): Promise<SupportCounts> {
  return tx.one<SupportCounts>(sql`
    select given.running, given.sessions, asked.waiting, asked.late
    from (select count(*) filter (where s.ended_at is null)::int as running, coalesce(sum(${thisMonth(whose)}), 0)::int as sessions
      from ${supportOf(whose)}) given,
    (select count(*)::int as waiting, count(*) filter (where d.due_at < ${toIso(whose.now)})::int as late
      from ${referralsOf(whose)} and r.answered_at is null) asked`);
}

const SUPPORT_IN: Readonly<Record<'running' | 'sessions' | 'ended', (whose: Whose) => Sql>> = {
  running: () => sql`and s.ended_at is null`,
  sessions: (whose) => sql`and ${thisMonth(whose)} > 0`,
  ended: () => sql`and s.ended_at is not null`,
};

/** Programmes, the latest begun first; one more than a page holds. */
export async function listSupport(
  tx: Transaction,
  whose: Whose,
  o: { readonly list: 'running' | 'sessions' | 'ended'; readonly kind: string | null; readonly page: number },
): Promise<ListedSupport[]> {
  return tx.query<ListedSupport>(sql`
    select s.child_id as "childId", c.forename, c.surname, s.programme, s.agency, ${millis(sql`s.started_at`)} as "startedAt",
      ${millis(sql`s.ended_at`)} as "endedAt", s.ended_as as "endedAs", s.sessions, ${thisMonth(whose)} as "sessionsThisMonth",
      (select max(o.attended)::text from unnest(s.attended_on) as o (attended)) as "lastOn"
    from ${supportOf(whose)} ${SUPPORT_IN[o.list](whose)} ${o.kind === null ? empty : sql`and s.programme = ${o.kind}`}
    order by s.started_at desc, s.child_id, s.support_ref limit ${ROWS_ON_A_PAGE + 1} offset ${(o.page - 1) * ROWS_ON_A_PAGE}`);
}

/** Referrals: of those that wait the soonest due first, of those answered the latest; one more than a page holds. */
export async function listReferrals(
  tx: Transaction,
  whose: Whose,
  o: { readonly list: 'waiting' | 'answered'; readonly kind: string | null; readonly page: number },
): Promise<ListedReferral[]> {
  const open = o.list === 'waiting';
  return tx.query<ListedReferral>(sql`
    select r.child_id as "childId", c.forename, c.surname, r.referred_to as "to", r.agency, ${millis(sql`r.made_at`)} as "madeAt",
      r.made_by as "madeBy", ${millis(sql`r.answered_at`)} as "answeredAt", r.accepted, d.owed_by as "owedBy", ${millis(sql`d.due_at`)} as "dueAt"
    from ${referralsOf(whose)} and ${open ? sql`r.answered_at is null` : sql`r.answered_at is not null`}
      ${o.kind === null ? empty : sql`and r.referred_to = ${o.kind}`}
    order by ${open ? sql`d.due_at, r.made_at` : sql`r.answered_at desc`}, r.child_id, r.referral_ref
    limit ${ROWS_ON_A_PAGE + 1} offset ${(o.page - 1) * ROWS_ON_A_PAGE}`);
}
