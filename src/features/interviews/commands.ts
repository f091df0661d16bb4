/** Writing an interview: what a draft is about, what it says, and sending it. */
import { openFor, type Opened } from '../../decisions/opened.ts';
import { decideOn } from '../../decisions/decide-on.ts';
import type { Transaction } from '../../db/transaction.ts';
import { involvementsNow } from '../../domain/access/involvement.ts';
import type { Because } from '../../domain/chronology/because.ts';
import type { Episode } from '../../domain/chronology/record.ts';
import type { ChildChoice, InterviewPlace, Participation } from '../../domain/interview/acts.ts';
import {
  EMPTY_DRAFT,
  SETTLES,
  settledAnswers,
  unsettled,
  writtenElsewhere,
  type DraftState,
} from '../../domain/interview/draft.ts';
import { episodeCalled } from '../../domain/episode/names.ts';
import { isInterviewGiven, whyNotGiven } from '../../domain/interview/given.ts';
import type { Interview } from '../../domain/interview/interviews.ts';
import { INTERVIEW_QUESTIONS } from '../../domain/interview/questions.ts';
import {
  faultsOfHeld,
  independenceConcern,
  interviewToGoOnWith,
  mayBeWritten,
  refsOf,
  returnsCovered,
} from '../../domain/interview/writing.ts';
import { hasWithheld, lastWritten } from '../../domain/interview/written.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import { asTyped } from '../../web/forms/answers.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { errorOf, readForm } from '../../web/forms/read-form.ts';
import { paths } from '../../web/paths.ts';
import { Refused } from '../../web/refusal.ts';
import type { SignedIn } from '../../web/session.ts';
import { errorsOf } from './faults.ts';
import { aboutFields, coversField, interviewFields } from './fields.ts';
import { notOnTop, ON_TOP_FIELDS, othersAtIt, type OthersAtIt } from './meanwhile.ts';
import { chosenReturns, coverableFor, numbersOf } from './returns-chosen.ts';
import { beginInterviewDraft, episodeKeys, markSent, type InterviewDraft } from './queries.ts';
import { answersNow, keepsName, keptIn, withheldWords, type WithheldWords } from './withheld-words.ts';

/** A draft with the record that it is about. */
export type DraftOpened = {
  readonly draft: InterviewDraft;
  readonly opened: Opened;
  readonly returns: readonly Episode[];
  readonly keys: ReadonlyMap<number, string>;
  /** The questions before the child's words. */
  readonly about: readonly Field[];
  /** Why the interviewer may not be independent; null where nothing speaks against it. */
  readonly concern: Because | null;
  /** What was written before and is shown with an address taken out. */
  readonly withheld: WithheldWords;
} & OthersAtIt;

/** A draft of an interview that is not its author's agency's any more: what its author typed is theirs, and nothing else of it. */
export type GivenAway = { readonly givenAway: InterviewDraft; readonly opened: Opened; readonly because: Because };

/** What a draft of an interview of a return may be about, for its form; or why it may be about nothing any more. */
export async function openAbout(
  tx: Transaction,
  requester: SignedIn,
  rules: FoldRules,
  kept: InterviewDraft,
): Promise<DraftOpened | GivenAway> {
  const opened = await openFor(tx, requester, rules, 'hold-interview', kept.childId);
  // The absence may have been given another reference while the draft was being written.
  const episode = episodeCalled(opened.record.episodes, kept.episodeKey);
  const interviewRef = refNow(opened, kept.interviewRef, episode);
  const { givenTo, record } = opened;
  const interview = record.interviews.find((one) => one.interviewRef === interviewRef);
  if (givenTo !== null && (interview === undefined || !isInterviewGiven(interview, givenTo)))
    return { givenAway: kept, opened, because: whyNotGiven(interview, givenTo) };
  const named = { ...kept, interviewRef, episodeKey: episode?.episodeKey ?? kept.episodeKey };
  const withheld = withheldWords(opened.entries, named);
  const draft = { ...named, state: { ...kept.state, answers: answersNow(kept.state, withheld) } };
  const keys = await episodeKeys(tx, draft.childId);
  const returns = coverableFor(opened, draft.interviewRef, draft.episodeKey);
  const concern = independenceConcern(requester, involvementsNow(opened.record.involvements, requester.at));
  const asked = aboutFields(coversField(returns, numbersOf(keys)), concern !== null);
  const others = await othersAtIt(tx, opened, draft, episode);
  const about = others.meanwhile === null ? asked : [...ON_TOP_FIELDS, ...asked];
  return { draft, opened, returns, keys, about, concern, withheld, ...others };
}

