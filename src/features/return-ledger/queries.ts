/** What the ledger of returns asks the database. */
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { Episode } from '../../domain/chronology/record.ts';
import type { Because } from '../../domain/chronology/because.ts';
import type { Entry } from '../../domain/chronology/entry.ts';
import type { LedgerCell } from '../../domain/interview/ledger.ts';
import type { OpenStage, ReturnOutcome } from '../../domain/interview/follow-up.ts';
import type { LateCause } from '../../domain/interview/acts.ts';
import type { NamedEpisode } from '../../domain/episode/names.ts';
import { TRIED_KINDS } from '../../domain/interview/tried.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import { decodeEntry, ENTRY_COLUMNS, type EntryRow } from '../../db/chronology/codec.ts';
import type { Transaction } from '../../db/transaction.ts';

/** Whose returns a reader is shown: of the own authority, given to the own agency, or all of the children it works with. */
export type Whose = { readonly kind: 'authority' | 'given' | 'shared'; readonly agency: string };

/** Which of these returns. */
export type Chosen = {
  /** The first instant, included. */
  readonly from: Instant;
  /** The end, not included. */
  readonly until: Instant;
  readonly authority: string | null;
  readonly team: string | null;
};

/** Still open, and not of the months shown. */
export const OPEN_OUTSIDE = ['open-before', 'open-after'] as const;

/** What of a row a number counts: all, one outcome, those still open or at one stage, offered, held, or held in time. */
export type CountedInRow = 'returns' | 'open' | 'offered' | 'held' | 'in-time' | ReturnOutcome | OpenStage;

/** What a number of the ledger counts: of a row, or open outside the months shown. */
export type Counted = CountedInRow | (typeof OPEN_OUTSIDE)[number];

const MONTH = sql`to_char(r.returned_at at time zone 'Europe/London', 'YYYY-MM')`;
const HELD = sql`r.outcome in ('completed', 'covered')`;
const OFFERED = sql`(r.first_offered_at is not null or (r.outcome is not null and ${HELD}))`;
const IN_TIME = sql`(r.outcome is not null and ${HELD} and r.outcome_at <= r.due_at)`;

function conditions(whose: Whose, chosen: Chosen, what: Counted = 'returns'): Sql {
  return join([periodOf(chosen, what), ofWhomChosen(whose, chosen)], ' and ');
}

function periodOf({ from, until }: Chosen, what: Counted): Sql {
  if (what === 'open-before') return sql`r.returned_at < ${toIso(from)}`;
  if (what === 'open-after') return sql`r.returned_at >= ${toIso(until)}`;
  return sql`r.returned_at >= ${toIso(from)} and r.returned_at < ${toIso(until)}`;
}

function ofWhomChosen(whose: Whose, chosen: Chosen): Sql {
  const all = [ofWhom(whose)];
  if (chosen.authority !== null) all.push(sql`r.authority_key = ${chosen.authority}`);
  if (chosen.team !== null) all.push(sql`r.team = ${chosen.team}`);
  return join(all, ' and ');
}

function ofWhom({ kind, agency }: Whose): Sql {
  if (kind === 'authority') return sql`r.authority = ${agency}`;
  return kind === 'given' ? sql`r.allocated_to = ${agency}` : sql`true`;
}

/** Asks something with every child of the agency counted, those of restricted records too: for figures, which name nobody. */
export async function countingEverybody<T>(tx: Transaction, work: () => Promise<T>): Promise<T> {
  await tx.query(sql`select homeward.count_everybody(true)`);
  const result = await work();
  await tx.query(sql`select homeward.count_everybody(false)`);
  return result;
}

/** When the latest return came back; null where there is none. */
export async function latestReturn(tx: Transaction, whose: Whose): Promise<Instant | null> {
  const { at } = await tx.one<{ at: Instant | null }>(
    sql`select (extract(epoch from max(r.returned_at)) * 1000)::float8 as at from homeward.return_follow_up r where ${ofWhom(whose)}`,
  );
  return at;
}

/** The returns of a period, counted alike with alike. */
export async function countReturns(tx: Transaction, whose: Whose, chosen: Chosen): Promise<LedgerCell[]> {
  return tx.query<LedgerCell>(sql`
    select r.authority, ${MONTH} as month, r.team, r.outcome, r.stage, count(*)::int as returns,
      (count(*) filter (where ${OFFERED}))::int as offered, (count(*) filter (where ${IN_TIME}))::int as "inTime"
    from homeward.return_follow_up r
    where ${conditions(whose, chosen)}
    group by r.authority, ${MONTH}, r.team, r.outcome, r.stage`);
}

