/**
 * Messages and their versions: what makes two deliveries the same message, when they mean the same, and which of several
 * versions stands, whatever the order in which they came.
 */
import type { EntryContent } from '../chronology/entry.ts';
import type { RowContent, ToldNotification } from './definition.ts';

/** What a row about a child says. @source feeds definition, Feeds */
export type ChildRow = Exclude<RowContent, { feed: 'agencies' }>;

/**
 * The identity of the message a row delivers: the same again is the same message.
 * @source feeds definition: the same rows again give the same record
 */
export function sourceKeyOf(row: ChildRow): string {
  switch (row.feed) {
    case 'children':
      return `child:${row.childRef}`;
    case 'statuses':
      return `status:${row.childRef}:${row.period.status}:${row.period.fromOn}`;
    case 'notifications':
      return notificationKey(row.notification.notificationRef);
    case 'interviews':
      return `interview:${row.childRef}:${row.interview.interviewRef}`;
    case 'screenings':
      return `screening:${row.childRef}:${row.screening.tool}:${row.screening.completedOn}`;
  }
}

/** The identity of a notification's message. @source feeds definition, notifications */
export function notificationKey(notificationRef: string): string {
  return `notification:${notificationRef}`;
}

/**
 * What an entry says, written so that two that mean the same are the same text. Leaves out what was looked up, not told.
 * @returns undefined for an entry that no feed delivers
 * @source our judgement: values are compared, not the way they were typed
 */
export function meaningOf(content: EntryContent): string | undefined {
  switch (content.kind) {
    case 'child-recorded':
      return inOrder(content.details);
    case 'status-recorded':
      return inOrder(content.period);
    case 'notification-received': {
      const { reportedByKind: _, ...told } = content.notification;
      return meaningOfNotification(told);
    }
    case 'interview-recorded':
      return inOrder(content.interview);
    case 'screening-recorded':
      return inOrder(content.screening);
    default:
      return undefined;
  }
}

/** What a notification says, as `meaningOf` writes it. @source our judgement: values are compared, not the way they were typed */
export function meaningOfNotification(told: ToldNotification): string {
  return inOrder(told);
}

function inOrder(value: object): string {
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(fields);
}

/**
 * The later of two versions of one message, as far as they tell themselves: what a sender was told later, an interview further
 * on, a status with its end, a screening with its outcome.
 * @returns above 0 where the first stands over the second, below 0 the other way, 0 where they do not tell
 * @source feeds definition: delivery in no order; our judgement which version is the further on
 */
export function compareVersions(a: EntryContent, b: EntryContent): number {
  if (a.kind === 'notification-received' && b.kind === 'notification-received') {
    return moment(a.notification.reportedAt) - moment(b.notification.reportedAt);
  }
  if (a.kind === 'interview-recorded' && b.kind === 'interview-recorded') {
    return (
      Number(a.interview.completedAt !== null) - Number(b.interview.completedAt !== null) ||
      Number(a.interview.sharedWithPoliceAt !== null) - Number(b.interview.sharedWithPoliceAt !== null) ||
      moment(a.interview.offeredAt) - moment(b.interview.offeredAt)
    );
  }
  if (a.kind === 'status-recorded' && b.kind === 'status-recorded') {
    return Number(a.period.toOn !== null) - Number(b.period.toOn !== null);
  }
  if (a.kind === 'screening-recorded' && b.kind === 'screening-recorded') {
    return Number(a.screening.outcome !== null) - Number(b.screening.outcome !== null);
  }
  return 0;
}

function moment(at: number | null): number {
  // Before any time that can be given, and finite so that two of them differ by nothing.
  return at ?? Number.MIN_SAFE_INTEGER / 2;
}

/** Versions of one message that came together, in the order in which they stand: the last one counts. @source feeds definition: any order gives the same record */
export function inOrderOfStanding<Item extends { readonly content: EntryContent; readonly meaning: string }>(
  versions: readonly Item[],
): Item[] {
  return [...versions].sort((a, b) => compareVersions(a.content, b.content) || (a.meaning < b.meaning ? -1 : 1));
}
