import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { programFolder } from '../../config.ts';
import { loadProtocols } from '../../protocols.ts';
import { POLICE_RISK_LEVELS } from '../chronology/entry.ts';
import { COUNTED_STATUSES } from '../child/status.ts';
import { RISK_FACTORS, TRIAGE_LEVELS, type FactorAnswer, type RiskFactor } from './acts.ts';
import { levelOf, type TriageFacts } from './level.ts';
import { proposeTriage } from './propose.ts';
import { EFFECTS, SCREENING_OUTCOMES, type TriageProtocol, type TriageRules } from './rules.ts';

const protocols = loadProtocols(path.join(programFolder, 'protocols'));

function triageOf(id: string): TriageProtocol {
  const protocol = protocols.find((one) => one.id === id);
  assert.ok(protocol);
  return protocol.triage;
}

const STREETWISE = triageOf('west-midlands-2015');
const OURS = triageOf('england-2017-on');

function answers(all: FactorAnswer, changes: Partial<Record<RiskFactor, FactorAnswer>> = {}): TriageFacts['factors'] {
  return { ...(Object.fromEntries(RISK_FACTORS.map((one) => [one, all])) as TriageFacts['factors']), ...changes };
}

/** A first, short absence of a child of 15 of whom every answer is no. */
const QUIET: TriageFacts = {
  missing: 1,
  absences: 0,
  hours: 2,
  age: 15,
  status: 'not-known',
  policeRisk: 'medium',
  screening: null,
  factors: answers('no'),
};

const level = (protocol: TriageProtocol, changes: Partial<TriageFacts> = {}): string =>
  levelOf({ ...QUIET, ...changes }, protocol.rules).level;

describe('Streetwise’s triage of 2013', () => {
  it('is green with fewer than 2 episodes and few or no risk factors', () => {
    assert.equal(level(STREETWISE), 'green');
    assert.equal(level(STREETWISE, { factors: answers('no', { family: 'yes' }) }), 'green');
    assert.equal(level(STREETWISE, { factors: answers('no', { family: 'yes', places: 'yes' }) }), 'amber');
    const three = answers('no', { family: 'yes', places: 'yes', associates: 'yes' });
    assert.equal(level(STREETWISE, { factors: three }), 'red');
  });

  it('has no count rule for exactly 2 episodes, which is amber, and is red from 3', () => {
    assert.deepEqual(
      [1, 2, 3].map((missing) => level(STREETWISE, { missing })),
      ['green', 'amber', 'red'],
    );
  });

  it('is red from 5 absences, and not at 4', () => {
    assert.deepEqual(
      [4, 5].map((absences) => level(STREETWISE, { absences })),
      ['green', 'red'],
    );
  });

  it('reads what nobody said as no, which is the bias that its evidence reports', () => {
    assert.equal(level(STREETWISE, { factors: answers('not-known') }), 'green');
  });
});

describe('our own triage', () => {
  it('is green only where everything asked was answered no', () => {
    assert.equal(level(OURS), 'green');
    for (const factor of RISK_FACTORS)
      assert.notEqual(level(OURS, { factors: answers('no', { [factor]: 'not-known' }) }), 'green', factor);
    assert.equal(level(OURS, { factors: answers('not-known') }), 'amber');
    assert.equal(level(OURS, { age: null }), 'amber');
  });

  it('tells boundaries of episodes, absences, hours and age', () => {
    assert.deepEqual(
      [1, 2, 3].map((missing) => level(OURS, { missing })),
      ['green', 'amber', 'red'],
    );
    assert.deepEqual(
      [2, 3, 4, 5].map((absences) => level(OURS, { absences })),
      ['green', 'amber', 'amber', 'red'],
    );
    const minute = 1 / 60;
    assert.deepEqual(
      [8 - minute, 8, 24 - minute, 24].map((hours) => level(OURS, { hours })),
      ['green', 'amber', 'amber', 'red'],
    );
    assert.deepEqual(
      [12, 13].map((age) => level(OURS, { age })),
      ['red', 'green'],
    );
  });

  it('weighs two signs together as red: looked after, and away for a night', () => {
    assert.equal(level(OURS, { status: 'looked-after' }), 'amber');
    assert.equal(level(OURS, { status: 'looked-after', hours: 9 }), 'red');
  });

  it('is red by exploitation of either kind, by the police’s high grade and by self-harm', () => {
    for (const factor of ['sexual-exploitation', 'criminal-exploitation', 'self-harm'] as const)
      assert.equal(level(OURS, { factors: answers('no', { [factor]: 'yes' }) }), 'red');
    assert.equal(level(OURS, { policeRisk: 'high' }), 'red');
    assert.deepEqual(
      SCREENING_OUTCOMES.map((screening) => level(OURS, { screening })),
      ['green', 'amber', 'red', 'red'],
    );
  });
});

const count = fc.option(fc.integer({ min: 1, max: 6 }), { nil: null });
const steps = fc.record({ signFrom: count, amberFrom: count, redFrom: count });
const effect = fc.constantFrom(...EFFECTS);
type Effects<K extends string> = fc.Arbitrary<Record<K, (typeof EFFECTS)[number]>>;
const effects = <K extends string>(keys: readonly K[]): Effects<K> =>
  fc.record(Object.fromEntries(keys.map((key) => [key, effect]))) as unknown as Effects<K>;
