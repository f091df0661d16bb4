/** Why somebody opens the record of a child who is not in their caseload. */

/**
 * The purposes that may be chosen, by code. The last asks for words.
 * @source Caldicott principle 1: justify the purpose; our judgement on the list
 */
export const LOOKING_PURPOSES = {
  'allocated-to-me': 'The child has been allocated to me',
  'asked-by-colleague': 'A colleague asked me to look',
  'strategy-meeting': 'I am preparing for a strategy meeting',
  complaint: 'I am looking into a complaint',
  audit: 'I am auditing the record',
  other: 'Another reason',
} as const satisfies Readonly<Record<string, string>>;

/** @source the purposes above */
export type LookingPurpose = keyof typeof LOOKING_PURPOSES;

/** Every purpose, in the order of the list. @source the purposes above */
export const LOOKING_PURPOSE_CODES = Object.keys(LOOKING_PURPOSES) as readonly LookingPurpose[];
