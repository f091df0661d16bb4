/** Open returns of an agency, page by page, and what there is to choose among them. */
import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { Transaction } from '../../db/transaction.ts';
import type { OpenStage } from '../../domain/interview/follow-up.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import type { TriageLevel } from '../../domain/triage/acts.ts';

/** An open return as its row says it. */
export type OpenReturn = {
  readonly childId: number;
  readonly episodeId: number;
  readonly episodeKey: string;
  readonly forename: string;
  readonly surname: string;
  readonly returnedAt: Instant;
  readonly dueAt: Instant;
  readonly stage: OpenStage;
  readonly triageLevel: TriageLevel | null;
  /** Authority that answers for it; null where none is known. */
  readonly authority: string | null;
  readonly allocatedTo: string | null;
  readonly interviewerId: number | null;
  readonly interviewerName: string | null;
  readonly team: string;
  readonly area: string | null;
  /** The provider asked last; null where none was asked. */
  readonly askedOf: string | null;
  readonly answerBy: Instant | null;
  /** Null until it is answered. */
  readonly accepted: boolean | null;
  readonly withdrawnAt: Instant | null;
  readonly givenBackAt: Instant | null;
  readonly requestRef: string | null;
};

/** What an agency answers for, or was given. */
export const ofAgency = (agency: string): Sql => sql`(f.authority = ${agency} or f.allocated_to = ${agency})`;

function ms(column: string): Sql {
  return raw(`floor(extract(epoch from ${column}) * 1000)::float8`);
}

/** Which open returns: those still worked at, or those that were due before an instant and are listed apart. */
export type Which = { readonly worked: boolean; readonly dueFrom: Instant };

/** Whose returns are shown: nobody's, those that came back from a provider, those that one was asked for or has, or one interviewer's. */
export type Who =
  | { readonly kind: 'all' | 'nobody' | 'came-back' | 'asked' | 'provider' }
  | { readonly kind: 'person'; readonly userId: number };

/** What was chosen; null where all. */
export type ChosenReturns = {
  readonly team: string | null;
  readonly area: string | null;
  readonly authority: string | null;
  readonly who: Who;
};

/** Everything, without a choice. */
export const ALL_RETURNS: ChosenReturns = { team: null, area: null, authority: null, who: { kind: 'all' } };

/** Each open return once, with the request that was made last for it. */
function openReturns(agency: string, { worked, dueFrom }: Which): Sql {
  const due = worked ? sql`f.due_at >= ${toIso(dueFrom)}` : sql`f.due_at < ${toIso(dueFrom)}`;
  return sql`
    select distinct on (f.child_id, f.episode_key) f.child_id, f.episode_key, e.episode_id, f.interview_ref, f.returned_at, f.due_at, f.stage,
      f.triage_level, f.authority, f.allocated_to, f.interviewer_id, f.team, e.missing_from_authority as area,
      r.request_ref, r.to_agency, r.answer_by, r.accepted, r.withdrawn_at, r.given_back_at
    from homeward.return_follow_up f
    join homeward.episode e on e.child_id = f.child_id and e.episode_key = f.episode_key
    left join lateral (select q.request_ref, q.to_agency, q.answer_by, q.accepted, q.withdrawn_at, q.given_back_at from homeward.interview_request q
      where q.child_id = f.child_id and q.interview_ref = f.interview_ref order by q.asked_at desc, q.request_ref limit 1) r on true
    where f.outcome is null and ${ofAgency(agency)} and ${due}
    order by f.child_id, f.episode_key, f.due_at`;
}

function chosenOf({ team, area, authority, who }: ChosenReturns, agency: string, now: Instant): Sql {
  const nobody = sql`(o.interviewer_id is null and coalesce(o.allocated_to, ${agency}) = ${agency})`;
  const standing = sql`(o.request_ref is not null and o.withdrawn_at is null)`;
  const whose = {
    all: empty,
    nobody: sql`and ${nobody}`,
    'came-back': sql`and ${nobody} and ${standing} and (o.accepted is false or o.given_back_at is not null or (o.accepted is null and o.answer_by <= ${toIso(now)}))`,
    asked: sql`and ${standing} and o.accepted is null and o.answer_by > ${toIso(now)}`,
    provider: sql`and o.allocated_to is not null and o.allocated_to <> ${agency}`,
    person: who.kind === 'person' ? sql`and o.interviewer_id = ${who.userId}` : empty,
  }[who.kind];
  return sql`true ${whose}
    ${team === null ? empty : sql`and o.team = ${team}`}
    ${area === null ? empty : sql`and o.area = ${area}`}
    ${authority === null ? empty : sql`and o.authority = ${authority}`}`;
}