const anyRules: fc.Arbitrary<TriageRules> = fc
  .record({
    missing: steps,
    absences: steps,
    hours: steps,
    youngAge: fc.record({ amberBelow: count, redBelow: count }),
    factors: effects(RISK_FACTORS),
    screening: effects(SCREENING_OUTCOMES),
    policeRisk: effects(POLICE_RISK_LEVELS),
    status: effects(COUNTED_STATUSES),
    signs: fc.record({ amberFrom: count, redFrom: count }),
    unsettledAmberFrom: count,
  })
  .map((changes) => ({ ...OURS.rules, ...changes }));
const anyFacts: fc.Arbitrary<TriageFacts> = fc.record({
  missing: fc.integer({ min: 1, max: 8 }),
  absences: fc.integer({ min: 0, max: 8 }),
  hours: fc.double({ min: 0, max: 60, noNaN: true }),
  age: fc.option(fc.integer({ min: 0, max: 17 }), { nil: null }),
  status: fc.constantFrom(...COUNTED_STATUSES),
  policeRisk: fc.option(fc.constantFrom(...POLICE_RISK_LEVELS), { nil: null }),
  screening: fc.option(fc.constantFrom(...SCREENING_OUTCOMES), { nil: null }),
  factors: fc.record(
    Object.fromEntries(RISK_FACTORS.map((one) => [one, fc.constantFrom('yes', 'no', 'not-known')])) as Record<
      RiskFactor,
      fc.Arbitrary<FactorAnswer>
    >,
  ),
});
/** From green to red. */
const rank = (one: string): number => -TRIAGE_LEVELS.indexOf(one as (typeof TRIAGE_LEVELS)[number]);

describe('any protocol', () => {
  it('never lowers the level where a risk factor is added', () => {
    fc.assert(
      fc.property(anyRules, anyFacts, fc.constantFrom(...RISK_FACTORS), (rules, facts, factor) => {
        const more = { ...facts, factors: { ...facts.factors, [factor]: 'yes' as const } };
        assert.ok(rank(levelOf(more, rules).level) >= rank(levelOf(facts, rules).level));
      }),
    );
  });

  it('never lowers the level where an answer is taken back as not known', () => {
    fc.assert(
      fc.property(anyRules, anyFacts, fc.constantFrom(...RISK_FACTORS), (rules, facts, factor) => {
        const no = { ...facts, factors: { ...facts.factors, [factor]: 'no' as const } };
        const unknown = { ...facts, factors: { ...facts.factors, [factor]: 'not-known' as const } };
        assert.ok(rank(levelOf(unknown, rules).level) >= rank(levelOf(no, rules).level));
      }),
    );
  });

  it('has a reason for every level, and every change that it names makes another', () => {
    fc.assert(
      fc.property(anyRules, anyFacts, (rules, facts) => {
        const proposal = proposeTriage(facts, { ...OURS, rules });
        assert.ok(proposal.because.length > 0);
        assert.ok(proposal.because.every(({ sentence, source }) => sentence !== '' && source !== ''));
        assert.ok(proposal.wouldChange.every(({ makes }) => makes !== proposal.level));
      }),
    );
  });
});

describe('a proposal', () => {
  it('gives its reasons, the strongest first, and says what would change it', () => {
    const { level: proposed, because, wouldChange } = proposeTriage({ ...QUIET, status: 'looked-after' }, OURS);
    assert.equal(proposed, 'amber');
    assert.deepEqual(
      because.map(({ sentence }) => sentence),
      ['Status in social care: looked after. This is a sign.', '1 sign makes the return amber at least.'],
    );
    assert.ok(
      wouldChange.some((one) => one.makes === 'red' && /^Any of these is answered yes: .*family/.test(one.when)),
    );
    assert.deepEqual(
      wouldChange.find((one) => one.when.startsWith('The child goes missing')),
      undefined,
    );
    assert.ok(
      wouldChange.some((one) => one.when === 'The child is absent 3 more times' && one.makes === 'red'),
      JSON.stringify(wouldChange),
    );
  });

  it('asks, of what is not known, those who are likeliest to know it', () => {
    const facts = { ...QUIET, factors: answers('no', { 'criminal-exploitation': 'not-known', family: 'not-known' }) };
    const { level: proposed, askFor, wouldChange, because } = proposeTriage(facts, OURS);
    assert.equal(proposed, 'amber');
    assert.deepEqual(askFor, [
      {
        factor: 'criminal-exploitation',
        of: ['police', 'local-authority', 'education'],
        why: 'Not known. A yes would make the return red.',
      },
      {
        factor: 'family',
        of: ['local-authority', 'education', 'placement-provider'],
        why: 'Not known. A yes would not change the level by itself, but would tell more of the risk.',
      },
    ]);
    assert.deepEqual(
      wouldChange.filter(({ makes }) => makes === 'green'),
      [{ when: 'Everything not known is answered no', makes: 'green' }],
    );
    assert.match(because[0]?.sentence ?? '', /not known is never no: criminal exploitation; trouble in the family/);
  });
});
