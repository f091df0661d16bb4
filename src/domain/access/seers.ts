/** Who of an agency's people may open a record, and what a decision would change: shown before it is made. */
import type { Relationship } from '../chronology/record.ts';
import { maySeeChild, type Actor } from './decide.ts';
import { NO_STANDING } from './standing.ts';
import type { SightState } from './sight.ts';

/** A person with an open account, as the policy knows them. @source the policy, see-child */
export type Seer = { readonly userId: number; readonly actor: Actor };

/**
 * The people who may open the record, by account.
 * @param relationships live relationships of each agency to the child, by its code
 * @source the policy, see-child
 */
export function seersOf(
  people: readonly Seer[],
  relationships: ReadonlyMap<string, readonly Relationship[]>,
  state: SightState,
): Set<number> {
  const seen = people.filter(
    ({ userId, actor }) =>
      maySeeChild(actor, {
        ...NO_STANDING,
        relationships: relationships.get(actor.agencyCode) ?? [],
        restricted: state.restriction !== null,
        named: state.named.includes(userId),
        barred: state.barred.includes(userId),
      }).allowed,
  );
  return new Set(seen.map(({ userId }) => userId));
}

/** What a change opens and closes. @source design: what each change will open or close is shown before it is made */
export type SightChange = { readonly opens: readonly number[]; readonly closes: readonly number[] };

/** The difference between who may open a record before and after. @source design: what each change will open or close is shown before it is made */
export function changeOfSight(before: ReadonlySet<number>, after: ReadonlySet<number>): SightChange {
  return {
    opens: [...after].filter((id) => !before.has(id)).sort((a, b) => a - b),
    closes: [...before].filter((id) => !after.has(id)).sort((a, b) => a - b),
  };
}
