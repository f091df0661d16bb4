/** What a protocol proposes for a return: the level, why, what would change it, and whom to ask for what. */
import type { Because } from '../chronology/because.ts';
import type { AgencyKind } from '../child/agency.ts';
import { COUNTED_STATUS_WORDS, RISK_WORDS } from '../chronology/words.ts';
import { formatDate, formatElapsed } from '../time/format.ts';
import { londonDate } from '../time/london.ts';
import { HOUR } from '../time/instant.ts';
import type { RiskFactor, TriageLevel } from './acts.ts';
import { wouldChange, type Change } from './changes.ts';
import { levelOf, type Level, type TriageFacts, type Weighed } from './level.ts';
import type { FactorStanding } from './of-return.ts';
import { EFFECTS, type TriageProtocol } from './rules.ts';
import { ANSWER_WORDS, FACTOR_WORDS, LEVEL_WORDS, MEMBER_WORDS, SCREENING_WORDS } from './words.ts';

/** The code of the reason that an agency changed its answer. @source our judgement: what is weighed again says what changed */
export const ANSWER_CHANGED = 'answer-changed';

/** Whom to ask about a factor that nobody answered. @source The Children’s Society (Streetwise), evidence 2015: amber needs more from agencies or family */
export type Question = {
  readonly factor: RiskFactor;
  /** Kinds of agency, the best first. */
  readonly of: readonly AgencyKind[];
  readonly why: string;
};

/** @source The Children’s Society (Streetwise), evidence 2015; our judgement: a proposal shows its reasons and what would change it */
export type TriageProposal = {
  readonly level: TriageLevel;
  readonly because: readonly Because[];
  readonly wouldChange: readonly Change[];
  readonly askFor: readonly Question[];
};

/**
 * What the protocol proposes. A person decides.
 * @source the protocol; decision record 15 (triage) for what is not known
 */
export function proposeTriage(
  facts: TriageFacts,
  protocol: TriageProtocol,
  factors: readonly FactorStanding[] = [],
): TriageProposal {
  const found = levelOf(facts, protocol.rules);
  return {
    level: found.level,
    because: reasonsOf(facts, found, protocol, factors),
    wouldChange: wouldChange(facts, found, protocol.rules),
    askFor: questionsOf(facts, found, protocol),
  };
}

function reasonsOf(
  facts: TriageFacts,
  found: Level,
  protocol: TriageProtocol,
  factors: readonly FactorStanding[],
): Because[] {
  const { rules, sources } = protocol;
  const strongest = found.weighed.toSorted((a, b) => EFFECTS.indexOf(b.effect) - EFFECTS.indexOf(a.effect));
  const because: Because[] = strongest.map((one) => ({
    code: `${one.what}-${one.effect}`,
    sentence: `${sentenceOf(one, facts, rules.lookBackDays)}${whoSaid(one, factors)}${does(one)}`,
    source: sources[one.what],
  }));
  const { redFrom, amberFrom } = rules.signs;
  if (redFrom !== null && found.signs >= redFrom)
    because.push({
      code: 'signs-red',
      sentence: `${found.signs} signs together make the return red: ${redFrom} are enough.`,
      source: sources.signs,
    });
  else if (amberFrom !== null && found.signs >= amberFrom)
    because.push({
      code: 'signs-amber',
      sentence: `${found.signs === 1 ? '1 sign makes' : `${found.signs} signs together make`} the return amber at least.`,
      source: sources.signs,
    });
  if (found.unknown.length > 0) because.push(unknownReason(found, protocol));
  because.push(...changedReasons(factors));
  if (found.level === 'green')
    because.push({
      code: 'few-or-no-signs',
      sentence: 'Nothing on record makes the return red or amber.',
      source: sources.signs,
    });
  return because;
}

/**
 * That an agency changed its answer: the reasons of a decision are kept, so they name no agency and hold no free text. Which
 * it was, and why, stands with the answer.
 */
function changedReasons(factors: readonly FactorStanding[]): Because[] {
  return factors.flatMap(({ factor, said }) =>
    said.flatMap(({ answer, changed }) =>
      changed === null
        ? []
        : [
            {
              code: ANSWER_CHANGED,
              sentence: `${FACTOR_WORDS[factor]}: an agency changed its answer from ${ANSWER_WORDS[changed.from].toLowerCase()} to ${ANSWER_WORDS[answer].toLowerCase()} on ${formatDate(londonDate(changed.at))}.`,
              source: 'Our judgement: what is weighed again says what changed',
            },
          ],
    ),
  );
}

function unknownReason({ unknown }: Level, { rules, sources }: TriageProtocol): Because {
  const list = unknown.map((one) => (one === 'age' ? 'the child’s age' : FACTOR_WORDS[one].toLowerCase())).join('; ');
  const counts = rules.unsettledAmberFrom !== null;
  return {
    code: counts ? 'unknown-amber' : 'unknown',
    sentence: counts
      ? `Not known, and not known is never no: ${list}.`
      : `Not known, which this protocol does not weigh: ${list}.`,
    source: sources.unsettledAmberFrom,
  };
}

/** Who said yes, as far as it was the child or the family: agencies are named where what is known is listed. */
function whoSaid({ factor }: Weighed, factors: readonly FactorStanding[]): string {
  const said = factors.find((one) => one.factor === factor)?.said ?? [];
  const yes = said.filter((one) => one.answer === 'yes');
  return yes
    .flatMap(({ member, answeredAt }) =>
      member === null ? [] : [` ${MEMBER_WORDS[member]} said so on ${formatDate(londonDate(answeredAt))}.`],
    )
    .join('');
}

function does({ effect }: Weighed): string {
  return effect === 'sign' ? ' This is a sign.' : ` This makes the return ${LEVEL_WORDS[effect].toLowerCase()}.`;
}

function sentenceOf({ what, factor }: Weighed, facts: TriageFacts, lookBackDays: number | null): string {
  const when = lookBackDays === null ? 'on record up to this return' : `in the ${lookBackDays} days up to this return`;
  switch (what) {
    case 'missing':
      return `Missing ${times(facts.missing)} ${when}.`;
    case 'absences':
      return `Absent ${times(facts.absences)} ${when}.`;
    case 'hours':
      return `Away for ${formatElapsed(facts.hours * HOUR)} this time.`;
    case 'youngAge':
      return `Aged ${facts.age ?? 0} when this absence began.`;
    case 'status':
      return `Status in social care: ${COUNTED_STATUS_WORDS[facts.status].toLowerCase()}.`;
    case 'policeRisk':
      return `The police’s grade: ${facts.policeRisk === null ? '' : RISK_WORDS[facts.policeRisk].toLowerCase()}.`;
    case 'screening':
      return `The latest screening for exploitation found: ${facts.screening === null ? '' : SCREENING_WORDS[facts.screening].toLowerCase()}.`;
    case 'factors':
      return `${factor === null ? '' : FACTOR_WORDS[factor]}: yes.`;
  }
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}

function questionsOf(facts: TriageFacts, { unknown, level }: Level, { rules }: TriageProtocol): Question[] {
  return unknown.flatMap((factor) => {
    if (factor === 'age') return [];
    const then = levelOf({ ...facts, factors: { ...facts.factors, [factor]: 'yes' } }, rules).level;
    const why =
      then === level
        ? 'Not known. A yes would not change the level by itself, but would tell more of the risk.'
        : `Not known. A yes would make the return ${LEVEL_WORDS[then].toLowerCase()}.`;
    return [{ factor, of: rules.ask[factor], why }];
  });
}
