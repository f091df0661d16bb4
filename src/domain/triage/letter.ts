/**
 * The letters of a green return, in words: to the parent or carer and to the young person, in plain words and as easy read.
 * They offer the interview, which is owed after every return, and say nothing of any risk.
 */
import { formatDate, formatTime } from '../time/format.ts';
import type { Instant } from '../time/instant.ts';
import { londonDate } from '../time/london.ts';
import type { LetterForm, LetterReader } from './acts.ts';
import type { LetterContact } from './rules.ts';

/** What a letter needs. @source The Children’s Society (Streetwise), evidence 2015: letter and leaflet to child and to parent or carer */
export type LetterFacts = {
  readonly forename: string;
  readonly returnedAt: Instant;
  readonly dueAt: Instant;
  readonly writtenAt: Instant;
  /** Who writes, and for whom. */
  readonly signedBy: string;
  readonly agency: string;
  readonly contact: LetterContact;
};

/** The pictures that stand beside words of easy read, one for each part of every letter, in order. @source our judgement: easy read has a picture for each thing said */
export const PICTURES = ['hello', 'talk', 'choose', 'safe', 'time', 'ring'] as const;
/** @source our judgement: easy read has a picture for each thing said */
export type LetterPicture = (typeof PICTURES)[number];

/** Some sentences of a letter, under a heading where it has one. @source our judgement */
export type LetterPart = {
  readonly heading: string | null;
  readonly picture: LetterPicture;
  readonly sentences: readonly string[];
};

/** A letter. @source The Children’s Society (Streetwise), evidence 2015 */
export type Letter = {
  readonly date: string;
  readonly greeting: string;
  readonly parts: readonly LetterPart[];
  readonly close: readonly string[];
};

/** Help that anybody can ring, free. @source Missing People, 116 000; Childline, 0800 1111 */
const HELP = {
  missingPeople: { name: 'Missing People', number: '116 000' },
  childline: { name: 'Childline', number: '0800 1111' },
} as const;

/** One letter. @source statutory guidance 2014: an interview is offered after every return, by somebody independent; our judgement on the words */
export function letterTo(reader: LetterReader, form: LetterForm, facts: LetterFacts): Letter {
  const easy = form === 'easy-read';
  return {
    date: formatDate(londonDate(facts.writtenAt)),
    greeting: reader === 'child' ? `Dear ${facts.forename},` : 'Dear parent or carer,',
    parts: reader === 'child' ? toChild(facts, easy) : toCarer(facts, easy),
    close: ['Yours sincerely,', facts.signedBy, facts.agency],
  };
}

function toChild(facts: LetterFacts, easy: boolean): LetterPart[] {
  const came = formatDate(londonDate(facts.returnedAt));
  if (easy)
    return [
      part('hello', null, `You came back on ${came}.`, 'We are glad you are back.'),
      part(
        'talk',
        'You can talk to us',
        'You can talk about being away.',
        'This is called a return interview.',
        'It is a talk, not a test.',
        'You are not in trouble.',
      ),
      part(
        'choose',
        'You choose',
        'You can say yes or no.',
        'You can choose who you talk to.',
        'They are not a person who looks after you.',
        'You can choose where to meet.',
        'You can bring somebody with you.',
        'You can change your mind.',
      ),
      part(
        'safe',
        'What we do with what you say',
        'We use it to help you.',
        'Sometimes we must tell other people, to keep you safe.',
        'We tell you first if we can.',
      ),
      part('time', 'When', when(facts, 'meet')),
      reachEasy(facts.contact, true),
    ];
  return [
    part(
      'hello',
      null,
      `We heard that you were away, and that you came back on ${came}. We are glad that you are back.`,
    ),
    part(
      'talk',
      'You can talk to somebody about it',
      'After somebody has been away, they can talk to a person whose job is to listen. It is called a return interview.',
      'You are not in trouble. The person is not from the police. You can say what went on, what you need and what would help.',
    ),
    part(
      'choose',
      'It is your choice',
      'You can say who you would like to talk to, and where and when. It is somebody who does not look after you. You can bring somebody you trust.',
      'You can say no. You can answer some things and leave others. If you say no now, you can still change your mind.',
    ),
    part(
      'safe',
      'What we do with what you say',
      'We use it to make things better for you. The person will tell you before you begin what they would have to pass on to keep you or somebody else safe.',
    ),
    part('time', 'When', when(facts, 'see you')),
    reach(facts.contact, true),
  ];
}

