/** The questions of the forms: an offer, an interview as it was held, and its signing off. */
import type { Episode } from '../../domain/chronology/record.ts';
import { KIND_WORDS, OFFER_WORDS } from '../../domain/chronology/words.ts';
import {
  CHILD_CHOICES,
  CONTACT_MEANS,
  INTERVIEW_PLACES,
  MINUTES,
  PARTICIPATIONS,
  SPOKEN_TO,
} from '../../domain/interview/acts.ts';
import { GOING_REASONS, OTHERS_PRESENT } from '../../domain/interview/code-lists.ts';
import { INTERVIEW_QUESTIONS, type InterviewPart } from '../../domain/interview/questions.ts';
import { OFFER_OUTCOMES } from '../../domain/interview/told.ts';
import {
  CHOICE_WORDS,
  INTERVIEW_PLACE_WORDS,
  MEANS_WORDS,
  PARTICIPATION_WORDS,
  SPOKEN_WORDS,
} from '../../domain/interview/words.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Field, Option } from '../../web/forms/field.ts';
import { withKeeping, type WithheldWords } from './withheld-words.ts';

/** The most characters of one answer. */
const LONGEST = 20_000;

function options<Code extends string>(codes: readonly Code[], words: Readonly<Record<Code, string>>): Option[] {
  return codes.map((value) => ({ value, text: words[value] }));
}

function listed(list: Readonly<Record<string, string>>): Option[] {
  return Object.entries(list).map(([value, text]) => ({ value, text }));
}

/** A return in words. */
export function returnWords({ kind, startedAt, endedAt }: Episode): string {
  const back = endedAt === null ? 'not back yet' : `back ${formatInstant(endedAt)}`;
  return `${KIND_WORDS[kind]} from ${formatInstant(startedAt)}, ${back}`;
}

/** The returns that one offer or interview may be for, as a question. */
export function coversField(returns: readonly Episode[], numberOf: (episodeKey: string) => number | undefined): Field {
  return {
    kind: 'checkboxes',
    name: 'covers',
    label: 'Which returns is it about?',
    what: 'at least one return',
    hint: 'One interview may cover several absences',
    options: returns.flatMap((episode) => {
      const number = numberOf(episode.episodeKey);
      return number === undefined ? [] : [{ value: String(number), text: returnWords(episode) }];
    }),
  };
}

/** The questions about one attempt to offer an interview. */
export function offerFields(covers: Field): readonly Field[] {
  return [
    { kind: 'datetime', name: 'at', label: 'When was it?', what: 'when the offer was made', inThePast: true },
    {
      kind: 'radios',
      name: 'means',
      label: 'How?',
      what: 'how the offer was made',
      options: options(CONTACT_MEANS, MEANS_WORDS),
    },
    {
      kind: 'radios',
      name: 'spokeTo',
      label: 'Who was reached?',
      what: 'who was reached',
      options: options(SPOKEN_TO, SPOKEN_WORDS),
    },
    {
      kind: 'checkboxes',
      name: 'choices',
      label: 'What was the child given the choice of?',
      what: 'what the child was given the choice of',
      optional: true,
      options: options(CHILD_CHOICES, CHOICE_WORDS),
    },
    {
      kind: 'radios',
      name: 'outcome',
      label: 'What came of it?',
      what: 'what came of it',
      options: options(OFFER_OUTCOMES, OFFER_WORDS),
    },
    {
      kind: 'textarea',
      name: 'said',
      label: 'What was said?',
      what: 'what was said',
      hint: 'In the words of whoever was reached',
      optional: true,
      rows: 4,
    },
    covers,
  ];
}

