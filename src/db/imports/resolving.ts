/** Which child each row of an import is about, decided over the whole run, in the database. */
import sql from 'sql-template-tag';
import type { Transaction } from '../transaction.ts';

/** Reasons for rows that name a child who is nowhere known, or whose references are taken. */
const UNKNOWN_CHILD =
  'child_ref names a child who is on no list of children. Correct the reference, or send the child in children.csv.';
const TAKEN_POLICE_REF = 'police_ref is already the reference of another child. Correct it, or leave it empty.';
const TWO_CHILDREN =
  'The same notification_ref was sent for two children. Give each notification its own reference, or correct the child.';

const ANOTHERS_REF =
  'notification_ref is already the reference of another agency’s message. Give this one a reference of its own.';

/** Rejects notifications whose reference is that of a message of another agency: a message is amended by its own sender only. */
export async function rejectMessagesOfOthers(tx: Transaction, sender: string): Promise<void> {
  await tx.query(sql`
    update homeward.import_staged s set reason = ${ANOTHERS_REF}
    where s.feed = 'notifications' and s.reason is null and (
      exists (select from homeward.chronology_entry e
        where e.source_key = s.source_key and e.payload #>> '{notification,reportedBy}' <> ${sender})
      or exists (select from homeward.review_item i where i.source_key = s.source_key and i.reported_by <> ${sender}))`);
}

/**
 * Gives every child of the children's list an identifier: the one on record, or one reserved for a child who is new.
 * A child whom the police alone knew until now, by the same police reference, is that child.
 */
export async function resolveChildren(tx: Transaction): Promise<void> {
  await tx.query(sql`
    update homeward.import_staged s set reason = ${TAKEN_POLICE_REF}
    from (
      select c.line,
        min(c.child_ref) over (partition by c.police_ref) as first_claim, c.child_ref as claim,
        on_record.child_id as owner, c_on_record.child_id as child_id, owner.child_ref as owner_ref
      from homeward.import_staged c
      left join homeward.child_identifier on_record on on_record.kind = 'police_ref' and on_record.value = c.police_ref
      left join homeward.child owner on owner.child_id = on_record.child_id
      left join homeward.child_identifier c_on_record on c_on_record.kind = 'child_ref' and c_on_record.value = c.child_ref
      where c.feed = 'children' and c.reason is null and c.police_ref is not null
    ) claims
    where s.feed = 'children' and s.line = claims.line
      and (claims.first_claim <> claims.claim
        or (claims.owner is not null and claims.owner is distinct from claims.child_id and claims.owner_ref is not null))`);
  await tx.query(sql`
    insert into homeward.import_child (child_ref, child_id, is_new)
    select named.child_ref, coalesce(known.child_id, nextval('homeward.child_id_seq')), known.child_id is null
    from (select child_ref, min(police_ref) as police_ref, min(line) as line
      from homeward.import_staged where feed = 'children' and reason is null group by child_ref) named
    left join lateral (
      select i.child_id from homeward.child_identifier i where i.kind = 'child_ref' and i.value = named.child_ref
      union all
      select i.child_id from homeward.child_identifier i join homeward.child c using (child_id)
      where i.kind = 'police_ref' and i.value = named.police_ref and c.child_ref is null
        and not exists (select from homeward.child_identifier o where o.kind = 'child_ref' and o.value = named.child_ref)
    ) known on true
    order by named.line`);
  await tx.query(sql`
    insert into homeward.import_reference (kind, value, child_id)
    select 'child_ref', child_ref, child_id from homeward.import_child
    union all
    select distinct 'police_ref', s.police_ref, c.child_id
    from homeward.import_staged s join homeward.import_child c using (child_ref)
    where s.feed = 'children' and s.reason is null and s.police_ref is not null`);
  await tx.query(sql`
    insert into homeward.import_resolved (child_id, feed, line, found_by)
    select c.child_id, s.feed, s.line, 'child_ref'
    from homeward.import_staged s join homeward.import_child c using (child_ref)
    where s.feed = 'children' and s.reason is null`);
}

/** Finds the child of every row that gives a reference, and rejects those whose reference nobody has. */
export async function resolveReferences(tx: Transaction): Promise<void> {
  await tx.query(sql`
    insert into homeward.import_resolved (child_id, feed, line, found_by)
    select coalesce(cr.child_id, cd.child_id, pr.child_id, pd.child_id), s.feed, s.line,
      case when s.child_ref is null then 'police_ref' else 'child_ref' end
    from homeward.import_staged s
    left join homeward.import_reference cr on cr.kind = 'child_ref' and cr.value = s.child_ref
    left join homeward.child_identifier cd on cd.kind = 'child_ref' and cd.value = s.child_ref
    left join homeward.import_reference pr on pr.kind = 'police_ref' and pr.value = s.police_ref
    left join homeward.child_identifier pd on pd.kind = 'police_ref' and pd.value = s.police_ref
    where s.feed not in ('agencies', 'children') and s.reason is null
      and case
        when s.child_ref is null then coalesce(pr.child_id, pd.child_id) is not null
        when coalesce(cr.child_id, cd.child_id) is null then false
        -- Two references that name two children leave it to a person.
        else coalesce(pr.child_id, pd.child_id, cr.child_id, cd.child_id) = coalesce(cr.child_id, cd.child_id)
      end`);
  await tx.query(sql`
    update homeward.import_staged s set reason = ${UNKNOWN_CHILD}
    where s.feed not in ('agencies', 'children') and s.reason is null and s.child_ref is not null
      and not exists (select from homeward.import_reference r where r.kind = 'child_ref' and r.value = s.child_ref)
      and not exists (select from homeward.child_identifier i where i.kind = 'child_ref' and i.value = s.child_ref)`);
}

