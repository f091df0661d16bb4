/** What was tried to interview a child after one return: when, how, with what outcome, and by whom. */
import type { Entry } from '../chronology/entry.ts';
import { OFFER_WORDS } from '../chronology/words.ts';
import type { Instant } from '../time/instant.ts';
import type { InterviewAct } from './acts.ts';
import { isNamed, namesOf } from './cover.ts';
import { isRefusalOfAnother, type Offer } from './offers.ts';
import { MEANS_WORDS, SPOKEN_WORDS } from './words.ts';

/** The kinds of entries that tell of it. @source our judgement */
export const TRIED_KINDS = [
  'interview-recorded',
  'interview-offered',
  'interview-allocated',
  'interview-requested',
  'interview-request-answered',
  'interview-request-withdrawn',
  'interview-given-back',
  'interview-held',
  'return-passed',
  'return-pass-answered',
  'return-pass-withdrawn',
  'return-closed',
  'return-reopened',
  'lateness-explained',
] as const;

/** The acts of a return that are none of it, each with why. @source our judgement */
export const NOT_TRIED = {
  'interview-signed-off': 'It was held before.',
  'interview-sent-back': 'It was held before.',
  'interview-reopened': 'It was held before.',
  'return-closed': 'Beside what was tried, it stands as why the return ended.',
  'return-reopened': 'The return is open, and stands as that.',
  'lateness-explained': 'Beside what was tried, it stands as why it is late.',
  'transmission-sent': 'It was held before.',
  'transmission-answered': 'It was held before.',
} as const satisfies Partial<Record<InterviewAct['kind'], string>>;

/** One thing that was tried. @source Oxfordshire prevalence report 2020, section 8: reviewed weekly */
export type Tried = {
  /** Null where a feed told of an outcome without a time. */
  readonly at: Instant | null;
  readonly what: string;
  /** Agency that told of it; null for the operator’s own load. */
  readonly by: string | null;
  /** Account of the person who told of it; null for a feed. */
  readonly userId: number | null;
};

/** Which return. @source our judgement */
export type TriedFor = {
  readonly episodeKey: string;
  readonly incidentRefs: readonly string[];
  readonly returnedAt: Instant;
};

/**
 * What was tried after a return, in order of time: offers and attempts with what came of each, who was asked or named to hold
 * it, and other authorities asked. An offer before the return was of an earlier one, where the interview names another too.
 * @source issue of return interviews: offers and attempts, each with its outcome; Croydon report 2018: offered is not accepted
 */
export function triedAfter(
  one: TriedFor,
  entries: readonly Entry[],
  agencyName: (code: string) => string,
): readonly Tried[] {
  const found: Tried[] = [];
  const told = new Map<string, Tried>();
  const mine = new Set<string>();
  for (const entry of entries) {
    const { content, occurredAt } = entry;
    const add = (what: string): void =>
      void found.push({ at: occurredAt, what, by: entry.recordedBy, userId: entry.userId });
    switch (content.kind) {
      case 'interview-recorded': {
        const { interviewRef, incidentRefs, offeredAt, offerOutcome } = content.interview;
        // What a sender told of the same interview before, it tells again better.
        told.delete(interviewRef);
        if ((offeredAt === null && offerOutcome === null) || !isOfThis(one, incidentRefs, offeredAt)) break;
        const came = offerOutcome === null ? 'no outcome told' : OFFER_WORDS[offerOutcome].toLowerCase();
        told.set(interviewRef, { at: offeredAt, what: `Offered: ${came}`, by: entry.recordedBy, userId: entry.userId });
        break;
      }
      case 'interview-offered': {
        const { means, spokeTo, outcome } = content;
        if (isOfThis(one, content.incidentRefs, occurredAt))
          add(
            `${MEANS_WORDS[means]}, spoke to ${SPOKEN_WORDS[spokeTo].toLowerCase()}: ${cameOf({ outcome, spokeTo })}`,
          );
        break;
      }
      case 'interview-allocated':
        if (isOfThis(one, content.incidentRefs, occurredAt)) add(`Given to ${agencyName(content.agency)}`);
        break;
      case 'interview-requested':
        if (!isOfThis(one, content.incidentRefs, occurredAt)) break;
        mine.add(content.requestRef);
        add(`${agencyName(content.agency)} was asked to hold it`);
        break;
      case 'interview-request-answered':
        if (mine.has(content.requestRef)) add(content.accepted ? 'The provider accepted' : 'The provider refused');
        break;
      case 'interview-request-withdrawn':
        if (mine.has(content.requestRef)) add('The request to the provider was withdrawn');
        break;
      case 'interview-given-back':
        if (mine.has(content.requestRef)) add('The provider gave it back');
        break;
      case 'interview-held':
        if (content.participation === 'carer-only' && isOfThis(one, content.incidentRefs, occurredAt))
          add('Parents or carers were asked instead');
        break;
      case 'return-passed':
        if (content.episodeKey !== one.episodeKey) break;
        mine.add(content.passRef);
        add(`${agencyName(content.toAuthority)} was asked to see to it`);
        break;
      case 'return-pass-answered':
        if (mine.has(content.passRef)) add(content.accepted ? 'That authority accepted' : 'That authority refused');
        break;
      case 'return-pass-withdrawn':
        if (mine.has(content.passRef)) add('The request to that authority was withdrawn');
        break;
      default:
    }
  }
  return [...told.values(), ...found].sort(
    (a, b) => (a.at ?? Number.NEGATIVE_INFINITY) - (b.at ?? Number.NEGATIVE_INFINITY),
  );
}

function isOfThis(one: TriedFor, incidentRefs: readonly string[], at: Instant | null): boolean {
  if (!isNamed(one, incidentRefs)) return false;
  return at === null || at >= one.returnedAt || incidentRefs.every((ref) => namesOf(one).includes(ref));
}

function cameOf({ outcome, spokeTo }: Pick<Offer, 'outcome' | 'spokeTo'>): string {
  if (outcome === null) return 'no outcome told';
  if (isRefusalOfAnother({ at: null, outcome, spokeTo })) return 'declined, but not by the child';
  return OFFER_WORDS[outcome].toLowerCase();
}
