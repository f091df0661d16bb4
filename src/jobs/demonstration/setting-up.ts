/** What the demonstration’s agencies have set up before anything happens: people, working times, approved providers, money. */
import { createAccount, listDemonstrationPeople } from '../../db/accounts.ts';
import { loadEntries } from '../../db/chronology/store.ts';
import { childWithReference } from '../../db/demonstration.ts';
import { keepInterviewer } from '../../db/interviewers.ts';
import type { Requester } from '../../db/requester.ts';
import type { Database, Transaction } from '../../db/transaction.ts';
import type { Role } from '../../domain/access/roles.ts';
import type { Interviewer } from '../../domain/capacity/interviewer.ts';
import { financialYearOf } from '../../domain/capacity/work-done.ts';
import { EMPTY_DRAFT, saveInto } from '../../domain/interview/draft.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import { plusDays, type PlainDate } from '../../domain/time/plain-date.ts';
import { beginInterviewDraft, episodeKeys } from '../../features/interviews/queries.ts';
import { addFunding, listFunding } from '../../features/interview-work/queries.ts';
import { addTerms, listTerms } from '../../features/spot-purchase/queries.ts';
import { INTERVIEWERS } from './interviewers.ts';
import { DEMONSTRATION_PEOPLE } from './people.ts';

/** The operator’s own load. */
export const LOADER: Requester = { userId: null, agencyCode: null, purpose: 'demonstration', requestId: 'demonstration' };

/** Since how many days the provider’s present price stands. */
export const DEARER_SINCE_DAYS = 200;

/** Accounts of the invented people, by agency and role. */
export type People = ReadonlyMap<string, number>;

/** The account of one of them. @throws Error where there is none */
export function personOf(people: People, agency: string, role: Role): number {
  const userId = people.get(`${agency} ${role}`);
  if (userId === undefined) throw new Error(`the demonstration has no ${role} of ${agency}`);
  return userId;
}

/** Identifiers of the invented people, by agency and role. */
export async function addPeople(database: Database): Promise<People> {
  return database.transaction('job', LOADER, async (tx) => {
    for (const { agency, role, name, rank } of DEMONSTRATION_PEOPLE) {
      const email = `${name.toLowerCase().replaceAll(' ', '.')}@demonstration.invalid`;
      const account = { agencyCode: agency, role, displayName: name, email, passwordHash: null, demonstration: true };
      await createAccount(tx, { ...account, rank: rank ?? null });
    }
    const people = await listDemonstrationPeople(tx);
    return new Map(people.map(({ agencyCode, role, userId }) => [`${agencyCode} ${role}`, userId]));
  });
}

/** Who interviews, when and where, so that returns can be given to somebody; they did so since a day. */
export async function addInterviewers(database: Database, people: People, fromOn: PlainDate): Promise<Interviewer[]> {
  const interviewers = INTERVIEWERS.map(({ role, agency, ...person }) => {
    const userId = personOf(people, agency, role);
    const name = DEMONSTRATION_PEOPLE.find((one) => one.agency === agency && one.role === role)?.name ?? '';
    return { ...person, userId, name, agency, fromOn, untilOn: null, leave: [] };
  });
  await database.transaction('job', LOADER, async (tx) => {
    for (const { name: _name, leave: _leave, ...person } of interviewers) await keepInterviewer(tx, person);
  });
  return interviewers;
}

/** On what terms Streetwise is approved, now and before, and what pays for it and for the council’s own team. */
export async function addTermsAndFunding(database: Database, people: People, now: Instant): Promise<void> {
  const today = londonDate(now);
  const year = financialYearOf(today);
  const rises = plusDays(today, -DEARER_SINCE_DAYS);
  const price = { provider: 'streetwise', areas: [] };
  await actingAs(database, people, now, 'oxfordshire', 'team-manager', async (tx) => {
    if ((await listTerms(tx, 'oxfordshire')).length > 0) return;
    await addTerms(tx, 'oxfordshire', { ...price, fromOn: plusDays(today, -700), toOn: plusDays(rises, -1), pricePence: 15_500, travelPence: 3_000, cancelPence: null });
    await addTerms(tx, 'oxfordshire', { ...price, fromOn: rises, toOn: null, pricePence: 16_800, travelPence: 4_250, cancelPence: 4_250 });
  });
  const money = [
    ['streetwise', 'provider-manager', [['Oxfordshire Council, contract', 41_000_00, 38_500_00], ['Lottery grant for work with families', 22_000_00, 22_000_00], ['Our own reserves', 4_500_00, 9_000_00]]],
    ['oxfordshire', 'strategic-lead', [['Children’s services, core budget', 58_000_00, 55_000_00], ['Police and crime commissioner, grant', 12_000_00, 0]]],
  ] as const;
  for (const [agency, role, sources] of money)
    await actingAs(database, people, now, agency, role, async (tx) => {
      if ((await listFunding(tx)).length > 0) return;
      for (const [source, thisYear, lastYear] of sources) {
        await addFunding(tx, agency, { source, financialYear: year, pence: thisYear });
        if (lastYear > 0) await addFunding(tx, agency, { source, financialYear: year - 1, pence: lastYear });
      }
    });
}

/** A transaction of one of the people, in their role. */
export async function actingAs(database: Database, people: People, at: Instant, agency: string, role: Role, work: (tx: Transaction, requester: Requester) => Promise<void>): Promise<void> {
  const requester = { userId: personOf(people, agency, role), agencyCode: agency, role, at, purpose: 'demonstration', requestId: 'demonstration' };
  await database.transaction('request', requester, (tx) => work(tx, requester));
}

/** An interview that the provider’s interviewer is in the midst of writing. */
export async function beginWriting(database: Database, people: People, now: Instant): Promise<void> {
  await actingAs(database, people, now, 'streetwise', 'interviewer', async (tx, { userId }) => {
    const childId = (await childWithReference(tx, 'OX900041'))?.childId;
    if (childId === undefined || userId === null) return;
    const covers = [...(await episodeKeys(tx, childId)).keys()].map(String);
    const changed = { covers, participation: 'whole', independent: 'yes', place: 'neutral-place', before: 'Nobody asked me if I wanted to change schools.', where: 'The cinema, then just round the shops.', whom: 'Two friends from my old school.' };
    const state = saveInto(EMPTY_DRAFT, { writer: 'demonstration', step: 1, base: 0, changed, at: now });
    await beginInterviewDraft(tx, userId, { childId, interviewRef: 'DEMO-R-142', episodeKey: 'DEMO-142', begunFrom: (await loadEntries(tx, childId)).length, state }, now);
  });
}
