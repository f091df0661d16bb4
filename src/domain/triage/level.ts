/** The level that a protocol gives to what is known of a return: what each thing does, and what they make together. */
import type { PoliceRiskLevel } from '../chronology/entry.ts';
import type { CountedStatus } from '../child/status.ts';
import { RISK_FACTORS, type FactorAnswer, type RiskFactor, type TriageLevel } from './acts.ts';
import type { Effect, ScreeningOutcome, Steps, TriageRules } from './rules.ts';

/** What is known of a return when it is triaged. @source The Children’s Society (Streetwise), evidence 2015, what triage weighs */
export type TriageFacts = {
  /** Missing episodes in the time that the protocol looks back, this one included. */
  readonly missing: number;
  /** Absences in that time that were not missing episodes. */
  readonly absences: number;
  /** Elapsed hours of this episode. */
  readonly hours: number;
  /** Completed years when it began; null where not known. */
  readonly age: number | null;
  readonly status: CountedStatus;
  readonly policeRisk: PoliceRiskLevel | null;
  readonly factors: Readonly<Record<RiskFactor, FactorAnswer>>;
  /** What the latest screening for exploitation found; null where not known. */
  readonly screening: ScreeningOutcome | null;
};

/** Something known, and what it does. @source our judgement: every reason is shown */
export type Weighed = {
  readonly what: 'missing' | 'absences' | 'hours' | 'youngAge' | 'factors' | 'screening' | 'policeRisk' | 'status';
  /** The factor, where it is one. */
  readonly factor: RiskFactor | null;
  readonly effect: Exclude<Effect, 'none'>;
};

/** The level, and what made it. @source our judgement: every reason is shown */
export type Level = {
  readonly level: TriageLevel;
  readonly weighed: readonly Weighed[];
  /** Signs counted together. */
  readonly signs: number;
  /** What nobody answered, of what the protocol asks. */
  readonly unknown: readonly (RiskFactor | 'age')[];
};

/**
 * The level of a return. Red where anything makes it red, or enough signs together; else amber where anything makes it
 * amber, or enough signs, or enough is not settled; else green. More risk known never lowers it: what was not known counts
 * as unsettled whether it turns out as yes or stays unknown.
 * @source The Children’s Society (Streetwise), evidence 2015, red, amber, green; decision record 15 on what is not known
 */
export function levelOf(facts: TriageFacts, rules: TriageRules): Level {
  const weighed: Weighed[] = [];
  const add = (what: Weighed['what'], effect: Effect, factor: RiskFactor | null = null): void => {
    if (effect !== 'none') weighed.push({ what, factor, effect });
  };
  add('missing', stepOf(rules.missing, facts.missing));
  add('absences', stepOf(rules.absences, facts.absences));
  add('hours', stepOf(rules.hours, facts.hours));
  add('youngAge', youthOf(rules.youngAge, facts.age));
  add('status', rules.status[facts.status]);
  if (facts.policeRisk !== null) add('policeRisk', rules.policeRisk[facts.policeRisk]);
  if (facts.screening !== null) add('screening', rules.screening[facts.screening]);
  const unknown: (RiskFactor | 'age')[] = [];
  let unsettled = 0;
  for (const factor of RISK_FACTORS) {
    const effect = rules.factors[factor];
    if (effect === 'none' || facts.factors[factor] === 'no') continue;
    unsettled += 1;
    if (facts.factors[factor] === 'yes') add('factors', effect, factor);
    else unknown.push(factor);
  }
  if (facts.age === null && (rules.youngAge.redBelow !== null || rules.youngAge.amberBelow !== null)) {
    unsettled += 1;
    unknown.push('age');
  }
  const signs = weighed.filter(({ effect }) => effect === 'sign').length;
  const has = (level: 'red' | 'amber'): boolean => weighed.some(({ effect }) => effect === level);
  const level =
    has('red') || reaches(signs, rules.signs.redFrom)
      ? 'red'
      : has('amber') || reaches(signs, rules.signs.amberFrom) || reaches(unsettled, rules.unsettledAmberFrom)
        ? 'amber'
        : 'green';
  return { level, weighed, signs, unknown };
}

function reaches(count: number, from: number | null): boolean {
  return from !== null && count >= from;
}

function stepOf({ redFrom, amberFrom, signFrom }: Steps, value: number): Effect {
  if (reaches(value, redFrom)) return 'red';
  if (reaches(value, amberFrom)) return 'amber';
  return reaches(value, signFrom) ? 'sign' : 'none';
}

function youthOf({ redBelow, amberBelow }: TriageRules['youngAge'], age: number | null): Effect {
  if (age === null) return 'none';
  if (redBelow !== null && age < redBelow) return 'red';
  return amberBelow !== null && age < amberBelow ? 'amber' : 'none';
}
