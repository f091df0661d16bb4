/** Whether an interview can be signed off now, and by whom. */
import type { Because } from '../chronology/because.ts';
import type { Interview } from './interviews.ts';

const GOOD = 'Ofsted 2015: interviews must be good and independent; our judgement: a second person reads it';

/**
 * Why an interview cannot be signed off or sent back; null where it can. A second person does: never whoever wrote it.
 * @source Ofsted 2015; our judgement on the second person
 */
export function mayBeSignedOff(
  interview: Pick<Interview, 'completedAt' | 'writtenHere' | 'signedOffAt' | 'sentBackAt' | 'reopenedAt'>,
  who?: { readonly by: number | null; readonly writtenBy: number | null },
): Because | null {
  const { completedAt, writtenHere, signedOffAt, sentBackAt, reopenedAt } = interview;
  if (completedAt === null || !writtenHere)
    return {
      code: 'nothing-to-sign-off',
      sentence: 'No interview was written here that could be signed off',
      source: GOOD,
    };
  if (signedOffAt !== null) return { code: 'signed-off-already', sentence: 'It is signed off already', source: GOOD };
  if (reopenedAt !== null)
    return {
      code: 'opened-again',
      sentence: 'It was opened again, and has not been written again yet',
      source: GOOD,
    };
  if (sentBackAt !== null)
    return {
      code: 'sent-back-already',
      sentence: 'It was sent back, and has not been written again yet',
      source: GOOD,
    };
  if (who !== undefined && who.by !== null && who.by === who.writtenBy)
    return { code: 'written-by-the-same', sentence: 'You wrote it: somebody else signs it off', source: GOOD };
  return null;
}

/**
 * Why an interview cannot be opened again; null where it can: only one that was signed off.
 * @source our judgement: what turns out to be wrong or missing is put right where it stands, with a reason
 */
export function mayBeReopened({ signedOffAt }: Pick<Interview, 'signedOffAt'>): Because | null {
  return signedOffAt === null
    ? { code: 'not-signed-off', sentence: 'It is not signed off, so it can be written as it is', source: GOOD }
    : null;
}
