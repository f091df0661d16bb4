/** Which open episodes come first, and which are rather a return that nobody recorded. */
import type { PoliceRiskLevel } from '../../domain/chronology/entry.ts';
import { isHistory } from '../../domain/duties/history.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import type { OpenEpisode } from './queries.ts';

const RISK_ORDER: Readonly<Record<PoliceRiskLevel, number>> = { high: 0, medium: 1, low: 3, 'no-apparent-risk': 4 };
/** A child nobody has graded comes before one known to be at low risk. */
const NOT_GRADED = 2;

/** The page's two lists. */
export type Arranged = {
  /** Away now, the highest risk first and of these the longest away. */
  readonly missing: readonly OpenEpisode[];
  /** Learnt long after they began, and without a return. */
  readonly history: readonly OpenEpisode[];
};

/** Sets the open episodes in order. */
export function arrange(episodes: readonly OpenEpisode[], rules: FoldRules): Arranged {
  const missing: OpenEpisode[] = [];
  const history: OpenEpisode[] = [];
  for (const episode of episodes) {
    const loaded = isHistory(episode.startedAt, episode.learntAt, rules.dutyRules(episode.responsibleAuthority));
    (loaded ? history : missing).push(episode);
  }
  const order = (episode: OpenEpisode): number => (episode.risk === null ? NOT_GRADED : RISK_ORDER[episode.risk]);
  missing.sort((a, b) => order(a) - order(b) || a.startedAt - b.startedAt);
  history.sort((a, b) => b.startedAt - a.startedAt);
  return { missing, history };
}
