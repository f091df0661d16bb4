/**
 * The copy of a child's record for the child, or who acts for the child: passages made from a redacting view, never the
 * record as it stands. It carries no address, postcode or distance whatever the class of the address, no name of staff,
 * and no reference by which another record could be found.
 */
import type { Entry } from '../chronology/entry.ts';
import type { ChildRecord, Episode } from '../chronology/record.ts';
import { tell } from '../chronology/tell.ts';
import {
  dutyWords,
  fullName,
  KIND_WORDS,
  OFFER_WORDS,
  PLACE_WORDS,
  RISK_WORDS,
  SEX_WORDS,
  STATUS_WORDS,
} from '../chronology/words.ts';
import { formatDate, formatInstant } from '../time/format.ts';
import type { LedgerLine } from './ledger.ts';
import { withoutThirdParties } from './third-parties.ts';

/** One passage of the copy, before anybody decided on it. @source UK GDPR article 15(3) */
export type Passage = {
  readonly section: string;
  readonly heading: string;
  readonly text: string;
  /** What is proposed instead, where the text may be about others; null where nothing is proposed. */
  readonly proposed: string | null;
  /** Whether a person wrote it in their own words: then it is decided, passage by passage. */
  readonly free: boolean;
};

/** What a copy is made from. @source design: documents are built from a redacting view */
export type CopySource = {
  readonly record: ChildRecord;
  readonly entries: readonly Entry[];
  readonly ledger: readonly LedgerLine[];
  readonly agencyName: (code: string) => string;
  readonly agencies: readonly string[];
};

/** Facts of an entry that never enter a copy: places, and references of other systems. */
const NEVER = new Set([
  'Postcode missing from',
  'Postcode where found',
  'Distance',
  'Incident reference',
  'Reference',
  'Covers',
  'Notification',
]);
/** Facts of an entry that a person wrote in their own words. */
const FREE = new Set([
  'Circumstances',
  'Brought back by',
  'Outcome',
  'In their own words',
  'Addressed to',
  'Letter as sent',
  'Why the answer changes',
]);

/** Every passage of a copy, in the order in which it is read. @source UK GDPR article 15(1) and (3) */
export function passagesOf(source: CopySource): Passage[] {
  return [
    ...aboutTheChild(source),
    ...source.record.episodes.map((episode) => fact('Absences', episodeHeading(episode), episodeText(episode, source))),
    ...interviews(source),
    ...source.record.duties.map((duty) =>
      fact(
        'What had to be done',
        dutyWords(duty),
        `Due ${formatInstant(duty.dueAt)}. ${duty.settledAt === null ? 'Not done yet.' : `Done or settled ${formatInstant(duty.settledAt)}.`}`,
      ),
    ),
    ...source.entries.flatMap((entry) => entryPassages(entry, source)),
    ...source.ledger.map((line) =>
      fact(
        'Who was shown the record',
        `${formatDate(line.onDay)}: ${line.agency}, ${line.role.toLowerCase()}`,
        `${line.purpose}. ${line.what}${line.times === 1 ? '' : `, ${line.times} times`}. ${line.basis}`,
      ),
    ),
  ];
}

function fact(section: string, heading: string, text: string): Passage {
  return { section, heading, text, proposed: null, free: false };
}

function aboutTheChild({ record, agencyName }: CopySource): Passage[] {
  const { details } = record;
  const facts = [
    `Name: ${fullName(details)}.`,
    details.dateOfBirth === null ? '' : `Born ${formatDate(details.dateOfBirth)}.`,
    `Sex: ${SEX_WORDS[details.sex].toLowerCase()}.`,
    details.responsibleAuthority === null ? '' : `Council responsible: ${agencyName(details.responsibleAuthority)}.`,
  ];
  return [
    fact('About you', 'Who you are', facts.filter((said) => said !== '').join(' ')),
    ...record.statuses.map(({ status, fromOn, toOn }) =>
      fact(
        'About you',
        STATUS_WORDS[status],
        `From ${formatDate(fromOn)}${toOn === null ? '' : ` to ${formatDate(toOn)}`}.`,
      ),
    ),
    ...record.screenings.map(({ tool, completedOn }) =>
      fact('About you', `Screening: ${tool.replaceAll('-', ' ')}`, `Completed on ${formatDate(completedOn)}.`),
    ),
  ];
}

function episodeHeading({ kind, startedAt }: Episode): string {
  return `${KIND_WORDS[kind]} from ${formatInstant(startedAt)}`;
}