/** How many returns before and after the months chosen are still open. */
export async function countOpenOutside(
  tx: Transaction,
  whose: Whose,
  chosen: Chosen,
): Promise<{ readonly before: number; readonly after: number }> {
  return tx.one<{ before: number; after: number }>(sql`
    select (count(*) filter (where ${periodOf(chosen, 'open-before')}))::int as before,
      (count(*) filter (where ${periodOf(chosen, 'open-after')}))::int as after
    from homeward.return_follow_up r where r.outcome is null and ${ofWhomChosen(whose, chosen)}`);
}

/** A kind of absence that can end. */
export type EndedKind = Episode['kind'];

/** Absences that ended and owe an interview, by month, of the children of an authority; with the returns that it took over. */
export async function countAbsencesEnded(
  tx: Transaction,
  authority: string,
  chosen: Pick<Chosen, 'from' | 'until'>,
  owes: (kind: EndedKind, on: PlainDate) => boolean,
): Promise<Map<string, number>> {
  const rows = await tx.query<{ month: string; day: PlainDate; kind: EndedKind | null; ended: number }>(sql`
    select ended.month, ended.day, ended.kind, count(*)::int as ended from (
      select to_char(e.ended_at at time zone 'Europe/London', 'YYYY-MM') as month,
        to_char(e.ended_at at time zone 'Europe/London', 'YYYY-MM-DD') as day, e.kind from homeward.episode e
      where coalesce(e.responsible_authority, e.missing_from_authority) = ${authority}
        and e.ended_at >= ${toIso(chosen.from)} and e.ended_at < ${toIso(chosen.until)}
      union all
      select ${MONTH}, '', null from homeward.return_follow_up r
      where r.authority = ${authority} and r.taken_over_from is not null
        and r.returned_at >= ${toIso(chosen.from)} and r.returned_at < ${toIso(chosen.until)}
    ) ended group by ended.month, ended.day, ended.kind`);
  const byMonth = new Map<string, number>();
  for (const { month, day, kind, ended } of rows)
    if (kind === null || owes(kind, day)) byMonth.set(month, (byMonth.get(month) ?? 0) + ended);
  return byMonth;
}

/** One return as a list of returns shows it. */
export type ListedReturn = {
  readonly childId: number;
  readonly episodeId: number;
  readonly episodeKey: string;
  readonly incidentRefs: readonly string[];
  readonly forename: string;
  readonly surname: string;
  readonly authority: string | null;
  readonly takenOverFrom: string | null;
  readonly team: string;
  readonly returnedAt: Instant;
  readonly returnLearntAt: Instant | null;
  readonly dueAt: Instant;
  readonly firstOfferedAt: Instant | null;
  readonly attempts: number;
  readonly allocatedTo: string | null;
  readonly interviewer: string | null;
  readonly outcome: ReturnOutcome | null;
  readonly outcomeAt: Instant | null;
  readonly stage: OpenStage | null;
  readonly lateCause: LateCause | null;
  readonly because: readonly Because[];
};

const LISTED = sql`
  select r.child_id as "childId", e.episode_id as "episodeId", e.episode_key as "episodeKey",
    e.incident_refs as "incidentRefs", c.forename, c.surname, r.authority,
    r.taken_over_from as "takenOverFrom", r.team, (extract(epoch from r.returned_at) * 1000)::float8 as "returnedAt",
    (extract(epoch from e.return_learnt_at) * 1000)::float8 as "returnLearntAt",
    (extract(epoch from r.due_at) * 1000)::float8 as "dueAt",
    (extract(epoch from r.first_offered_at) * 1000)::float8 as "firstOfferedAt", r.attempts, r.allocated_to as "allocatedTo",
    u.display_name as interviewer, r.outcome, (extract(epoch from r.outcome_at) * 1000)::float8 as "outcomeAt", r.stage,
    r.late_cause as "lateCause", r.because
  from homeward.return_follow_up r
  join homeward.child c on c.child_id = r.child_id
  join homeward.episode e on e.child_id = r.child_id and e.episode_key = r.episode_key
  left join homeward.user_account u on u.user_id = r.interviewer_id`;

function counted(what: Counted): Sql {
  switch (what) {
    case 'returns':
      return empty;
    case 'open':
    case 'open-before':
    case 'open-after':
      return sql`and r.outcome is null`;
    case 'offered':
      return sql`and ${OFFERED}`;
    case 'held':
      return sql`and ${HELD}`;
    case 'in-time':
      return sql`and ${IN_TIME}`;
    case 'not-offered':
    case 'pass-asked':
    case 'unreached':
    case 'waiting':
    case 'accepted':
      return sql`and r.stage = ${what}`;
    default:
      return sql`and r.outcome = ${what}`;
  }
}

