/** Whether a return may be closed by decision, opened again or passed to another authority. */
import type { Because } from '../chronology/because.ts';
import type { ChildRecord } from '../chronology/record.ts';
import type { DutyRules } from '../duties/rules.ts';
import type { Instant } from '../time/instant.ts';
import { londonDate } from '../time/london.ts';
import type { Closure } from './acts.ts';
import type { ReturnFollowUp } from './follow-up.ts';
import type { Interview } from './interviews.ts';
import type { InterviewClock } from './clock.ts';
import { namesOf } from './cover.ts';

/** Allowed, or why not. @source our judgement: a refusal says what to do */
export type Verdict = { readonly allowed: boolean; readonly because: Because };

const LEDGER = 'Our judgement: every return ends in exactly one accountable outcome';
const DECISION = 'Local protocol of October 2016: the decision not to interview is recorded';

/**
 * The London days after a return on which somebody tried to offer the interview, in order, each once. What only a feed
 * told of counts as an attempt too.
 * @unit calendar dates in Europe/London
 * @source our judgement: two calls in one hour are not two attempts to reach a child
 */
export function daysOfAttempts(
  interviews: readonly Interview[],
  names: readonly string[],
  returnedAt: Instant,
): string[] {
  const at = interviews
    .filter(({ incidentRefs }) => incidentRefs.some((ref) => names.includes(ref)))
    .flatMap(({ attempts, firstOfferedAt, offeredAt }) => [
      ...attempts.map((attempt) => attempt.at),
      ...(firstOfferedAt === null ? [] : [firstOfferedAt]),
      ...(offeredAt === null ? [] : [offeredAt]),
    ])
    .filter((when) => when >= returnedAt);
  return [...new Set(at.map(londonDate))].sort();
}

/**
 * Whether a return may be closed so. Only an open one, or one that the child declined; attempts are exhausted only after as many
 * as the protocol asks for, each on another day.
 * @unit calendar days in Europe/London; exactly the protocol's number is enough
 * @source local protocol of October 2016; our judgement on the number, a protocol value
 */
export function mayClose(
  one: ReturnFollowUp,
  as: Closure,
  record: Pick<ChildRecord, 'episodes' | 'interviews'>,
  rules: Pick<DutyRules, 'attemptsAtLeast'>,
): Verdict {
  const atAll = mayCloseAtAll(one);
  if (!atAll.allowed) return atAll;
  if (as === 'not-required') {
    const sentence = 'Whoever answers for the work may decide that no interview is required, with the reason.';
    return { allowed: true, because: { code: 'not-required', sentence, source: DECISION } };
  }
  const episode = record.episodes.find(({ episodeKey }) => episodeKey === one.episodeKey);
  const days = episode === undefined ? [] : daysOfAttempts(record.interviews, namesOf(episode), one.returnedAt);
  const { attemptsAtLeast } = rules;
  const made = days.length === 1 ? 'there was an attempt on 1 day' : `there were attempts on ${days.length} days`;
  if (days.length < attemptsAtLeast) {
    const sentence = `Attempts are exhausted after ${attemptsAtLeast} on different days; ${made}. Record each attempt first, or try again on another day.`;
    return refused('too-few-attempts', sentence);
  }
  const because = {
    code: 'attempts-exhausted',
    sentence: `There were attempts on ${days.length} different days.`,
    source: `Protocol value: at least ${attemptsAtLeast}, on different days`,
  };
  return { allowed: true, because };
}

/** Whether a return is one to close by any decision: open, or declined. @source our judgement: every return ends in exactly one accountable outcome */
export function mayCloseAtAll({ outcome }: Pick<ReturnFollowUp, 'outcome'>): Verdict {
  if (outcome !== null && outcome !== 'declined') return refused('settled', 'This return has an outcome already.');
  return {
    allowed: true,
    because: { code: 'may-close', sentence: 'It is open, or the child declined.', source: DECISION },
  };
}

/** Whether there is a lateness to explain: what is late, or at risk of it. @source Bracknell Forest 2014: an audit trail of reasons is kept */
export function mayExplain({ lateBy, state }: Pick<InterviewClock, 'lateBy' | 'state'>): Verdict {
  if (lateBy <= 0 && state !== 'at-risk')
    return refused('not-late', 'The interview is not late and not at risk of it: there is nothing to explain.');
  const because = { code: 'may-explain', sentence: 'It is late, or at risk.', source: LEDGER };
  return { allowed: true, because };
}

/** Whether a return may be opened again: one that a person closed. @source our judgement: a decision can be taken back, and stays on record */
export function mayReopen(one: ReturnFollowUp): Verdict {
  const byDecision = one.because.some(({ source }) => source === 'Decision of a person');
  if (one.outcome === null || !byDecision)
    return refused('not-closed', 'Only a return that somebody closed by decision can be opened again.');
  return { allowed: true, because: { code: 'reopen', sentence: 'It was closed by decision.', source: LEDGER } };
}

/** Whether a return may be passed to an authority: open, not asked of another already, and not to who answers for it. @source statutory guidance 2014: responsible and host authorities agree who interviews */
export function mayPass(one: ReturnFollowUp, toAuthority: string | null): Verdict {
  if (one.outcome !== null) return refused('settled', 'This return has an outcome already.');
  if (one.stage === 'pass-asked')
    return refused('asked-already', 'Another authority was asked and has not answered yet.');
  if (toAuthority !== null && (toAuthority === '' || toAuthority === one.authority))
    return refused('own', 'Choose another authority than the one that answers for it now.');
  const because = {
    code: 'may-pass',
    sentence: 'It is open, and nobody else was asked.',
    source: 'Statutory guidance 2014: responsible and host authorities agree who interviews',
  };
  return { allowed: true, because };
}

function refused(code: string, sentence: string): Verdict {
  return { allowed: false, because: { code, sentence, source: LEDGER } };
}