function episodeText(episode: Episode, { agencyName }: CopySource): string {
  const { endedAt, missingFrom, risk, reportedBy } = episode;
  return [
    endedAt === null ? 'No return is recorded.' : `Until ${formatInstant(endedAt)}.`,
    missingFrom === null ? '' : `From: ${PLACE_WORDS[missingFrom].toLowerCase()}.`,
    risk === null ? '' : `The police graded it: ${RISK_WORDS[risk].toLowerCase()}.`,
    `Reported by: ${reportedBy.map(agencyName).join(', ')}.`,
  ]
    .filter((said) => said !== '')
    .join(' ');
}

function interviews({ record, agencyName }: CopySource): Passage[] {
  return record.interviews.map(({ offeredAt, offerOutcome, completedAt, allocatedTo }) =>
    fact(
      'Return interviews',
      offeredAt === null ? 'Return interview' : `Offered ${formatInstant(offeredAt)}`,
      [
        offerOutcome === null ? '' : `What came of the offer: ${OFFER_WORDS[offerOutcome].toLowerCase()}.`,
        completedAt === null ? 'It was not held.' : `Held ${formatInstant(completedAt)}.`,
        allocatedTo === null ? '' : `By ${agencyName(allocatedTo)}.`,
      ]
        .filter((said) => said !== '')
        .join(' '),
    ),
  );
}

/** An entry: what was told in codes as one passage, and each text that a person wrote as one of its own. */
function entryPassages(entry: Entry, source: CopySource): Passage[] {
  const { heading, facts, changes, why } = tell(entry, source.agencyName);
  const from = entry.recordedBy === null ? 'the operator' : source.agencyName(entry.recordedBy);
  const title = `${formatInstant(entry.occurredAt)}: ${heading}`;
  const kept = facts.filter(({ name }) => !NEVER.has(name) && !FREE.has(name));
  const changed = changes.filter(({ name }) => !NEVER.has(name) && !FREE.has(name));
  const words = [
    `Recorded ${formatInstant(entry.recordedAt)} by ${from}.`,
    ...kept.map(({ name, said }) => `${name}: ${said}.`),
    ...changed.map(({ name, was, now }) => `${name}: it said ${was}, and says now ${now}.`),
  ];
  const free = [
    ...facts.filter(({ name }) => FREE.has(name)).map(({ name, said }) => ({ name, said })),
    ...changes
      .filter(({ name }) => FREE.has(name))
      .flatMap(({ name, was, now }) => [
        { name: `${name}, before it was corrected`, said: was },
        { name: `${name}, as corrected`, said: now },
      ]),
    ...(why === null ? [] : [{ name: 'Why', said: why }]),
  ];
  return [
    fact('What was recorded', title, words.join(' ')),
    ...free.map(({ name, said }) => written(`${title}: ${name.toLowerCase()}`, said, source)),
  ];
}

function written(heading: string, text: string, { record, agencies }: CopySource): Passage {
  const proposed = withoutThirdParties(text, record.details, agencies);
  return { section: 'What was recorded', heading, text, proposed: proposed === text ? null : proposed, free: true };
}

/** Why a passage is taken out or shortened. @source Data Protection Act 2018, schedules 2 and 3 */
export const REDACTION_REASONS = {
  'another-person': 'It is about another person (Data Protection Act 2018, schedule 2, paragraph 16)',
  'serious-harm': 'It would be likely to cause serious harm (Data Protection Act 2018, schedule 3, paragraphs 2 and 5)',
  crime: 'It would get in the way of finding or preventing crime (Data Protection Act 2018, schedule 2, paragraph 2)',
  'legal-advice': 'It is legal advice (Data Protection Act 2018, schedule 2, paragraph 19)',
  'not-about-the-child': 'It is not about the child who asked',
} as const satisfies Readonly<Record<string, string>>;

/** @source the list of reasons above */
export type RedactionReason = keyof typeof REDACTION_REASONS;

/** What was decided of a passage: kept whole, kept as proposed, or taken out. @source UK GDPR article 15(4) */
export type PassageDecision = 'whole' | 'as-proposed' | 'taken-out';

/** What stands in a copy for a passage; null where it is not decided. @source our judgement: a reader must see that something was there */
export function copyOf(passage: {
  readonly text: string;
  readonly proposed: string | null;
  readonly decision: PassageDecision | null;
}): string | null {
  if (passage.decision === 'whole') return passage.text;
  if (passage.decision === 'as-proposed') return passage.proposed ?? passage.text;
  return passage.decision === null ? null : '[taken out]';
}

/** The people who may review a copy: none who started it, decided on a passage or sent it. @source UK GDPR article 32; our judgement: two people */
export function mayReview(userId: number, hands: readonly (number | null)[]): boolean {
  return !hands.includes(userId);
}
