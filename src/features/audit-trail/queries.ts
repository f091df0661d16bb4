/** What the pages of the audit ask the database. */
import sql from 'sql-template-tag';
import type { Transaction } from '../../db/transaction.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';

/** One line of the audit about a child. */
export type Look = {
  readonly auditId: number;
  readonly at: Instant;
  /** Null for the operator. */
  readonly agencyCode: string | null;
  /** Null for a system, a feed or a job. */
  readonly person: string | null;
  readonly role: string | null;
  readonly verb: string;
  readonly act: string;
  readonly outcome: 'allowed' | 'refused';
  readonly purpose: string | null;
  readonly fieldGroups: readonly string[];
  /** How many children the same answer showed: more than one is a list. */
  readonly listed: number;
};

/** From the first instant, up to but not including the second; null is no bound. */
export type Span = { readonly from: Instant | null; readonly until: Instant | null };

/** Everybody's looks at one child, the latest first. Empty unless the person may see them, whatever the caller thought. */
export async function looksAtChild(
  tx: Transaction,
  childId: number,
  span: Span,
  agency: string | null,
  beforeId: number | null,
  atMost: number,
): Promise<Look[]> {
  return tx.query<Look>(sql`
    select audit_id as "auditId", floor(extract(epoch from at) * 1000)::float8 as at, agency_code as "agencyCode", person, role,
      verb, act, outcome, purpose, field_groups as "fieldGroups", listed
    from homeward.looks_at_child(${childId}, ${bound(span.from)}, ${bound(span.until)}, ${agency}, ${beforeId}, ${atMost})`);
}

/** What is said of a child on these pages. */
export async function childNamed(
  tx: Transaction,
  childId: number,
): Promise<{ forename: string; surname: string } | undefined> {
  return tx.maybeOne(sql`select forename, surname from homeward.child where child_id = ${childId}`);
}

/** One child among what a person saw. */
export type SeenChild = {
  readonly childId: number;
  /** Null where the agency may not see the child. */
  readonly forename: string | null;
  readonly surname: string | null;
  readonly times: number;
  /** How often on a page of the child alone, and not in a list. */
  readonly alone: number;
  readonly refused: number;
  readonly changed: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly purposes: readonly string[];
};

/** The children that a person of the agency saw, or tried to, the latest first. */
export async function seenChildren(
  tx: Transaction,
  userId: number,
  span: Span,
  skip: number,
  atMost: number,
): Promise<SeenChild[]> {
  return tx.query<SeenChild>(sql`
    select s.child_id as "childId", c.forename, c.surname, s.times, s.alone, s.refused, s.changed,
      floor(extract(epoch from s.first_at) * 1000)::float8 as "firstAt", floor(extract(epoch from s.last_at) * 1000)::float8 as "lastAt", s.purposes
    from (
      select k.child_id, count(*)::int as times,
        (count(*) filter (where cardinality(a.child_ids) = 1))::int as alone,
        (count(*) filter (where a.outcome = 'refused'))::int as refused,
        (count(*) filter (where a.outcome = 'allowed' and a.verb in ('collection', 'alteration', 'combination', 'erasure')))::int as changed,
        min(a.at) as first_at, max(a.at) as last_at,
        coalesce(array_agg(distinct a.purpose) filter (where a.purpose is not null), '{}') as purposes
      from homeward.audit_entry a cross join lateral unnest(a.child_ids) as k (child_id)
      where a.user_id = ${userId} and a.at >= coalesce(${bound(span.from)}::timestamptz, '-infinity') and a.at < coalesce(${bound(span.until)}::timestamptz, 'infinity')
      group by k.child_id
      order by last_at desc, k.child_id
      offset ${skip} limit ${atMost}
    ) s
    left join homeward.child c on c.child_id = s.child_id
    order by s.last_at desc, s.child_id`);
}

/** What a person did that named no child: searches without a result, figures, files. */
export type OtherAct = {
  readonly act: string;
  readonly verb: string;
  readonly outcome: string;
  readonly purpose: string | null;
  readonly times: number;
  readonly lastAt: Instant;
};

/** Acts of a person that named no child, by kind. */
export async function otherActs(tx: Transaction, userId: number, span: Span): Promise<OtherAct[]> {
  return tx.query<OtherAct>(sql`
    select a.act, a.verb, a.outcome, a.purpose, count(*)::int as times, floor(extract(epoch from max(a.at)) * 1000)::float8 as "lastAt"
    from homeward.audit_entry a
    where a.user_id = ${userId} and a.at >= coalesce(${bound(span.from)}::timestamptz, '-infinity') and a.at < coalesce(${bound(span.until)}::timestamptz, 'infinity')
      and cardinality(a.child_ids) = 0
    group by 1, 2, 3, 4 order by max(a.at) desc limit 50`);
}

/** A person of the agency, whose account may be closed. */
export type Colleague = {
  readonly userId: number;
  readonly name: string;
  readonly role: string;
  readonly open: boolean;
};

/** Everybody who has or had an account in the agency. */
export async function colleagues(tx: Transaction, agencyCode: string): Promise<Colleague[]> {
  return tx.query<Colleague>(sql`
    select user_id as "userId", display_name as name, role, disabled_at is null as open from homeward.user_account
    where agency_code = ${agencyCode} order by disabled_at is not null, display_name, user_id`);
}

function bound(at: Instant | null): string | null {
  return at === null ? null : toIso(at);
}
