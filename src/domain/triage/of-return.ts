/** What is known of each return of a child, for triage: counted, answered and screened, up to the next absence. */
import type { Screening } from '../chronology/entry.ts';
import type { Episode } from '../chronology/record.ts';
import type { KnownFact } from '../intelligence/known-facts.ts';
import { hoursBetween, TWENTY_FOUR_HOURS, type Instant } from '../time/instant.ts';
import { londonDate } from '../time/london.ts';
import { dayNumber, type PlainDate } from '../time/plain-date.ts';
import { RISK_FACTORS, type FactorAnswer, type RiskFactor, type TriageLevel } from './acts.ts';
import { levelOf, type TriageFacts } from './level.ts';
import { SCREENING_OUTCOMES, type ScreeningOutcome, type TriageProtocol, type TriageRules } from './rules.ts';
import type { GivenAnswer, TriageState } from './state.ts';

/** What a child’s triage follows from. @source design: the chronology is the record */
export type TriageSource = {
  /** In order of start; no two overlap. */
  readonly episodes: readonly Episode[];
  readonly screenings: readonly Screening[];
  readonly facts: readonly KnownFact[];
  readonly triage: TriageState;
  readonly responsibleAuthority: string | null;
};

/** How the protocol of triage is found: that of the authority, in force on the day of the return. @source design: a return of 2015 is judged by the rules of 2015 */
export type FindTriageProtocol = (authority: string | null, on: PlainDate) => TriageProtocol;

/** What is known of one risk factor, and from whom. @source our judgement: who said what stays told apart */
export type FactorStanding = {
  readonly factor: RiskFactor;
  /** Yes where anybody says yes; else no where anybody says no; else not known. */
  readonly answer: FactorAnswer;
  /** The latest answer of each agency, and of the child and each of the family. */
  readonly said: readonly GivenAnswer[];
  /** What on the record answers it where nobody did; null where nothing. */
  readonly byRecord: 'people-on-record' | 'places-on-record' | 'screened-no-risk' | null;
};

/** One return as triage knows it. @source our judgement */
export type KnownReturn = {
  readonly episode: Episode;
  readonly protocol: TriageProtocol;
  readonly facts: TriageFacts;
  readonly factors: readonly FactorStanding[];
};

/**
 * One return as triage knows it; null where the child has not come back from such an absence.
 * What counts as known is what was recorded before the child’s next absence, and every answer to a question asked about
 * this return, of an agency or of the family.
 * @source issue of return interviews, triage; our judgement on what counts as known
 */
export function knownReturn(
  source: TriageSource,
  episodeKey: string,
  protocolOf: FindTriageProtocol,
): KnownReturn | null {
  const index = source.episodes.findIndex((episode) => episode.episodeKey === episodeKey);
  const episode = source.episodes[index];
  if (episode === undefined || episode.endedAt === null) return null;
  return knownAt(source, episode, episode.endedAt, index, protocolOf, counterOf(source.episodes));
}

/** The level that the protocol proposes for each return, by episode. @source issue of return interviews, triage */
export function proposedLevels(source: TriageSource, protocolOf: FindTriageProtocol): Map<string, TriageLevel> {
  const count = counterOf(source.episodes);
  const levels = new Map<string, TriageLevel>();
  source.episodes.forEach((episode, index) => {
    if (episode.endedAt === null) return;
    const known = knownAt(source, episode, episode.endedAt, index, protocolOf, count);
    levels.set(episode.episodeKey, levelOf(known.facts, known.protocol.rules).level);
  });
  return levels;
}

/** Of most children nothing is known of any factor: then one list stands for all, since a million returns are folded in a row. */
const NOTHING_KNOWN: readonly FactorStanding[] = RISK_FACTORS.map((factor) => ({
  factor,
  answer: 'not-known',
  said: [],
  byRecord: null,
}));
const NO_ANSWERS = answersOf(NOTHING_KNOWN);

function answersOf(factors: readonly FactorStanding[]): TriageFacts['factors'] {
  return Object.fromEntries(factors.map(({ factor, answer }) => [factor, answer])) as TriageFacts['factors'];
}

type Count = (
  index: number,
  returnedAt: Instant,
  lookBackDays: number | null,
) => Pick<TriageFacts, 'missing' | 'absences'>;

/** Counts episodes from the look-back to an episode by running totals, so that long histories cost no more. */
function counterOf(episodes: readonly Episode[]): Count {
  const missingBefore = [0];
  for (const { kind } of episodes) missingBefore.push((missingBefore.at(-1) ?? 0) + (kind === 'missing' ? 1 : 0));
  return (index, returnedAt, lookBackDays) => {
    let first = 0;
    if (lookBackDays !== null) {
      const earliest = returnedAt - lookBackDays * TWENTY_FOUR_HOURS;
      let [low, high] = [0, index];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((episodes[middle]?.startedAt ?? 0) >= earliest) high = middle;
        else low = middle + 1;
      }
      // This episode counts however long it lasted.
      first = low;
    }
    const missing = (missingBefore[index + 1] ?? 0) - (missingBefore[first] ?? 0);
    return { missing, absences: index + 1 - first - missing };
  };
}

