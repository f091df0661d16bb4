import type { Instant } from '../domain/time/instant.ts';

/** On whose behalf a transaction runs: what row-level security goes by, and what the audit records. */
export type Requester = {
  /** The person's account; null for a system of an agency, or a job. */
  readonly userId: number | null;
  /** The agency they act for; null sees no child. */
  readonly agencyCode: string | null;
  /** Why, in a word or two; kept with every look. */
  readonly purpose: string;
  /** The role they act in, for the audit; none for jobs. */
  readonly role?: string;
  /** The instant at which the request is answered, by which involvements have ended or not; PostgreSQL's own unless given. */
  readonly at?: Instant;
  /** Names the request or job in logs and audit. */
  readonly requestId: string;
};
