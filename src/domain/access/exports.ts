/** Files that take children's rows out of Homeward: when a second person decides, and how long a file can be fetched. */
import type { Because } from '../chronology/record.ts';
import { TWENTY_FOUR_HOURS, type Instant } from '../time/instant.ts';

/**
 * Children, or rows where the children are not known, that one person may take out alone unless the agency says otherwise.
 * @unit children; the number itself is still allowed
 * @source our judgement: a meeting's list, not a caseload
 */
export const USUAL_EXPORT_LIMIT = 100;

/**
 * A file can be fetched for so long after it was made.
 * @unit milliseconds; at the end itself it cannot
 * @source our reliability and security bar, T4: files expire
 */
export const FILE_LASTS = TWENTY_FOUR_HOURS;

/**
 * A request on which nobody decided, or whose file was never made, lapses after so long.
 * @unit milliseconds; at the end itself it has lapsed
 * @source our judgement: a week of work
 */
export const REQUEST_LASTS = 7 * TWENTY_FOUR_HOURS;

/**
 * What a file may be for, by code. The last asks for words.
 * @source Caldicott principle 1: justify the purpose; our judgement on the list
 */
export const EXPORT_PURPOSES = {
  'correct-and-send-again': 'To correct the rows and send them again',
  meeting: 'For a meeting about these children',
  'statutory-return': 'For a statutory return',
  audit: 'For an audit or an inspection',
  'service-planning': 'To plan the service',
  other: 'Another purpose',
} as const satisfies Readonly<Record<string, string>>;

/** @source the purposes above */
export type ExportPurpose = keyof typeof EXPORT_PURPOSES;

/** Every purpose, in the order of the list. @source the purposes above */
export const EXPORT_PURPOSE_CODES = Object.keys(EXPORT_PURPOSES) as readonly ExportPurpose[];

/** Whether a second person is needed, and why. @source design: a decision is data, with its reason */
export type ExportDecision = { readonly secondPerson: boolean; readonly because: Because };

/**
 * Whether a second person decides on a file of this size. Rows that the agency itself sent, and that hold nothing else, need none.
 * @unit children, or rows where the children are not known
 * @source OWASP ASVS 5.0, 2.3.5; the agency's own limit
 */
export function decideExport(file: {
  readonly size: number;
  readonly limit: number;
  readonly ownRows: boolean;
}): ExportDecision {
  const source = 'OWASP ASVS 5.0, 2.3.5, and the limit that the agency sets';
  if (file.ownRows) {
    const sentence = 'The file holds rows that the agency itself sent and nothing else.';
    return { secondPerson: false, because: { code: 'own-rows', sentence, source } };
  }
  return file.size > file.limit
    ? {
        secondPerson: true,
        because: {
          code: 'above-limit',
          sentence: `The file has ${file.size} children. Above ${file.limit}, a second person of your agency decides.`,
          source,
        },
      }
    : {
        secondPerson: false,
        because: {
          code: 'within-limit',
          sentence: `The file has ${file.size} children, which is within the ${file.limit} that one person may take out.`,
          source,
        },
      };
}

/** An export as the rule sees it. @source design: what is true follows from what was recorded */
export type ExportFacts = {
  readonly requestedAt: Instant;
  readonly needsSecond: boolean;
  readonly decision: 'approved' | 'refused' | null;
  readonly madeAt: Instant | null;
};

/** How an export stands. @source the rule below */
export type ExportStanding = 'waiting' | 'refused' | 'to-be-made' | 'to-be-fetched' | 'over';

/** How an export stands at an instant. @source the limits above */
export function exportStanding(facts: ExportFacts, now: Instant): ExportStanding {
  if (facts.decision === 'refused') return 'refused';
  if (facts.madeAt !== null) return now - facts.madeAt < FILE_LASTS ? 'to-be-fetched' : 'over';
  if (now - facts.requestedAt >= REQUEST_LASTS) return 'over';
  return facts.needsSecond && facts.decision !== 'approved' ? 'waiting' : 'to-be-made';
}

/**
 * Whether somebody may be the second person: never who asked.
 * @source OWASP ASVS 5.0, 2.3.5: two people
 */
export function mayBeSecond(requestedBy: number, decider: number | null): boolean {
  return decider !== null && decider !== requestedBy;
}
