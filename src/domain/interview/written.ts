/** An interview as it stands after it was written, sent back and written again. */
import { ADDRESS_WITHHELD } from '../access/redact.ts';
import type { Entry } from '../chronology/entry.ts';
import type { Instant } from '../time/instant.ts';
import type { InterviewAct } from './acts.ts';
import { isNamed } from './cover.ts';

/** What was put on record of an interview that was held. @source statutory guidance 2014 on return interviews */
export type Held = Extract<InterviewAct, { kind: 'interview-held' }>;

/** Answers by the name of the question. @source statutory guidance 2014: the child’s own words */
export type Words = Readonly<Record<string, string>>;

/** An interview as it was last written, its words those that stand. @source our judgement: nothing true is lost */
export type LastWritten = { readonly content: Held; readonly occurredAt: Instant; readonly userId: number | null };

/**
 * The interview as it was last written, with every word that stands; undefined where it never was written here. Words that a
 * later writing kept are those of the earlier one: who wrote it again could not read all of them.
 * @source our judgement: what is withheld from a writer is neither lost nor shown by writing again
 */
export function lastWritten(
  entries: readonly Pick<Entry, 'content' | 'occurredAt' | 'userId'>[],
  interviewRef: string,
): LastWritten | undefined {
  let last: LastWritten | undefined;
  for (const { content, occurredAt, userId } of entries) {
    if (content.kind !== 'interview-held' || content.interviewRef !== interviewRef) continue;
    const words = standingWords(last?.content.words ?? {}, content);
    last = { content: { ...content, words }, occurredAt, userId };
  }
  return last;
}

/** The words that stand after a writing: its own, those it keeps, and what it adds to one it keeps. @source our judgement: nothing true is lost */
export function standingWords(before: Words, { words, keeps = [] }: Pick<Held, 'words' | 'keeps'>): Words {
  const kept = keeps.flatMap((name) => {
    const was = before[name];
    const added = words[name];
    return was === undefined ? [] : [[name, added === undefined ? was : `${was}\n\n${added}`] as const];
  });
  return { ...words, ...Object.fromEntries(kept) };
}

/** An interview that somebody wrote meanwhile. @source our judgement: nobody takes the place of another's words unseen */
export type WrittenSince = LastWritten & {
  readonly version: number;
  readonly recordedAt: Instant;
  readonly recordedBy: string | null;
};

/**
 * What was last written of an interview, or of another for the same return, after a version of the child's record; null
 * where nothing was. Whoever began from that version has not read it.
 * @param version of the record, from which on nothing was read
 * @source our judgement: nobody takes the place of another's words unseen
 */
export function writtenSince(
  entries: readonly Entry[],
  about: {
    readonly interviewRef: string;
    readonly returned: Parameters<typeof isNamed>[0] | undefined;
    readonly version: number;
  },
): WrittenSince | null {
  const { interviewRef, returned, version } = about;
  const later = entries.filter(
    ({ content, version: own }) =>
      own > version &&
      content.kind === 'interview-held' &&
      (content.interviewRef === interviewRef || (returned !== undefined && isNamed(returned, content.incidentRefs))),
  );
  const last = later.at(-1);
  if (last?.content.kind !== 'interview-held') return null;
  const written = lastWritten(entries, last.content.interviewRef);
  const { recordedAt, recordedBy } = last;
  return written === undefined ? null : { ...written, version: last.version, recordedAt, recordedBy };
}

/** Whether a text is shown with an address taken out: whoever writes again cannot know all that it says. @source our judgement */
export function hasWithheld(text: string): boolean {
  return text.includes(ADDRESS_WITHHELD);
}