/** The interview that a draft is of: the one it was begun as, or the one that was offered or written meanwhile for the same return. */
function refNow({ record }: Opened, begunAs: string, episode: Episode | undefined): string {
  const isOnRecord = record.interviews.some(({ interviewRef }) => interviewRef === begunAs);
  if (isOnRecord || episode === undefined) return begunAs;
  return interviewToGoOnWith(record, episode)?.interviewRef ?? begunAs;
}

/** What a draft begins with: the interview as it was written before, else the returns that it is about. */
export function firstAnswers(
  opened: Opened,
  keys: ReadonlyMap<number, string>,
  interviewRef: string,
  episodeKey: string,
): Typed {
  const written = lastWritten(opened.entries, interviewRef);
  const own = opened.record.interviews.find((interview) => interview.interviewRef === interviewRef);
  const covered = returnsCovered(opened.record, own?.incidentRefs ?? []);
  const numberOf = numbersOf(keys);
  const covers = [...new Set([episodeKey, ...covered.map((episode) => episode.episodeKey)])];
  const numbers = covers.flatMap((key) => numberOf(key) ?? []).map(String);
  if (written === undefined) return { covers: numbers };
  const { words, ...content } = written.content;
  const fields = interviewFields(aboutFields(coversField([], numberOf), true));
  // What is read with an address taken out is not typed back: the true words stay where they are, and are kept from there.
  const [withheld, open] = parted(Object.entries(words), ([, text]) => hasWithheld(text));
  const keeping = withheld.map(([name]) => [keepsName(name), 'keep'] as const);
  const answered = { ...content, heldAt: written.occurredAt };
  const typed = asTyped(fields, { ...answered, ...Object.fromEntries(open) });
  return { ...typed, ...Object.fromEntries(keeping), covers: numbers };
}

/** Begins to write an interview again, or goes on with what one has begun; null where it may not be written any more. */
export async function beginAgain(
  tx: Transaction,
  requester: SignedIn,
  opened: Opened,
  interview: Interview,
  now: Instant,
): Promise<string | null> {
  const { childId, record } = opened;
  const { interviewRef, incidentRefs } = interview;
  const episodeKey = returnsCovered(record, incidentRefs).at(-1)?.episodeKey;
  if (episodeKey === undefined || !mayBeWritten(interview)) return null;
  const answers = firstAnswers(opened, await episodeKeys(tx, childId), interviewRef, episodeKey);
  const about = { childId, interviewRef, episodeKey, begunFrom: record.version, state: { ...EMPTY_DRAFT, answers } };
  return beginInterviewDraft(tx, requester.userId as number, about, now);
}

