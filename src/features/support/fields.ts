/** The questions about support and referrals. */
import { involvementsNow } from '../../domain/access/involvement.ts';
import type { ChildRecord } from '../../domain/chronology/record.ts';
import type { Interview } from '../../domain/interview/interviews.ts';
import { REFERRALS, SESSION_TOPICS, SUPPORT_ENDS, SUPPORT_PROGRAMMES } from '../../domain/support/acts.ts';
import type { Support } from '../../domain/support/given.ts';
import type { Recipient } from '../../domain/support/recipients.ts';
import { END_WORDS, PROGRAMME_WORDS, REFERRAL_WORDS, TOPIC_WORDS } from '../../domain/support/words.ts';
import { formatDate } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import type { Field, Option } from '../../web/forms/field.ts';

/** Goals that a programme may begin with. */
export const GOALS_AT_MOST = 4;
/** Stands for an agency or an interview that there is none of. */
export const NONE = 'none';
/** The steps in which a child says how far they have come. */
export const FAR_AT_MOST = 10;

function optionsOf<Code extends string>(codes: readonly Code[], words: Readonly<Record<Code, string>>): Option[] {
  return codes.map((value) => ({ value, text: words[value] }));
}

/** A longer text in somebody's own words. */
function told(name: string, label: string, what: string, hint?: string) {
  return {
    kind: 'textarea',
    name,
    label,
    what,
    ...(hint === undefined ? {} : { hint }),
    rows: 4,
    maxlength: 5000,
  } as const satisfies Field;
}

/** Agencies that answer for the child's returns or interview the child now, and the person's own. */
export function agenciesAround(record: ChildRecord, own: string, now: Instant): readonly string[] {
  const around = involvementsNow(record.involvements, now)
    .filter(({ relationship }) =>
      ['responsible-authority', 'interviewing-authority', 'interview-provider'].includes(relationship),
    )
    .map(({ agency }) => agency);
  return [...new Set([own, ...around])];
}

/** Interviews out of which support or a referral may come. */
export function heldOf(interviews: readonly Interview[]): readonly Interview[] {
  return interviews.filter(({ completedAt }) => completedAt !== null);
}

function interviewField(interviews: readonly Interview[]): Field {
  const held = heldOf(interviews);
  return {
    kind: 'radios',
    name: 'interview',
    label: 'Which interview did it come out of?',
    what: 'which interview it came out of, or none',
    options: [
      ...held.map(({ interviewRef, completedAt }) => ({
        value: interviewRef,
        text: `The interview of ${formatDate(londonDate(completedAt as Instant))}`,
      })),
      { value: NONE, text: 'It did not come out of an interview' },
    ],
  };
}

/** The questions with which support begins. */
export function beginFields(
  record: ChildRecord,
  agencies: readonly string[],
  agencyName: (code: string) => string,
): readonly Field[] {
  return [
    {
      kind: 'radios',
      name: 'programme',
      label: 'What kind of support?',
      what: 'the kind of support',
      options: optionsOf(SUPPORT_PROGRAMMES, PROGRAMME_WORDS),
    },
    {
      kind: 'radios',
      name: 'agency',
      label: 'Who gives it?',
      what: 'who gives it',
      hint: 'A volunteer works for one of these',
      options: agencies.map((value) => ({ value, text: agencyName(value) })),
    },
    interviewField(record.interviews),
    ...Array.from({ length: GOALS_AT_MOST }, (_, place): Field => {
      const asked = {
        kind: 'textarea',
        name: `goal${place + 1}`,
        label: place === 0 ? 'What does the child want to reach?' : `Goal ${place + 1}`,
        what: place === 0 ? 'what the child wants to reach' : `goal ${place + 1}`,
        rows: 2,
        maxlength: 500,
      } as const;
      return place === 0
        ? { ...asked, hint: 'In the child’s own words, as “I want to get on with my mum”' }
        : { ...asked, optional: true };
    }),
  ];
}

/** The questions about a session, with how far the child says they have come for each goal. */
export function sessionFields(support: Support): readonly Field[] {
  return [
    { kind: 'datetime', name: 'heldAt', label: 'When was it?', what: 'when the session was', inThePast: true },
    { kind: 'yes-no', name: 'attended', label: 'Did the child come?', what: 'the child came' },
    {
      kind: 'number',
      name: 'minutes',
      label: 'How many minutes did it last?',
      what: 'the minutes',
      least: 1,
      most: 600,
      optional: true,
    },
    {
      kind: 'checkboxes',
      name: 'topics',
      label: 'What was it about?',
      what: 'what it was about',
      options: optionsOf(SESSION_TOPICS, TOPIC_WORDS),
      optional: true,
    },
    ...support.goals.map(({ text }, place): Field => ({
      kind: 'number',
      name: `far${place + 1}`,
      label: `How far does the child say they have come: ${text}`,
      what: `how far the child has come with goal ${place + 1}`,
      hint: 'From 0, not at all, to 10, all the way. Leave it empty if you did not speak of it',
      least: 0,
      most: FAR_AT_MOST,
      optional: true,
    })),
    { ...told('said', 'What did the child say?', 'what the child said', 'In the child’s own words'), optional: true },
    {
      kind: 'textarea',
      name: 'next',
      label: 'What is next?',
      what: 'what is next',
      rows: 2,
      maxlength: 1000,
      optional: true,
    },
  ];
}

/** The questions with which support ends. */
export const endFields = [
  {
    kind: 'radios',
    name: 'as',
    label: 'How did it end?',
    what: 'how it ended',
    options: optionsOf(SUPPORT_ENDS, END_WORDS),
  },
  told('why', 'What was reached, and what is still open?', 'what was reached, and what is still open'),
] as const satisfies readonly Field[];

/** The questions about a referral. */
export function referFields(
  interviews: readonly Interview[],
  recipients: readonly Recipient[],
): readonly [Field, Field, Field, Field, Field, Field] {
  return [
    {
      kind: 'radios',
      name: 'to',
      label: 'To whom do you refer the child?',
      what: 'to whom you refer the child',
      options: optionsOf(REFERRALS, REFERRAL_WORDS),
    },
    {
      kind: 'radios',
      name: 'agency',
      label: 'Who is that in the partnership?',
      what: 'who that is in the partnership, or somebody else',
      options: [
        ...recipients.map(({ code, name, answersHere }) => ({
          value: code,
          text: name,
          hint: answersHere ? 'They see the child and answer here' : 'You ask them, and record what they answer',
        })),
        { value: NONE, text: 'Somebody else', hint: 'You ask them, and record what they answer' },
      ],
    },
    {
      kind: 'text',
      name: 'name',
      label: 'Name, where it is somebody else',
      what: 'the name',
      hint: 'The service, school, surgery or person, like “St Ebbe’s surgery, Dr Rao”',
      maxlength: 200,
      optional: true,
      conditional: true,
    },
    {
      kind: 'text',
      name: 'contact',
      label: 'How do you reach them?',
      what: 'how you reach them',
      hint: 'A telephone number or email address, for whoever chases the answer',
      maxlength: 200,
      optional: true,
    },
    interviewField(interviews),
    told('why', 'Why do you refer the child?', 'why you refer the child'),
  ];
}

/** The questions about the answer to a referral. */
export const answerFields = [
  { kind: 'yes-no', name: 'accepted', label: 'Was the referral accepted?', what: 'the referral was accepted' },
  told('why', 'What did they say?', 'what they said', 'What happens now, or why it was not accepted'),
] as const satisfies readonly Field[];
