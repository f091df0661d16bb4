/** The people of an agency who interview, with how long an interview of theirs is taken to need. */
import { listInterviewers, type KeptInterviewer } from '../../db/interviewers.ts';
import type { Transaction } from '../../db/transaction.ts';
import { lengthsFrom, lengthsHeld, withLengths, type LearntLengths } from '../../domain/capacity/lengths.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { listHeldLengths } from './queries.ts';

/** Who interviews for an agency, and how long they need. */
export type PeopleAndLengths = {
  /** As is put down for each person. */
  readonly set: readonly KeptInterviewer[];
  /** With what was learnt in place of what is put down, wherever enough interviews say it. */
  readonly people: readonly KeptInterviewer[];
  readonly lengths: LearntLengths;
};

/** The people of the requester’s agency, for suggestions, the week’s capacity and the forecast alike. */
export async function peopleWithLengths(tx: Transaction, agency: string, now: Instant): Promise<PeopleAndLengths> {
  const set = await listInterviewers(tx);
  const lengths = lengthsHeld(await listHeldLengths(tx, agency, lengthsFrom(now)), agency, now);
  return { set, people: withLengths(set, lengths), lengths };
}
