/** What the duties of a child rest on. */
import type { AgencyKind } from '../child/agency.ts';
import type { Episode } from '../chronology/record.ts';
import type { ReturnPass } from '../interview/closures.ts';
import type { Interview } from '../interview/interviews.ts';
import type { ReturnFollowUp } from '../interview/follow-up.ts';
import type { Transmission } from '../interview/transmissions.ts';
import type { Referral } from '../support/given.ts';
import type { InformationRequest } from '../triage/state.ts';
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
  readonly returns: readonly ReturnFollowUp[];
  readonly interviews: readonly Interview[];
  /** With when the return first had an outcome since it was asked; null where it had none. */
  readonly requests: readonly (InformationRequest & { readonly mootAt: Instant | null })[];
  readonly transmissions: readonly Transmission[];
  readonly passes: readonly ReturnPass[];
  readonly referrals: readonly Referral[];
};
