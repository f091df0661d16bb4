/** Return interviews as they stand: what a feed told, and what people did about them since. */
import type { Entry } from '../chronology/entry.ts';
import type { Instant } from '../time/instant.ts';
import type { InterviewAct, Participation } from './acts.ts';
import { offersInOrder, offersMade, type Attempt, type Offer } from './offers.ts';
import type { InterviewRecord } from './told.ts';

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
  /** When the provider that had accepted it gave it back; null while it has it, or never had. */
  readonly givenBackAt: Instant | null;
};

/** An interview in full. @source statutory guidance 2014 on return interviews */
export type Interview = InterviewRecord & {
  readonly firstOfferedAt: Instant | null;
  /** In the order they happened; none for an interview that only a feed told of. */
  readonly attempts: readonly Attempt[];
  /** The same with what a feed told of, in the order of their times. */
  readonly offers: readonly Offer[];
  readonly interviewerId: number | null;
  /** In the order they were asked. */
  readonly requests: readonly InterviewRequest[];
  /** Agency that held it, whoever wrote it again since; of one that only a feed told of, the agency that it is allocated to. */
  readonly heldBy: string | null;
  readonly participation: Participation | null;
  /** How long it took, and the way there and back, in minutes; null where not said. */
  readonly interviewMinutes: number | null;
  readonly travelMinutes: number | null;
  /** When carers were asked instead, where the child refused. */
  readonly carersAskedAt: Instant | null;
  /** When it was held, as was written before it turned out that only carers were asked; null where it did not. */
  readonly onceHeldAt: Instant | null;
  /** When Homeward first learnt that it was completed; null while it is not. */
  readonly completionLearntAt: Instant | null;
  /** When it was last written here; null where it never was. */
  readonly writtenAt: Instant | null;
  /** Agency that last wrote it here; null where it never was. */
  readonly writtenBy: string | null;
  /** Whether it was written in Homeward, and so is to be signed off. */
  readonly writtenHere: boolean;
  readonly signedOffAt: Instant | null;
  /** When it was sent back to be improved; null where it was written again since, or never was. */
  readonly sentBackAt: Instant | null;
  /** Whether it ever was sent back or opened again: then the work on it is over when it is signed off. */
  readonly wasSentBack: boolean;
  /** When it was opened again after it was signed off; null where it was written again or sent back since, or never was. */
  readonly reopenedAt: Instant | null;
};

type InterviewHeld = Extract<InterviewAct, { readonly kind: 'interview-held' }>;

/** An interview while it is folded: what a feed last told of it, and when it first told of a completion, are laid under what people did. */
type Draft = { -readonly [Field in keyof Interview]: Interview[Field] } & {
  told: InterviewRecord | null;
  toldDoneLearntAt: Instant | null;
};

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
    offers: [],
    interviewerId: null,
    requests: [],
    heldBy: null,
    participation: null,
    interviewMinutes: null,
    travelMinutes: null,
    carersAskedAt: null,
    onceHeldAt: null,
    completionLearntAt: null,
    writtenAt: null,
    writtenBy: null,
    writtenHere: false,
    signedOffAt: null,
    sentBackAt: null,
    wasSentBack: false,
    reopenedAt: null,
    told: null,
    toldDoneLearntAt: null,
  };
}

