import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aChild, aNotification, at, FOLD_RULES, received } from '../../../test/support/notifications.ts';
import type { Entry, EntryContent, NotificationKind } from '../chronology/entry.ts';
import { fold } from '../chronology/fold.ts';
import type { ChildRecord } from '../chronology/record.ts';
import { HOUR, type Instant } from '../time/instant.ts';
import type { PlainDate } from '../time/plain-date.ts';
import type { FactorAnswer, RiskFactor } from './acts.ts';
import { knownReturn, type KnownReturn } from './of-return.ts';
import { proposeTriage } from './propose.ts';

const MINUTE = HOUR / 60;
const DAY = 24 * HOUR;
const RETURNED = at('2026-03-10T12:00Z');

type Said = { readonly content: EntryContent; readonly at: Instant; readonly by?: string };

function recordOf(all: readonly Said[], details: Partial<ReturnType<typeof aChild>> = {}): ChildRecord {
  const first: Said = { content: { kind: 'child-recorded', details: aChild(details) }, at: at('2026-01-01T00:00Z') };
  const entries = [first, ...all].map(({ content, at: when, by }, index): Entry => ({
    version: index + 1,
    occurredAt: when,
    recordedAt: when,
    recordedBy: by ?? null,
    userId: null,
    sourceKey: null,
    content,
  }));
  return fold(entries, FOLD_RULES);
}

function absence(ref: string, from: number, to: number, kind: Exclude<NotificationKind, 'found'> = 'missing'): Said[] {
  const told = (end: 'A' | 'Z', one: NotificationKind, when: number): Said => ({
    at: when as Instant,
    content: received(
      aNotification({ notificationRef: `${ref}${end}`, incidentRef: ref, kind: one, occurredAt: when as Instant }),
    ),
  });
  return [told('A', kind, from), told('Z', 'found', to)];
}

const THIS = absence('NOW', RETURNED - 2 * HOUR, RETURNED);

function known(record: ChildRecord, episodeKey = 'NOW'): KnownReturn {
  const { episodes, screenings, facts, triage, details } = record;
  const source = { episodes, screenings, facts, triage, responsibleAuthority: details.responsibleAuthority };
  const found = knownReturn(source, episodeKey, FOLD_RULES.triageRules);
  assert.ok(found);
  return found;
}

function answered(
  factors: Partial<Record<RiskFactor, FactorAnswer>>,
  when: number,
  by = 'oxfordshire',
  questionRef: string | null = null,
): Said {
  return {
    at: when as Instant,
    by,
    content: { kind: 'risk-factors-recorded', questionRef, factors, why: 'From the file' },
  };
}

describe('what is counted before a return', () => {
  it('counts an absence that began exactly 90 days before, and not one a minute earlier', () => {
    const edge = RETURNED - 90 * DAY;
    for (const [from, expected] of [
      [edge - MINUTE, 1],
      [edge, 2],
      [edge + MINUTE, 2],
    ] as const) {
      const record = recordOf([...absence('OLD', from, from + HOUR), ...THIS]);
      assert.equal(known(record).facts.missing, expected, String(from - edge));
    }
  });

  it('counts this absence however long it lasted, absences apart, and nothing after it', () => {
    const long = absence('NOW', RETURNED - 100 * DAY, RETURNED);
    const record = recordOf([
      ...long,
      ...absence('LATER', RETURNED + DAY, RETURNED + 2 * DAY, 'absent'),
      ...absence('LAST', RETURNED + 3 * DAY, RETURNED + 4 * DAY),
    ]);
    assert.deepEqual([known(record).facts.missing, known(record).facts.absences], [1, 0]);
    assert.deepEqual([known(record, 'LAST').facts.missing, known(record, 'LAST').facts.absences], [1, 1]);
  });

  it('judges a return of Birmingham in 2015 by Streetwise’s protocol, with all on record', () => {
    const then = at('2015-03-01T12:00Z');
    const record = recordOf(
      [
        ...absence('A', then - 400 * DAY, then - 400 * DAY + HOUR),
        ...absence('B', then - 200 * DAY, then - 200 * DAY + HOUR),
        ...absence('NOW', then - HOUR, then),
      ],
      { responsibleAuthority: 'birmingham', dateOfBirth: '2001-01-01' as PlainDate },
    );
    assert.equal(known(record).protocol.protocolId, 'west-midlands-2015');
    assert.deepEqual(
      record.returns.map(({ triageLevel }) => triageLevel),
      ['green', 'amber', 'red'],
    );
  });
});