function knownAt(
  source: TriageSource,
  episode: Episode,
  returnedAt: Instant,
  index: number,
  protocolOf: FindTriageProtocol,
  count: Count,
): KnownReturn {
  const protocol = protocolOf(source.responsibleAuthority ?? episode.missingFromAuthority, londonDate(returnedAt));
  const { rules } = protocol;
  const until = source.episodes[index + 1]?.startedAt ?? null;
  const screening = latestScreening(source.screenings, until);
  const nothing = source.triage.answers.length === 0 && source.facts.length === 0 && screening === null;
  const answers = answersFor(source.triage, episode.episodeKey, until);
  const factors = nothing
    ? NOTHING_KNOWN
    : RISK_FACTORS.map((factor) => standingOf(factor, answers, { source, until, returnedAt, screening, rules }));
  return {
    episode,
    protocol,
    factors,
    facts: {
      ...count(index, returnedAt, rules.lookBackDays),
      hours: hoursBetween(episode.startedAt, returnedAt),
      age: episode.ageAtStart,
      status: episode.statusAtStart,
      policeRisk: episode.risk,
      screening: screening === null ? null : outcomeOf(screening),
      factors: nothing ? NO_ANSWERS : answersOf(factors),
    },
  };
}

/**
 * The latest answer of each agency, of the child and of each of the family about each factor, of those that count for a
 * return: the latest by when it was given, whenever it was written up. What one of the family said of this return stands
 * over what the same person said of another.
 */
function answersFor(triage: TriageState, episodeKey: string, until: Instant | null): readonly GivenAnswer[] {
  if (triage.answers.length === 0) return [];
  const asked = triage.requests.filter((request) => request.episodeKey === episodeKey);
  const isOfAnother = (answer: GivenAnswer): boolean => answer.episodeKey !== null && answer.episodeKey !== episodeKey;
  const latest = new Map<string, GivenAnswer>();
  for (const answer of triage.answers) {
    const counts =
      until === null ||
      answer.answeredAt < until ||
      answer.episodeKey === episodeKey ||
      asked.some(({ questionRef }) => questionRef === answer.questionRef);
    if (!counts) continue;
    const who = `${answer.factor} ${answer.member ?? answer.answeredBy ?? ''}`;
    const before = latest.get(who);
    const stands =
      before === undefined ||
      (isOfAnother(before) === isOfAnother(answer) ? answer.answeredAt >= before.answeredAt : isOfAnother(before));
    if (stands) latest.set(who, answer);
  }
  return [...latest.values()];
}

type Around = {
  readonly source: TriageSource;
  readonly until: Instant | null;
  readonly returnedAt: Instant;
  readonly screening: Screening | null;
  readonly rules: TriageRules;
};

function standingOf(factor: RiskFactor, answers: readonly GivenAnswer[], around: Around): FactorStanding {
  const said = answers.filter((one) => one.factor === factor);
  const says = (answer: FactorAnswer): boolean => said.some((one) => one.answer === answer);
  if (says('yes')) return { factor, answer: 'yes', said, byRecord: null };
  if (says('no')) return { factor, answer: 'no', said, byRecord: null };
  if (factor === 'associates' && onRecord('person', around))
    return { factor, answer: 'yes', said, byRecord: 'people-on-record' };
  if (factor === 'places' && onRecord('place', around))
    return { factor, answer: 'yes', said, byRecord: 'places-on-record' };
  const exploitation = factor === 'sexual-exploitation' || factor === 'criminal-exploitation';
  if (exploitation && answeredByScreening(around)) return { factor, answer: 'no', said, byRecord: 'screened-no-risk' };
  return { factor, answer: 'not-known', said, byRecord: null };
}

/** A person or place on record that nobody suspects to be false. */
function onRecord(kind: 'person' | 'place', { source, until }: Around): boolean {
  return source.facts.some(
    ({ factKind, learntAt, grading }) =>
      factKind === kind && (until === null || learntAt < until) && grading.assessment !== 'E',
  );
}

function answeredByScreening({ screening, returnedAt, rules: { screeningLastsDays } }: Around): boolean {
  if (screening === null || outcomeOf(screening) !== 'no-risk') return false;
  if (screeningLastsDays === null) return true;
  return dayNumber(londonDate(returnedAt)) - dayNumber(screening.completedOn) < screeningLastsDays;
}

/** The latest screening for exploitation up to the day of an instant. Those given are in order. */
function latestScreening(screenings: readonly Screening[], until: Instant | null): Screening | null {
  if (screenings.length === 0) return null;
  const last = until === null ? null : londonDate(until);
  return (
    screenings.findLast(
      ({ tool, completedOn }) => tool === 'child-exploitation' && (last === null || completedOn <= last),
    ) ?? null
  );
}

function outcomeOf({ outcome }: Screening): ScreeningOutcome | null {
  return (SCREENING_OUTCOMES as readonly (string | null)[]).includes(outcome) ? (outcome as ScreeningOutcome) : null;
}
