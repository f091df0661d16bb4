/** How long interviews and the way to them take, learnt from those that an agency held. */
import { TWENTY_FOUR_HOURS, type Instant } from '../time/instant.ts';
import { HISTORY_WEEKS, type PastReturn } from './history.ts';
import type { Interviewer } from './interviewer.ts';

/** Minutes that were learnt, and from how many interviews. @source issue of return interviews: on the partnership’s own history */
export type LearntMinutes = {
  /** Whole minutes on average; null where too few say it, and what is put down for each person stands. */
  readonly minutes: number | null;
  /** Interviews that say it. */
  readonly from: number;
};

/** What was learnt of both. @source issue of return interviews: on the partnership’s own history */
export type LearntLengths = {
  /** The interview with writing it up. */
  readonly interview: LearntMinutes;
  /** The way there and back. */
  readonly travel: LearntMinutes;
};

/**
 * Interviews that must say how long they took before that is used.
 * @unit interviews
 * @source our judgement: the average of fewer moves too much with each
 */
export const LEARNT_FROM_AT_LEAST = 10;

/**
 * What writing up is taken to need beside the interview, of which interviewers say the length alone.
 * @unit minutes
 * @source our judgement, stated on the page
 */
export const WRITING_UP_MINUTES = 60;

/** What of a return bears on how long its interview took. @source issue of return interviews: on the partnership’s own history */
export type HeldLength = Pick<PastReturn, 'outcome' | 'outcomeAt' | 'heldBy' | 'interviewMinutes' | 'travelMinutes'>;

/** The first instant from which interviews are learnt from. @source our judgement: the half year that the forecast looks back */
export function lengthsFrom(until: Instant): Instant {
  return (until - HISTORY_WEEKS * 7 * TWENTY_FOUR_HOURS) as Instant;
}

/**
 * What interviews held by an agency needed, of the half year before an instant, and nothing of what was held at it or later.
 * An interview that covers several returns counts once, with the return that it completed.
 * @unit minutes, the average rounded
 * @source our judgement: the average and not the middle, since a few long ways take as much time as they take
 */
export function lengthsHeld(past: readonly HeldLength[], own: string, until: Instant): LearntLengths {
  const from = lengthsFrom(until);
  const held = past.filter(
    ({ outcome, outcomeAt, heldBy }) =>
      outcome === 'completed' && heldBy === own && outcomeAt !== null && outcomeAt >= from && outcomeAt < until,
  );
  return {
    interview: learntOf(
      held.map(({ interviewMinutes }) => interviewMinutes),
      WRITING_UP_MINUTES,
    ),
    travel: learntOf(
      held.map(({ travelMinutes }) => travelMinutes),
      0,
    ),
  };
}

function learntOf(minutes: readonly (number | null)[], besides: number): LearntMinutes {
  const said = minutes.filter((one) => one !== null);
  const sum = said.reduce((all, one) => all + one, 0);
  return {
    minutes: said.length < LEARNT_FROM_AT_LEAST ? null : Math.round(sum / said.length) + besides,
    from: said.length,
  };
}

/** People who need as long as was learnt, and where nothing was as is put down for each. @source our judgement: what was measured stands before what was thought */
export function withLengths<P extends Interviewer>(people: readonly P[], { interview, travel }: LearntLengths): P[] {
  return people.map((person) => ({
    ...person,
    interviewMinutes: interview.minutes ?? person.interviewMinutes,
    travelMinutes: travel.minutes ?? person.travelMinutes,
  }));
}