describe('what is known of a risk factor', () => {
  it('keeps apart who said what: yes of anybody stands beside no of another, until that agency says otherwise', () => {
    const said = [
      ...THIS,
      answered({ family: 'yes', places: 'no' }, RETURNED + HOUR, 'thames-valley-police'),
      answered({ family: 'no', places: 'not-known' }, RETURNED + 2 * HOUR),
    ];
    const before = known(recordOf(said));
    assert.deepEqual([before.facts.factors.family, before.facts.factors.places], ['yes', 'no']);
    assert.equal(before.factors.find(({ factor }) => factor === 'family')?.said.length, 2);
    const after = known(recordOf([...said, answered({ family: 'no' }, RETURNED + 3 * HOUR, 'thames-valley-police')]));
    assert.equal(after.facts.factors.family, 'no');
  });

  it('keeps the child and each of the family apart, and from the agency that wrote it down', () => {
    const family = (member: 'child' | 'mother', answer: FactorAnswer, when: number): Said => ({
      at: when as Instant,
      by: 'oxfordshire',
      content: {
        kind: 'family-answered',
        episodeKey: 'NOW',
        member,
        means: 'telephone',
        factors: { family: answer },
        words: { said: 'As it was' },
      },
    });
    const said = [
      ...THIS,
      family('child', 'yes', RETURNED + HOUR),
      family('mother', 'no', RETURNED + 2 * HOUR),
      answered({ family: 'no' }, RETURNED + 3 * HOUR),
    ];
    const standing = known(recordOf(said)).factors.find(({ factor }) => factor === 'family');
    assert.equal(standing?.answer, 'yes', 'the mother’s no does not undo what the child said');
    assert.deepEqual(
      standing?.said.map(({ member, why }) => [member, why]),
      [
        ['child', 'As it was'],
        ['mother', 'As it was'],
        [null, 'From the file'],
      ],
    );
    const changed = known(recordOf([...said, family('child', 'no', RETURNED + 4 * HOUR)]));
    assert.equal(changed.facts.factors.family, 'no');
  });

  it('counts what the family said for the return about which they were asked, and of two answers the later given', () => {
    const mother = (episodeKey: string, when: number, answer: FactorAnswer): Said => ({
      at: when as Instant,
      by: 'oxfordshire',
      content: {
        kind: 'family-answered',
        episodeKey,
        member: 'mother',
        means: 'telephone',
        factors: { 'substance-misuse': answer },
        words: { said: 'As it was' },
      },
    });
    const next = RETURNED + 10 * HOUR;
    const again = [...THIS, ...absence('NEXT', next, next + 10 * HOUR)];
    const standing = (all: readonly Said[], episodeKey = 'NOW'): unknown =>
      known(recordOf(all), episodeKey).facts.factors['substance-misuse'];
    const aboutThis = mother('NOW', RETURNED + 30 * HOUR, 'yes');
    const aboutNext = mother('NEXT', RETURNED + 29 * HOUR, 'no');
    assert.equal(standing([...again, aboutThis]), 'yes', 'asked about it after the child was missing again');
    assert.equal(standing([...again, aboutThis], 'NEXT'), 'yes', 'it is known of the child by then');
    assert.equal(standing([...again, aboutNext]), 'not-known');
    const both = [...again, aboutNext, aboutThis];
    assert.deepEqual([standing(both), standing(both, 'NEXT')], ['yes', 'no'], 'the one does not undo the other');
    const earlier = mother('NOW', RETURNED + 5 * HOUR, 'no');
    assert.equal(standing([...THIS, aboutThis, earlier]), 'yes', 'the earlier call was written up afterwards');
    assert.equal(standing([...THIS, earlier, aboutThis]), 'yes');
    assert.equal(standing([...THIS, aboutThis, mother('NOW', RETURNED + 30 * HOUR, 'no')]), 'no', 'the last recorded');
  });

  it('takes an agency’s changed answer to its question, and says what it was, when it changed and why', () => {
    const told = (answer: FactorAnswer, when: number, rationale?: string, questionRef = 'Q1'): Said => ({
      at: when as Instant,
      by: 'thames-valley-police',
      content: {
        kind: 'risk-factors-recorded',
        questionRef,
        factors: { family: answer },
        why: 'From our records',
        ...(rationale === undefined ? {} : { rationale }),
      },
    });
    const changesOf = (...said: Said[]) => {
      const { facts, factors } = known(recordOf([...THIS, ...said]));
      const family = factors.find(({ factor }) => factor === 'family')?.said.map(({ changed }) => changed);
      return [facts.factors.family, family];
    };
    const first = told('yes', RETURNED + HOUR);
    const change = { from: 'yes', at: RETURNED + 2 * HOUR, why: 'Another child' };
    assert.deepEqual(changesOf(first), ['yes', [null]]);
    const second = told('no', RETURNED + 2 * HOUR, 'Another child');
    assert.deepEqual(changesOf(first, second), ['no', [change]]);
    const same = told('no', RETURNED + 3 * HOUR, 'What it rests on was wrong');
    assert.deepEqual(changesOf(first, second, same), ['no', [change]], 'a change that leaves it alone is none of it');
    assert.deepEqual(changesOf(first, told('no', RETURNED + 2 * HOUR, 'Other', 'Q2')), ['no', [null]]);
    const { facts, factors, protocol } = known(recordOf([...THIS, first, second]));
    const reason = proposeTriage(facts, protocol, factors).because.find(({ code }) => code === 'answer-changed');
    // It is kept with a decision, where nobody takes addresses out of it.
    assert.equal(
      reason?.sentence,
      'Trouble in the family: an agency changed its answer from yes to no on 10 March 2026.',
    );
  });

  it('counts what was learnt before the next absence, and answers to its own question after it', () => {
    const next = RETURNED + DAY;
    const asked = (when: number): Said => ({
      at: when as Instant,
      content: {
        kind: 'information-asked',
        questionRef: 'Q1',
        episodeKey: 'NOW',
        agency: 'thames-valley-police',
        factors: ['family'],
        dueAt: (when + DAY) as Instant,
        why: 'Not known',
      },
    });
    const all = [
      ...THIS,
      asked(RETURNED + HOUR),
      ...absence('NEXT', next, next + HOUR),
      answered({ places: 'yes' }, next - 1),
      answered({ 'self-harm': 'yes' }, next),
      answered({ family: 'yes' }, next + 2 * HOUR, 'thames-valley-police', 'Q1'),
    ];
    const { factors } = known(recordOf(all)).facts;
    assert.deepEqual([factors.places, factors['self-harm'], factors.family], ['yes', 'not-known', 'yes']);
    assert.equal(known(recordOf(all), 'NEXT').facts.factors['self-harm'], 'yes');
  });

  it('reads people and places on record as yes where nobody answered, unless they are suspected to be false', () => {
    const fact = (factKind: 'person' | 'place', assessment: 'B' | 'E'): Said => ({
      at: (RETURNED - HOUR) as Instant,
      content: {
        kind: 'fact-recorded',
        factRef: factKind,
        factKind,
        grading: { source: '2', assessment, handling: 'P' },
        interviewRef: null,
        words: { value: 'The station' },
      },
    });
    const { factors } = known(recordOf([...THIS, fact('person', 'E'), fact('place', 'B')])).facts;
    assert.deepEqual([factors.associates, factors.places], ['not-known', 'yes']);
    const { facts } = known(recordOf([...THIS, fact('place', 'B'), answered({ places: 'no' }, RETURNED + HOUR)]));
    assert.equal(facts.factors.places, 'no');
  });

  it('lets a screening without risk answer on exploitation for 90 days, and no longer', () => {
    const screened = (completedOn: string, outcome: string): Said => ({
      at: at(`${completedOn}T12:00Z`),
      content: {
        kind: 'screening-recorded',
        screening: { tool: 'child-exploitation', completedOn: completedOn as PlainDate, outcome },
      },
    });
    const answerAfter = (on: string, outcome = 'no-risk'): FactorAnswer =>
      known(recordOf([screened(on, outcome), ...THIS])).facts.factors['sexual-exploitation'];
    assert.equal(answerAfter('2025-12-11'), 'no');
    assert.equal(answerAfter('2025-12-10'), 'not-known');
    assert.equal(answerAfter('2026-03-01', 'low'), 'not-known');
    assert.equal(known(recordOf([screened('2026-03-01', 'high'), ...THIS])).facts.screening, 'high');
    assert.equal(known(recordOf([screened('2026-03-01', 'odd words'), ...THIS])).facts.screening, null);
  });
});

describe('the level of a return', () => {
  const decided = (when: number): Said => ({
    at: when as Instant,
    content: {
      kind: 'triage-decided',
      episodeKey: 'NOW',
      protocolId: 'england-2017-on',
      proposed: 'amber',
      decided: 'red',
      because: [],
      why: 'The home rang',
    },
  });

  it('is what the protocol proposes until a worker decides, and then what the worker decided beside what was proposed', () => {
    const levels = (all: readonly Said[]): unknown =>
      recordOf(all).returns.map(({ triageLevel, triageProposed }) => [triageProposed, triageLevel]);
    assert.deepEqual(levels(THIS), [['amber', 'amber']]);
    assert.deepEqual(levels([...THIS, decided(RETURNED + HOUR)]), [['amber', 'red']]);
    const later = answered({ 'self-harm': 'yes' }, RETURNED + 2 * HOUR);
    assert.deepEqual(levels([...THIS, later]), [['red', 'red']]);
    assert.deepEqual(levels([...THIS, decided(RETURNED + HOUR), later]), [['amber', 'red']]);
  });
});
