/** What spot purchase asks the database. What a provider may see before it accepts comes out of functions alone. */
import sql, { raw, type Sql } from 'sql-template-tag';
import { expectFewRows } from '../../db/few-rows.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { AgeBand, ProviderTerms } from '../../domain/capacity/request.ts';
import type { WithdrawalCause } from '../../domain/interview/acts.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';

function ms(column: string): Sql {
  return raw(`floor(extract(epoch from ${column}) * 1000)::float8`);
}

/** The terms on which an authority has approved providers, by provider, the latest first. */
export async function listTerms(tx: Transaction, authority: string): Promise<ProviderTerms[]> {
  return tx.query<ProviderTerms>(sql`
    select t.terms_id as "termsId", t.provider, a.name as "providerName", t.from_on as "fromOn", t.to_on as "toOn",
      t.price_pence as "pricePence", t.travel_pence as "travelPence", t.cancel_pence as "cancelPence", t.areas
    from homeward.provider_terms t join homeward.agency a on a.code = t.provider
    where t.authority = ${authority} order by a.name, t.from_on desc, t.terms_id`);
}

/** Approves a provider. */
export async function addTerms(
  tx: Transaction,
  authority: string,
  terms: Omit<ProviderTerms, 'termsId' | 'providerName'>,
): Promise<void> {
  await tx.query(sql`
    insert into homeward.provider_terms (authority, provider, from_on, to_on, price_pence, travel_pence, cancel_pence, areas)
    values (${authority}, ${terms.provider}, ${terms.fromOn}, ${terms.toOn}, ${terms.pricePence}, ${terms.travelPence}, ${terms.cancelPence}, ${terms.areas})`);
}

/** Ends an approval on a day, or on its first day where that comes later; says whether there was one to end. */
export async function endTerms(tx: Transaction, authority: string, termsId: number, on: PlainDate): Promise<boolean> {
  const ended = await tx.query(sql`
    update homeward.provider_terms set to_on = greatest(from_on, ${on}::date)
    where terms_id = ${termsId} and authority = ${authority} and (to_on is null or to_on > ${on}::date) returning terms_id`);
  return ended.length > 0;
}

/** What is to be paid, or was earned, in one month. */
export type Invoiced = {
  readonly provider: string;
  readonly month: PlainDate;
  readonly interviews: number;
  /** Accepted and then withdrawn by who asked. */
  readonly withdrawn: number;
  readonly pence: number;
};

/** Single interviews accepted and held, and those withdrawn after that, by provider and month, the latest first. */
export async function listInvoiced(tx: Transaction): Promise<Invoiced[]> {
  return tx.query<Invoiced>(
    sql`select provider, month, interviews, withdrawn, pence from homeward.interviews_invoiced() order by month desc, provider`,
  );
}

/** A request as it is put down beside its entry. */
export type NewRequest = {
  readonly requestRef: string;
  readonly childId: number;
  readonly interviewRef: string;
  readonly from: string;
  readonly to: string;
  readonly ageBand: AgeBand;
  readonly sex: 'M' | 'F' | 'U';
  readonly area: string | null;
  readonly languages: readonly string[];
  readonly dueAt: Instant;
  readonly pricePence: number;
  readonly cancelPence: number | null;
  readonly askedAt: Instant;
  readonly answerBy: Instant;
};

/** Puts down what the provider sees of a request. */
export async function addRequest(tx: Transaction, one: NewRequest): Promise<void> {
  await tx.query(sql`
    insert into homeward.interview_request (request_ref, child_id, interview_ref, from_agency, to_agency, age_band, sex, area, languages,
      due_at, price_pence, cancel_pence, asked_at, answer_by)
    values (${one.requestRef}, ${one.childId}, ${one.interviewRef}, ${one.from}, ${one.to}, ${one.ageBand}, ${one.sex}, ${one.area}, ${one.languages},
      ${toIso(one.dueAt)}, ${one.pricePence}, ${one.cancelPence}, ${toIso(one.askedAt)}, ${toIso(one.answerBy)})`);
}

/** A request as the provider sees it, without a word of who the child is. */
export type ReceivedRequest = {
  readonly requestRef: string;
  readonly from: string;
  readonly ageBand: AgeBand;
  readonly sex: 'M' | 'F' | 'U';
  readonly area: string | null;
  readonly languages: readonly string[];
  readonly dueAt: Instant;
  readonly pricePence: number | null;
  readonly askedAt: Instant;
  readonly answerBy: Instant;
  readonly accepted: boolean | null;
  readonly cancelPence: number | null;
  readonly withdrawnAt: Instant | null;
  readonly withdrawnFor: WithdrawalCause | null;
  readonly withdrawnPence: number | null;
  readonly givenBackAt: Instant | null;
  /** The child, once the agency has accepted and while it has the interview; null else. */
  readonly childId: number | null;
  readonly forename: string | null;
  readonly surname: string | null;
};

