/** Whether what was sent of an interview is of an earlier text: it was written again since, and says something else. */
import type { Entry } from '../chronology/entry.ts';
import type { Instant } from '../time/instant.ts';
import type { TransmissionPurpose } from './acts.ts';
import { ANSWER_HEADINGS } from './questions.ts';
import { standingWords, type Held } from './written.ts';

/** What changed since something was sent. @source our judgement: who reads an earlier text acts on what the child no longer says */
export type EarlierText = {
  /** When the text that was sent was first written over with another. */
  readonly since: Instant;
  /** What changed, as a page names it; never what it says. */
  readonly changed: readonly string[];
};

type Text = { readonly content: Held; readonly heldAt: Instant };
type Sent = {
  readonly purpose: TransmissionPurpose;
  readonly toAgency: string;
  text: Text;
  earlier: EarlierText | null;
};

/** Answers that no sending to the police is made of. @source Missing People, return interview template: the child's own answers are passed on */
const NOT_FOR_POLICE = ['worker', 'carers', 'independence'];

/**
 * The sendings that are of an earlier text, by their reference. Written again word for word, or back to what was sent, it is
 * the same text; and whoever it was sent to has what they wrote themselves.
 * @source Oxfordshire prevalence report 2020, section 8: what is on record is what was said; our judgement on telling it apart
 */
export function earlierTexts(entries: readonly Entry[]): ReadonlyMap<string, EarlierText> {
  const texts = new Map<string, Text>();
  const sent = new Map<string, Sent & { readonly interviewRef: string }>();
  for (const { content, occurredAt, recordedAt } of entries) {
    if (content.kind === 'interview-held') {
      const { interviewRef } = content;
      const words = standingWords(texts.get(interviewRef)?.content.words ?? {}, content);
      const now = { content: { ...content, words }, heldAt: occurredAt };
      texts.set(interviewRef, now);
      for (const one of sent.values()) {
        if (one.interviewRef !== interviewRef) continue;
        if (one.toAgency === content.agency) one.text = now;
        const changed = changesBetween(one.text, now, one.purpose);
        one.earlier = changed.length === 0 ? null : { since: one.earlier?.since ?? recordedAt, changed };
      }
    } else if (content.kind === 'transmission-sent') {
      const { transmissionRef, interviewRef, purpose, toAgency } = content;
      const text = texts.get(interviewRef);
      if (text) sent.set(transmissionRef, { interviewRef, purpose, toAgency, text, earlier: null });
    }
  }
  return new Map([...sent].flatMap(([ref, { earlier }]) => (earlier === null ? [] : [[ref, earlier] as const])));
}

function changesBetween(was: Text, now: Text, purpose: TransmissionPurpose): string[] {
  const same = (a: readonly string[], b: readonly string[]): boolean =>
    [...a].sort().join('\n') === [...b].sort().join('\n');
  const names = Object.keys(ANSWER_HEADINGS).filter(
    (name) => purpose === 'child-record' || !NOT_FOR_POLICE.includes(name),
  );
  return [
    ...(was.heldAt === now.heldAt ? [] : ['When it was held']),
    ...(same(was.content.incidentRefs, now.content.incidentRefs) ? [] : ['Which returns it covers']),
    ...(was.content.participation === now.content.participation ? [] : ['How much the child answered']),
    ...(same(was.content.reasons, now.content.reasons) ? [] : ['Reasons for going']),
    ...names
      .filter((name) => (was.content.words[name] ?? '').trim() !== (now.content.words[name] ?? '').trim())
      .map((name) => ANSWER_HEADINGS[name] ?? name),
  ];
}

/** Names of what changed in one sentence: “Where”, “Harm” and “Reasons for going”. @source design: pages and duties print the same words */
export function changedWords(changed: readonly string[]): string {
  const quoted = changed.map((name) => `“${name}”`);
  const last = quoted.at(-1) ?? '';
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(', ')} and ${last}`;
}