/** A way of naming a child that only date of birth and name can answer. */
export type NamedGroup = { readonly born_on: string; readonly forename: string; readonly surname: string };

/** The next ways of naming a child without a known reference, by date of birth, after one already answered. */
export async function namesToMatch(
  tx: Transaction,
  after: NamedGroup | undefined,
  atMost: number,
): Promise<NamedGroup[]> {
  const onwards =
    after === undefined
      ? sql``
      : sql`and (s.born_on, coalesce(s.forename, ''), coalesce(s.surname, '')) > (${after.born_on}::date, ${after.forename}, ${after.surname})`;
  return tx.query<NamedGroup>(sql`
    select distinct s.born_on, coalesce(s.forename, '') as forename, coalesce(s.surname, '') as surname
    from homeward.import_staged s
    where s.feed = 'notifications' and s.reason is null and s.child_ref is null and s.born_on is not null ${onwards}
      and not exists (select from homeward.import_resolved r where r.feed = 'notifications' and r.line = s.line)
    order by 1, 2, 3 limit ${atMost}`);
}

/** A child who may be the one named; a child whose list is being imported comes once for each way it is named. */
export type CandidateRow = {
  readonly child_id: number;
  readonly child_ref: string | null;
  readonly police_ref: string | null;
  readonly forename: string;
  readonly surname: string;
  readonly date_of_birth: string;
};

/** Children born on these days: those on record and those of this import. */
export async function candidatesBornOn(tx: Transaction, days: readonly string[]): Promise<CandidateRow[]> {
  return tx.query<CandidateRow>(sql`
    select child_id, child_ref, police_ref, forename, surname, date_of_birth
    from homeward.child where date_of_birth = any (${days}::date[])
    union
    select c.child_id, s.child_ref, s.police_ref, s.forename, s.surname, s.born_on
    from homeward.import_staged s join homeward.import_child c using (child_ref)
    where s.feed = 'children' and s.reason is null and s.born_on = any (${days}::date[])`);
}

/** An answer to who is named. */
export type MatchRow = NamedGroup & { readonly child_id: number | null; readonly because: object };

/** Keeps answers; `applyMatches` uses them. */
export async function keepMatches(tx: Transaction, matches: readonly MatchRow[]): Promise<void> {
  await tx.query(sql`
    insert into homeward.import_match (born_on, forename, surname, child_id, because)
    select born_on, forename, surname, child_id, because
    from jsonb_to_recordset(${JSON.stringify(matches)}::jsonb) as m (born_on date, forename text, surname text, child_id bigint, because jsonb)`);
}

/** Finds the child of every row whose name was answered. */
export async function applyMatches(tx: Transaction): Promise<void> {
  await tx.query(sql`
    insert into homeward.import_resolved (child_id, feed, line, found_by)
    select m.child_id, s.feed, s.line, 'name'
    from homeward.import_staged s
    join homeward.import_match m on m.born_on = s.born_on and m.forename = coalesce(s.forename, '') and m.surname = coalesce(s.surname, '')
    where s.feed = 'notifications' and s.reason is null and s.child_ref is null and m.child_id is not null
      and not exists (select from homeward.import_resolved r where r.feed = 'notifications' and r.line = s.line)`);
}

/** Rejects notifications whose reference was sent for two children in this run: the one told last stays. */
export async function rejectTwoChildren(tx: Transaction): Promise<void> {
  const doubled = await tx.query<{ ref: string }>(sql`
    select s.ref
    from homeward.import_resolved r join homeward.import_staged s on s.feed = r.feed and s.line = r.line
    where r.feed = 'notifications' group by s.ref having min(r.child_id) <> max(r.child_id)`);
  if (doubled.length === 0) return;
  await tx.query(sql`
    with ranked as (
      select s.line, r.child_id, first_value(r.child_id) over (
        partition by s.ref
        order by (s.content::jsonb #>> '{row,notification,reportedAt}')::numeric desc nulls last, s.content desc) as stays
      from homeward.import_resolved r join homeward.import_staged s on s.feed = r.feed and s.line = r.line
      where r.feed = 'notifications' and s.ref = any (${doubled.map(({ ref }) => ref)}::text[])),
    gone as (
      delete from homeward.import_resolved r using ranked
      where r.feed = 'notifications' and r.line = ranked.line and ranked.child_id <> ranked.stays returning r.line)
    update homeward.import_staged s set reason = ${TWO_CHILDREN} from gone where s.feed = 'notifications' and s.line = gone.line`);
}
