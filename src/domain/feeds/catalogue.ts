/** Every feed by name. */
import { INTERVIEWS, NOTIFICATIONS } from './absences.ts';
import type { FeedDefinition, FeedName } from './definition.ts';
import { AGENCIES, CHILDREN, SCREENINGS, STATUSES } from './lists.ts';

/**
 * The definition of every feed.
 * @source feeds definition, Feeds
 */
export const FEEDS: Readonly<Record<FeedName, FeedDefinition>> = {
  agencies: AGENCIES,
  children: CHILDREN,
  statuses: STATUSES,
  notifications: NOTIFICATIONS,
  interviews: INTERVIEWS,
  screenings: SCREENINGS,
};

/**
 * The feed whose columns a header line has: the one of whose columns it names most, with none of the required missing.
 * @returns undefined where no feed fits
 * @source our judgement: a file is known by its header, not by its name
 */
export function feedOfHeader(header: readonly string[]): FeedDefinition | undefined {
  const names = new Set(header.map((name) => name.trim().toLowerCase()));
  let best: { definition: FeedDefinition; shared: number } | undefined;
  for (const definition of Object.values(FEEDS)) {
    const columns = Object.entries(definition.columns);
    if (columns.some(([name, column]) => column.required && !names.has(name))) continue;
    const shared = columns.filter(([name]) => names.has(name)).length;
    if (best === undefined || shared > best.shared) best = { definition, shared };
  }
  return best?.definition;
}

/**
 * The feed that a header line most likely means though required columns are missing: the one of whose columns it names
 * most. It names at least half of the required ones, and no other feed fits as well.
 * @returns undefined where no feed is likely
 * @source our judgement: a person who left out one column is told which, not that the file is unknown
 */
export function likelyFeedOfHeader(header: readonly string[]): FeedDefinition | undefined {
  const names = new Set(header.map((name) => name.trim().toLowerCase()));
  const likely = Object.values(FEEDS)
    .map((definition) => {
      const columns = Object.entries(definition.columns);
      const required = columns.filter(([, column]) => column.required);
      return {
        definition,
        shared: columns.filter(([name]) => names.has(name)).length,
        isHalfThere: required.filter(([name]) => names.has(name)).length * 2 >= required.length,
      };
    })
    .filter(({ shared, isHalfThere }) => shared > 0 && isHalfThere)
    .sort((one, other) => other.shared - one.shared);
  const [best, second] = likely;
  return best === undefined || best.shared === second?.shared ? undefined : best.definition;
}