function toCarer(facts: LetterFacts, easy: boolean): LetterPart[] {
  const { forename } = facts;
  const came = formatDate(londonDate(facts.returnedAt));
  if (easy)
    return [
      part('hello', null, `${forename} came back on ${came}.`, `We are glad ${forename} is back.`),
      part(
        'talk',
        'A talk for ' + forename,
        `${forename} can talk to somebody about being away.`,
        'This is called a return interview.',
        `Nobody is in trouble.`,
      ),
      part(
        'choose',
        `${forename} chooses`,
        `${forename} can say yes or no.`,
        `${forename} can choose who to talk to.`,
        `${forename} can choose where to meet.`,
      ),
      part(
        'safe',
        'What you can do',
        `Please give ${forename} our letter.`,
        'Please tell us what would help.',
        'You can talk to us too.',
      ),
      part('time', 'When', when(facts, 'meet')),
      reachEasy(facts.contact, false),
    ];
  return [
    part(
      'hello',
      null,
      `We were told that ${forename} was away, and came back on ${came}. We are glad that ${forename} is back.`,
    ),
    part(
      'talk',
      'A return interview',
      `Every child who comes back is offered a talk with somebody whose job is to listen: a return interview. It is not an inspection, and nobody is in trouble. ${forename} has had a letter from us too.`,
    ),
    part(
      'choose',
      `It is ${forename}’s choice`,
      `${forename} can choose who to talk to, where and when, and whom to bring. ${forename} can also say no, and can change their mind later.`,
    ),
    part(
      'safe',
      'What you can do',
      `Please tell ${forename} about the offer, and tell us what would make it easier. If you know something that would help, or would like support yourself, please tell us: you can talk to us even if ${forename} does not want to.`,
    ),
    part('time', 'When', when(facts, `see ${forename}`)),
    reach(facts.contact, false),
  ];
}

function part(picture: LetterPicture, heading: string | null, ...sentences: string[]): LetterPart {
  return { heading, picture, sentences };
}

/** By when; a letter that is written late asks for soon. */
function when({ dueAt, writtenAt }: LetterFacts, to: string): string {
  if (writtenAt >= dueAt) return `We would like to ${to} soon.`;
  return `We would like to ${to} by ${formatDate(londonDate(dueAt))} at ${formatTime(dueAt)}.`;
}

/** To be filled in by hand where the protocol states no number. */
const BY_HAND = '____________________';

function reach({ telephone, email }: LetterContact, child: boolean): LetterPart {
  const { missingPeople, childline } = HELP;
  return part(
    'ring',
    'How to reach us',
    `Ring ${telephone ?? BY_HAND}${email === null ? '' : ` or write to ${email}`}.${child ? ' Or ask somebody you trust to tell us: they can say yes for you.' : ''}`,
    child
      ? `You can also ring somebody free, day or night: ${missingPeople.name} on ${missingPeople.number}, or ${childline.name} on ${childline.number}.`
      : `${missingPeople.name} listens to families, free, day and night: ${missingPeople.number}.`,
  );
}

function reachEasy({ telephone, email }: LetterContact, child: boolean): LetterPart {
  const { missingPeople, childline } = HELP;
  return part(
    'ring',
    'How to reach us',
    `Ring us: ${telephone ?? BY_HAND}.`,
    ...(email === null ? [] : [`Write to us: ${email}.`]),
    `Free help, day and night: ${missingPeople.name}, ${missingPeople.number}.`,
    ...(child ? [`${childline.name}: ${childline.number}.`, 'Somebody you trust can ring for you.'] : []),
  );
}
