/** Where each kind of duty is done: the page to which its row on the worklist leads. */
import type { DutyKind } from './domain/chronology/record.ts';
import { paths, to } from './web/paths.ts';

/** Which duty it is. */
export type DutyAt = {
  readonly childId: number;
  readonly dutyId: number;
  /** What it is about, unique for its kind within the child. */
  readonly subjectKey: string;
  /** The absence it concerns; null where there is none. */
  readonly episodeId: number | null;
  /** The interview it concerns; null where there is none. */
  readonly interviewId: number | null;
};

/** Null where it has no page of its own: the child's page then says what is due. */
type Place = (at: DutyAt) => string | null;

const ofEpisode =
  (path: typeof paths.return | typeof paths.interviewOfReturn | typeof paths.review | typeof paths.answerPass): Place =>
  ({ childId, episodeId }) =>
    episodeId === null ? null : to(path, { childId, episodeId });

const PLACES: Readonly<Record<DutyKind, Place>> = {
  'return-interview': ofEpisode(paths.return),
  'interview-given': ofEpisode(paths.interviewOfReturn),
  'episode-review': ofEpisode(paths.review),
  'recording-fault': ({ childId, dutyId }) => to(paths.settleFault, { childId, dutyId }),
  'information-request': ({ childId, dutyId }) => to(paths.triageAnswer, { childId, dutyId }),
  'interview-sign-off': ({ childId, interviewId }) =>
    interviewId === null ? null : to(paths.interview, { childId, interviewId }),
  'interview-sharing': ({ childId, subjectKey }) =>
    to(paths.shareInterview, { childId, interviewRef: subjectKey.slice(0, subjectKey.lastIndexOf(' ')) }),
  'interview-receipt': ({ childId, subjectKey }) =>
    to(paths.receivedInterview, { childId, transmissionRef: subjectKey }),
  'pass-answer': ofEpisode(paths.answerPass),
  'referral-answer': ({ childId, subjectKey }) => to(paths.referralAnswer, { childId, referralRef: subjectKey }),
};

/** The address where a duty is done; null where it has none of its own. */
export function placeOfDuty(kind: DutyKind, at: DutyAt): string | null {
  return PLACES[kind](at);
}
