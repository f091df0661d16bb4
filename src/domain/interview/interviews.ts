/** Return interviews as they stand: what a feed told, and what people did about them since. */
import type { Entry } from '../chronology/entry.ts';
import type { Instant } from '../time/instant.ts';
import type { ContactMeans, Participation, SpokenTo } from './acts.ts';
import type { InterviewRecord, OfferOutcome } from './told.ts';

/** One attempt to offer an interview. @source issue of return interviews: declined, with attempts */
export type Attempt = {
  readonly at: Instant;
  readonly means: ContactMeans;
  readonly spokeTo: SpokenTo;
  readonly outcome: OfferOutcome;
};

/** Whether a provider takes an interview that it was asked for. @source Croydon report 2018: spot purchase from approved providers */
export type InterviewRequest = {
  readonly requestRef: string;
  readonly agency: string;
  readonly askedAt: Instant;
  readonly dueAt: Instant;
  /** Pence; null where no price was agreed. */
  readonly pricePence: number | null;
  /** Null until answered. */
  readonly answeredAt: Instant | null;
  readonly accepted: boolean | null;
  /** Pence, where it is withdrawn after it was accepted; null where none were agreed. */
  readonly cancelPence: number | null;
  /** When who asked withdrew it; null while it stands. */
  readonly withdrawnAt: Instant | null;
};

/** An interview in full. @source statutory guidance 2014 on return interviews */
export type Interview = InterviewRecord & {
  readonly firstOfferedAt: Instant | null;
  /** In the order they happened; none for an interview that only a feed told of. */
  readonly attempts: readonly Attempt[];
  readonly interviewerId: number | null;
  /** In the order they were asked. */
  readonly requests: readonly InterviewRequest[];
  /** Agency that held it, else that it is allocated to. */
  readonly heldBy: string | null;
  readonly participation: Participation | null;
  /** When carers were asked instead, where the child refused. */
  readonly carersAskedAt: Instant | null;
  /** When Homeward learnt that it was completed; null while it is not. */
  readonly completionLearntAt: Instant | null;
  /** Whether it was written in Homeward, and so is to be signed off. */
  readonly writtenHere: boolean;
  readonly signedOffAt: Instant | null;
  /** When it was sent back to be improved; null where it was written again since, or never was. */
  readonly sentBackAt: Instant | null;
};

type Draft = { -readonly [Field in keyof Interview]: Interview[Field] };

function blank(interviewRef: string): Draft {
  return {
    interviewRef,
    incidentRefs: [],
    offeredAt: null,
    offerOutcome: null,
    allocatedTo: null,
    completedAt: null,
    independent: null,
    sharedWithPoliceAt: null,
    reasons: [],
    firstOfferedAt: null,
    attempts: [],
    interviewerId: null,
    requests: [],
    heldBy: null,
    participation: null,
    carersAskedAt: null,
    completionLearntAt: null,
    writtenHere: false,
    signedOffAt: null,
    sentBackAt: null,
  };
}

/**
 * Every interview of a child, in order of reference. Of attempts the latest says what came of the offer; a completed
 * interview stays completed, and when it is written again it is held when it was held.
 * @source statutory guidance 2014; feeds definition, interviews
 */