/**
 * Every interview of a child, in order of reference. What people did here stands over what a feed tells of the same interview,
 * which may not know of it yet. Of offers the latest says what came of them. How it was last written is how it stands: written
 * again as what carers said, it was not held with the child; else it is held when it was held.
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
        const fresh = {
          answeredAt: null,
          accepted: null,
          cancelPence: content.cancelPence ?? null,
          withdrawnAt: null,
          givenBackAt: null,
        };
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
      case 'interview-given-back': {
        const interview = byRequest.get(content.requestRef);
        if (interview) giveBack(interview, content.requestRef, entry.occurredAt);
        break;
      }
      case 'interview-held':
        takeHeld(open(content.interviewRef), content, entry);
        break;
      case 'interview-signed-off':
        open(content.interviewRef).signedOffAt = entry.occurredAt;
        break;
      case 'interview-sent-back':
      case 'interview-reopened':
        sendBack(open(content.interviewRef), content.kind, entry.occurredAt);
        break;
      default:
    }
  }
  return [...found.values()].map(settle).sort((a, b) => (a.interviewRef < b.interviewRef ? -1 : 1));
}

function takeTold(interview: Draft, told: InterviewRecord, { recordedAt }: Entry): void {
  interview.told = told;
  interview.toldDoneLearntAt = told.completedAt === null ? null : (interview.toldDoneLearntAt ?? recordedAt);
}

function takeHeld(interview: Draft, content: InterviewHeld, { occurredAt, recordedAt }: Entry): void {
  const withCarers = content.participation === 'carer-only';
  const wasHeld = interview.completedAt !== null;
  interview.writtenHere = true;
  interview.writtenAt = recordedAt;
  interview.writtenBy = content.agency;
  interview.sentBackAt = null;
  interview.reopenedAt = null;
  interview.allocatedTo ??= content.agency;
  // Written again, it is still held by who held it with the child: they are paid for it, and it goes back to them.
  if (!wasHeld || withCarers) {
    interview.heldBy = content.agency;
    interview.interviewerId = content.interviewerId ?? interview.interviewerId;
  }
  interview.carersAskedAt = withCarers ? occurredAt : null;
  if (withCarers) interview.onceHeldAt ??= interview.completedAt;
  interview.completedAt = withCarers ? null : occurredAt;
  interview.completionLearntAt = withCarers ? null : (interview.completionLearntAt ?? recordedAt);
  interview.participation = withCarers ? null : content.participation;
  interview.interviewMinutes = withCarers ? null : (content.interviewMinutes ?? null);
  interview.travelMinutes = withCarers ? null : (content.travelMinutes ?? null);
  interview.independent = withCarers ? null : content.independent;
  interview.reasons = withCarers ? [] : content.reasons;
  // Written again, it is the whole of what it covers: an absence taken out is not covered any more.
  if (withCarers) cover(interview, content.incidentRefs);
  else interview.incidentRefs = content.incidentRefs;
}

/** Opened again it is as if it had been sent back: it is to be written again, and signed off from that writing. */
function sendBack(interview: Draft, kind: InterviewAct['kind'], at: Instant): void {
  interview.reopenedAt = kind === 'interview-reopened' ? at : null;
  if (kind === 'interview-reopened') interview.signedOffAt = null;
  interview.sentBackAt = at;
  interview.wasSentBack = true;
}

/** The interview, with what a feed told of it wherever people here did not say otherwise. */
function settle({ told, toldDoneLearntAt, ...own }: Draft): Interview {
  const offers = offersInOrder(own.attempts, told && { at: told.offeredAt, outcome: told.offerOutcome });
  const made = { ...own, offers, ...offersMade(offers) };
  if (told === null) return made;
  const merged = {
    ...made,
    allocatedTo: own.allocatedTo ?? told.allocatedTo,
    sharedWithPoliceAt: told.sharedWithPoliceAt,
  };
  if (own.completedAt !== null) return merged;
  return {
    ...merged,
    incidentRefs:
      told.completedAt === null ? [...new Set([...told.incidentRefs, ...own.incidentRefs])] : told.incidentRefs,
    completedAt: told.completedAt,
    completionLearntAt: toldDoneLearntAt,
    heldBy: told.completedAt === null ? own.heldBy : told.allocatedTo,
    independent: told.independent,
    reasons: told.reasons,
  };
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
  if (request === undefined || request.accepted === false || !isKept(request)) return;
  if (interview.completedAt !== null) return;
  endRequest(interview, request, { ...request, withdrawnAt: at });
}

/** Only what was accepted, and is not held, can be given back. */
function giveBack(interview: Draft, requestRef: string, at: Instant): void {
  const request = interview.requests.find((one) => one.requestRef === requestRef);
  if (request?.accepted !== true || !isKept(request) || interview.completedAt !== null) return;
  endRequest(interview, request, { ...request, givenBackAt: at });
}

function isKept({ withdrawnAt, givenBackAt }: InterviewRequest): boolean {
  return withdrawnAt === null && givenBackAt === null;
}

function endRequest(interview: Draft, request: InterviewRequest, ended: InterviewRequest): void {
  interview.requests = interview.requests.map((one) => (one === request ? ended : one));
  if (request.accepted !== true || interview.allocatedTo !== request.agency) return;
  interview.allocatedTo = null;
  interview.interviewerId = null;
}
