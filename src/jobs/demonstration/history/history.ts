/**
 * The last two years of the demonstration’s council, carried over from its lists as a whole: so that the ledger has months,
 * the forecast a history to learn from and weeks to be tested on, and a provider its figures. What people did in them are
 * the same acts as everybody’s.
 */
import { saveAdditions, type Addition } from '../../../db/chronology/bulk.ts';
import { keepPastAnswer, reserveChildIds } from '../../../db/demonstration.ts';
import type { Transaction } from '../../../db/transaction.ts';
import { chanceOf } from '../../../domain/capacity/chance.ts';
import type { Interviewer } from '../../../domain/capacity/interviewer.ts';
import { ageBandOf } from '../../../domain/capacity/request.ts';
import { weekdayOf } from '../../../domain/capacity/working-time.ts';
import { financialYearOf } from '../../../domain/capacity/work-done.ts';
import { ageOn } from '../../../domain/child/age.ts';
import type { Entry } from '../../../domain/chronology/entry.ts';
import { fold } from '../../../domain/chronology/fold.ts';
import type { FoldRules } from '../../../domain/duties/rules.ts';
import { plusHours, type Instant } from '../../../domain/time/instant.ts';
import { londonDate, startOfLondonDay } from '../../../domain/time/london.ts';
import { dayNumber, plusDays, type PlainDate } from '../../../domain/time/plain-date.ts';
import { addRequest } from '../../../features/spot-purchase/queries.ts';
import { DEARER_SINCE_DAYS } from '../setting-up.ts';
import { pastAbsences, type PastAbsence } from './absences.ts';
import { Told, type PastAct, type PastRequest, type PersonOf } from './acts.ts';
import { historyChildren, type HistoryChild } from './children.ts';
import { Diary } from './diary.ts';
import { tellAbsence, tellChild, tellScreening } from './feeds.ts';
import { followUpAll } from './follow-up.ts';
import { tellFactors, tellTriage } from './triage.ts';

const CHILDREN = 150;

/** What history is made from. */
export type HistoryAround = {
  readonly now: Instant;
  readonly rules: FoldRules;
  readonly personOf: PersonOf;
  readonly interviewers: readonly Interviewer[];
};

/** The Monday with which the last whole financial year begins: for it the ten questions are answered. */
export function historyFrom(now: Instant): PlainDate {
  const begins = `${financialYearOf(londonDate(now)) - 1}-04-01` as PlainDate;
  return plusDays(begins, 1 - weekdayOf(begins));
}

/** The reference of a child of the history, by which it is known whether it was told. */
export const HISTORY_CHILD = 'OX910001';

/** Puts the history on record, in the caller’s transaction. */
export async function carryOver(tx: Transaction, around: HistoryAround): Promise<void> {
  const { now, rules } = around;
  const { told, children } = historyOf(around);
  const reserved = await reserveChildIds(tx, children.length);
  const ids = new Map(children.map((child, index) => [child, reserved[index] as number]));
  const additions = [...ids].map(([child, childId]): Addition => {
    const entries = told.of(child, now).map(entryOf);
    return { childId, before: undefined, record: fold(entries, rules), entries };
  });
  await saveAdditions(tx, additions);
  for (const request of told.requests.filter(({ askedAt }) => askedAt <= now)) await putRequest(tx, ids, request, now);
}

/** What the provider was shown of a request, and what it answered. */
async function putRequest(tx: Transaction, ids: ReadonlyMap<HistoryChild, number>, request: PastRequest, now: Instant): Promise<void> {
  const { child, accepted, answeredAt, ...seen } = request;
  const childId = ids.get(child);
  if (childId === undefined) return;
  const ageBand = ageBandOf(ageOn(child.dateOfBirth, londonDate(seen.askedAt)));
  await addRequest(tx, { ...seen, childId, from: 'oxfordshire', to: 'streetwise', ageBand, sex: child.sex, area: child.living.authority, languages: [], cancelPence: null });
  if (answeredAt !== null && answeredAt <= now) await keepPastAnswer(tx, request.requestRef, accepted, answeredAt);
}

/** Everything told of each child up to now. */
function historyOf({ now, rules, personOf, interviewers }: HistoryAround): { readonly told: Told; readonly children: readonly HistoryChild[] } {
  const from = historyFrom(now);
  const firstMonday = dayNumber(from);
  const weeks = Math.ceil((dayNumber(londonDate(now)) - firstMonday + 1) / 7);
  const children = historyChildren(now, CHILDREN, weeks);
  const absences = pastAbsences(children, firstMonday, weeks, now);
  const told = new Told(personOf, startOfLondonDay(plusDays(londonDate(now), -DEARER_SINCE_DAYS)));
  const byChild = new Map<HistoryChild, PastAbsence[]>();
  for (const absence of absences) byChild.set(absence.child, [...(byChild.get(absence.child) ?? []), absence]);
  for (const [child, own] of byChild) {
    const [first] = own;
    if (first === undefined) continue;
    tellChild(told, child, first.startedAt);
    for (const absence of own) tellAbsence(told, absence);
    tellScreening(told, first);
    tellFactors(told, first);
  }
  const recent = plusHours(now, -24 * 270);
  const shareOf = ({ endedAt }: PastAbsence): number => (endedAt > recent ? 0.8 : 0.45);
  for (const [child, own] of byChild) tellTriage(told, rules, fold(told.of(child, now).map(entryOf), rules), own, shareOf);
  followUpAll(told, new Diary(interviewers, startOfLondonDay(from), plusHours(now, 24 * 21)), absences);
  for (const [child, own] of byChild) tellUses(told, child, own, now);
  return { told, children: [...byChild.keys()] };
}

/** Whether what was known helped, the next time that the child was away. */
function tellUses(told: Told, child: HistoryChild, absences: readonly PastAbsence[], now: Instant): void {
  for (const { content, toldAt } of told.of(child, now)) {
    if (content.kind !== 'fact-recorded') continue;
    for (const absence of absences.filter(({ startedAt }) => startedAt > toldAt).slice(0, 4)) {
      const chance = chanceOf(4, 7, absence.number, content.factRef.length);
      const drawn = chance.next();
      if (drawn > 0.75) continue;
      const helped = drawn < 0.24 ? 'yes' : drawn < 0.58 ? 'no' : 'not-tried';
      const words = helped === 'yes' ? { said: 'Found there, or through them.' } : {};
      const at = plusHours(absence.startedAt, 1.2);
      if (at < absence.endedAt) told.did(child, child.living.police, 'missing-person-coordinator', at, { kind: 'fact-used', factRef: content.factRef, episodeKey: absence.incidentRef, helped, words });
    }
  }
}

function entryOf(act: PastAct, index: number): Entry & { readonly sourceVersion: number } {
  const { at, toldAt, agency, userId, sourceKey, content } = act;
  return { version: index + 1, occurredAt: at, recordedAt: toldAt, recordedBy: agency, userId, sourceKey, sourceVersion: 1, content };
}