function parted<Item>(items: readonly Item[], test: (item: Item) => boolean): readonly [Item[], Item[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

/** It was sent, or what keeps it from being sent. */
export type Sent =
  | { readonly kind: 'sent'; readonly interviewRef: string }
  | { readonly kind: 'errors'; readonly errors: readonly FieldError[] };

/** Sends a draft: the interview goes on the child's record, and the draft is gone. */
export async function sendInterview(
  tx: Transaction,
  requester: SignedIn,
  rules: FoldRules,
  asked: { readonly about: DraftOpened; readonly seen: number; readonly now: Instant },
): Promise<Sent> {
  const { about, seen, now } = asked;
  const { draft, opened, returns, keys, meanwhile } = about;
  const { state } = draft;
  const fields = interviewFields(about.about, about.withheld);
  const open = unsettled(state).flatMap((name) => fields.find((field) => postsAs(field, name)) ?? []);
  if (open.length > 0) {
    const errors = [...new Set(open)].map((field) =>
      errorOf(field, `Two windows wrote ${field.what}: choose which text is to stand`),
    );
    return { kind: 'errors', errors };
  }
  const read = readForm(fields, settledAnswers(state), now);
  if (read.kind === 'errors')
    return { ...read, errors: [...notOnTop(meanwhile, settledAnswers(state), seen), ...read.errors] };
  const answers = read.answers as Readonly<Record<string, unknown>>;
  const covered = chosenReturns(returns, keys, answers['covers']);
  const heldAt = answers['heldAt'] as Instant;
  const onTop = notOnTop(meanwhile, answers, seen);
  const errors = [
    ...onTop,
    ...errorsOf(fields, faultsOfHeld({ at: heldAt, covered })),
    ...furtherErrors(fields, answers, about),
  ];
  if (errors.length > 0) return { kind: 'errors', errors };
  const interviewRef = refToSend(about);
  const keeps = keptIn(answers, about.withheld);
  const outcome = await decideOn(tx, requester, rules, {
    childId: draft.childId,
    expectedVersion: opened.record.version,
    occurredAt: heldAt,
    content: {
      kind: 'interview-held',
      interviewRef,
      incidentRefs: refsOf(covered),
      agency: requester.agencyCode,
      interviewerId: requester.userId,
      participation: answers['participation'] as Participation,
      independent: answers['independent'] === true,
      chose: (answers['chose'] ?? []) as readonly ChildChoice[],
      place: answers['place'] as InterviewPlace,
      present: (answers['present'] ?? []) as readonly string[],
      reasons: (answers['reasons'] ?? []) as readonly string[],
      ...numberIn(answers, 'interviewMinutes'),
      ...numberIn(answers, 'travelMinutes'),
      words: wordsIn(answers),
      ...(keeps.length === 0 ? {} : { keeps }),
      ...(meanwhile === null ? {} : { why: String(answers['onTopWhy']) }),
    },
    route: paths.interviewDraft,
    now,
  });
  if (outcome.kind === 'stale')
    throw new Refused(
      409,
      'The child’s record changed at this very moment. What you wrote is saved: go back and send it again.',
    );
  await markSent(tx, { draftId: draft.draftId, interviewRef, version: state.version }, now);
  return { kind: 'sent', interviewRef };
}

/** What keeps a draft from being sent that another window of its author saved at the same moment: the questions it wrote. */
export function savedMeanwhile({ about, draft, withheld }: DraftOpened, read: DraftState): FieldError[] {
  const fields = interviewFields(about, withheld);
  const wrote = writtenElsewhere(draft.state, { writer: '', base: read.version, changed: {} });
  const names = Object.keys(wrote).map((name) => (name.startsWith(SETTLES) ? name.slice(SETTLES.length) : name));
  const found = names.flatMap((name) => fields.find((field) => postsAs(field, name)) ?? []);
  return [...new Set(found.length === 0 ? fields.slice(0, 1) : found)].map((field) =>
    errorOf(field, `Another window wrote ${field.what} at this very moment: read it, and send again`),
  );
}

/** Whether a question posts under a name, whole or as a part of a date. */
export function postsAs(field: Field, name: string): boolean {
  return field.name === name || (field.kind === 'datetime' && name.startsWith(`${field.name}-`));
}

/** The interview that this becomes; refused where it is signed off. */
function refToSend({ draft, opened }: DraftOpened): string {
  const own = opened.record.interviews.find(({ interviewRef }) => interviewRef === draft.interviewRef);
  if (own !== undefined && !mayBeWritten(own))
    throw new Refused(
      422,
      'This interview is signed off. What you wrote is kept: a manager can open the interview again, and then you can send it.',
    );
  return draft.interviewRef;
}

function furtherErrors(
  fields: readonly Field[],
  answers: Readonly<Record<string, unknown>>,
  about: DraftOpened,
): FieldError[] {
  const { concern, withheld } = about;
  const kept = keptIn(answers, withheld);
  const isSaid = (name: string): boolean => answers[name] != null || kept.includes(name);
  const errors: FieldError[] = [];
  const at = (name: string, words: string): void => {
    const field = fields.find((one) => one.name === name);
    if (field !== undefined) errors.push(errorOf(field, words));
  };
  if (concern !== null && answers['independent'] === true && !isSaid('independence'))
    at('independence', `${concern.sentence} Say how you are independent all the same, or answer no`);
  if (answers['participation'] === 'carer-only' && !isSaid('carers'))
    at('carers', 'Write what parents or carers said: the child refused');
  for (const name of withheld.keys()) {
    const isUndecided = answers[keepsName(name)] == null && typeof answers[name] === 'string';
    if (isUndecided)
      at(keepsName(name), 'Choose what is to become of what was written before, since you wrote below it');
    if (!isSaid(name)) at(name, 'Write what takes the place of what was written before, or keep that');
  }
  return errors;
}

function numberIn(answers: Readonly<Record<string, unknown>>, name: 'interviewMinutes' | 'travelMinutes'): object {
  return typeof answers[name] === 'number' ? { [name]: answers[name] } : {};
}

function wordsIn(answers: Readonly<Record<string, unknown>>): Record<string, string> {
  const names = [...INTERVIEW_QUESTIONS.map(({ name }) => name), 'independence'];
  return Object.fromEntries(
    names.flatMap((name) => (typeof answers[name] === 'string' ? [[name, answers[name]] as const] : [])),
  );
}
