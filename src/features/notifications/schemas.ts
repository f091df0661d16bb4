/** What the API takes as a notification, and what it answers: from the definition of the feed. */
import { z } from 'zod';
import type { Reception, SentNotification } from '../../db/imports/receive.ts';
import { NOTIFICATIONS } from '../../domain/feeds/absences.ts';

/** Most notifications of one batch. */
export const BATCH_AT_MOST = 500;

/** A value of a column: text, or a number where the feed has one; null is as if left out. */
const value = z.union([z.string().max(10_000), z.number()]).nullable();

/** A notification as sent: the columns of the feed, each with its meaning. */
export const sentNotification = z
  .strictObject(
    Object.fromEntries(
      Object.entries(NOTIFICATIONS.columns).map(([name, column]) => [
        name,
        (column.required ? value : value.optional()).describe(column.meaning),
      ]),
    ),
  )
  .meta({ id: 'SentNotification', description: NOTIFICATIONS.meaning });

/** A batch of them. */
export const sentBatch = z.strictObject({ notifications: z.array(sentNotification).min(1).max(BATCH_AT_MOST) });

/** What became of one notification. */
export const reception = z
  .object({
    notification_ref: z.string().nullable(),
    outcome: z.enum(['accepted', 'repeated', 'review', 'rejected']),
    child_id: z
      .int()
      .nullable()
      .describe(
        'The child it is about; null where a person has to decide, where it was rejected, and where the record is closed to you: it goes there, and is answered as one that waits.',
      ),
    episode_key: z.string().nullable().describe('The absence it belongs to; null for a return that matches none.'),
    reason: z.string().nullable().describe('Why it was rejected, and the way out.'),
  })
  .meta({ id: 'Reception', description: 'What became of a notification.' });

/** A notification as the rules of feeds read it: every value as text. */
export function asSent(notification: z.output<typeof sentNotification>): SentNotification {
  return Object.fromEntries(
    Object.entries(notification).map(([name, given]) => [
      name,
      given === null || given === undefined ? '' : String(given),
    ]),
  );
}

/** What became of a notification, as the API says it. */
export function asReception(sent: SentNotification, answer: Reception): z.output<typeof reception> {
  return {
    notification_ref: sent['notification_ref'] || null,
    outcome: answer.kind,
    child_id: answer.kind === 'accepted' || answer.kind === 'repeated' ? answer.childId : null,
    episode_key: answer.kind === 'accepted' ? answer.episodeKey : null,
    reason: answer.kind === 'rejected' ? answer.reason : null,
  };
}

/** The value that a reason is about, as a JSON pointer: reasons begin with the name of the column at fault. */
export function pointerOf(reason: string): string {
  const [first = ''] = reason.split(' ', 1);
  return Object.hasOwn(NOTIFICATIONS.columns, first) ? `/${first}` : '';
}
