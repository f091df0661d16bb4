import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aChild, aNotification, at, FOLD_RULES } from '../../../test/support/notifications.ts';
import type { AgencyKind } from '../child/agency.ts';
import type { Entry, EntryContent } from '../chronology/entry.ts';
import { fold } from '../chronology/fold.ts';
import type { Instant } from '../time/instant.ts';
import type { PlainDate } from '../time/plain-date.ts';
import { COOLING_HOURS, isToBeErased, reviewState, whyNotConfirm, whyNotDispose } from './disposal.ts';
import { birthday, retentionFacts, type RetentionFacts } from './facts.ts';
import type { RetentionClass, RetentionSchedule } from './schedule.ts';
import { agencyClocks, isHolding, retentionStanding } from './standing.ts';

const KINDS: Readonly<Record<string, AgencyKind>> = {
  oxfordshire: 'local-authority',
  swindon: 'local-authority',
  'thames-valley-police': 'police',
};
const aClass = (changes: Partial<RetentionClass>): RetentionClass => ({
  id: 'usual',
  covers: 'A child',
  when: 'always',
  from: 'last-contact',
  years: 6,
  statutory: false,
  source: 'test',
  ...changes,
});
const aSchedule = (kinds: readonly AgencyKind[], classes: readonly RetentionClass[]): RetentionSchedule => ({
  id: kinds.join(),
  name: 'test',
  kinds,
  agencies: ['*'],
  validFrom: '2000-01-01' as PlainDate,
  validTo: null,
  classes,
});
const SCHEDULES = [
  aSchedule(
    ['local-authority'],
    [aClass({}), aClass({ id: 'looked-after', when: 'looked-after', from: 'birth', years: 75, statutory: true })],
  ),
  aSchedule(['police'], [aClass({ years: 2 }), aClass({ id: 'high', when: 'graded-high', years: 10 })]),
];
const FREE = { holds: [], keptUntil: null };

type Told = readonly [when: string, by: string, content: EntryContent];

function entriesOf(told: readonly Told[]): Entry[] {
  return told.map(([when, recordedBy, content], index) => ({
    version: index + 1,
    occurredAt: at(when),
    recordedAt: at(when),
    recordedBy,
    userId: null,
    sourceKey: null,
    content,
  }));
}
function factsOf(...told: readonly Told[]): RetentionFacts {
  const entries = entriesOf(told);
  return retentionFacts(entries, fold(entries, FOLD_RULES), (code) => KINDS[code]);
}
const recorded = (changes: Parameters<typeof aChild>[0] = {}): EntryContent => ({
  kind: 'child-recorded',
  details: aChild({ dateOfBirth: '2004-02-29' as PlainDate, ...changes }),
});
const missing = (when: string, risk: 'high' | null = null): Told => [
  when,
  'thames-valley-police',
  {
    kind: 'notification-received',
    notification: aNotification({ notificationRef: `M${when}`, incidentRef: 'I1', occurredAt: at(when), risk }),
  },
];
const found = (when: string): Told => [
  when,
  'thames-valley-police',
  {
    kind: 'notification-received',
    notification: aNotification({ notificationRef: 'F1', incidentRef: 'I1', kind: 'found', occurredAt: at(when) }),
  },
];
const kindAt = (facts: RetentionFacts, when: string | Instant): string =>
  retentionStanding(facts, SCHEDULES, FREE, typeof when === 'string' ? at(when) : when).kind;

