/** What the address of the worklist may say. */
import { z } from 'zod';
import { DUTY_KINDS } from '../../domain/chronology/record.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Cursor } from './queries.ts';

/** What stands after the question mark; anything that is not ours is as if it were not there. */
export const worklistQuery = z.object({
  kind: z.enum(DUTY_KINDS).optional().catch(undefined),
  team: z.string().max(100).optional().catch(undefined),
  /** A name typed, kept out of the address as a saved search. */
  search: z.uuid().optional().catch(undefined),
  after: z
    .string()
    .regex(/^\d{1,16}\.\d{1,16}$/)
    .optional()
    .catch(undefined),
});

/** What the address asked for. */
export type WorklistQuery = z.output<typeof worklistQuery>;

/** The filter form as it was sent. */
export const worklistFilterForm = z.object({
  kind: z.enum(DUTY_KINDS).or(z.literal('')).catch(''),
  team: z.string().max(100).catch(''),
  child: z.string().trim().max(200).catch(''),
});

/** The address part that names the place after a duty. */
export function cursorText(cursor: Cursor): string {
  return `${cursor.dueAt}.${cursor.dutyId}`;
}

/** The place that such a part names; null where there is none. */
export function readCursor(text: string | undefined): Cursor | null {
  const [dueAt, dutyId] = (text ?? '').split('.');
  if (!dueAt || !dutyId || !Number.isSafeInteger(Number(dueAt)) || Number(dueAt) > 8.64e15) return null;
  return { dueAt: Number(dueAt) as Instant, dutyId: Number(dutyId) };
}
