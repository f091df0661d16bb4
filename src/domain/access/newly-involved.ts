/** Who is told that an agency has become involved with a child. */
import type { ChildRecord, Relationship } from '../chronology/record.ts';

/** One notice: to whom, about whom, and as what it became involved. @source Caldicott principle 8: no surprises */
export type ToldOfInvolvement = {
  readonly recipient: string;
  readonly agency: string;
  readonly relationship: Relationship;
};

/**
 * The notices that follow from what an act added: of each agency that was not involved before, to the agency itself and
 * to the authority responsible for the child. A further relationship of an agency that was involved already is no news.
 * @source Caldicott principle 8: no surprises; our judgement on whom
 */
export function newlyInvolved(
  before: Pick<ChildRecord, 'involvements'> | undefined,
  record: Pick<ChildRecord, 'involvements' | 'details'>,
): ToldOfInvolvement[] {
  const known = new Set((before?.involvements ?? []).map(({ agency }) => agency));
  const authority = record.details.responsibleAuthority;
  const first = new Map<string, Relationship>();
  for (const { agency, relationship } of record.involvements) {
    if (!known.has(agency) && !first.has(agency)) first.set(agency, relationship);
  }
  return [...first].flatMap(([agency, relationship]) =>
    [...new Set([agency, ...(authority === null ? [] : [authority])])].map((recipient) => ({
      recipient,
      agency,
      relationship,
    })),
  );
}
