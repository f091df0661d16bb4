/** What would change the level of a return, one thing at a time. */
import { POLICE_RISK_LEVELS } from '../chronology/entry.ts';
import { RISK_FACTORS, type FactorAnswer, type RiskFactor, type TriageLevel } from './acts.ts';
import { levelOf, type Level, type TriageFacts } from './level.ts';
import { SCREENING_OUTCOMES, type Steps, type TriageRules } from './rules.ts';
import { FACTOR_WORDS, SCREENING_WORDS } from './words.ts';

/** One change, and the level that it would make. @source our judgement: a proposal says what would change it */
export type Change = { readonly when: string; readonly makes: TriageLevel };

/** Every single change of what is known that would make another level. @source our judgement: a proposal says what would change it */
export function wouldChange(facts: TriageFacts, { level, unknown }: Level, rules: TriageRules): Change[] {
  const tried: { readonly what: string; readonly facts: TriageFacts }[] = [];
  const answer = (factors: readonly RiskFactor[], to: FactorAnswer): TriageFacts => ({
    ...facts,
    factors: { ...facts.factors, ...Object.fromEntries(factors.map((factor) => [factor, to])) },
  });
  const asked = RISK_FACTORS.filter((factor) => rules.factors[factor] !== 'none');
  const changes: Change[] = [
    ...grouped(
      asked.filter((factor) => facts.factors[factor] !== 'yes'),
      (factor) => levelOf(answer([factor], 'yes'), rules).level,
      level,
      (list) => (list.includes(';') ? `Any of these is answered yes: ${list}` : `This is answered yes: ${list}`),
    ),
    ...grouped(
      asked.filter((factor) => facts.factors[factor] === 'yes'),
      (factor) => levelOf(answer([factor], 'no'), rules).level,
      level,
      (list) => (list.includes(';') ? `Any of these is answered no: ${list}` : `This is answered no: ${list}`),
    ),
  ];
  const open = unknown.filter((factor) => factor !== 'age');
  if (open.length > 0) tried.push({ what: 'Everything not known is answered no', facts: answer(open, 'no') });
  const missing = nextStep(rules.missing, facts.missing);
  if (missing !== null)
    tried.push({ what: `The child goes missing ${more(missing - facts.missing)}`, facts: { ...facts, missing } });
  const absences = nextStep(rules.absences, facts.absences);
  if (absences !== null)
    tried.push({ what: `The child is absent ${more(absences - facts.absences)}`, facts: { ...facts, absences } });
  const [high] = [...POLICE_RISK_LEVELS].reverse();
  if (high !== undefined && facts.policeRisk !== high)
    tried.push({ what: 'The police grade it high', facts: { ...facts, policeRisk: high } });
  for (const screening of SCREENING_OUTCOMES) {
    if (screening !== facts.screening)
      tried.push({
        what: `A screening for exploitation finds: ${SCREENING_WORDS[screening].toLowerCase()}`,
        facts: { ...facts, screening },
      });
  }
  for (const { what, facts: changed } of tried) {
    const makes = levelOf(changed, rules).level;
    if (makes !== level) changes.push({ when: what, makes });
  }
  return changes;
}

function grouped(
  factors: readonly RiskFactor[],
  levelWith: (factor: RiskFactor) => TriageLevel,
  level: TriageLevel,
  words: (list: string) => string,
): Change[] {
  const byLevel = Map.groupBy(factors, levelWith);
  byLevel.delete(level);
  return [...byLevel].map(([makes, list]) => ({
    when: words(list.map((factor) => FACTOR_WORDS[factor].toLowerCase()).join('; ')),
    makes,
  }));
}

/** The next number at which something changes; null where none is left. */
function nextStep({ signFrom, amberFrom, redFrom }: Steps, value: number): number | null {
  const later = [signFrom, amberFrom, redFrom].filter((from) => from !== null && from > value) as number[];
  return later.length === 0 ? null : Math.min(...later);
}

function more(count: number): string {
  return count === 1 ? 'once more' : `${count} more times`;
}
