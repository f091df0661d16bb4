/** What a window sends of a draft: the whole form, or what its script saw change. */
import { z } from 'zod';
import { SETTLES, type DraftSave, type DraftState, type DraftValue } from '../../domain/interview/draft.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { listIn, textIn, type Field, type Typed } from '../../web/forms/field.ts';
import { aboutFields, coversField, interviewFields, postedNames } from './fields.ts';
import { ON_TOP_FIELDS } from './meanwhile.ts';
import { keepsName } from './withheld-words.ts';

/** What the page's script saves: only what changed. */
export const changedSchema = z.object({
  writer: z.uuid(),
  step: z.int().min(0),
  base: z.int().min(0),
  changed: z.record(z.string().max(60), z.union([z.string(), z.array(z.string()).max(60)])),
});

/** Every question that a draft may have, whatever it is about. */
export const EVERY_QUESTION: readonly Field[] = [
  ...ON_TOP_FIELDS,
  ...aboutFields(
    coversField([], () => undefined),
    true,
  ),
];

/** The names that may be saved: those of the questions, and of what becomes of words that were withheld. */
function namesIn(about: readonly Field[]): string[] {
  const fields = interviewFields(about);
  const texts = fields.filter(({ kind }) => kind === 'textarea').map(({ name }) => keepsName(name));
  return [...postedNames(fields), ...texts];
}

/** A form that was sent whole. */
export function postedSave(about: readonly Field[], state: DraftState, typed: Typed, at: Instant): DraftSave {
  const many = new Set(
    interviewFields(about)
      .filter(({ kind }) => kind === 'checkboxes')
      .map(({ name }) => name),
  );
  const names = namesIn(about);
  const settled = Object.keys(state.beside).map((name) => SETTLES + name);
  const changed = Object.fromEntries([
    ...names.map((name) => [name, many.has(name) ? listIn(typed, name).map(kept) : kept(textIn(typed, name))] as const),
    ...settled.filter((name) => name in typed).map((name) => [name, textIn(typed, name)] as const),
  ]);
  return {
    writer: textIn(typed, 'writer').slice(0, 40),
    step: numberIn(typed, 'step'),
    base: numberIn(typed, 'base'),
    changed,
    at,
  };
}

/** What a script saw change; what is no question of the form is left out. */
export function changedSave(
  about: readonly Field[],
  { writer, step, base, changed }: z.output<typeof changedSchema>,
  at: Instant,
): DraftSave {
  const names = new Set(namesIn(about).flatMap((name) => [name, SETTLES + name]));
  const known = Object.entries(changed).filter(([name]) => names.has(name));
  return { writer, step, base, changed: Object.fromEntries(known.map(([name, value]) => [name, keptAll(value)])), at };
}

function keptAll(value: DraftValue): DraftValue {
  return typeof value === 'string' ? kept(value) : value.map(kept);
}

/** The text without characters that the database keeps in no text: a NUL, and half of a pair. */
function kept(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** A number that the form carries along: 0 where it is none. */
export function numberIn(typed: Typed, name: string): number {
  const text = textIn(typed, name);
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