/** The questions about the interview itself, before the child’s words. */
export function aboutFields(covers: Field, isIndependenceInDoubt: boolean): readonly Field[] {
  return [
    covers,
    {
      kind: 'datetime',
      name: 'heldAt',
      label: 'When was it held?',
      what: 'when the interview was held',
      inThePast: true,
    },
    {
      kind: 'radios',
      name: 'participation',
      label: 'How much did the child answer?',
      what: 'how much the child answered',
      hint: 'To decline, or to answer in part, is fine',
      options: options(PARTICIPATIONS, PARTICIPATION_WORDS),
    },
    {
      kind: 'radios',
      name: 'place',
      label: 'Where was it held?',
      what: 'where it was held',
      options: options(INTERVIEW_PLACES, INTERVIEW_PLACE_WORDS),
    },
    {
      kind: 'checkboxes',
      name: 'chose',
      label: 'What did the child choose?',
      what: 'what the child chose',
      optional: true,
      options: options(CHILD_CHOICES, CHOICE_WORDS),
    },
    {
      kind: 'checkboxes',
      name: 'present',
      label: 'Who else was there?',
      what: 'who else was there',
      optional: true,
      options: listed(OTHERS_PRESENT),
    },
    {
      kind: 'number',
      name: 'interviewMinutes',
      label: 'How long did it take?',
      what: 'how long it took',
      hint: 'In minutes, so that others can plan theirs',
      optional: true,
      unit: 'minutes',
      ...MINUTES.interview,
    },
    {
      kind: 'number',
      name: 'travelMinutes',
      label: 'How long was the way there and back?',
      what: 'how long the way was',
      hint: 'In minutes; 0 where you did not travel',
      optional: true,
      unit: 'minutes',
      ...MINUTES.travel,
    },
    {
      kind: 'yes-no',
      name: 'independent',
      label: 'Are you independent of the child’s care?',
      what: 'you are independent of the child’s care',
      hint: 'You neither care for the child nor decide about the child’s care',
    },
    ...(isIndependenceInDoubt
      ? [
          {
            kind: 'textarea',
            name: 'independence',
            label: 'If you are independent all the same, how?',
            what: 'how you are independent',
            optional: true,
            maxlength: 2000,
            rows: 3,
          } as const,
        ]
      : []),
  ];
}

/** The questions of one part of the interview. */
export function questionFields(part: InterviewPart): readonly Field[] {
  return INTERVIEW_QUESTIONS.filter((question) => question.part === part).map(({ name, asks, hint, heading }) => ({
    kind: 'textarea',
    name,
    label: asks,
    what: `the answer under “${heading}”`,
    ...(hint === undefined ? {} : { hint }),
    optional: true,
    maxlength: LONGEST,
    rows: 4,
  }));
}

/** The reasons for going, as codes beside the child’s words. */
export const reasonsField = {
  kind: 'checkboxes',
  name: 'reasons',
  label: 'Why did the child go?',
  what: 'why the child went',
  hint: 'As the child told it. Choose all that apply',
  optional: true,
  options: listed(GOING_REASONS),
} as const satisfies Field;

/** Every question of the interview, in the order of the page; before each whose earlier words were withheld, what becomes of them. */
export function interviewFields(about: readonly Field[], withheld: WithheldWords = new Map()): readonly Field[] {
  return withKeeping(
    [
      ...about,
      ...questionFields('before'),
      ...questionFields('during'),
      ...questionFields('after'),
      reasonsField,
      ...questionFields('others'),
    ],
    withheld,
  );
}

/** The names under which a form posts its questions. */
export function postedNames(fields: readonly Field[]): string[] {
  return fields.flatMap(({ kind, name }) =>
    kind === 'datetime' ? ['day', 'month', 'year', 'time', 'hour'].map((part) => `${name}-${part}`) : [name],
  );
}

/** The question of opening an interview again that was signed off. */
export const reopenFields = [
  {
    kind: 'textarea',
    name: 'why',
    label: 'Why is it opened again?',
    what: 'why it is opened again',
    hint: 'What is to be put right or added. The interviewer reads it',
    maxlength: 2000,
    rows: 4,
  },
] as const satisfies readonly Field[];

/** The questions of signing off. */
export const signOffFields = [
  {
    kind: 'radios',
    name: 'decision',
    label: 'Is it good enough to stand?',
    what: 'whether it is signed off',
    options: [
      { value: 'sign-off', text: 'Sign it off' },
      {
        value: 'send-back',
        text: 'Send it back to be improved',
        hint: 'The interviewer sees why, and writes it again',
      },
    ],
  },
  {
    kind: 'textarea',
    name: 'why',
    label: 'Why?',
    what: 'why',
    hint: 'What is good, or what is to be improved',
    maxlength: 2000,
    rows: 4,
  },
] as const satisfies readonly Field[];
