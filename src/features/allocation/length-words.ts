/** How long an interview is taken to need, in words. */
import { HISTORY_WEEKS } from '../../domain/capacity/history.ts';
import {
  LEARNT_FROM_AT_LEAST,
  WRITING_UP_MINUTES,
  type LearntLengths,
  type LearntMinutes,
} from '../../domain/capacity/lengths.ts';

/** Whether lengths were learnt, from how many interviews, or are those put down for each person. */
export function lengthWords({ interview, travel }: LearntLengths): string {
  const one = (what: string, { minutes, from }: LearntMinutes, besides: string): string =>
    minutes === null
      ? `${what} is taken to need what is put down for each person: ${from === 0 ? 'no interview' : from === 1 ? '1 interview' : `${from} interviews`} of the last ${HISTORY_WEEKS} weeks ${from < 2 ? 'says' : 'say'} how long it was, and ${LEARNT_FROM_AT_LEAST} are needed to learn it.`
      : `${what} is taken to need ${minutes} minutes${besides}, as ${from} interviews of the last ${HISTORY_WEEKS} weeks say.`;
  return `${one('An interview', interview, `, of them ${WRITING_UP_MINUTES} to write it up`)} ${one('The way there and back', travel, '')}`;
}
