/** Tells the stories of the live situation step by step, each as the agency that told it then. */
import { appendEntries, reserveChildId, type AppendOutcome } from '../../db/chronology/store.ts';
import { childWithReference } from '../../db/demonstration.ts';
import type { Requester } from '../../db/requester.ts';
import type { Database, Transaction } from '../../db/transaction.ts';
import { ageBandOf } from '../../domain/capacity/request.ts';
import { ageOn } from '../../domain/child/age.ts';
import type { ChildRecord } from '../../domain/chronology/record.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import type { InterviewAct } from '../../domain/interview/acts.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import { addRequest, answerRequest } from '../../features/spot-purchase/queries.ts';
import { LOADER, personOf, type People } from './setting-up.ts';
import { hoursBefore, type Step, type Story } from './telling.ts';

/** What telling needs. */
export type Telling = { readonly rules: FoldRules; readonly now: Instant; readonly people: People };

/** Tells a story; steps already on record are passed over. What one agency told in a row is told in one go, each part with its own time. */
export async function tellStory(database: Database, telling: Telling, story: Story): Promise<void> {
  const known = await database.transaction('job', LOADER, (tx) => childWithReference(tx, story.childRef));
  let childId = known?.childId;
  for (const steps of inARow(story.steps.slice(known?.version ?? 0))) {
    const requester = requesterOf(steps[0], telling);
    childId = await database.transaction('request', requester, async (tx): Promise<number> => {
      let ofChild = childId;
      for (const step of steps) ofChild = await tell(tx, requester, telling, step, ofChild);
      return ofChild as number;
    });
  }
}

type Row = [Step, ...Step[]];

/** Steps that follow each other and are told by the same. A request and its answer are acts of their own. */
function inARow(steps: readonly Step[]): Row[] {
  const rows: Row[] = [];
  for (const step of steps) {
    const row = rows.at(-1);
    if (row !== undefined && !step.asRole && !row[0].asRole && row[0].agency === step.agency && row[0].role === step.role) row.push(step);
    else rows.push([step]);
  }
  return rows;
}

async function tell(tx: Transaction, requester: Requester, { rules, now, people }: Telling, step: Step, childId: number | undefined): Promise<number> {
  const ofChild = childId ?? (await reserveChildId(tx));
  const at = hoursBefore(now, step.toldHoursAgo);
  const content = step.content(now, (agency, role) => personOf(people, agency, role));
  if (content.kind === 'interview-request-answered') await answerRequest(tx, content.requestRef, content.accepted);
  const outcome = await appendEntries(tx, requester, rules, {
    childId: ofChild,
    expectedVersion: childId === undefined ? 0 : null,
    entries: [{ occurredAt: hoursBefore(now, step.hoursAgo), sourceKey: step.sourceKey, content }],
    now: at,
  });
  const record = savedOf(outcome);
  if (content.kind === 'interview-requested') await putRequest(tx, record, ofChild, requester, content, at);
  return ofChild;
}

function savedOf(outcome: AppendOutcome): ChildRecord {
  if (outcome.kind !== 'saved') throw new Error('a step of the demonstration was not saved');
  return outcome.record;
}

/** What the provider sees of a request. */
async function putRequest(tx: Transaction, record: ChildRecord, childId: number, { agencyCode }: Requester, asked: Extract<InterviewAct, { kind: 'interview-requested' }>, at: Instant): Promise<void> {
  const { requestRef, interviewRef, agency, dueAt: answerBy, pricePence, cancelPence = null } = asked;
  const owed = record.returns.find((one) => one.interviewRef === interviewRef);
  const episode = record.episodes.find(({ episodeKey }) => episodeKey === owed?.episodeKey);
  if (owed === undefined || agencyCode === null || pricePence === null) throw new Error('a request of the demonstration is for no return');
  const { dateOfBirth, sex } = record.details;
  await addRequest(tx, {
    requestRef,
    interviewRef,
    childId,
    from: agencyCode,
    to: agency,
    ageBand: ageBandOf(dateOfBirth === null ? null : ageOn(dateOfBirth, londonDate(at))),
    sex,
    area: episode?.missingFromAuthority ?? null,
    languages: [],
    dueAt: owed.dueAt,
    pricePence,
    cancelPence,
    askedAt: at,
    answerBy,
  });
}

function requesterOf(step: Step, { people, now }: Telling): Requester {
  const userId = step.role === null ? null : personOf(people, step.agency, step.role);
  const by = { userId, agencyCode: step.agency, purpose: 'demonstration', requestId: 'demonstration' };
  return step.asRole === true && step.role !== null
    ? { ...by, role: step.role, at: hoursBefore(now, step.toldHoursAgo) }
    : { ...by, role: 'agency-system' };
}
