/**
 * Keeps looks and searches to the budgets, in the transaction of the look itself. Every look goes through `recordAudit`,
 * so that no page, list, search, file or operation can go round them.
 */
import sql from 'sql-template-tag';
import {
  budgetsOn,
  decideLook,
  decideSearch,
  WHERE_SPENT,
  type Asker,
  type BudgetDecision,
} from '../../domain/access/budgets.ts';
import { formatInstant } from '../../domain/time/format.ts';
import { toIso, TWENTY_FOUR_HOURS, HOUR, type Instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import type { Requester } from '../requester.ts';
import type { Transaction } from '../transaction.ts';

/** A budget is spent: what was asked for is not shown. It says itself how the web answers it. */
export class BudgetSpent extends Error {
  override name = 'BudgetSpent';
  readonly status = 429;
  readonly code: string;
  readonly title = 'You have reached a limit';
  readonly sentences: readonly string[];
  /** Whole seconds until it opens again. */
  readonly retryAfterSeconds: number;

  constructor(decision: Extract<BudgetDecision, { kind: 'spent' }>, now: Instant) {
    super(`a budget is spent: ${decision.because.code}`);
    this.code = decision.because.code;
    this.retryAfterSeconds = Math.max(1, Math.ceil((decision.opensAt - now) / 1000));
    this.sentences = [
      decision.because.sentence,
      `It opens again on ${formatInstant(decision.opensAt)}.`,
      ...WHERE_SPENT,
    ];
  }
}

/** What people are told when they come near a limit, by the request on whose behalf it was counted. */
const warnings = new WeakMap<Requester, string>();

/** What to tell whoever came near a limit with this request; null for everybody else. */
export function budgetWarningOf(requester: Requester): string | null {
  return warnings.get(requester) ?? null;
}

/** Counts the children shown, and a search made; throws where a budget is spent. Jobs and the command line have none. */
export async function keepToBudget(
  tx: Transaction,
  requester: Requester,
  look: { readonly childIds: readonly number[]; readonly isSearch: boolean },
): Promise<void> {
  const { at, agencyCode } = requester;
  if (at === undefined || agencyCode === null) return;
  const asker: Asker = requester.userId === null ? 'system' : 'person';
  if (look.isSearch) settle(requester, await countSearch(tx, agencyCode, asker, at), at);
  if (look.childIds.length > 0) settle(requester, await countLook(tx, agencyCode, asker, look.childIds, at), at);
}

function settle(requester: Requester, decision: BudgetDecision, at: Instant): void {
  if (decision.kind === 'spent') throw new BudgetSpent(decision, at);
  if (decision.warning !== null) warnings.set(requester, decision.warning);
}

/**
 * Of some children, those outside the caseload of who asks: they have not opened it in an emergency, none is missing now, nothing of them is due from the agency, and
 * the person recorded nothing of them lately. A system records for others, so nothing is in its caseload for that. Children whom they may not see are outside.
 */
export async function outsideCaseload(tx: Transaction, childIds: readonly number[], at: Instant): Promise<number[]> {
  const since = toIso((at - budgetsOn(londonDate(at)).caseloadDays * TWENTY_FOUR_HOURS) as Instant);
  const rows = await tx.query<{ child_id: number }>(sql`
    select distinct o.child_id from unnest(${childIds}::bigint[]) as o (child_id)
    where o.child_id <> all (array(select homeward.opened_to_me()))
      and not exists (select from homeward.duty d
        where d.child_id = o.child_id and d.settled_at is null and d.owed_by = homeward.current_agency())
      and not exists (select from homeward.episode e
        where e.child_id = o.child_id and e.ended_at is null and e.superseded_at is null)
      and not exists (select from homeward.chronology_entry n
        where n.child_id = o.child_id and n.recorded_at >= ${since} and n.user_id = homeward.current_user_id())`);
  return rows.map(({ child_id }) => child_id);
}

async function countLook(
  tx: Transaction,
  agencyCode: string,
  asker: Asker,
  childIds: readonly number[],
  at: Instant,
): Promise<BudgetDecision> {
  const nothing: BudgetDecision = { kind: 'allowed', warning: null };
  const outside = await outsideCaseload(tx, childIds, at);
  if (outside.length === 0) return nothing;
  const today = londonDate(at);
  // One at a time, so that requests sent at once cannot each see what the others have not yet counted.
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(homeward.current_asker(), 21))`);
  const used = await tx.one<{ own: number; agency: number; seen: number }>(sql`
    select (select count(*)::int from homeward.look_outside where asker = homeward.current_asker() and on_day = ${today}) as own,
      (select count(distinct child_id)::int from homeward.look_outside where agency_code = ${agencyCode} and on_day = ${today}) as agency,
      (select count(*)::int from homeward.look_outside
        where asker = homeward.current_asker() and on_day = ${today} and child_id = any (${outside}::bigint[])) as seen`);
  const decision = decideLook(
    { asker, children: used.own, childrenOfAgency: used.agency, newChildren: outside.length - used.seen },
    at,
  );
  if (decision.kind === 'allowed' && used.seen < outside.length) {
    await tx.query(sql`
      insert into homeward.look_outside (asker, on_day, child_id, agency_code, looked_at)
      select homeward.current_asker(), ${today}, o.child_id, ${agencyCode}, ${toIso(at)}
      from unnest(${outside}::bigint[]) as o (child_id)
      on conflict do nothing`);
  }
  return decision;
}

async function countSearch(tx: Transaction, agencyCode: string, asker: Asker, at: Instant): Promise<BudgetDecision> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(homeward.current_asker(), 22))`);
  const hourAgo = toIso((at - HOUR) as Instant);
  const searches = await tx.one<{
    lastHour: number;
    lastDay: number;
    earliestOfHour: Instant | null;
    earliestOfDay: Instant | null;
  }>(sql`
    select count(*) filter (where searched_at > ${hourAgo})::int as "lastHour", count(*)::int as "lastDay",
      (extract(epoch from min(searched_at) filter (where searched_at > ${hourAgo})) * 1000)::float8 as "earliestOfHour",
      (extract(epoch from min(searched_at)) * 1000)::float8 as "earliestOfDay"
    from homeward.search_made
    where asker = homeward.current_asker() and searched_at > ${toIso((at - TWENTY_FOUR_HOURS) as Instant)}`);
  const decision = decideSearch({ asker, ...searches }, at);
  if (decision.kind === 'allowed') {
    await tx.query(
      sql`insert into homeward.search_made (asker, agency_code, searched_at) values (homeward.current_asker(), ${agencyCode}, ${toIso(at)})`,
    );
  }
  return decision;
}