const RECEIVED = sql`m.request_ref as "requestRef", m.from_agency as "from", m.age_band as "ageBand", m.sex, m.area, m.languages, ${ms('m.due_at')} as "dueAt",
      m.price_pence as "pricePence", ${ms('m.asked_at')} as "askedAt", ${ms('m.answer_by')} as "answerBy", m.accepted, m.cancel_pence as "cancelPence",
      ${ms('m.withdrawn_at')} as "withdrawnAt", m.withdrawn_for as "withdrawnFor", m.withdrawn_pence as "withdrawnPence",
      ${ms('m.given_back_at')} as "givenBackAt", c.child_id as "childId", c.forename, c.surname`;
/** Requests to the requester's agency, each with its child where the agency has the interview. */
const TO_ME = sql`homeward.interview_requests_to_me() m
    left join homeward.interview_request q on q.request_ref = m.request_ref and q.to_agency = (select homeward.current_agency())
    left join homeward.child c on c.child_id = q.child_id`;
/** Whether a request waits for an answer at an instant. */
const waits = (now: Instant): Sql =>
  sql`(m.accepted is null and m.withdrawn_at is null and m.answer_by > ${toIso(now)})`;

/** Requests to the requester's agency, the soonest to be answered first; those answered or come back last. */
export async function listReceived(tx: Transaction, now: Instant, atMost: number): Promise<ReceivedRequest[]> {
  return tx.query<ReceivedRequest>(sql`
    select ${RECEIVED} from ${TO_ME}
    order by ${waits(now)} desc, case when ${waits(now)} then m.answer_by end, m.asked_at desc, m.request_ref
    limit ${atMost}`);
}

/** How many requests to the requester's agency wait for an answer; counted to 100. */
export async function countToAnswer(tx: Transaction, now: Instant): Promise<number> {
  const { open } = await tx.one<{ open: number }>(sql`
    select count(*)::int as open from (select from homeward.interview_requests_to_me() m where ${waits(now)} limit 100) waiting`);
  return open;
}

/**
 * How many open returns of an agency wait to be given again, because the provider asked last refused or did not answer in
 * time, and nobody of ours was named since; of what was asked since an instant, counted to 100.
 */
export async function countCameBack(tx: Transaction, agency: string, now: Instant, since: Instant): Promise<number> {
  await expectFewRows(tx);
  const { open } = await tx.one<{ open: number }>(sql`
    select count(*)::int as open from (
      select from (
        select distinct on (q.child_id, q.interview_ref) q.child_id, q.interview_ref, q.accepted, q.answer_by, q.withdrawn_at, q.given_back_at
        from homeward.interview_request q where q.from_agency = ${agency} and q.asked_at >= ${toIso(since)}
        order by q.child_id, q.interview_ref, q.asked_at desc, q.request_ref) last
      join homeward.return_follow_up f on f.child_id = last.child_id and f.interview_ref = last.interview_ref
      where f.outcome is null and f.interviewer_id is null and coalesce(f.allocated_to, ${agency}) = ${agency}
        and last.withdrawn_at is null and (last.accepted is false or last.given_back_at is not null or (last.accepted is null and last.answer_by <= ${toIso(now)}))
      group by f.child_id, f.episode_key limit 100) waiting`);
  return open;
}

/** One request to the requester's agency; undefined where there is none of that reference. */
export async function findReceived(tx: Transaction, requestRef: string): Promise<ReceivedRequest | undefined> {
  return tx.maybeOne<ReceivedRequest>(sql`
    select ${RECEIVED} from ${TO_ME} where m.request_ref = ${requestRef}`);
}

/** Answers an open request; the child it is about, or null where it is not open any more. */
export async function answerRequest(tx: Transaction, requestRef: string, accepted: boolean): Promise<number | null> {
  const row = await tx.one<{ child: number | null }>(
    sql`select homeward.answer_interview_request(${requestRef}, ${accepted}) as child`,
  );
  return row.child;
}

/** Gives back what the requester's agency accepted and has not held; says whether there was such a request. */
export async function giveBackRequest(tx: Transaction, requestRef: string): Promise<boolean> {
  const row = await tx.one<{ gone: boolean }>(sql`select homeward.give_back_interview_request(${requestRef}) as gone`);
  return row.gone;
}

/** Who is writing an interview and has not sent it: the requester or not, and others by name. */
export type Writers = { readonly own: boolean; readonly others: readonly string[] };

/** Who is writing an interview; nothing of what they write. */
export async function writersOf(tx: Transaction, childId: number, interviewRef: string): Promise<Writers> {
  return tx.one<Writers>(sql`
    select exists (select from homeward.interview_draft
        where child_id = ${childId} and interview_ref = ${interviewRef} and sent_at is null) as own,
      array(select name from homeward.other_interview_drafts(${childId}) where interview_ref = ${interviewRef}) as others`);
}

/** Agencies in whose placement a child lives. */
export async function placedWith(tx: Transaction, childId: number): Promise<string[]> {
  const rows = await tx.query<{ agency: string }>(
    sql`select agency_code as agency from homeward.child_agency where child_id = ${childId} and relationship = 'placement-provider'`,
  );
  return rows.map(({ agency }) => agency);
}

/** What a person of the requester's agency, or one whom they may know of, is called; undefined where there is none. */
export async function nameOfPerson(tx: Transaction, userId: number): Promise<string | undefined> {
  const row = await tx.maybeOne<{ name: string }>(
    sql`select display_name as name from homeward.user_account where user_id = ${userId}`,
  );
  return row?.name;
}
