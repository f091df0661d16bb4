/** What others wrote of the same interview since a draft was begun, shown beside it; and who else is writing. */
import type { Opened } from '../../decisions/opened.ts';
import type { Transaction } from '../../db/transaction.ts';
import { entriesWithin } from '../../domain/access/disclose.ts';
import type { Episode } from '../../domain/chronology/record.ts';
import { namesOf } from '../../domain/interview/cover.ts';
import { settledAnswers } from '../../domain/interview/draft.ts';
import { writtenSince, type WrittenSince } from '../../domain/interview/written.ts';
import { formatInstant } from '../../domain/time/format.ts';
import { asTyped } from '../../web/forms/answers.ts';
import { listIn, type Field, type FieldError, type Typed } from '../../web/forms/field.ts';
import { errorOf } from '../../web/forms/read-form.ts';
import { interviewFields, postedNames } from './fields.ts';
import { listOtherDrafts, nameOfPerson, type InterviewDraft, type OtherDraft } from './queries.ts';

/** An interview as somebody else sent it since the draft was begun. */
export type Meanwhile = WrittenSince & { readonly by: string };

/** What others did about the interview of a draft. */
export type OthersAtIt = {
  /** Null where nobody sent it since the draft was begun. */
  readonly meanwhile: Meanwhile | null;
  /** Open drafts of others. */
  readonly others: readonly OtherDraft[];
};

/** What others wrote and are writing, as far as the reader may read it. */
export async function othersAtIt(
  tx: Transaction,
  { entries, reader, agencyName, givenTo }: Opened,
  draft: Pick<InterviewDraft, 'childId' | 'interviewRef' | 'begunFrom'>,
  episode: Episode | undefined,
): Promise<OthersAtIt> {
  const { childId, interviewRef, begunFrom } = draft;
  // Who was given one interview alone is told of nobody else's interview of the same return.
  const returned = givenTo === null ? episode : undefined;
  const open = entriesWithin(entries, reader.groups, reader.agency);
  const since = writtenSince(open, { interviewRef, returned, version: begunFrom });
  const agency = since?.recordedBy == null ? 'Somebody' : agencyName(since.recordedBy);
  const names = returned === undefined ? [] : [returned.episodeKey, ...namesOf(returned)];
  const drafts = await listOtherDrafts(tx, childId);
  return {
    meanwhile: since === null ? null : { ...since, by: (await nameOfPerson(tx, since.userId)) ?? agency },
    others: drafts.filter((one) => one.interviewRef === interviewRef || names.includes(one.episodeKey)),
  };
}

/** The questions whether a draft is sent all the same, and why. */
export const ON_TOP_FIELDS = [
  {
    kind: 'radios',
    name: 'onTop',
    label: 'What is to become of yours?',
    what: 'what is to become of yours',
    optional: true,
    options: [
      {
        value: 'yes',
        text: 'Send mine on top of it',
        hint: 'Mine is then how the interview stands. What was sent before stays in the history of the record',
      },
      {
        value: 'no',
        text: 'Leave it as it was sent',
        hint: 'Mine is not sent, and stays here until I throw it away',
      },
    ],
  },
  {
    kind: 'textarea',
    name: 'onTopWhy',
    label: 'Why does yours take its place?',
    what: 'why yours takes its place',
    optional: true,
    maxlength: 2000,
    rows: 3,
  },
] as const satisfies readonly Field[];

/**
 * What keeps a draft from being sent on top of what another sent: that its author was not shown it, or has not said to.
 * @param seen version of the record that the page showed
 */
export function notOnTop(
  meanwhile: Meanwhile | null,
  answers: Readonly<Record<string, unknown>>,
  seen: number,
): FieldError[] {
  if (meanwhile === null) return [];
  const { by, recordedAt, version } = meanwhile;
  const [onTop, why] = ON_TOP_FIELDS;
  if (seen < version || answers['onTop'] !== 'yes')
    return [errorOf(onTop, `${by} sent this interview ${formatInstant(recordedAt)}, after you began: read both texts`)];
  return answers['onTopWhy'] == null ? [errorOf(why, `Enter why yours takes the place of what ${by} sent`)] : [];
}

/** One question that two people answered differently. */
export type Difference = {
  readonly field: Field;
  readonly theirs: readonly string[];
  readonly mine: readonly string[];
};

/** The questions that the two texts answer differently, each as it would be typed. */
export function differencesOf(
  about: readonly Field[],
  meanwhile: Meanwhile,
  state: InterviewDraft['state'],
  coversOf: (incidentRefs: readonly string[]) => readonly string[],
): Difference[] {
  const fields = interviewFields(about).filter(({ name }) => !ON_TOP_FIELDS.some((one) => one.name === name));
  const { words, ...content } = meanwhile.content;
  const theirs: Typed = {
    ...asTyped(fields, { ...content, ...words, heldAt: meanwhile.occurredAt }),
    covers: coversOf(content.incidentRefs),
  };
  const mine = settledAnswers(state);
  return fields.flatMap((field) => {
    const [one, other] = [said(field, theirs), said(field, mine)];
    return one.join('\n').replaceAll('\r\n', '\n') === other.join('\n').replaceAll('\r\n', '\n')
      ? []
      : [{ field, theirs: one, mine: other }];
  });
}

/** What was answered to a question, each part as it is read. */
export function said(field: Field, typed: Typed): readonly string[] {
  const values = postedNames([field])
    .flatMap((name) => listIn(typed, name))
    .filter((value) => value !== '');
  if (field.kind === 'datetime') return values.length === 0 ? [] : [values.join(' ')];
  if (field.kind === 'yes-no') return values.map((value) => (value === 'yes' ? 'Yes' : 'No'));
  if (!('options' in field)) return values;
  return field.options.filter(({ value }) => values.includes(value)).map(({ text }) => text);
}
