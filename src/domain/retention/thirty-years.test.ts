import assert from 'node:assert/strict';
import { it } from 'node:test';
import { aChild, aNotification, at, FOLD_RULES } from '../../../test/support/notifications.ts';
import type { AgencyKind } from '../child/agency.ts';
import type { Entry, EntryContent } from '../chronology/entry.ts';
import { fold } from '../chronology/fold.ts';
import { HOUR, instant, TWENTY_FOUR_HOURS, type Instant } from '../time/instant.ts';
import type { PlainDate } from '../time/plain-date.ts';
import { isToBeErased, reviewState, whyNotDispose, type ReviewDecision } from './disposal.ts';
import { retentionFacts, type RetentionFacts } from './facts.ts';
import type { RetentionClass, RetentionSchedule } from './schedule.ts';
import { agencyClocks, isHolding, lastClockEnds, retentionStanding, type Hold } from './standing.ts';

const CHILDREN = 1000;
const START = at('2026-01-01T03:00Z');
const DAYS = 30 * 365 + 8;
/** On this day the police of the simulation keep for a year less. */
const SCHEDULE_CHANGES = '2040-07-01';
const CHANGED_AT = at('2040-06-30T23:00Z');
const DAY = TWENTY_FOUR_HOURS;

const KINDS: Readonly<Record<string, AgencyKind>> = {
  'council-a': 'local-authority',
  'council-b': 'local-authority',
  'police-a': 'police',
  'police-b': 'police',
};
const aClass = (id: string, from: RetentionClass['from'], years: number, changes: Partial<RetentionClass> = {}) => ({
  ...({ id, covers: id, when: 'always', from, years, statutory: false, source: 'simulation' } as const),
  ...changes,
});
const schedule = (kind: AgencyKind, validFrom: string, classes: readonly RetentionClass[]): RetentionSchedule => ({
  id: `${kind} ${validFrom}`,
  name: kind,
  kinds: [kind],
  agencies: ['*'],
  validFrom: validFrom as PlainDate,
  validTo: null,
  classes,
});
const SCHEDULES = [
  schedule('local-authority', '2000-01-01', [
    aClass('usual', 'last-contact', 4),
    aClass('looked-after', 'birth', 25, { when: 'looked-after', statutory: true }),
  ]),
  schedule('police', '2000-01-01', [
    aClass('clear', 'last-contact', 3),
    aClass('high', 'last-contact', 6, { when: 'graded-high' }),
    aClass('childhood', 'eighteenth-birthday', 1),
  ]),
  schedule('police', SCHEDULE_CHANGES, [
    aClass('clear', 'last-contact', 2),
    aClass('high', 'last-contact', 6, { when: 'graded-high' }),
    aClass('childhood', 'eighteenth-birthday', 1),
  ]),
];

/** Numbers from a seed, the same ones each time. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** One simulated child: what is told of it when, and who holds it. */
type Life = {
  readonly born: PlainDate;
  readonly told: readonly Entry[];
  readonly holds: readonly (Hold & { readonly from: Instant })[];
};