/** How many returns a number of the ledger counts. */
export async function countListed(tx: Transaction, whose: Whose, chosen: Chosen, what: Counted): Promise<number> {
  const { count } = await tx.one<{ count: number }>(
    sql`select count(*)::int as count from homeward.return_follow_up r where ${conditions(whose, chosen, what)} ${counted(what)}`,
  );
  return count;
}

/** The returns that a number of the ledger counts, as far as the person may see the children; the latest first. */
export async function listReturns(
  tx: Transaction,
  whose: Whose,
  chosen: Chosen,
  asked: { readonly what: Counted; readonly limit: number; readonly offset: number },
): Promise<ListedReturn[]> {
  return tx.query<ListedReturn>(sql`${LISTED}
    where ${conditions(whose, chosen, asked.what)} ${counted(asked.what)}
    order by r.returned_at desc, r.child_id, r.episode_key limit ${asked.limit} offset ${asked.offset}`);
}

/** Returns for the weekly scrutiny: open and due by an instant, or ended late since another. What was loaded as history opened no duty and is left out. */
export async function listForScrutiny(
  tx: Transaction,
  authority: string,
  asked: { readonly dueBy: Instant; readonly endedSince: Instant },
): Promise<ListedReturn[]> {
  return tx.query<ListedReturn>(
    sql`${LISTED} where ${scrutinised(authority, asked)} order by r.due_at, r.child_id, r.episode_key`,
  );
}

/** How many there are, those of children who may not be seen too. */
export async function countForScrutiny(
  tx: Transaction,
  authority: string,
  asked: { readonly dueBy: Instant; readonly endedSince: Instant },
): Promise<number> {
  const { count } = await tx.one<{ count: number }>(
    sql`select count(*)::int as count from homeward.return_follow_up r where ${scrutinised(authority, asked)}`,
  );
  return count;
}

function scrutinised(
  authority: string,
  { dueBy, endedSince }: { readonly dueBy: Instant; readonly endedSince: Instant },
): Sql {
  return sql`r.authority = ${authority}
    and exists (select from homeward.duty d where d.child_id = r.child_id and d.kind = 'return-interview' and d.subject_key = r.episode_key)
    and ((r.outcome is null and r.due_at <= ${toIso(dueBy)}) or (r.outcome_at > r.due_at and r.outcome_at >= ${toIso(endedSince)}))`;
}

/** Entries by which an absence is called what it is. */
const NAMING_KINDS = ['notification-received', 'notification-corrected'] as const;

/** The absences of some children by all their names, as far as the requester may see them. */
export async function episodesNamed(
  tx: Transaction,
  childIds: readonly number[],
): Promise<ReadonlyMap<number, readonly NamedEpisode[]>> {
  if (childIds.length === 0) return new Map();
  const rows = await tx.query<NamedEpisode & { readonly childId: number }>(sql`
    select child_id as "childId", episode_key as "episodeKey", incident_refs as "incidentRefs",
      notification_refs as "notificationRefs"
    from homeward.episode where child_id = any (${childIds}::bigint[]) order by child_id, started_at, episode_key`);
  return Map.groupBy(rows, ({ childId }) => childId);
}

/** What people and feeds told of the absences and returns of some children, as far as the requester may see it, each child's in order. */
export async function entriesOnReturns(
  tx: Transaction,
  childIds: readonly number[],
): Promise<ReadonlyMap<number, readonly Entry[]>> {
  if (childIds.length === 0) return new Map();
  const rows = await tx.query<EntryRow & { child_id: number }>(sql`
    select child_id, ${raw(ENTRY_COLUMNS)} from homeward.chronology_entry
    where child_id = any (${childIds}::bigint[]) and kind = any (${[...TRIED_KINDS, ...NAMING_KINDS]}::text[])
    order by child_id, version`);
  const byChild = new Map<number, Entry[]>();
  for (const row of rows) byChild.set(row.child_id, [...(byChild.get(row.child_id) ?? []), decodeEntry(row)]);
  return byChild;
}

/** Names of people by their accounts, as far as the requester may know them. */
export async function namesOfPeople(tx: Transaction, userIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (userIds.length === 0) return new Map();
  const rows = await tx.query<{ userId: number; name: string }>(
    sql`select user_id as "userId", display_name as name from homeward.user_account where user_id = any (${userIds}::bigint[])`,
  );
  return new Map(rows.map(({ userId, name }) => [userId, name]));
}
