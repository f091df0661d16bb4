/** Sending an interview on: to whom, with what, in which words; and how each sending stands. */
import type { Because } from '../chronology/because.ts';
import { involvementsNow } from '../access/involvement.ts';
import type { ChildRecord } from '../chronology/record.ts';
import type { KnownFact } from '../intelligence/known-facts.ts';
import type { Instant } from '../time/instant.ts';
import type { TransmissionPurpose } from './acts.ts';
import { isNamed } from './cover.ts';
import type { Interview } from './interviews.ts';
import { INTERVIEW_QUESTIONS } from './questions.ts';
import { arrivedAt, type Transmission } from './transmissions.ts';

/**
 * How the sharing of an interview stands, each told apart from the others: nothing of it is written; written and not sent;
 * sent and not received; sent back; received and not on the receiver's record; on record.
 * @source Oxfordshire prevalence report 2020, section 8: 20% were not recorded or not received; our judgement on telling them apart
 */
export const SHARING_STATES = ['not-recorded', 'not-sent', 'sent', 'sent-back', 'received', 'on-record'] as const;
/** @source Oxfordshire prevalence report 2020, section 8 */
export type SharingState = (typeof SHARING_STATES)[number];

/** What the state of a sharing rests on. @source the states above */
export type SharingFacts = {
  /** Whether the interview is written in Homeward. */
  readonly written: boolean;
  /** When a feed says that the police have it; null for any other purpose. */
  readonly toldSharedAt: Instant | null;
  /** Of the sending that counts; null where nothing was sent. */
  readonly sentAt: Instant | null;
  readonly receivedAt: Instant | null;
  readonly recordedAt: Instant | null;
  readonly refusedAt: Instant | null;
};

/** How a sharing stands. @source the states above: sent back beats received, since it came and did not stay */
export function sharingStateOf(facts: SharingFacts): SharingState {
  if (facts.refusedAt !== null) return 'sent-back';
  if (facts.recordedAt !== null) return 'on-record';
  if (facts.receivedAt !== null || facts.toldSharedAt !== null) return 'received';
  if (facts.sentAt !== null) return 'sent';
  return facts.written ? 'not-sent' : 'not-recorded';
}

/** Somebody to whom an interview may be sent, and for what. @source Oxfordshire prevalence report 2020, section 8 */
export type Receiver = { readonly purpose: TransmissionPurpose; readonly agency: string };

/**
 * To whom an interview may be sent: for intelligence the police involved with the child, those that reported an absence
 * which it covers before the others; for the record the responsible authority, where another agency held it.
 * @source Birmingham evidence 2015: into police intelligence and the child's record; our judgement on the order
 */
export function receiversOf(record: ChildRecord, interview: Interview, now: Instant): Receiver[] {
  const reported = new Set(
    record.episodes
      .filter((episode) => isNamed(episode, interview.incidentRefs))
      .flatMap(({ reportedBy }) => reportedBy),
  );
  const police = involvementsNow(record.involvements, now)
    .filter(({ relationship }) => relationship === 'police')
    .map(({ agency }) => agency)
    .sort((a, b) => Number(reported.has(b)) - Number(reported.has(a)) || (a < b ? -1 : 1));
  const authority = record.details.responsibleAuthority;
  return [
    ...[...new Set(police)].map((agency) => ({ purpose: 'police-intelligence' as const, agency })),
    ...(authority === null || interview.heldBy === authority
      ? []
      : [{ purpose: 'child-record' as const, agency: authority }]),
  ];
}

/** Answers that are the interviewer's or the carers', or say what is not to be passed on. */
const NOT_SUMMARISED = ['share', 'worker', 'carers'];

/**
 * What the summary opens with: the child's answers under their headings, where the child named nothing that is not to be
 * passed on. Where the child did, nothing is filled in: the interviewer writes what has to be said, and no more.
 * @source statutory guidance 2014: what keeps the child safe is shared; our judgement that the child's wish is asked for first
 */
export function summaryOf(words: Readonly<Record<string, string>>): string {
  if (wishOf(words) !== null) return '';
  return INTERVIEW_QUESTIONS.filter(({ name }) => !NOT_SUMMARISED.includes(name))
    .flatMap(({ name, heading }) => {
      const said = words[name]?.trim() ?? '';
      return said === '' ? [] : [`${heading}: ${said}`];
    })
    .join('\n');
}

/** What the child asked not to be passed on; null where nothing. @source Missing People, return interview template */
export function wishOf(words: Readonly<Record<string, string>>): string | null {
  const wish = words['share']?.trim() ?? '';
  return wish === '' ? null : wish;
}

/** What somebody wants to send. @source our judgement */
export type Sending = {
  readonly interview: Interview;
  readonly receivers: readonly Receiver[];
  readonly receiver: Receiver;
  readonly facts: readonly KnownFact[];
  readonly summary: string;
  /** What was sent of the interview before. */
  readonly sent?: readonly Transmission[];
};

/** Whether a receiver has an earlier text of an interview, and so is owed a correction. @source Oxfordshire prevalence report 2020, section 8: what is on record is what was said */
export function hasEarlierText(sent: readonly Transmission[], { purpose, agency }: Receiver): boolean {
  return sent.some(
    (one) => one.purpose === purpose && one.toAgency === agency && one.earlier !== null && arrivedAt(one) !== null,
  );
}