function aLife(random: (below: number) => number): Life {
  const born = Temporal.PlainDate.from('2008-02-25').add({ days: random(3650) });
  // One in twenty was born on a leap day.
  const birthday = (random(20) === 0 ? '2012-02-29' : born.toString()) as PlainDate;
  const told: Omit<Entry, 'version'>[] = [];
  const tell = (recordedAt: number, by: string, content: EntryContent, occurredAt = recordedAt): void => {
    const times = { occurredAt: instant(occurredAt), recordedAt: instant(recordedAt) };
    told.push({ ...times, recordedBy: by, userId: null, sourceKey: null, content });
  };
  let clock: number = START + random(2000) * DAY + random(24) * HOUR;
  let council = 'council-a';
  const listed = (): EntryContent => ({
    kind: 'child-recorded',
    details: aChild({ dateOfBirth: birthday, responsibleAuthority: council }),
  });
  tell(clock, council, listed());
  const events = 1 + random(8);
  for (let event = 0; event < events; event += 1) {
    clock += random(900) * DAY + random(24) * HOUR + 1;
    const kind = random(10);
    const absence = (by: string, from: number, back: boolean, recordedAt: number | null): void => {
      const common = { reportedBy: by, missingFromAuthority: council, incidentRef: `I${told.length}`, risk: null };
      const risk = random(6) === 0 ? ('high' as const) : null;
      const start = aNotification({ ...common, notificationRef: `S${told.length}`, occurredAt: instant(from), risk });
      tell(recordedAt ?? from, by, { kind: 'notification-received', notification: start }, from);
      const until = from + (1 + random(40)) * HOUR;
      const end = aNotification({
        ...common,
        notificationRef: `E${told.length}`,
        occurredAt: instant(until),
        kind: 'found',
      });
      if (back) tell(recordedAt ?? until, by, { kind: 'notification-received', notification: end }, until);
      clock = Math.max(clock, until) + 48 * HOUR;
    };
    if (kind < 5) {
      const last = event === events - 1 && random(8) === 0;
      absence('police-a', clock, !last, null);
    } else if (kind < 7) {
      council = council === 'council-a' ? 'council-b' : 'council-a';
      tell(clock, council, listed());
    } else if (kind === 7) {
      // A merge: what another force had told of the child under another number comes now.
      clock += 100 * HOUR;
      absence('police-b', clock - random(30) * HOUR - 60 * HOUR, true, clock);
    } else {
      const from = Temporal.Instant.fromEpochMilliseconds(clock).toZonedDateTimeISO('Europe/London').toPlainDate();
      const period = {
        status: random(3) === 0 ? 'looked-after' : 'child-in-need',
        fromOn: from.toString() as PlainDate,
        toOn: random(4) === 0 ? null : (from.add({ days: random(500) }).toString() as PlainDate),
      } as const;
      tell(clock, council, { kind: 'status-recorded', period });
    }
  }
  const holds = Array.from({ length: random(3) }, () => {
    const from = instant(START + random(DAYS) * DAY + random(DAY));
    const until = random(2) === 0 ? null : instant(from + random(2000) * DAY);
    const liftedAt = until === null ? instant(from + random(3000) * DAY) : null;
    return { agency: 'council-a', from, until, liftedAt };
  });
  return { born: birthday, told: told.map((entry, index) => ({ ...entry, version: index + 1 })), holds };
}

/** The same clocks once more, from the list of what was told and with another calendar, for comparison. */
function dueByHand({ born, told }: Life, known: number, today: Instant): number | null {
  const entries = told.slice(0, known);
  const zone = 'Europe/London';
  const dayOf = (moment: number): Temporal.PlainDate =>
    Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone).toPlainDate();
  const anniversary = (on: Temporal.PlainDate, years: number): Temporal.PlainDate => {
    const found = on.add({ years });
    return found.day === on.day ? found : found.add({ days: 1 });
  };
  const midnight = (on: Temporal.PlainDate): number => on.toZonedDateTime(zone).epochMilliseconds;
  const birth = Temporal.PlainDate.from(born);
  const contacts = new Map<string, number>();
  const involved = new Set<string>();
  let [last, high, cared, open] = [0, false, false, false];
  let statusEnd: Temporal.PlainDate | null = null;
  for (const { recordedBy, occurredAt, content } of entries) {
    involved.add(recordedBy as string);
    contacts.set(recordedBy as string, Math.max(contacts.get(recordedBy as string) ?? 0, occurredAt));
    last = Math.max(last, occurredAt);
    if (content.kind === 'child-recorded') involved.add(content.details.responsibleAuthority as string);
    if (content.kind === 'notification-received') {
      involved.add(content.notification.missingFromAuthority as string);
      high ||= content.notification.risk === 'high';
      open = content.notification.kind !== 'found';
    }
    if (content.kind === 'status-recorded') {
      cared ||= content.period.status === 'looked-after';
      const end = content.period.toOn === null ? anniversary(birth, 18) : Temporal.PlainDate.from(content.period.toOn);
      if (statusEnd === null || Temporal.PlainDate.compare(end, statusEnd) > 0) statusEnd = end;
    }
  }
  if (open) return null;
  const ends = [...involved].flatMap((agency) => {
    const contact = dayOf(contacts.get(agency) ?? last);
    if (agency.startsWith('council')) {
      const from = statusEnd !== null && Temporal.PlainDate.compare(statusEnd, contact) > 0 ? statusEnd : contact;
      const usual = midnight(anniversary(from, 4).add({ days: 1 }));
      return cared ? [usual, midnight(anniversary(birth, 25))] : [usual];
    }
    const clear = dayOf(today).toString() >= SCHEDULE_CHANGES ? 2 : 3;
    return [midnight(anniversary(contact, high ? 6 : clear).add({ days: 1 })), midnight(anniversary(birth, 19))];
  });
  return Math.max(...ends);
}