describe('when a record is due for review', () => {
  it('counts whole years after the day of the last contact, to the start of a day in London', () => {
    // Summer time: 10 June 2026 in London begins at 23:00 UTC of the day before.
    const facts = factsOf(['2020-06-09T14:00Z', 'oxfordshire', recorded()]);
    assert.equal(kindAt(facts, '2026-06-09T22:59:59.999Z'), 'kept');
    assert.equal(kindAt(facts, '2026-06-09T23:00Z'), 'due');
  });

  it('takes 1 March for an anniversary of 29 February in a common year, and so is never early', () => {
    assert.equal(birthday('2004-02-29' as PlainDate, 18), '2022-03-01');
    assert.equal(birthday('2004-02-29' as PlainDate, 20), '2024-02-29');
    const facts = factsOf(['2020-02-29T10:00Z', 'oxfordshire', recorded()]);
    assert.equal(kindAt(facts, '2026-03-01T23:59:59.999Z'), 'kept');
    assert.equal(kindAt(facts, '2026-03-02T00:00Z'), 'due');
  });

  it('keeps a looked-after child to the seventy-fifth birthday, whichever agency asks', () => {
    const period = {
      status: 'looked-after',
      fromOn: '2010-01-01' as PlainDate,
      toOn: '2011-01-01' as PlainDate,
    } as const;
    const facts = factsOf(
      ['2020-06-09T14:00Z', 'oxfordshire', recorded()],
      ['2020-06-10T14:00Z', 'oxfordshire', { kind: 'status-recorded', period }],
    );
    assert.equal(kindAt(facts, '2079-02-28T23:59Z'), 'kept');
    assert.equal(kindAt(facts, '2079-03-01T00:00Z'), 'due');
  });

  it('goes by the latest of every agency’s clocks, those of an agency that handed over too', () => {
    const facts = factsOf(
      ['2020-01-01T10:00Z', 'oxfordshire', recorded()],
      missing('2024-01-01T10:00Z', 'high'),
      found('2024-01-02T10:00Z'),
      ['2024-05-01T10:00Z', 'swindon', recorded({ responsibleAuthority: 'swindon' })],
    );
    assert.deepEqual(
      facts.agencies.map(({ code }) => code),
      ['oxfordshire', 'swindon', 'thames-valley-police'],
    );
    const { clocks } = agencyClocks(facts, SCHEDULES, at('2026-01-01T00:00Z'));
    assert.deepEqual(
      clocks.map(({ agency, classId, dueAt }) => [agency, classId, new Date(dueAt).toISOString().slice(0, 10)]),
      [
        ['oxfordshire', 'usual', '2026-01-02'],
        ['swindon', 'usual', '2030-05-01'],
        ['thames-valley-police', 'usual', '2026-01-03'],
        ['thames-valley-police', 'high', '2034-01-03'],
      ],
    );
    assert.equal(kindAt(facts, '2034-01-02T23:59:59Z'), 'kept');
    assert.equal(kindAt(facts, '2034-01-03T00:00Z'), 'due');
  });

  it('never falls due while the child is away, or an agency has no schedule in force', () => {
    const away = factsOf(['2020-01-01T10:00Z', 'oxfordshire', recorded()], missing('2020-01-01T10:00Z'));
    assert.equal(kindAt(away, '2120-01-01T10:00Z'), 'open');
    const facts = factsOf(['1990-01-01T10:00Z', 'oxfordshire', recorded()]);
    assert.equal(kindAt(facts, '1999-12-31T10:00Z'), 'open');
  });

  it('takes a status that nobody ended to end on the eighteenth birthday, and to last where none is known', () => {
    const period = { status: 'child-in-need', fromOn: '2010-01-01' as PlainDate, toOn: null } as const;
    const told = (born: string | null) =>
      factsOf(
        ['2011-01-01T10:00Z', 'oxfordshire', recorded({ dateOfBirth: born as PlainDate | null })],
        ['2011-01-01T10:00Z', 'oxfordshire', { kind: 'status-recorded', period }],
      );
    assert.equal(kindAt(told('2004-02-29'), '2028-03-01T23:59Z'), 'kept');
    assert.equal(kindAt(told('2004-02-29'), '2028-03-02T00:00Z'), 'due');
    assert.equal(kindAt(told(null), '2090-03-02T00:00Z'), 'open');
  });

  it('takes a child without a date of birth to be born on the first day on record, so that no clock ends early', () => {
    const born = aSchedule(['local-authority'], [aClass({ from: 'birth', years: 25 })]);
    const facts = factsOf(['2011-01-01T10:00Z', 'oxfordshire', recorded({ dateOfBirth: null })]);
    assert.equal(retentionStanding(facts, [born], FREE, at('2035-12-31T23:59Z')).kind, 'kept');
    assert.equal(retentionStanding(facts, [born], FREE, at('2036-01-01T00:00Z')).kind, 'due');
  });

  it('is held by any hold until it ends or is lifted, and kept by a decision', () => {
    const facts = factsOf(['2010-01-01T10:00Z', 'oxfordshire', recorded()]);
    const now = at('2026-01-01T00:00Z');
    const hold = { agency: 'swindon', until: null, liftedAt: null };
    const standing = (holds: readonly (typeof hold)[], keptUntil: Instant | null = null): string =>
      retentionStanding(facts, SCHEDULES, { holds, keptUntil }, now).kind;
    assert.equal(standing([hold]), 'held');
    assert.equal(standing([], (now + 1) as Instant), 'kept');
    assert.equal(standing([], now), 'due');
    assert.equal(isHolding({ ...hold, until: now }, now), false);
    assert.equal(isHolding({ ...hold, until: (now + 1) as Instant }, now), true);
    assert.equal(isHolding({ ...hold, liftedAt: now }, now), false);
    assert.equal(isHolding({ ...hold, liftedAt: (now + 1) as Instant }, now), true);
  });
});

