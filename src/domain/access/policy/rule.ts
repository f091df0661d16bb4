/** What one line of the policy says. */
import type { Relationship } from '../../chronology/record.ts';
import type { FieldGroup } from '../field-groups.ts';
import type { Rank } from '../ranks.ts';
import type { Role } from '../roles.ts';

/** Who is allowed: one of the roles, whose agency has one of the relationships to the child. @source design: relationship, not ownership */
export type Grant = {
  readonly roles: readonly Role[];
  /** The least rank, where only that rank may. */
  readonly rank?: Rank;
  /** Relationships of the agency to the child, one of which is needed; null where the act concerns no child on record. */
  readonly as: readonly Relationship[] | null;
  /** Whether it reaches only the returns and interviews that were given to the agency. */
  readonly onlyGiven?: true;
  /** Groups of fields that are opened by it; none for an act that shows nothing of a child. */
  readonly shows?: readonly FieldGroup[];
};

/** One act: what it is in words, who may, and why. @source design: the policy is one table */
export type Rule = {
  readonly sentence: string;
  readonly grants: readonly Grant[];
  readonly source: string;
  /**
   * Whether who broke the glass may do it too: whatever the relationship, or only beyond a restriction that does not name
   * them. A barred person may not even then.
   */
  readonly throughGlass?: 'whatever-relationship' | 'beyond-restriction';
};