/** Which page of how many rows, in which order: the soonest due first, or the waiting list's. */
export type Slice = {
  readonly offset: number;
  readonly atMost: number;
  readonly order: 'due' | 'triage';
};

/** Open returns of an agency: of those still worked at the soonest due first, of the others the latest. */
export async function listOpenReturns(
  tx: Transaction,
  agency: string,
  which: Which,
  chosen: ChosenReturns,
  now: Instant,
  { offset, atMost, order }: Slice,
): Promise<OpenReturn[]> {
  const due = which.worked ? sql`o.due_at` : sql`o.due_at desc`;
  const first =
    order === 'due'
      ? empty
      : sql`case o.triage_level when 'red' then 0 when 'amber' then 1 when 'green' then 3 else 2 end,`;
  return tx.query<OpenReturn>(sql`
    select o.child_id as "childId", o.episode_id as "episodeId", o.episode_key as "episodeKey", c.forename, c.surname,
      ${ms('o.returned_at')} as "returnedAt", ${ms('o.due_at')} as "dueAt", o.stage, o.triage_level as "triageLevel", o.authority,
      o.allocated_to as "allocatedTo", o.interviewer_id as "interviewerId", u.display_name as "interviewerName", o.team, o.area,
      o.to_agency as "askedOf", ${ms('o.answer_by')} as "answerBy", o.accepted, ${ms('o.withdrawn_at')} as "withdrawnAt", ${ms('o.given_back_at')} as "givenBackAt", o.request_ref as "requestRef"
    from (${openReturns(agency, which)}) o
    join homeward.child c on c.child_id = o.child_id
    left join homeward.user_account u on u.user_id = o.interviewer_id
    where ${chosenOf(chosen, agency, now)}
    order by ${first} ${due}, o.child_id, o.episode_id limit ${atMost} offset ${offset}`);
}

/** How many returns fit a choice, and what there is to choose: of all open ones, whatever is chosen. */
export type OpenChoices = {
  readonly fitting: number;
  readonly cameBack: number;
  readonly teams: readonly string[];
  readonly areas: readonly string[];
  readonly authorities: readonly string[];
  readonly people: readonly { readonly userId: number; readonly name: string }[];
};

/** Counts what fits a choice, and lists what can be chosen. */
export async function chooseAmongOpen(
  tx: Transaction,
  agency: string,
  which: Which,
  chosen: ChosenReturns,
  now: Instant,
): Promise<OpenChoices> {
  const row = await tx.one<Omit<OpenChoices, 'people'> & { userIds: number[] }>(sql`
    select count(*) filter (where ${chosenOf(chosen, agency, now)})::int as fitting,
      count(*) filter (where ${chosenOf({ ...ALL_RETURNS, who: { kind: 'came-back' } }, agency, now)})::int as "cameBack",
      coalesce(array_agg(distinct o.team order by o.team), '{}') as teams,
      coalesce(array_agg(distinct o.area order by o.area) filter (where o.area is not null), '{}') as areas,
      coalesce(array_agg(distinct o.authority order by o.authority) filter (where o.authority is not null), '{}') as authorities,
      coalesce(array_agg(distinct o.interviewer_id::float8) filter (where o.interviewer_id is not null), '{}') as "userIds"
    from (${openReturns(agency, which)}) o`);
  const { userIds, ...counted } = row;
  const people = await tx.query<{ userId: number; name: string }>(sql`
    select user_id as "userId", display_name as name from homeward.user_account where user_id = any (${userIds}::bigint[]) order by display_name, user_id`);
  return { ...counted, people };
}

/** How many returns of an agency are open and worked at, how many of them are late or given to nobody, and how many are listed apart. */
export async function countOpenReturns(
  tx: Transaction,
  agency: string,
  now: Instant,
  dueFrom: Instant,
): Promise<{ open: number; late: number; unnamed: number; leftOver: number }> {
  return tx.one(sql`
    select count(*) filter (where worked)::int as open, count(*) filter (where worked and due_at < ${toIso(now)})::int as late,
      count(*) filter (where worked and interviewer_id is null and coalesce(allocated_to, ${agency}) = ${agency})::int as unnamed,
      count(*) filter (where not worked)::int as "leftOver"
    from (
      select distinct on (f.child_id, f.episode_key) f.due_at, f.interviewer_id, f.allocated_to, f.due_at >= ${toIso(dueFrom)} as worked
      from homeward.return_follow_up f where f.outcome is null and ${ofAgency(agency)}
      order by f.child_id, f.episode_key, f.due_at) o`);
}
