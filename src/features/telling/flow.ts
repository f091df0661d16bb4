/**
 * Questionnaires: a page a question, answers kept as a draft at each step. What is asked next follows from what was
 * answered, so a draft can be left and taken up at any place.
 */
import type { Transaction } from '../../db/transaction.ts';
import type { DraftKind } from '../../db/drafts.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import { type Field, type FieldError, type Typed } from '../../web/forms/field.ts';
import { readForm } from '../../web/forms/read-form.ts';
import type { Html } from '../../web/html.ts';
import type { SignedIn } from '../../web/session.ts';

/** A draft as its questions see it. */
export type Situation = {
  readonly draftId: string;
  readonly typed: Typed;
  /** Questions that were answered, by their slugs: leaving out what is optional is an answer. */
  readonly seen: readonly string[];
  readonly now: Instant;
  readonly requester: SignedIn;
};

/** One page of a questionnaire. */
export type Question<S extends Situation> = {
  /** The last part of its address. */
  readonly slug: string;
  readonly title: string;
  /** Whether it is asked at all. */
  readonly isAsked: (situation: S) => boolean;
  readonly fields: (situation: S) => readonly Field[];
  /** The child it is asked about, for its heading; the same child is one of those shown on its page. */
  readonly about?: (situation: S) => string | null;
  /** What is said before the question. */
  readonly intro?: (situation: S) => Html;
  /** What a rule finds wrong with answers that are each right by themselves. */
  readonly check?: (situation: S, answers: Answers) => readonly FieldError[];
};

/** What was sent, kept in the draft in place of the answers. */
export type Sent = { readonly childId: number; readonly notificationRef: string };

/** Every answer, by the names of the fields. */
export type Answers = Readonly<Record<string, unknown>>;

/** Everything that one questionnaire is. */
export type Flow<S extends Situation> = {
  readonly kind: Extract<DraftKind, 'missing' | 'returned'>;
  /** What is told, as the heading of its pages. */
  readonly title: string;
  readonly paths: { readonly start: string; readonly question: string; readonly check: string; readonly done: string };
  readonly questions: readonly Question<S>[];
  /** Fields whose change makes an answer void, with the fields of that answer. */
  readonly voids: Readonly<Record<string, readonly string[]>>;
  readonly situation: (tx: Transaction, base: Situation, rules: FoldRules) => Promise<S>;
  /** Children named on the page of a question, or, with null, on the page of answers to check. */
  readonly childrenShown: (situation: S, slug: string | null) => readonly number[];
  /** Where an answer leads away from the questionnaire; null where it goes on. */
  readonly leavesTo: (situation: S) => string | null;
  /** What is shown above the answers to be checked. */
  readonly beforeSending: (situation: S) => Html;
  /** Sends a draft in which every question has an answer. */
  readonly send: (tx: Transaction, situation: S, answers: Answers, rules: FoldRules) => Promise<Sent>;
  readonly done: (tx: Transaction, requester: SignedIn, sent: Sent, rules: FoldRules, now: Instant) => Promise<Html>;
};

/** Reads a question's answers out of what was typed. */
export function readQuestion<S extends Situation>(
  question: Question<S>,
  situation: S,
): { readonly answers: Answers; readonly errors: readonly FieldError[] } {
  const read = readForm(question.fields(situation), situation.typed, situation.now);
  if (read.kind === 'errors') return { answers: {}, errors: read.errors };
  return { answers: read.answers, errors: question.check?.(situation, read.answers) ?? [] };
}

/** The questions that are asked in this situation, in order. */
export function askedIn<S extends Situation>(flow: Flow<S>, situation: S): Question<S>[] {
  return flow.questions.filter((question) => question.isAsked(situation));
}

/** The first question that still needs an answer; undefined when all have one. */
export function nextQuestion<S extends Situation>(flow: Flow<S>, situation: S): Question<S> | undefined {
  return askedIn(flow, situation).find(
    (question) => !situation.seen.includes(question.slug) || readQuestion(question, situation).errors.length > 0,
  );
}

/** Every answer given so far, by the names of its field. */
export function allAnswers<S extends Situation>(flow: Flow<S>, situation: S): Answers {
  return Object.assign(
    {},
    ...askedIn(flow, situation).map((question) => readQuestion(question, situation).answers),
  ) as Answers;
}

/** The names under which the fields of a question are posted. */
export function postedNames(fields: readonly Field[]): string[] {
  return fields.flatMap(({ kind, name }) => {
    const date = [`${name}-day`, `${name}-month`, `${name}-year`];
    return kind === 'datetime' ? [...date, `${name}-time`, `${name}-hour`] : kind === 'date' ? date : [name];
  });
}
