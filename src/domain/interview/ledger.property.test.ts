/** Over any history: every return has exactly one outcome or stage, sums are equal, and no interview counts twice. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { aChild, aNotification, anInterview, at, DUTY_RULES, FOLD_RULES } from '../../../test/support/notifications.ts';
import type { Entry, EntryContent } from '../chronology/entry.ts';
import { fold } from '../chronology/fold.ts';
import type { ChildRecord, Episode } from '../chronology/record.ts';
import { HOUR, type Instant } from '../time/instant.ts';
import { londonDate } from '../time/london.ts';
import type { ReturnFollowUp } from './follow-up.ts';
import { checkOf, rowOf, rowsBy, type LedgerCell } from './ledger.ts';
import { namesOf } from './cover.ts';

const BEGIN = at('2026-02-20T00:00Z');
const when = fc.integer({ min: 0, max: 100 }).map((steps) => (BEGIN + steps * 6 * HOUR) as Instant);
const INCIDENTS = ['I1', 'I2', 'I3', 'I4', 'I5'] as const;
const incident = fc.constantFrom(...INCIDENTS);
const incidents = fc.uniqueArray(fc.constantFrom(...INCIDENTS, 'N1', 'N2'), { minLength: 1, maxLength: 3 });
const outcome = fc.constantFrom('accepted', 'declined', 'no-response', 'unavailable', 'waiting');

type Told = { readonly content: EntryContent; readonly at: Instant };

/** Absences that begin and mostly end, in any overlap, some without a reference or told by another agency. */
const absence: fc.Arbitrary<Told[]> = fc
  .record({
    ref: fc.option(incident, { freq: 4 }),
    kind: fc.constantFrom('missing', 'missing', 'missing', 'absent'),
    from: when,
    hours: fc.option(
      fc.integer({ min: 0, max: 30 }).map((steps) => steps * 6),
      { freq: 6 },
    ),
    police: fc.boolean(),
    serial: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ ref, kind, from, hours, police, serial }) => {
    const by = police
      ? ({ reportedBy: 'thames-valley-police', reportedByKind: 'police' } as const)
      : ({ reportedBy: 'oxfordshire', reportedByKind: 'local-authority' } as const);
    const start = aNotification({
      ...by,
      notificationRef: `N${serial}-${from}-${ref ?? ''}`,
      incidentRef: ref,
      kind,
      occurredAt: from,
    });
    const told: Told[] = [{ content: { kind: 'notification-received', notification: start }, at: from }];
    if (hours === null) return told;
    const to = (from + hours * HOUR) as Instant;
    const end = { ...start, notificationRef: `${start.notificationRef}-back`, kind: 'found', occurredAt: to } as const;
    return [...told, { content: { kind: 'notification-received', notification: end }, at: to }];
  });

/** Interviews that a feed told of, each once. */
const fromFeeds: fc.Arbitrary<Told[]> = fc
  .uniqueArray(
    fc.record({
      ref: fc.constantFrom('V1', 'V2', 'V3'),
      incidents,
      offered: fc.option(when),
      outcome: fc.option(outcome),
      completed: fc.option(when),
    }),
    { selector: ({ ref }) => ref, maxLength: 3 },
  )
  .map((all) =>
    all.map(({ ref, incidents: incidentRefs, offered, outcome: offerOutcome, completed }) => ({
      content: {
        kind: 'interview-recorded',
        interview: anInterview({
          interviewRef: ref,
          incidentRefs,
          offeredAt: offered,
          offerOutcome,
          completedAt: completed,
        }),
      },
      at: BEGIN,
    })),
  );

const offers: fc.Arbitrary<Told[]> = fc
  .array(fc.record({ ref: fc.constantFrom('W1', 'W2'), incidents, outcome, at: when }), { maxLength: 4 })
  .map((all) =>
    // Two attempts at one instant have no order.
    [...new Map(all.map((one) => [`${one.ref} ${one.at}`, one])).values()].map((one) => ({
      content: {
        kind: 'interview-offered',
        interviewRef: one.ref,
        incidentRefs: one.incidents,
        means: 'telephone',
        spokeTo: 'child',
        outcome: one.outcome,
        words: {},
      },
      at: one.at,
    })),
  );

