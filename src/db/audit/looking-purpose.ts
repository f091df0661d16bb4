/** Why a record outside the caseload was opened: asked once for each child and day, and kept. */
import sql from 'sql-template-tag';
import { LOOKING_PURPOSE_CODES, LOOKING_PURPOSES, type LookingPurpose } from '../../domain/access/looking-purpose.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import type { Transaction } from '../transaction.ts';
import { outsideCaseload } from './budget.ts';

/** How it stands with a person, a child and today. */
export type PurposeToday =
  | { readonly kind: 'not-needed' }
  | { readonly kind: 'to-be-stated' }
  | { readonly kind: 'stated'; readonly purpose: string };

/** Whether the person must say why they open this child's record today, or what they said. */
export async function purposeToday(tx: Transaction, childId: number, at: Instant): Promise<PurposeToday> {
  if ((await outsideCaseload(tx, [childId], at)).length === 0) return { kind: 'not-needed' };
  const row = await tx.maybeOne<{ purpose: string | null }>(sql`
    select purpose from homeward.look_outside
    where asker = homeward.current_asker() and on_day = ${londonDate(at)} and child_id = ${childId}`);
  const code = LOOKING_PURPOSE_CODES.find((one) => one === row?.purpose);
  return code === undefined ? { kind: 'to-be-stated' } : { kind: 'stated', purpose: LOOKING_PURPOSES[code] };
}

/** Keeps the purpose of the person for this child today. The child is counted by the look that asks for it. */
export async function keepPurpose(
  tx: Transaction,
  childId: number,
  stated: { readonly purpose: LookingPurpose; readonly words: string | null },
  at: Instant,
): Promise<void> {
  await tx.query(sql`
    update homeward.look_outside set purpose = ${stated.purpose}, purpose_words = ${stated.words}
    where asker = homeward.current_asker() and on_day = ${londonDate(at)} and child_id = ${childId}`);
}
