/** Whom to give a return interview to, and why. */
import type { Because } from '../chronology/because.ts';
import { formatInstant } from '../time/format.ts';
import { plusHours, type Instant } from '../time/instant.ts';
import { goesTo, LANGUAGES, type Interviewer } from './interviewer.ts';
import { appointmentsOf } from './working-time.ts';

const BRACKNELL = 'Bracknell Forest, 2014: the same interviewer each time gets more';
const GUIDANCE =
  'Department for Education, statutory guidance on children who run away or go missing from home or care, January 2014';
const ISSUE = 'Our judgement: working times, areas and languages of the interviewers';

/**
 * How far ahead free time is looked for.
 * @unit elapsed hours
 * @source our judgement: four weeks; later is no answer
 */
export const LOOKED_AHEAD_HOURS = 28 * 24;

/** A return for which somebody is looked for. @source issue of return interviews, allocation */
export type ReturnToAllocate = {
  readonly dueAt: Instant;
  /** Authority in whose area the child is; null where it is not known. */
  readonly area: string | null;
  /** Team that owes the interview. */
  readonly team: string;
  /** Languages that the child was said to need besides English. */
  readonly languages: readonly string[];
  /** Agencies in whose placement the child lives. */
  readonly placedWith: readonly string[];
  /** How often each person interviewed this child before. */
  readonly interviewedBefore: ReadonlyMap<number, number>;
};

/** One person who could hold it. @source issue of return interviews: suggestions with reasons */
export type Suggestion = {
  readonly interviewer: Interviewer;
  /** When they could begin; null where they have no time within four weeks. */
  readonly freeAt: Instant | null;
  readonly inTime: boolean;
  readonly because: readonly Because[];
};

/** Who could hold the interview, the best first; and who may not. @source issue of return interviews, allocation */
export type Suggestions = {
  readonly suggested: readonly Suggestion[];
  readonly barred: readonly { readonly interviewer: Interviewer; readonly because: Because }[];
};

/**
 * Ranks interviewers for a return. Who has a part in the child’s care may not hold it, however well they would fit. Of the
 * others come first those who speak a language that is needed; then those free before the interview is due; then whoever
 * interviewed this child most often; then those who go to the area; then the soonest free; then the least booked; then the
 * account’s number, so that ties are always broken alike.
 * @param booked open interviews that are allocated to each person already: each takes their next appointment
 * @source statutory guidance 2014 (independent, within 72 hours); Bracknell Forest 2014 (same interviewer); our judgement on the order
 */
export function suggest(
  wanted: ReturnToAllocate,
  people: readonly Interviewer[],
  booked: ReadonlyMap<number, number>,
  now: Instant,
): Suggestions {
  const barred: { interviewer: Interviewer; because: Because }[] = [];
  const ranked: { suggestion: Suggestion; key: readonly number[] }[] = [];
  for (const interviewer of people) {
    const bar = barTo(wanted, interviewer);
    if (bar !== null) {
      barred.push({ interviewer, because: bar });
      continue;
    }
    const before = wanted.interviewedBefore.get(interviewer.userId) ?? 0;
    const taken = booked.get(interviewer.userId) ?? 0;
    const next = appointmentsOf([interviewer], now, plusHours(now, LOOKED_AHEAD_HOURS))[taken] ?? null;
    const missing = wanted.languages.filter((language) => !interviewer.languages.includes(language));
    const inTime = next !== null && next.end <= wanted.dueAt;
    const here = goesTo(interviewer, wanted.area);
    ranked.push({
      suggestion: {
        interviewer,
        freeAt: next?.start ?? null,
        inTime,
        because: [
          ...(before > 0 ? [knownToChild(before)] : []),
          timeOf(next?.start ?? null, inTime),
          ...(wanted.area === null ? [] : [areaOf(here)]),
          ...(wanted.languages.length === 0 ? [] : [languageOf(wanted.languages, missing)]),
          {
            code: 'independent',
            sentence: 'Has no part in the child’s care, as far as is on record.',
            source: GUIDANCE,
          },
          ...(taken === 0 ? [] : [bookedOf(taken)]),
        ],
      },
      key: [
        missing.length,
        Number(!inTime),
        -before,
        Number(!here),
        next?.start ?? Infinity,
        taken,
        interviewer.userId,
      ],
    });
  }
  ranked.sort((a, b) => compare(a.key, b.key));
  return { suggested: ranked.map(({ suggestion }) => suggestion), barred };
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? 0;
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}

/** Why somebody may not interview this child at all; null where they may. @source statutory guidance 2014: somebody not involved in caring for the child */
export function barTo(
  wanted: Pick<ReturnToAllocate, 'team' | 'placedWith'>,
  interviewer: Pick<Interviewer, 'careTeam' | 'agency'>,
): Because | null {
  if (wanted.placedWith.includes(interviewer.agency))
    return { code: 'placement', sentence: 'Their agency looks after the child in a placement.', source: GUIDANCE };
  if (interviewer.careTeam !== null && interviewer.careTeam === wanted.team)
    return { code: 'care-team', sentence: 'Their team has a part in the child’s care.', source: GUIDANCE };
  return null;
}

function knownToChild(before: number): Because {
  const times = before === 1 ? 'once' : before === 2 ? 'twice' : `${before} times`;
  return { code: 'same-person', sentence: `Interviewed this child ${times} before.`, source: BRACKNELL };
}

function timeOf(start: Instant | null, inTime: boolean): Because {
  if (start === null) return { code: 'no-time', sentence: 'Has no free time within four weeks.', source: ISSUE };
  const when = formatInstant(start);
  return inTime
    ? { code: 'free-in-time', sentence: `Free from ${when}, before it is due.`, source: GUIDANCE }
    : { code: 'free-late', sentence: `Not free before it is due: next free from ${when}.`, source: GUIDANCE };
}

function areaOf(here: boolean): Because {
  return here
    ? { code: 'area', sentence: 'Goes to the area where the child is.', source: ISSUE }
    : { code: 'other-area', sentence: 'Does not usually go to the area where the child is.', source: ISSUE };
}

function languageOf(needed: readonly string[], missing: readonly string[]): Because {
  const named = (codes: readonly string[]): string => codes.map((code) => LANGUAGES[code] ?? code).join(' and ');
  return missing.length === 0
    ? { code: 'language', sentence: `Speaks ${named(needed)}.`, source: ISSUE }
    : { code: 'no-language', sentence: `Does not speak ${named(missing)}.`, source: ISSUE };
}

function bookedOf(taken: number): Because {
  const open = taken === 1 ? '1 open interview' : `${taken} open interviews`;
  return { code: 'booked', sentence: `Has ${open} already.`, source: ISSUE };
}