/** Held once each; each of its own reference, as forms make them. */
const holdings: fc.Arbitrary<Told[]> = fc
  .uniqueArray(fc.record({ ref: fc.constantFrom('W1', 'W3'), incidents, at: when }), {
    selector: ({ ref }) => ref,
    maxLength: 2,
  })
  .map((all) =>
    all.map((one) => ({
      content: {
        kind: 'interview-held',
        interviewRef: one.ref,
        incidentRefs: one.incidents,
        agency: 'oxfordshire',
        interviewerId: null,
        participation: 'whole',
        independent: true,
        chose: [],
        place: 'home',
        present: [],
        reasons: [],
        words: {},
      } as EntryContent,
      at: one.at,
    })),
  );

/** Closed, opened again, passed and answered, at instants that differ. */
const decisions: fc.Arbitrary<Told[]> = fc
  .uniqueArray(
    fc.record({
      act: fc.constantFrom('close', 'exhaust', 'reopen', 'pass'),
      key: incident,
      at: when,
      accepted: fc.option(fc.boolean()),
      to: fc.constantFrom('swindon', 'oxfordshire', 'croydon'),
    }),
    { selector: ({ at: instant }) => instant, maxLength: 6 },
  )
  .map((all) =>
    all.flatMap(({ act, key, at: instant, accepted, to }): Told[] => {
      const why = 'A reason';
      if (act === 'reopen') return [{ content: { kind: 'return-reopened', episodeKey: key, why }, at: instant }];
      if (act !== 'pass') {
        const as = act === 'close' ? 'not-required' : 'attempts-exhausted';
        return [
          { content: { kind: 'return-closed', episodeKey: key, as, decidedBy: 'Team manager', why }, at: instant },
        ];
      }
      const passRef = `pass-${instant}`;
      const asked: Told = {
        content: { kind: 'return-passed', passRef, episodeKey: key, toAuthority: to, why },
        at: instant,
      };
      if (accepted === null) return [asked];
      const answer: EntryContent = { kind: 'return-pass-answered', passRef, accepted, why };
      return [asked, { content: answer, at: (instant + HOUR / 2) as Instant }];
    }),
  );

function refOf([first]: readonly Told[]): string {
  return first?.content.kind === 'notification-received' ? first.content.notification.notificationRef : '';
}

const history = fc
  // Each notification has a reference of its own; the same one twice would be a redelivery.
  .tuple(
    fc.uniqueArray(absence, { selector: refOf, minLength: 1, maxLength: 7 }),
    fromFeeds,
    offers,
    holdings,
    decisions,
  )
  .map((parts) => [...parts[0].flat(), ...parts.slice(1).flat()] as Told[]);

/** The record of what was told, in this order of arrival, a minute apart. */
function recordOf(told: readonly Told[]): ChildRecord {
  const first: Told = { content: { kind: 'child-recorded', details: aChild() }, at: BEGIN };
  const entries = [first, ...told].map(({ content, at: occurredAt }, index): Entry => ({
    version: index + 1,
    occurredAt,
    recordedAt: (BEGIN + 100 * 24 * HOUR + index * 60_000) as Instant,
    recordedBy: 'oxfordshire',
    userId: null,
    sourceKey: null,
    content,
  }));
  return fold(entries, FOLD_RULES);
}

function cellsOf(returns: readonly ReturnFollowUp[]): LedgerCell[] {
  return returns.map(({ authority, returnedAt, team, outcome: ended, outcomeAt, stage, dueAt, firstOfferedAt }) => {
    const held = ended === 'completed' || ended === 'covered';
    return {
      authority,
      month: londonDate(returnedAt).slice(0, 7),
      team,
      outcome: ended,
      stage,
      returns: 1,
      offered: Number(held || firstOfferedAt !== null),
      inTime: Number(held && outcomeAt !== null && outcomeAt <= dueAt),
    };
  });
}

const owed = ({ kind, endedAt }: Episode): boolean => endedAt !== null && DUTY_RULES.interviewAfter.includes(kind);
const RUNS = { numRuns: 400 } as const;

