/** Data of the system's own working that may hold what somebody typed: thrown away by themselves, after so long. */

/** The kinds, as the database knows them. @source our judgement: UK GDPR article 5(1)(e), storage limitation */
export const SHORT_LIVED = [
  'draft',
  'interview-draft',
  'sent-interview-draft',
  'held-submission',
  'session',
  'sign-in-attempt',
  'idempotency-key',
  'import-rejection',
  'set-aside-notification',
] as const;
/** @source our judgement: UK GDPR article 5(1)(e), storage limitation */
export type ShortLivedKind = (typeof SHORT_LIVED)[number];

/** How long one kind is kept. @source the file that states it */
export type ShortLivedRule = {
  readonly kind: ShortLivedKind;
  readonly covers: string;
  /** Elapsed hours since it was last touched; a draft since it was last saved. */
  readonly hours: number;
  readonly source: string;
};
