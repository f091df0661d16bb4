/** Where giving an interview to a person and asking a provider for it cross: one interview is with one of them at a time. */
import type { Because } from '../chronology/because.ts';
import type { ChildRecord, Episode } from '../chronology/record.ts';
import { isNamed } from '../interview/cover.ts';
import type { Interview, InterviewRequest } from '../interview/interviews.ts';
import type { Instant } from '../time/instant.ts';
import { standingOf, type RequestStanding } from './request.ts';

const ONE_AT_A_TIME = 'Our judgement: an interview is with one person or one provider at a time';

/** A request with where it stands. @source our judgement */
export type AskedProvider = InterviewRequest & {
  readonly standing: RequestStanding;
  /** Whether the interview was held. */
  readonly held: boolean;
};

/** Every request to a provider for a return, in the order they were asked; of each interview that names its absence. @source our judgement */
export function requestsOf(
  interviews: readonly Interview[],
  episode: Pick<Episode, 'incidentRefs' | 'episodeKey'>,
  now: Instant,
): AskedProvider[] {
  return interviews
    .filter(({ incidentRefs }) => isNamed(episode, incidentRefs))
    .flatMap(({ requests, completedAt }) =>
      requests.map((request) => ({
        ...request,
        standing: standingOf({ ...request, answerBy: request.dueAt }, now),
        held: completedAt !== null,
      })),
    )
    .sort((a, b) => a.askedAt - b.askedAt || (a.requestRef < b.requestRef ? -1 : 1));
}

/** Whether a provider may still answer, or has accepted and not yet interviewed. @source our judgement */
export function isWithProvider({ standing, held }: Pick<AskedProvider, 'standing' | 'held'>): boolean {
  return !held && (standing === 'waiting' || standing === 'accepted');
}

/**
 * Why a provider can take an interview no more that it was asked for; null where it can. What became of every return that
 * it is for is settled, or somebody else was given it since.
 * @param before the interview as it stood when the answer came
 * @param asker agency that asked: what is allocated to it without a person is allocated to nobody yet
 * @source our judgement: an interview is with one person or one provider at a time
 */
export function whyNotAccepted(
  { episodes, returns }: Pick<ChildRecord, 'episodes' | 'returns'>,
  before: Interview | undefined,
  { asker, provider }: { readonly asker: string; readonly provider: string },
): Because | null {
  const open = returns.some(
    ({ episodeKey, outcome }) =>
      outcome === null &&
      episodes.some((episode) => episode.episodeKey === episodeKey && isNamed(episode, before?.incidentRefs ?? [])),
  );
  if (before === undefined || !open)
    return {
      code: 'settled',
      sentence: 'This interview is not needed any more: what became of the return is settled.',
      source: ONE_AT_A_TIME,
    };
  const { allocatedTo, interviewerId } = before;
  if (allocatedTo === provider || (interviewerId === null && (allocatedTo === null || allocatedTo === asker)))
    return null;
  return {
    code: 'given-elsewhere',
    sentence: 'This interview was given to somebody else after you were asked.',
    source: ONE_AT_A_TIME,
  };
}