describe('for any history', () => {
  it('every return stands once with whoever answers for it, with exactly one outcome or one stage', () => {
    fc.assert(
      fc.property(history, (told) => {
        const { episodes, returns } = recordOf(told);
        for (const one of returns) assert.notEqual(one.outcome === null, one.stage === null);
        assert.deepEqual(
          new Set(returns.map(({ episodeKey }) => episodeKey)),
          new Set(episodes.filter(owed).map(({ episodeKey }) => episodeKey)),
        );
        for (const { episodeKey } of episodes.filter(owed)) {
          const rows = returns.filter((one) => one.episodeKey === episodeKey);
          assert.equal(new Set(rows.map(({ authority }) => authority)).size, rows.length);
          assert.equal(rows.filter((one) => one.outcome !== 'passed').length, 1);
          assert.equal(rows.filter(({ takenOverFrom }) => takenOverFrom !== null).length, rows.length - 1);
        }
      }),
      RUNS,
    );
  });

  it('the ledger adds up, whole and by month, authority and team', () => {
    fc.assert(
      fc.property(history, (told) => {
        const { episodes, returns } = recordOf(told);
        const cells = cellsOf(returns);
        const total = rowOf('total', cells);
        const takenOver = returns.filter(({ takenOverFrom }) => takenOverFrom !== null).length;
        assert.ok(checkOf(total, episodes.filter(owed).length + takenOver).adds);
        for (const by of [
          (cell: LedgerCell) => cell.month,
          (cell: LedgerCell) => cell.team,
          (cell: LedgerCell) => cell.authority ?? '',
        ]) {
          const rows = rowsBy(cells, by);
          for (const row of rows) assert.ok(checkOf(row, null).adds);
          const sum = (of: (row: (typeof rows)[number]) => number): number =>
            rows.reduce((all, row) => all + of(row), 0);
          assert.equal(
            sum((row) => row.returns),
            total.returns,
          );
          assert.equal(
            sum((row) => row.held),
            total.held,
          );
          assert.equal(
            sum((row) => row.inTime),
            total.inTime,
          );
          assert.equal(
            sum((row) => row.open),
            total.open,
          );
        }
        assert.ok(total.inTime <= total.held && total.held <= total.offered && total.offered <= total.returns);
      }),
      RUNS,
    );
  });

  it('no interview counts twice as held, and what it covers counts once each', () => {
    fc.assert(
      fc.property(history, (told) => {
        const { episodes, interviews, returns } = recordOf(told);
        const own = returns.filter((one) => one.outcome !== 'passed');
        const completed = own.filter((one) => one.outcome === 'completed').map(({ interviewRef }) => interviewRef);
        assert.equal(new Set(completed).size, completed.length, 'an interview counts twice');
        for (const interview of interviews.filter(({ completedAt }) => completedAt !== null)) {
          const named = episodes
            .filter(
              (episode) =>
                episode.endedAt !== null &&
                owed(episode) &&
                namesOf(episode).some((ref) => interview.incidentRefs.includes(ref)),
            )
            .sort((a, b) => Number(a.endedAt) - Number(b.endedAt) || a.startedAt - b.startedAt);
          for (const [index, episode] of named.entries()) {
            const rows = own.filter(({ episodeKey }) => episodeKey === episode.episodeKey);
            assert.equal(rows.length, 1);
            const found = rows[0]?.outcome;
            // The last that it names counts as interviewed; every other is covered, unless an interview of its own is.
            if (index === named.length - 1) assert.equal(found, 'completed');
            else assert.ok(found === 'completed' || found === 'covered', `${found} though an interview names it`);
          }
        }
      }),
      RUNS,
    );
  });

  it('the order of arrival does not matter', () => {
    const shuffled = history.chain((told) =>
      fc.tuple(fc.constant(told), fc.shuffledSubarray(told, { minLength: told.length, maxLength: told.length })),
    );
    fc.assert(
      fc.property(shuffled, ([told, otherwise]) => {
        const ledger = ({ returns }: ChildRecord): unknown =>
          returns.map((one) => [
            one.episodeKey,
            one.authority,
            one.takenOverFrom,
            one.returnedAt,
            one.dueAt,
            one.outcome,
            one.outcomeAt,
            one.stage,
            one.firstOfferedAt,
            one.attempts,
            one.interviewRef,
            one.because,
          ]);
        assert.deepEqual(ledger(recordOf(otherwise)), ledger(recordOf(told)));
      }),
      RUNS,
    );
  });
});
