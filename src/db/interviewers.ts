/** The people of one's own agency who hold return interviews. */
import sql from 'sql-template-tag';
import type { Interviewer, Leave } from '../domain/capacity/interviewer.ts';
import { WORKED_AT_HOURS } from '../domain/capacity/waiting.ts';
import { plusHours, toIso, type Instant } from '../domain/time/instant.ts';
import type { PlainDate } from '../domain/time/plain-date.ts';
import type { Transaction } from './transaction.ts';

/** Days away, by the number by which they are taken back. */
export type KeptLeave = Leave & { readonly leaveId: number };

/** An interviewer with the leave that can be taken back. */
export type KeptInterviewer = Omit<Interviewer, 'leave'> & { readonly leave: readonly KeptLeave[] };

/** The interviewers of the requester's agency whose account is open, by name. Row-level security keeps those of others. */
export async function listInterviewers(tx: Transaction): Promise<KeptInterviewer[]> {
  const people = await tx.query<Omit<Interviewer, 'leave'>>(sql`
    select i.user_id as "userId", u.display_name as name, i.agency_code as agency, i.areas, i.languages, i.working,
      i.most_a_day as "mostADay", i.interview_minutes as "interviewMinutes", i.travel_minutes as "travelMinutes",
      i.care_team as "careTeam", i.from_on as "fromOn", i.until_on as "untilOn"
    from homeward.interviewer i join homeward.user_account u on u.user_id = i.user_id
    where u.disabled_at is null order by u.display_name, i.user_id`);
  const leave = await tx.query<KeptLeave & { userId: number }>(sql`
    select leave_id as "leaveId", user_id as "userId", from_on as "fromOn", to_on as "toOn"
    from homeward.interviewer_leave order by from_on, leave_id`);
  return people.map((person) => ({ ...person, leave: leave.filter(({ userId }) => userId === person.userId) }));
}

/** Puts down, or changes, how somebody of the agency interviews. */
export async function keepInterviewer(tx: Transaction, person: Omit<Interviewer, 'name' | 'leave'>): Promise<void> {
  await tx.query(sql`
    insert into homeward.interviewer (user_id, agency_code, areas, languages, working, most_a_day, interview_minutes, travel_minutes, care_team, from_on, until_on)
    values (${person.userId}, ${person.agency}, ${person.areas}, ${person.languages}, ${JSON.stringify(person.working)}::jsonb, ${person.mostADay},
      ${person.interviewMinutes}, ${person.travelMinutes}, ${person.careTeam}, ${person.fromOn}, ${person.untilOn})
    on conflict (user_id) do update set areas = excluded.areas, languages = excluded.languages, working = excluded.working,
      most_a_day = excluded.most_a_day, interview_minutes = excluded.interview_minutes, travel_minutes = excluded.travel_minutes,
      care_team = excluded.care_team, from_on = excluded.from_on, until_on = excluded.until_on`);
}

/** Puts down days on which an interviewer is away. */
export async function addLeave(tx: Transaction, agency: string, userId: number, leave: Leave): Promise<void> {
  await tx.query(sql`insert into homeward.interviewer_leave (user_id, agency_code, from_on, to_on)
    values (${userId}, ${agency}, ${leave.fromOn}, ${leave.toOn})`);
}

/** Takes days away back; says whether there were any of that number. */
export async function removeLeave(tx: Transaction, userId: number, leaveId: number): Promise<boolean> {
  const gone = await tx.query(
    sql`delete from homeward.interviewer_leave where leave_id = ${leaveId} and user_id = ${userId} returning leave_id`,
  );
  return gone.length > 0;
}

/** Somebody of the agency who may interview: an open account in a role that holds interviews. */
export type Colleague = {
  readonly userId: number;
  readonly name: string;
  readonly role: string;
  readonly fromOn: PlainDate;
};

/** People of the agency in some roles, by name, with the day on which their account was made. */
export async function listColleagues(tx: Transaction, agency: string, roles: readonly string[]): Promise<Colleague[]> {
  return tx.query<Colleague>(sql`
    select user_id as "userId", display_name as name, role, (created_at at time zone 'Europe/London')::date as "fromOn"
    from homeward.user_account
    where agency_code = ${agency} and disabled_at is null and role = any (${roles}::text[])
    order by display_name, user_id`);
}

/** Open interviews still worked at that each person has already, of those the requester may see. */
export async function listBooked(tx: Transaction, now: Instant): Promise<ReadonlyMap<number, number>> {
  const rows = await tx.query<{ userId: number; open: number }>(sql`
    select interviewer_id as "userId", count(distinct (child_id, interview_ref))::int as open
    from homeward.return_follow_up where outcome is null and interviewer_id is not null and due_at >= ${toIso(plusHours(now, -WORKED_AT_HOURS))} group by interviewer_id`);
  return new Map(rows.map(({ userId, open }) => [userId, open]));
}