describe('deciding on a record', () => {
  const now = at('2026-03-29T00:30Z');
  const decided = (kind: 'keep' | 'dispose' | 'confirm' | 'withdraw', userId: number) => ({ kind, userId, at: now });

  it('takes two people, and never one twice', () => {
    const proposed = reviewState([decided('dispose', 1)]);
    assert.equal(whyNotConfirm(proposed, 1)?.code, 'same-person');
    assert.equal(whyNotConfirm(proposed, 2), null);
    assert.equal(whyNotConfirm(reviewState([]), 2)?.code, 'not-proposed');
    assert.deepEqual(reviewState([decided('dispose', 1), decided('confirm', 1)]), proposed);
    assert.equal(reviewState([decided('dispose', 1), decided('confirm', 2)]).kind, 'confirmed');
    assert.equal(reviewState([decided('dispose', 1), decided('confirm', 2), decided('withdraw', 1)]).kind, 'waiting');
    assert.equal(reviewState([decided('dispose', 1), decided('confirm', 2), decided('keep', 3)]).kind, 'kept');
    assert.equal(reviewState([decided('confirm', 2)]).kind, 'waiting');
  });

  it('waits a day of elapsed hours, whatever the clocks do, and stops where something has come', () => {
    const confirmed = reviewState([decided('dispose', 1), decided('confirm', 2)]);
    const passed = (now + COOLING_HOURS * 3_600_000) as Instant;
    assert.equal(isToBeErased(confirmed, null, (passed - 1) as Instant), false);
    assert.equal(isToBeErased(confirmed, null, passed), true);
    assert.equal(isToBeErased(confirmed, { code: 'held', sentence: '', source: '' }, passed), false);
    assert.equal(isToBeErased(reviewState([decided('dispose', 1)]), null, passed), false);
  });

  it('lets a request come before a clock, but not before one that a law sets, nor a hold, nor an open case', () => {
    const because = { code: 'x', sentence: 'x', source: 'x' };
    const clock = { agency: 'oxfordshire', classId: 'usual', statutory: false, dueAt: (now + 1) as Instant, because };
    const kept = { kind: 'kept', until: (now + 1) as Instant, because } as const;
    assert.equal(whyNotDispose('clock', kept, [clock], now), because);
    assert.equal(whyNotDispose('request', kept, [clock], now), null);
    assert.equal(whyNotDispose('request', kept, [{ ...clock, statutory: true }], now), because);
    assert.equal(whyNotDispose('request', kept, [{ ...clock, statutory: true, dueAt: now }], now), null);
    assert.equal(whyNotDispose('request', { kind: 'held', because }, [], now), because);
    assert.equal(whyNotDispose('request', { kind: 'open', because }, [], now), because);
    assert.equal(whyNotDispose('clock', { kind: 'due', since: now, because }, [clock], now), null);
  });
});
