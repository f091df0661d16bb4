/** What the duties of a child rest on. */
import type { AgencyKind } from '../child/agency.ts';
import type { Episode } from '../chronology/record.ts';
import type { Received } from '../episode/received.ts';
import type { Instant } from '../time/instant.ts';

/** What the duties of a child rest on. @source design: the chronology is the record, and all else follows from it */
export type DutyFacts = {
  readonly episodes: readonly Episode[];
  readonly unmatchedReturns: readonly Received[];
  readonly responsibleAuthority: string | null;
  /** Kind of each agency that reported, by code. */
  readonly agencyKinds: ReadonlyMap<string, AgencyKind>;
  /** When and why each settled fault was settled, by its key. */
  readonly settledFaults: ReadonlyMap<string, { readonly at: Instant; readonly why: string }>;
  /** When each interview that declined it was offered, by episode key. */
  readonly declinedAt: ReadonlyMap<string, Instant>;
};
