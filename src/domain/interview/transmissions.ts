/** What an interview sent to others, and whether it arrived: sent, received and put on their record are three things. */
import type { Entry } from '../chronology/entry.ts';
import type { Instant } from '../time/instant.ts';
import type { TransmissionPurpose } from './acts.ts';
import { earlierTexts, type EarlierText } from './earlier-text.ts';
import type { Interview } from './interviews.ts';

/** One sending. @source Oxfordshire prevalence report 2020, section 8: not recorded and not received are two things */
export type Transmission = {
  readonly transmissionRef: string;
  readonly interviewRef: string;
  readonly purpose: TransmissionPurpose;
  readonly fromAgency: string | null;
  readonly toAgency: string;
  readonly factRefs: readonly string[];
  readonly summary: string | null;
  readonly sentAt: Instant;
  /** When the receiver said that it came; null until then. */
  readonly receivedAt: Instant | null;
  /** When the receiver said that it is on their record; null until then. */
  readonly recordedAt: Instant | null;
  /** When the receiver sent it back; null where it did not, or took it after all. */
  readonly refusedAt: Instant | null;
  /** What the receiver said last: why it was sent back, or their own reference. */
  readonly answer: string | null;
  /** Set where it is of an earlier text: the interview was written again since, and says something else. */
  readonly earlier: EarlierText | null;
};

/** Every sending of a child’s interviews, in order of sending. @source Oxfordshire prevalence report 2020, section 8 */
export function foldTransmissions(entries: readonly Entry[]): Transmission[] {
  const found = new Map<string, Transmission>();
  const earlier = earlierTexts(entries);
  for (const { content, occurredAt, recordedBy } of entries) {
    if (content.kind === 'transmission-sent') {
      const { transmissionRef, interviewRef, purpose, toAgency, factRefs, words } = content;
      found.set(transmissionRef, {
        transmissionRef,
        interviewRef,
        purpose,
        fromAgency: recordedBy,
        toAgency,
        factRefs,
        summary: words.summary ?? null,
        sentAt: occurredAt,
        receivedAt: null,
        recordedAt: null,
        refusedAt: null,
        answer: null,
        earlier: earlier.get(transmissionRef) ?? null,
      });
    } else if (content.kind === 'transmission-answered') {
      const sent = found.get(content.transmissionRef);
      if (sent)
        found.set(content.transmissionRef, { ...answered(sent, content.outcome, occurredAt), answer: content.why });
    }
  }
  return [...found.values()].sort((a, b) => a.sentAt - b.sentAt);
}

function answered(sent: Transmission, outcome: 'received' | 'recorded' | 'refused', at: Instant): Transmission {
  // The last answer counts: what came and was sent back later is with the sender again, until it is taken after all.
  if (outcome === 'refused') return { ...sent, refusedAt: sent.refusedAt ?? at };
  // What is on their record has come.
  const received = { ...sent, receivedAt: sent.receivedAt ?? at, refusedAt: null };
  return outcome === 'received' ? received : { ...received, recordedAt: sent.recordedAt ?? at };
}

/**
 * When it came to the receiver and stayed there; null where nobody said that it came, or it was sent back since.
 * @source Oxfordshire prevalence report 2020, section 8: not received is told apart
 */
export function arrivedAt({ receivedAt, refusedAt }: Pick<Transmission, 'receivedAt' | 'refusedAt'>): Instant | null {
  return refusedAt === null ? receivedAt : null;
}

/**
 * Interviews with the time at which the police said that they have them, where nobody told of an earlier one.
 * @source feeds definition, interviews: shared_with_police_at
 */
export function withReceipts(interviews: readonly Interview[], transmissions: readonly Transmission[]): Interview[] {
  return interviews.map((interview) => {
    const received = transmissions.find(
      (sent) =>
        sent.interviewRef === interview.interviewRef &&
        sent.purpose === 'police-intelligence' &&
        arrivedAt(sent) !== null,
    );
    return interview.sharedWithPoliceAt !== null || received === undefined
      ? interview
      : { ...interview, sharedWithPoliceAt: received.receivedAt };
  });
}
