/** Which return an address means, on an opened record. */
import type { Opened } from '../../decisions/opened.ts';
import { returnIn as namedIn } from '../../decisions/return-in.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { Entry } from '../../domain/chronology/entry.ts';
import type { ChildRecord, Episode } from '../../domain/chronology/record.ts';
import { clockOf, whyLate, type InterviewClock } from '../../domain/interview/clock.ts';
import { foldReturnDecisions, type ReturnPass } from '../../domain/interview/closures.ts';
import type { ReturnFollowUp } from '../../domain/interview/follow-up.ts';
import type { Because } from '../../domain/chronology/because.ts';
import type { DutyRules, FoldRules } from '../../domain/duties/rules.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import { notFound } from '../../web/refusal.ts';

/** One return, as the authority of the person answers for it, with its clock. */
export type OpenedReturn = {
  readonly episodeId: number;
  readonly episode: Episode;
  readonly followUp: ReturnFollowUp;
  /** The same return as other authorities answer for it. */
  readonly others: readonly ReturnFollowUp[];
  /** Requests to other authorities to see to it, in order of asking. */
  readonly passes: readonly ReturnPass[];
  readonly clock: InterviewClock;
  readonly reasons: readonly Because[];
  /** Those of the day of the return. */
  readonly rules: DutyRules;
};

/** The return after an absence; what has not ended, or owes no interview by its kind, is not found. */
export async function returnIn(
  tx: Transaction,
  opened: Pick<Opened, 'childId'> & { readonly record: ChildRecord; readonly entries: readonly Entry[] },
  asked: {
    readonly episodeId: number;
    readonly agency: string | null;
    readonly rules: FoldRules;
    readonly now: Instant;
  },
): Promise<OpenedReturn> {
  const { episodeId, agency, now } = asked;
  const { episode, own: followUp, all } = await namedIn(tx, opened, episodeId, agency);
  if (followUp === null) throw notFound();
  const rules = asked.rules.dutyRules(opened.record.details.responsibleAuthority, londonDate(followUp.returnedAt));
  const explained = foldReturnDecisions(opened.entries).lateness.get(followUp.episodeKey)?.why ?? null;
  return {
    episodeId,
    episode,
    followUp,
    others: all.filter((one) => one !== followUp),
    passes: opened.record.passes.filter(({ episodeKey }) => episodeKey === followUp.episodeKey),
    rules,
    clock: clockOf(followUp, rules, now),
    reasons: whyLate({ ...followUp, returnLearntAt: episode.returnLearntAt, explained }),
  };
}