function factsOf({ told }: Life, known: number): RetentionFacts {
  const entries = told.slice(0, known);
  return retentionFacts(entries, fold(entries, FOLD_RULES), (code) => KINDS[code]);
}

it('1,000 children over thirty years, with holds, transfers, merges and disputes: none listed early, none late, none held goes', () => {
  const seed = 20_260_301;
  const random = chance(seed);
  const totals = { listed: 0, erased: 0, held: 0, stopped: 0, kept: 0, open: 0 };
  for (let child = 0; child < CHILDREN; child += 1) {
    const life = aLife(random);
    const of = `seed ${seed}, child ${child}`;
    let [known, facts, due, byHand] = [0, factsOf(life, 1), null as Instant | null, null as number | null];
    let [listed, keptUntil] = [false, null as Instant | null];
    let decisions: ReviewDecision[] = [];
    for (let day = 0; day < DAYS; day += 1) {
      const now = instant(START + day * DAY);
      const before = known;
      while (known < life.told.length && (life.told[known] as Entry).recordedAt <= now) known += 1;
      if (known === 0) continue;
      const newSchedule = now >= CHANGED_AT && now < CHANGED_AT + DAY;
      if (known !== before || newSchedule) {
        facts = factsOf(life, known);
        due = lastClockEnds(facts, SCHEDULES, now);
        byHand = dueByHand(life, known, now);
        assert.equal(due, byHand, `${of}, day ${day}`);
      }
      const holds = life.holds.filter(({ from }) => from <= now);
      // What should be on the list this morning, by hand: the list is made anew each day, so nothing is later than that.
      const held = holds.some(({ until, liftedAt }) => now < (until ?? liftedAt ?? 0));
      const wanted = byHand !== null && byHand <= now && !held && (keptUntil === null || keptUntil <= now);
      assert.equal(
        holds.some((hold) => isHolding(hold, now)),
        held,
        of,
      );
      if (wanted !== listed || random(200) === 0) {
        const standing = retentionStanding(facts, SCHEDULES, { holds, keptUntil }, now);
        assert.equal(standing.kind === 'due', wanted, `${of}, day ${day}: ${standing.kind}`);
      }
      if (listed && !wanted) totals.stopped += decisions.length > 0 ? 1 : 0;
      if (wanted !== listed) decisions = [];
      if (wanted && !listed) {
        totals.listed += 1;
        if (random(10) < 3) {
          keptUntil = instant(now + (1 + random(1500)) * DAY);
          totals.kept += 1;
          continue;
        }
        decisions = [
          { kind: 'dispose', userId: 1, at: now },
          { kind: 'confirm', userId: random(10) === 0 ? 1 : 2, at: now },
        ];
      }
      listed = wanted;
      totals.held += held && byHand !== null && byHand <= now ? 1 : 0;
      const standing = decisions.length > 0 ? retentionStanding(facts, SCHEDULES, { holds, keptUntil }, now) : null;
      if (standing === null) continue;
      const { clocks } = agencyClocks(facts, SCHEDULES, now);
      const obstacle = whyNotDispose('clock', standing, clocks, now);
      if (!isToBeErased(reviewState(decisions), obstacle, now)) continue;
      assert.ok(wanted && !held && decisions[1]?.userId === 2, `${of}, day ${day} goes`);
      totals.erased += 1;
      known = -1;
      break;
    }
    if (known >= 0 && byHand === null) totals.open += 1;
  }
  // The simulation is worth something only where each of these came about.
  const { listed, erased, held, stopped, kept, open } = totals;
  assert.ok(
    listed > 900 && erased > 600 && held > 1000 && stopped > 0 && kept > 100 && open > 10,
    JSON.stringify(totals),
  );
});
