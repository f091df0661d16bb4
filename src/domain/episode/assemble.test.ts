import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Notification } from '../chronology/entry.ts';
import { aCouncilNotification, aNotification, at } from '../../../test/support/notifications.ts';
import { assembleEpisodes, type Assembly } from './assemble.ts';

function assemble(notifications: readonly Notification[]): Assembly {
  return assembleEpisodes(
    notifications.map((notification) => ({ notification, recordedAt: notification.occurredAt })),
    24,
  );
}

function times(assembly: Assembly): [string, string | null][] {
  const iso = (value: number): string => Temporal.Instant.fromEpochMilliseconds(value).toString().replace(':00Z', 'Z');
  return assembly.episodes.map((episode) => [
    iso(episode.startedAt),
    episode.endedAt === null ? null : iso(episode.endedAt),
  ]);
}

const missing = aNotification({ notificationRef: 'P1', incidentRef: 'I1', occurredAt: at('2026-03-01T22:00Z') });
const found = aNotification({
  notificationRef: 'P2',
  incidentRef: 'I1',
  kind: 'found',
  occurredAt: at('2026-03-02T06:00Z'),
});

describe('from notifications to episodes', () => {
  it('makes one episode of a report and a return with the same incident reference', () => {
    assert.deepEqual(times(assemble([missing, found])), [['2026-03-01T22:00Z', '2026-03-02T06:00Z']]);
  });

  it('leaves an episode without a return open', () => {
    assert.deepEqual(times(assemble([missing])), [['2026-03-01T22:00Z', null]]);
  });

  it("joins the council's report of the same absence, and keeps the police's times", () => {
    const council = [
      aCouncilNotification({ notificationRef: 'C1', occurredAt: at('2026-03-01T22:10Z') }),
      aCouncilNotification({ notificationRef: 'C2', kind: 'found', occurredAt: at('2026-03-02T05:40Z') }),
    ];
    const assembly = assemble([missing, found, ...council]);
    assert.deepEqual(times(assembly), [['2026-03-01T22:00Z', '2026-03-02T06:00Z']]);
    assert.equal(assembly.episodes[0]?.starts.length, 2);
    assert.ok(assembly.episodes[0]?.because.some((reason) => reason.code === 'joined-by-time'));
  });

  it("joins the council's report that began before the police's, because a child has one absence at a time", () => {
    const early = aCouncilNotification({ notificationRef: 'C1', occurredAt: at('2026-03-01T21:30Z') });
    const assembly = assemble([missing, found, early]);
    assert.deepEqual(times(assembly), [['2026-03-01T22:00Z', '2026-03-02T06:00Z']]);
    assert.ok(assembly.episodes[0]?.because.some((reason) => reason.code === 'joined-by-overlap'));
  });

  it('ends an absence that nobody numbered by its own return, whatever was numbered later', () => {
    const unnumbered = [
      aCouncilNotification({ notificationRef: 'C1', occurredAt: at('2026-02-24T20:00Z') }),
      aCouncilNotification({ notificationRef: 'C2', kind: 'found', occurredAt: at('2026-02-25T08:00Z') }),
    ];
    assert.deepEqual(times(assemble([missing, found, ...unnumbered])), [
      ['2026-02-24T20:00Z', '2026-02-25T08:00Z'],
      ['2026-03-01T22:00Z', '2026-03-02T06:00Z'],
    ]);
  });

  it("ends the council's absence by a return without its number before the police's next begins", () => {
    const numbered = [
      aCouncilNotification({ notificationRef: 'C1', incidentRef: 'CSC1', occurredAt: at('2026-02-24T20:00Z') }),
      aCouncilNotification({ notificationRef: 'C2', kind: 'found', occurredAt: at('2026-02-25T08:00Z') }),
    ];
    assert.deepEqual(times(assemble([missing, found, ...numbered])), [
      ['2026-02-24T20:00Z', '2026-02-25T08:00Z'],
      ['2026-03-01T22:00Z', '2026-03-02T06:00Z'],
    ]);
  });

  it('does not take a return that came once the next absence had begun for the return of the one before', () => {
    const early = aCouncilNotification({ notificationRef: 'C1', occurredAt: at('2026-02-24T20:00Z') });
    const back = aCouncilNotification({ notificationRef: 'C2', kind: 'found', occurredAt: at('2026-03-02T05:00Z') });
    assert.deepEqual(times(assemble([missing, found, early, back])), [['2026-03-01T22:00Z', '2026-03-02T06:00Z']]);
  });

  it("takes everyone's earliest start and latest return where the police reported nothing", () => {
    const home = { reportedBy: 'the-limes', reportedByKind: 'placement-provider' } as const;
    const assembly = assemble([
      aCouncilNotification({ notificationRef: 'C1', occurredAt: at('2026-03-01T21:30Z') }),
      aNotification({ notificationRef: 'H1', ...home, occurredAt: at('2026-03-01T22:30Z') }),
      aNotification({ notificationRef: 'H2', ...home, kind: 'found', occurredAt: at('2026-03-02T05:00Z') }),
      aCouncilNotification({ notificationRef: 'C2', kind: 'found', occurredAt: at('2026-03-02T06:30Z') }),
    ]);
    assert.deepEqual(times(assembly), [['2026-03-01T21:30Z', '2026-03-02T06:30Z']]);
    assert.deepEqual(assembly.unmatchedReturns, []);
  });

  it('opens a second episode for a report at the very moment of the return', () => {
    const again = aNotification({ notificationRef: 'P3', occurredAt: at('2026-03-02T06:00Z') });
    assert.deepEqual(times(assemble([missing, found, again])), [
      ['2026-03-01T22:00Z', '2026-03-02T06:00Z'],
      ['2026-03-02T06:00Z', null],
    ]);
  });

  it('keeps a return that matches no absence as a fault', () => {
    const stray = aCouncilNotification({ notificationRef: 'C9', kind: 'found', occurredAt: at('2026-02-01T06:00Z') });
    const assembly = assemble([missing, found, stray]);
    assert.equal(assembly.episodes.length, 1);
    assert.deepEqual(
      assembly.unmatchedReturns.map(({ notification }) => notification.notificationRef),
      ['C9'],
    );
  });

  it('keeps a return before the start of its own incident as a fault', () => {
    const before = aNotification({
      notificationRef: 'P9',
      incidentRef: 'I1',
      kind: 'found',
      occurredAt: at('2026-03-01T21:59Z'),
    });
    const assembly = assemble([missing, before]);
    assert.deepEqual(times(assembly), [['2026-03-01T22:00Z', null]]);
    assert.equal(assembly.unmatchedReturns.length, 1);
  });

  it('ends an open absence by a return that names an incident nobody reported', () => {
    const mistyped = aNotification({
      notificationRef: 'P2',
      incidentRef: 'I-1',
      kind: 'found',
      occurredAt: at('2026-03-02T06:00Z'),
    });
    assert.deepEqual(times(assemble([missing, mistyped])), [['2026-03-01T22:00Z', '2026-03-02T06:00Z']]);
  });

  it('supersedes an absence whose return was not recorded when the same agency reports the next', () => {
    const next = aNotification({ notificationRef: 'P3', incidentRef: 'I2', occurredAt: at('2026-03-09T22:00Z') });
    const assembly = assemble([missing, next]);
    assert.deepEqual(times(assembly), [
      ['2026-03-01T22:00Z', null],
      ['2026-03-09T22:00Z', null],
    ]);
    assert.equal(assembly.episodes[0]?.supersededAt, at('2026-03-09T22:00Z'));
    assert.equal(assembly.episodes[1]?.supersededAt, null);
  });

  it('joins the references of two agencies for one absence', () => {
    const council = aCouncilNotification({
      notificationRef: 'C1',
      incidentRef: 'CASE-7',
      occurredAt: at('2026-03-01T23:00Z'),
    });
    const back = aCouncilNotification({
      notificationRef: 'C2',
      incidentRef: 'CASE-7',
      kind: 'found',
      occurredAt: at('2026-03-02T07:00Z'),
    });
    assert.deepEqual(times(assemble([missing, found, council, back])), [['2026-03-01T22:00Z', '2026-03-02T06:00Z']]);
  });

  it('says so where one agency gave two references for absences that overlap', () => {
    const within = aNotification({ notificationRef: 'P3', incidentRef: 'I2', occurredAt: at('2026-03-02T01:00Z') });
    const back = aNotification({
      notificationRef: 'P4',
      incidentRef: 'I2',
      kind: 'found',
      occurredAt: at('2026-03-02T08:00Z'),
    });
    const assembly = assemble([missing, found, within, back]);
    assert.deepEqual(times(assembly), [['2026-03-01T22:00Z', '2026-03-02T08:00Z']]);
    assert.ok(assembly.episodes[0]?.because.some((reason) => reason.code === 'overlap-of-one-agency'));
  });

  it("takes the police's kind over the council's, and missing over absent among the police's own", () => {
    const absent = aNotification({
      notificationRef: 'P0',
      incidentRef: 'I1',
      kind: 'absent',
      occurredAt: at('2026-03-01T21:00Z'),
    });
    assert.equal(assemble([absent, missing]).episodes[0]?.kind, 'missing');
    const council = aCouncilNotification({ notificationRef: 'C1', occurredAt: at('2026-03-01T21:30Z') });
    assert.equal(assemble([absent, council]).episodes[0]?.kind, 'absent');
  });

  it("uses others' times where the police's start lies after every return", () => {
    const late = aNotification({ notificationRef: 'P1', incidentRef: 'I1', occurredAt: at('2026-03-01T23:00Z') });
    const council = [
      aCouncilNotification({ notificationRef: 'C1', incidentRef: 'I1', occurredAt: at('2026-03-01T20:00Z') }),
      aCouncilNotification({
        notificationRef: 'C2',
        incidentRef: 'I1',
        kind: 'found',
        occurredAt: at('2026-03-01T22:00Z'),
      }),
    ];
    assert.deepEqual(times(assemble([late, ...council])), [['2026-03-01T20:00Z', '2026-03-01T22:00Z']]);
  });
});
