/**
 * What somebody is writing of an interview, saved bit by bit from one or more windows: a later text never silently takes
 * the place of another that its writer had not seen.
 */
import type { Instant } from '../time/instant.ts';

/** What stands in a question, as it was typed or chosen. @source design: nothing typed is lost */
export type DraftValue = string | readonly string[];

/** Which window wrote a question last, at which version of the draft and at which of its own steps. @source design: nothing typed is lost */
export type Mark = { readonly version: number; readonly writer: string; readonly step: number; readonly at: Instant };

/** A text of another window that stands beside the one that was saved after it. @source design: both are shown */
export type Beside = {
  readonly writer: string;
  readonly value: DraftValue;
  readonly at: Instant;
  /** Version of the draft at which it was written; absent in what was put aside before versions were kept with it. */
  readonly version?: number;
};

/** A draft as it stands. @source design: nothing typed is lost */
export type DraftState = {
  /** Grows by one with each save that changed anything. */
  readonly version: number;
  readonly answers: Readonly<Record<string, DraftValue>>;
  readonly marks: Readonly<Record<string, Mark>>;
  /** Texts not yet settled, by the name of the question. */
  readonly beside: Readonly<Record<string, readonly Beside[]>>;
};

/** What one window saves. @source design: nothing typed is lost */
export type DraftSave = {
  readonly writer: string;
  /** Counts the saves of this window: one that was overtaken on its way changes nothing. */
  readonly step: number;
  /** Version of the draft that this window shows. */
  readonly base: number;
  readonly changed: Readonly<Record<string, DraftValue>>;
  readonly at: Instant;
};

/** A draft that nobody has written in. @source design: nothing typed is lost */
export const EMPTY_DRAFT: DraftState = { version: 0, answers: {}, marks: {}, beside: {} };

/** Begins the name under which somebody says what is to be done with two texts of a question. @source design: the author decides */
export const SETTLES = 'settle-';

/**
 * Saves what a window changed. What another window wrote after the version that this one shows is kept beside the new
 * text, to be settled by the author; what a window wrote itself it may always replace, but never by an earlier step.
 * @source design: the later version wins nothing silently
 */
export function saveInto(state: DraftState, save: DraftSave): DraftState {
  const version = state.version + 1;
  const answers: Record<string, DraftValue> = { ...state.answers };
  const marks: Record<string, Mark> = { ...state.marks };
  const beside: Record<string, readonly Beside[]> = { ...state.beside };
  let isChanged = false;
  for (const [name, value] of Object.entries(save.changed)) {
    const was = answers[name] ?? '';
    const mark = marks[name];
    const isOwn = mark?.writer === save.writer;
    if (isOwn && save.step < mark.step) continue;
    if (isSame(was, value)) continue;
    if (mark !== undefined && !isOwn && mark.version > save.base && !isEmpty(was)) {
      const others = (beside[name] ?? []).filter(({ writer }) => writer !== save.writer && writer !== mark.writer);
      beside[name] = [...others, { writer: mark.writer, value: was, at: mark.at, version: mark.version }];
      delete answers[SETTLES + name];
    }
    answers[name] = value;
    marks[name] = { version, writer: save.writer, step: save.step, at: save.at };
    isChanged = true;
  }
  return isChanged ? { version, answers, marks, beside } : state;
}

/** What other windows wrote since the version that a window shows, and that it did not change itself: it takes it over. @source design: every window shows what is saved */
export function writtenElsewhere(
  state: DraftState,
  save: Pick<DraftSave, 'writer' | 'base' | 'changed'>,
): Record<string, DraftValue> {
  return Object.fromEntries(
    Object.entries(state.marks)
      .filter(([name, { writer, version }]) => writer !== save.writer && version > save.base && !(name in save.changed))
      .map(([name]) => [name, state.answers[name] ?? '']),
  );
}

/** The questions whose two texts the author has not settled. @source design: the author decides */
export function unsettled({ answers, beside }: DraftState): string[] {
  return Object.keys(beside).filter((name) => !isSettlement(answers[SETTLES + name]));
}

/** The answers once every settlement is followed: this text, the other, or both one after the other. @source design: the author decides */
export function settledAnswers({ answers, beside }: DraftState): Record<string, DraftValue> {
  const settled: Record<string, DraftValue> = { ...answers };
  for (const [name, others] of Object.entries(beside)) {
    const how = settled[SETTLES + name];
    const here = settled[name] ?? '';
    const last = others.at(-1);
    if (how === 'other' && last !== undefined) settled[name] = last.value;
    if (how === 'both') settled[name] = [here, ...others.map(({ value }) => value)].map(asText).join('\n\n');
    delete settled[SETTLES + name];
  }
  return settled;
}

/** Text that came to a draft after it was sent: of one question, every text that came. @source design: nothing typed is lost */
export type LateText = { readonly name: string; readonly values: readonly DraftValue[] };

/** What windows saved after a draft was sent, or last seen to; what they emptied is no text. @source design: nothing typed is lost */
export function lateTexts(
  { answers, marks, beside }: DraftState,
  sent: { readonly version: number; readonly at: Instant },
): LateText[] {
  return Object.entries(marks).flatMap(([name, { version }]) => {
    if (version <= sent.version || name.startsWith(SETTLES)) return [];
    // What a later text put aside came late as well, unless it is what was sent, or was seen to since.
    const isLate = (one: Beside): boolean =>
      one.version === undefined ? one.at > sent.at : one.version > sent.version;
    const others = (beside[name] ?? []).filter(isLate).map(({ value }) => value);
    const values = [answers[name] ?? '', ...others].filter((value) => !isEmpty(value));
    return values.length === 0 ? [] : [{ name, values }];
  });
}

/** A draft with texts put beside what stands in it, or in the place of nothing: its author says which is to stand. @source design: the author decides */
export function putBeside(state: DraftState, late: readonly LateText[], at: Instant): DraftState {
  const version = state.version + 1;
  const answers: Record<string, DraftValue> = { ...state.answers };
  const marks: Record<string, Mark> = { ...state.marks };
  const beside: Record<string, readonly Beside[]> = { ...state.beside };
  for (const { name, values } of late) {
    const fresh = values.filter((value) => !isSame(answers[name] ?? '', value));
    if (fresh.length === 0) continue;
    const [first = '', ...others] = isEmpty(answers[name] ?? '') ? fresh : [answers[name] ?? '', ...fresh];
    answers[name] = first;
    marks[name] = { version, writer: LATE, step: 0, at };
    if (others.length === 0) continue;
    beside[name] = [...(beside[name] ?? []), ...others.map((value) => ({ writer: LATE, value, at, version }))];
    delete answers[SETTLES + name];
  }
  return { version, answers, marks, beside };
}

/** In the place of a window: text that came after the draft was sent. */
const LATE = 'late';

function isSettlement(value: DraftValue | undefined): boolean {
  return value === 'this' || value === 'other' || value === 'both';
}

function asText(value: DraftValue): string {
  return typeof value === 'string' ? value : value.join(', ');
}

function isEmpty(value: DraftValue): boolean {
  return value.length === 0;
}

function isSame(a: DraftValue, b: DraftValue): boolean {
  if (typeof a === 'string' && typeof b === 'string') return lines(a) === lines(b);
  return (
    JSON.stringify([a].flat().filter((one) => one !== '')) === JSON.stringify([b].flat().filter((one) => one !== ''))
  );
}

/** A form sends line breaks as two characters, a script as one. */
function lines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}