/**
 * Why an interview may not be sent so; null where it may. One that was not held says nothing, but to whoever was sent that it
 * was; only those who are involved
 * with the child receive; a fact with conditions of handling goes with its conditions or not at all; nothing is sent empty.
 * @source statutory guidance 2014; College of Policing, intelligence report (3×5×2), on conditions; our judgement
 */
export function refusalOfSending({
  interview,
  receivers,
  receiver,
  facts,
  summary,
  sent = [],
}: Sending): Because | null {
  const because = (code: string, sentence: string): Because => ({
    code,
    sentence,
    source: 'Oxfordshire prevalence report 2020, section 8; College of Policing, intelligence report; our judgement',
  });
  if (interview.completedAt === null && !hasEarlierText(sent, receiver))
    return because('not-held', 'The interview was not held yet, so there is nothing to send');
  if (!receivers.some(({ purpose, agency }) => purpose === receiver.purpose && agency === receiver.agency))
    return because('not-a-receiver', 'Choose an agency that is involved with the child');
  const bare = facts.find(({ grading, conditions }) => grading.handling === 'C' && (conditions ?? '').trim() === '');
  if (bare !== undefined)
    return because(
      'conditions-missing',
      `“${bare.value}” may be passed on with conditions, and none are written down. Record it again with its conditions, or leave it out`,
    );
  if (summary.trim() === '' && facts.length === 0)
    return because('nothing-to-send', 'Enter a summary, or choose at least one fact');
  return null;
}

/**
 * How a sharing is counted: by its state, and apart where nothing but an earlier text was sent, which does not say what the
 * child says now.
 * @source Oxfordshire prevalence report 2020, section 8: what is on record is what was said; our judgement on counting it apart
 */
export const COUNTED_STATES = [...SHARING_STATES, 'earlier-text'] as const;
/** @source Oxfordshire prevalence report 2020, section 8 */
export type CountedState = (typeof COUNTED_STATES)[number];

/**
 * What a sharing is counted as. Where a feed says that the police have it, and nothing that was sent here came, they have
 * what it says.
 * @source as what is owed after an interview: what came of an earlier text has not told what the child says now
 */
export function countedStateOf(
  sharing: SharingFacts & {
    /** When it was written again, where what was sent is of an earlier text. */
    readonly rewrittenAt: Instant | null;
  },
): CountedState {
  const came = sharing.receivedAt !== null && sharing.refusedAt === null;
  if (sharing.rewrittenAt === null) return sharingStateOf(sharing);
  return sharing.toldSharedAt !== null && !came ? 'received' : 'earlier-text';
}

/** A number that can be opened: one state, or everything that was recorded and did not come. @source Oxfordshire prevalence report 2020, section 8: not recorded and not received are two things */
export const SHARING_FIGURES = [...COUNTED_STATES, 'not-received'] as const;
/** @source Oxfordshire prevalence report 2020, section 8 */
export type SharingFigure = (typeof SHARING_FIGURES)[number];

/** States in which an interview is recorded and what it says is not with its receiver. @source Oxfordshire prevalence report 2020, section 8 */
const NOT_RECEIVED: readonly CountedState[] = ['not-sent', 'sent', 'sent-back', 'earlier-text'];

/** Whether a state counts in a number. @source Oxfordshire prevalence report 2020, section 8 */
export function isCounted(state: CountedState, figure: SharingFigure): boolean {
  return figure === 'not-received' ? NOT_RECEIVED.includes(state) : state === figure;
}

/** How many a number counts. @unit interviews @source Oxfordshire prevalence report 2020, section 8 */
export function figureOf(counts: SharingCount['counts'], figure: SharingFigure): number {
  return COUNTED_STATES.filter((state) => isCounted(state, figure)).reduce((sum, state) => sum + counts[state], 0);
}

/** Of one month and purpose, how many interviews stand in each state. @unit interviews, by the London month in which they were held @source Oxfordshire prevalence report 2020, section 8 */
export type SharingCount = {
  readonly month: string;
  readonly purpose: TransmissionPurpose;
  readonly counts: Readonly<Record<CountedState, number>>;
  /** Whether the numbers are withheld from this reader. */
  readonly withheld: boolean;
};

/**
 * Of a count, the shares that the report of 2020 gave as one: not recorded, and recorded but not received.
 * @unit whole percent of the interviews held; null where there is none, or the numbers are withheld
 * @source Oxfordshire prevalence report 2020, section 8: “20% not recorded or not received”
 */
export function sharesOf({ counts, withheld }: SharingCount): {
  readonly notRecorded: number;
  readonly notReceived: number;
} | null {
  const all = COUNTED_STATES.reduce((sum, state) => sum + counts[state], 0);
  if (withheld || all === 0) return null;
  const notReceived = figureOf(counts, 'not-received');
  const percent = (count: number): number => Math.round((100 * count) / all);
  return { notRecorded: percent(counts['not-recorded']), notReceived: percent(notReceived) };
}

/**
 * Counts for readers who open no figure: a row with any count from 1 to one below the smallest shown is withheld whole.
 * There is no total from which it could be worked out.
 * @param smallestShown the least count that is shown
 * @source our reliability and security bar, S-SMALL
 */
export function withoutSmallCounts(rows: readonly SharingCount[], smallestShown: number): SharingCount[] {
  const nothing = Object.fromEntries(COUNTED_STATES.map((state) => [state, 0])) as SharingCount['counts'];
  return rows.map((row) =>
    COUNTED_STATES.some((state) => row.counts[state] > 0 && row.counts[state] < smallestShown)
      ? { ...row, counts: nothing, withheld: true }
      : row,
  );
}
