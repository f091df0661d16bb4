/** What a feed is: its columns, and how a row of them becomes something to record. */
import type { Agency } from '../child/agency.ts';
import type { ChildDetails, InterviewRecord, Notification, Screening, StatusPeriod } from '../chronology/entry.ts';
import type { NamedChild } from '../child/matching.ts';
import type { Columns, Surroundings } from './columns.ts';

/**
 * The feeds, in the order in which they are read.
 * @source feeds definition, Commands
 */
export const FEED_NAMES = ['agencies', 'children', 'statuses', 'notifications', 'interviews', 'screenings'] as const;
/** @source feeds definition, Commands */
export type FeedName = (typeof FEED_NAMES)[number];

/**
 * A notification as its sender told it: the kind of the agency is looked up where it is recorded.
 * @source feeds definition, notifications
 */
export type ToldNotification = Omit<Notification, 'reportedByKind'>;

/**
 * What a row says once it is understood.
 * @source feeds definition, Feeds
 */
export type RowContent =
  | { readonly feed: 'agencies'; readonly agency: Agency }
  | { readonly feed: 'children'; readonly childRef: string; readonly details: ChildDetails }
  | { readonly feed: 'statuses'; readonly childRef: string; readonly period: StatusPeriod }
  | { readonly feed: 'notifications'; readonly named: NamedChild; readonly notification: ToldNotification }
  | { readonly feed: 'interviews'; readonly childRef: string; readonly interview: InterviewRecord }
  | { readonly feed: 'screenings'; readonly childRef: string; readonly screening: Screening };

/** What a row says, or why it cannot be taken. @source feeds definition: a row is rejected with a reason that a person can act on */
export type ReadRow =
  | { readonly ok: true; readonly content: RowContent }
  | { readonly ok: false; readonly reason: string };

/** A feed. @source feeds definition, Feeds */
export type FeedDefinition = {
  readonly name: FeedName;
  /** What it is, in a sentence. */
  readonly meaning: string;
  readonly source: string;
  readonly columns: Columns;
  /** Columns by which a person finds a row again, first that is not blank. */
  readonly reference: string;
  /** Understands a row: `cellOf` gives the text of a column, undefined where the file has none. */
  readonly read: (cellOf: (name: string) => string | undefined, around: Surroundings) => ReadRow;
};

/**
 * The outcome of reading a row from its faults: all of them in one reason, so that a person corrects the row once.
 * @source feeds definition: a reason that a person can act on
 */
export function rejectedFor(faults: readonly string[]): ReadRow {
  return { ok: false, reason: `${faults.join('. ')}.` };
}
