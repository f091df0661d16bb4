/** What figures need to know of the return from an absence, worked out once where the record is kept. */
import type { ChildRecord, Episode } from '../chronology/record.ts';
import type { Interview } from '../interview/interviews.ts';
import { arrivedAt } from '../interview/transmissions.ts';
import type { OpenStage, ReturnFollowUp, ReturnOutcome } from '../interview/follow-up.ts';
import type { Instant } from '../time/instant.ts';
import type { TriageLevel } from '../triage/acts.ts';
import { PASSED_ON } from './columns.ts';
import { lateReasons } from './late-reasons.ts';

/** Beside an episode. @source requests for information of 2019 and 2024; The First Step (The Children’s Society, 2019) */
export type CountedReturn = {
  readonly firstOfferedAt: Instant | null;
  /** Null where no interview is owed. */
  readonly followUp: ReturnOutcome | OpenStage | null;
  readonly triageLevel: TriageLevel | null;
  /** Agency that held the interview, else that it is allocated to. */
  readonly interviewBy: string | null;
  readonly reasons: readonly string[];
  /** The sum of `PASSED_ON`. */
  readonly passedOn: number;
  /** Whether who held the interview was independent of the child’s care; null where none was held, or nobody said. */
  readonly independent: boolean | null;
  /** Codes of `LATE_REASONS`; empty where it was not late. */
  readonly lateBecause: readonly string[];
};

/** What of a record it follows from. @source design: projections are the fold of the chronology */
export type ReturnSources = Pick<ChildRecord, 'returns' | 'interviews' | 'transmissions' | 'referrals'>;

/**
 * What figures need to know of an episode, for each episode asked about: of the returns that two authorities answer for,
 * what became of it for the one that answered first.
 * @source requests for information of 2019 and 2024; Oxfordshire prevalence report 2020, section 8
 */
export function countedReturns(record: ReturnSources): (episode: Episode) => CountedReturn {
  const followUps = new Map<string, ReturnFollowUp>();
  for (const one of record.returns) if (!followUps.has(one.episodeKey)) followUps.set(one.episodeKey, one);
  const interviews = new Map(record.interviews.map((one) => [one.interviewRef, one]));
  const passed = new Map<string, number>();
  const add = (interviewRef: string | null, what: number): void => {
    if (interviewRef !== null) passed.set(interviewRef, (passed.get(interviewRef) ?? 0) | what);
  };
  for (const sent of record.transmissions) {
    if (sent.purpose !== 'police-intelligence') continue;
    add(sent.interviewRef, PASSED_ON.sharedWithPolice);
    if (arrivedAt(sent) !== null) add(sent.interviewRef, PASSED_ON.receivedByPolice);
  }
  for (const { interviewRef, to } of record.referrals) {
    add(interviewRef, PASSED_ON.referred);
    if (to === 'police-report') add(interviewRef, PASSED_ON.reportedToPolice);
    if (to === 'exploitation-screening' || to === 'national-referral-mechanism')
      add(interviewRef, PASSED_ON.exploitationReferred);
  }
  return (episode) => {
    const followUp = followUps.get(episode.episodeKey);
    const interview = interviews.get(followUp?.interviewRef ?? episode.interviewRef ?? '');
    return {
      firstOfferedAt: followUp?.firstOfferedAt ?? null,
      followUp: followUp?.outcome ?? followUp?.stage ?? null,
      triageLevel: followUp?.triageLevel ?? null,
      interviewBy: interview?.heldBy ?? interview?.allocatedTo ?? null,
      reasons: interview?.reasons ?? [],
      passedOn:
        (episode.reportedByPolice ? PASSED_ON.reportedByPolice : 0) |
        sharedAt(interview) |
        (interview === undefined ? 0 : (passed.get(interview.interviewRef) ?? 0)),
      independent: interview?.completedAt == null ? null : interview.independent,
      lateBecause: followUp === undefined ? [] : lateReasons({ ...followUp, returnLearntAt: episode.returnLearntAt }),
    };
  };
}

function sharedAt(interview: Interview | undefined): number {
  return interview?.sharedWithPoliceAt == null ? 0 : PASSED_ON.sharedWithPolice;
}
