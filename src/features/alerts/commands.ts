/** Looks through the audit for patterns, and decides what was raised. */
import { recordAudit } from '../../db/audit/record.ts';
import type { Requester } from '../../db/requester.ts';
import type { Database, Transaction } from '../../db/transaction.ts';
import {
  looksWithoutWork,
  surnameOf,
  type JudgedDay,
  type LookedAtChild,
  type Looking,
} from '../../domain/access/looking.ts';
import { patternValuesOn } from '../../domain/access/pattern-values.ts';
import { findAtOnce, findCrowds, findPatterns } from '../../domain/access/patterns.ts';
import { TWENTY_FOUR_HOURS, type Instant } from '../../domain/time/instant.ts';
import { londonDate, startOfLondonDay } from '../../domain/time/london.ts';
import { plusDays } from '../../domain/time/plain-date.ts';
import { paths } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import type { SignedIn } from '../../web/session.ts';
import {
  activePeople,
  bearers,
  childFacts,
  findAlert,
  happeningsOf,
  keepDecision,
  namesByAgency,
  raise,
  unreviewedGlass,
  type ActivePerson,
  type Alert,
} from './queries.ts';

/** How far back a person's usual ways are read. */
const HISTORY = 60 * TWENTY_FOUR_HOURS;
/** How far back the children are read that were opened. */
const LATELY = 16 * TWENTY_FOUR_HOURS;
/** Work that ended no longer ago than this still explains a look. */
const WORK_LASTS = 14 * TWENTY_FOUR_HOURS;

/** Every pattern of yesterday and of today so far; returns how many alerts were raised. */
export async function findAllPatterns(database: Database, requester: Requester, now: Instant): Promise<number> {
  const today = londonDate(now);
  let raised = 0;
  for (const shift of [-1, 0]) {
    const day = dayAt(now, shift);
    const values = patternValuesOn(plusDays(today, shift));
    const byAgency = new Map<string, Looking[]>();
    const people = await inJob(database, requester, (tx) => activePeople(tx, day.from, day.until));
    const names = await inJob(database, requester, namesByAgency);
    for (const person of people) {
      raised += await inJob(database, requester, async (tx) => {
        const looking = await lookingOf(tx, person, names.get(person.agencyCode) ?? [], day.until);
        // Only looks without work are kept for the crowd: a whole agency's history does not fit in memory.
        const idle = { ...looking, happenings: looksWithoutWork(looking, day, values) };
        byAgency.set(person.agencyCode, [...(byAgency.get(person.agencyCode) ?? []), idle]);
        return raiseAll(tx, person.agencyCode, person.userId, findPatterns(looking, day, values), now);
      });
    }
    for (const [agencyCode, lookings] of byAgency) {
      raised += await inJob(database, requester, (tx) =>
        raiseAll(tx, agencyCode, null, findCrowds(lookings, day, values), now),
      );
    }
  }
  return raised;
}

/** The patterns that are looked for at once, of those who did something since an instant. */
export async function findPatternsAtOnce(
  database: Database,
  requester: Requester,
  since: Instant,
  now: Instant,
): Promise<number> {
  const people = await inJob(database, requester, (tx) => activePeople(tx, since, (now + 1) as Instant));
  if (people.length === 0) return 0;
  const names = await inJob(database, requester, namesByAgency);
  let raised = 0;
  // A minute after midnight the last minute of yesterday has not been judged.
  const shifts = londonDate(since) === londonDate(now) ? [0] : [-1, 0];
  for (const person of people) {
    for (const shift of shifts) {
      const day = dayAt(now, shift);
      raised += await inJob(database, requester, async (tx) => {
        const looking = await lookingOf(tx, person, names.get(person.agencyCode) ?? [], day.until);
        const found = findAtOnce(looking, day, patternValuesOn(londonDate(day.from)));
        return raiseAll(tx, person.agencyCode, person.userId, found, now);
      });
    }
  }
  return raised;
}

function dayAt(now: Instant, shift: number): JudgedDay {
  const date = plusDays(londonDate(now), shift);
  const end = startOfLondonDay(plusDays(date, 1));
  return { from: startOfLondonDay(date), until: Math.min(end, now + 1) as Instant, now };
}

function inJob<T>(database: Database, requester: Requester, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return database.transaction('job', requester, work);
}

async function raiseAll(
  tx: Transaction,
  agencyCode: string,
  userId: number | null,
  found: ReturnType<typeof findPatterns>,
  now: Instant,
): Promise<number> {
  let raised = 0;
  for (const one of found) if (await raise(tx, agencyCode, userId, one, now)) raised += 1;
  return raised;
}

async function lookingOf(
  tx: Transaction,
  person: ActivePerson,
  names: readonly string[],
  until: Instant,
): Promise<Looking> {
  const happenings = await happeningsOf(tx, person.userId, (until - HISTORY) as Instant, until);
  const lately = happenings.filter(({ kind, at }) => kind === 'opened' && at >= until - LATELY);
  const ids = [...new Set(lately.flatMap(({ childIds }) => childIds))];
  const facts = ids.length === 0 ? [] : await childFacts(tx, person.agencyCode, ids, (until - WORK_LASTS) as Instant);
  const sharing =
    facts.length === 0
      ? new Map<string, number>()
      : await bearers(
          tx,
          facts.map(({ surname }) => surname),
        );
  const children = new Map<number, LookedAtChild>(
    facts.map(({ childId, surname, ours, lastAbsenceAt }) => [
      childId,
      { surname: surnameOf(surname), sharing: sharing.get(surname) ?? 1, ours, lastAbsenceAt },
    ]),
  );
  const surname = surnameOf(person.displayName);
  return {
    looker: { surname, colleagues: new Set(names.map(surnameOf)) },
    happenings,
    children,
    unreviewed: await unreviewedGlass(tx, person.userId),
  };
}

/** An alert that the person may see and decide; answered as not there otherwise. */
export async function requireAlert(tx: Transaction, alertId: number): Promise<Alert> {
  const alert = await findAlert(tx, alertId);
  if (alert === undefined) throw notFound();
  return alert;
}

/** Decides an alert; false where somebody decided meanwhile. */
export async function decideAlert(
  tx: Transaction,
  requester: SignedIn,
  alert: Alert,
  decision: { readonly decision: string; readonly why: string },
  now: Instant,
): Promise<boolean> {
  if (requester.userId === null) throw notFound();
  const kept = await keepDecision(tx, alert.alertId, { at: now, by: requester.userId, ...decision });
  await recordAudit(tx, requester, {
    verb: 'alteration',
    route: paths.alert,
    childIds: [],
    act: 'decide-alert',
    aboutUserId: alert.userId,
    detail: { alert: alert.alertId, decision: decision.decision, kept },
  });
  return kept;
}