export function foldInterviews(entries: readonly Entry[]): Interview[] {
  const found = new Map<string, Draft>();
  const byRequest = new Map<string, Draft>();
  const open = (ref: string): Draft => {
    const known = found.get(ref) ?? blank(ref);
    found.set(ref, known);
    return known;
  };
  for (const entry of entries) {
    const { content } = entry;
    switch (content.kind) {
      case 'interview-recorded':
        takeTold(open(content.interview.interviewRef), content.interview, entry);
        break;
      case 'interview-offered': {
        const interview = open(content.interviewRef);
        cover(interview, content.incidentRefs);
        const { means, spokeTo, outcome } = content;
        interview.attempts = [...interview.attempts, { at: entry.occurredAt, means, spokeTo, outcome }].sort(
          (a, b) => a.at - b.at,
        );
        takeOffers(interview);
        break;
      }
      case 'interview-allocated': {
        const interview = open(content.interviewRef);
        cover(interview, content.incidentRefs);
        interview.allocatedTo = content.agency;
        interview.interviewerId = content.interviewerId;
        break;
      }
      case 'interview-requested': {
        const interview = open(content.interviewRef);
        cover(interview, content.incidentRefs);
        const { requestRef, agency, dueAt, pricePence } = content;
        const asked = { requestRef, agency, askedAt: entry.occurredAt, dueAt, pricePence };
        const fresh = { answeredAt: null, accepted: null, cancelPence: content.cancelPence ?? null, withdrawnAt: null };
        interview.requests = [...interview.requests, { ...asked, ...fresh }];
        byRequest.set(requestRef, interview);
        break;
      }
      case 'interview-request-answered': {
        const interview = byRequest.get(content.requestRef);
        if (interview) answerRequest(interview, content, entry.occurredAt);
        break;
      }
      case 'interview-request-withdrawn': {
        const interview = byRequest.get(content.requestRef);
        if (interview) withdrawRequest(interview, content.requestRef, entry.occurredAt);
        break;
      }
      case 'interview-held': {
        const interview = open(content.interviewRef);
        interview.heldBy = content.agency;
        interview.allocatedTo ??= content.agency;
        interview.interviewerId = content.interviewerId ?? interview.interviewerId;
        if (content.participation === 'carer-only') {
          cover(interview, content.incidentRefs);
          interview.carersAskedAt = entry.occurredAt;
        } else {
          // Written again, it is the whole of what it covers: an absence taken out is not covered any more.
          interview.incidentRefs = content.incidentRefs;
          interview.participation = content.participation;
          interview.completedAt = entry.occurredAt;
          interview.completionLearntAt ??= entry.recordedAt;
          interview.independent = content.independent;
          interview.reasons = content.reasons;
        }
        interview.writtenHere = true;
        interview.sentBackAt = null;
        break;
      }
      case 'interview-signed-off':
        open(content.interviewRef).signedOffAt = entry.occurredAt;
        break;
      case 'interview-sent-back':
        open(content.interviewRef).sentBackAt = entry.occurredAt;
        break;
      default:
    }
  }
  return [...found.values()].sort((a, b) => (a.interviewRef < b.interviewRef ? -1 : 1));
}

function takeTold(interview: Draft, told: InterviewRecord, { recordedAt }: Entry): void {
  Object.assign(interview, told);
  interview.firstOfferedAt = told.offeredAt;
  interview.heldBy = told.completedAt === null ? null : told.allocatedTo;
  interview.completionLearntAt = told.completedAt === null ? null : (interview.completionLearntAt ?? recordedAt);
  if (interview.attempts.length > 0) takeOffers(interview);
}

function takeOffers(interview: Draft): void {
  const [first] = interview.attempts;
  const last = interview.attempts.at(-1);
  if (first === undefined || last === undefined) return;
  interview.firstOfferedAt =
    interview.firstOfferedAt === null || first.at < interview.firstOfferedAt ? first.at : interview.firstOfferedAt;
  interview.offeredAt = last.at;
  interview.offerOutcome = last.outcome;
}

function cover(interview: Draft, incidentRefs: readonly string[]): void {
  if (interview.completedAt !== null) return;
  interview.incidentRefs = [...new Set([...interview.incidentRefs, ...incidentRefs])];
}

function answerRequest(
  interview: Draft,
  answer: { readonly requestRef: string; readonly accepted: boolean; readonly interviewerId: number | null },
  at: Instant,
): void {
  interview.requests = interview.requests.map((request) =>
    request.requestRef === answer.requestRef && request.answeredAt === null && request.withdrawnAt === null
      ? { ...request, answeredAt: at, accepted: answer.accepted }
      : request,
  );
  const request = interview.requests.find(({ requestRef }) => requestRef === answer.requestRef);
  if (request?.accepted !== true) return;
  interview.allocatedTo = request.agency;
  interview.interviewerId = answer.interviewerId;
}

/** Who had accepted has it no more, unless it was given to somebody else since; what was held stays held. */
function withdrawRequest(interview: Draft, requestRef: string, at: Instant): void {
  const request = interview.requests.find((one) => one.requestRef === requestRef);
  if (request === undefined || request.accepted === false || request.withdrawnAt !== null) return;
  if (interview.completedAt !== null) return;
  interview.requests = interview.requests.map((one) => (one === request ? { ...one, withdrawnAt: at } : one));
  if (request.accepted !== true || interview.allocatedTo !== request.agency) return;
  interview.allocatedTo = null;
  interview.interviewerId = null;
}
