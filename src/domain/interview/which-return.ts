/** Which return of a child is meant by the absence that it ended. */
import type { ChildRecord, Episode } from '../chronology/record.ts';
import type { ReturnFollowUp } from './follow-up.ts';

/** The return after one absence, as each authority answers for it. @source our judgement: a return that was passed on and accepted stands twice */
export type NamedReturn = {
  readonly episode: Episode;
  /** In the order in which they answer for it; none where the absence has not ended, or owes no interview by its kind. */
  readonly all: readonly ReturnFollowUp[];
  /** As the agency that asks answers for it, else as the first does; null where there is none. */
  readonly own: ReturnFollowUp | null;
  /** As whoever took it over last answers for it; null where there is none. */
  readonly latest: ReturnFollowUp | null;
  /** What is open of it; null where nothing is. */
  readonly open: ReturnFollowUp | null;
};

/**
 * The return after an absence; null where the child has no absence of that key.
 * @param agency agency that asks
 * @source issue of return interviews: every return ends in exactly one accountable outcome, for each authority that answers for it
 */
export function returnAfter(
  { episodes, returns }: Pick<ChildRecord, 'episodes' | 'returns'>,
  episodeKey: string | undefined,
  agency: string | null,
): NamedReturn | null {
  const episode = episodes.find((one) => one.episodeKey === episodeKey);
  if (episode === undefined) return null;
  const all = returns.filter((one) => one.episodeKey === episodeKey);
  return {
    episode,
    all,
    own: all.find(({ authority }) => authority === agency) ?? all[0] ?? null,
    latest: all.at(-1) ?? null,
    open: all.find(({ outcome }) => outcome === null) ?? null,
  };
}
