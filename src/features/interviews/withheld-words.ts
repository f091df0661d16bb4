/**
 * Words of an interview that its writer reads without an address in them: they are not typed back, which would put what is
 * shown in the place of what was said, but kept from where they stand, added to, or replaced.
 */
import type { Entry } from '../../domain/chronology/entry.ts';
import type { DraftState } from '../../domain/interview/draft.ts';
import { hasWithheld, lastWritten } from '../../domain/interview/written.ts';
import type { Field } from '../../web/forms/field.ts';
import type { InterviewDraft } from './queries.ts';

/** Words that were written before and that the writer reads without the address in them, by the name of their question. */
export type WithheldWords = ReadonlyMap<string, string>;

/** The name of the question what becomes of the words that were withheld. */
export function keepsName(name: string): string {
  return `keeps-${name}`;
}

/** Questions, and before each whose earlier words were withheld, what is to become of these. */
export function withKeeping(fields: readonly Field[], withheld: WithheldWords): readonly Field[] {
  return fields.flatMap((field) =>
    field.kind === 'textarea' && withheld.has(field.name) ? [keepingField(field), field] : [field],
  );
}

function keepingField({ name, label }: Field): Field {
  return {
    kind: 'radios',
    name: keepsName(name),
    label: `What is to become of what was written before: ${label}`,
    what: 'what is to become of what was written before',
    optional: true,
    options: [
      { value: 'keep', text: 'Keep it as it was written, and add what I write below' },
      { value: 'replace', text: 'Replace it with what I write below' },
    ],
  };
}

/** Words written before that the draft does not hold, since they were withheld when it was begun or are now. */
export function withheldWords(
  entries: readonly Entry[],
  { interviewRef, state }: Pick<InterviewDraft, 'interviewRef' | 'state'>,
): WithheldWords {
  const words = lastWritten(entries, interviewRef)?.content.words ?? {};
  const open = (name: string, text: string): boolean => !hasWithheld(text) && !(keepsName(name) in state.answers);
  return new Map(Object.entries(words).filter(([name, text]) => !open(name, text)));
}

/**
 * What a draft answers now: its author's own words always, since the author typed them; what it took from the record when it
 * was begun no more where that is withheld since.
 */
export function answersNow({ answers, marks }: DraftState, withheld: WithheldWords): DraftState['answers'] {
  return Object.fromEntries(
    Object.entries(answers).filter(([name]) => name in marks || !hasWithheld(withheld.get(name) ?? '')),
  );
}

/** The questions whose earlier words stand: whoever does not say that they are replaced keeps them. */
export function keptIn(answers: Readonly<Record<string, unknown>>, withheld: WithheldWords): string[] {
  return [...withheld.keys()].filter((name) => answers[keepsName(name)] !== 'replace');
}
