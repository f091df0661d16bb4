/** The form of one interviewer, and working times as they are typed. */
import { LANGUAGES, type Interviewer, type WorkingSpan } from '../../domain/capacity/interviewer.ts';
import { spansOfWeekday } from '../../domain/capacity/working-time.ts';
import type { Agency } from '../../domain/child/agency.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import { asTyped } from '../../web/forms/answers.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { errorOf } from '../../web/forms/read-form.ts';
import { asTypedTime, readTypedTime } from '../../web/forms/typed-time.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const MINUTE = 60_000;
const MINUTES_OF_DAY = 1440;

/** The fields of the form. */
export function interviewerFields(authorities: readonly Agency[], teams: readonly string[]): readonly Field[] {
  return [
    ...WEEKDAYS.map((day): Field => ({
      kind: 'text',
      name: day.toLowerCase(),
      label: `Working time on ${day}`,
      what: `working time on ${day}`,
      hint: 'Like 9am to 5pm, or 9am to 1pm and 5pm to 8pm. Leave empty for none',
      optional: true,
      width: 20,
    })),
    {
      kind: 'number',
      name: 'mostADay',
      label: 'Interviews on one day at most',
      what: 'interviews on one day at most',
      least: 1,
      most: 12,
    },
    {
      kind: 'number',
      name: 'interviewMinutes',
      label: 'An interview with writing it up',
      what: 'the length of an interview',
      least: 15,
      most: 480,
      unit: 'minutes',
    },
    {
      kind: 'number',
      name: 'travelMinutes',
      label: 'Travel for one interview, there and back',
      what: 'travel for one interview',
      least: 0,
      most: 480,
      unit: 'minutes',
    },
    {
      kind: 'checkboxes',
      name: 'areas',
      label: 'Areas they go to',
      what: 'the areas they go to',
      hint: 'Choose none where they go everywhere',
      optional: true,
      options: authorities.map(({ code, name }) => ({ value: code, text: name })),
    },
    {
      kind: 'checkboxes',
      name: 'languages',
      label: 'Languages besides English',
      what: 'languages',
      optional: true,
      options: Object.entries(LANGUAGES)
        .map(([value, text]) => ({ value, text }))
        .sort((a, b) => a.text.localeCompare(b.text, 'en-GB')),
    },
    {
      kind: 'select',
      name: 'careTeam',
      label: 'Team whose children they care for',
      what: 'the team whose children they care for',
      hint: 'They may not interview a child of this team. Choose none where they care for no children',
      optional: true,
      options: teams.map((team) => ({ value: team, text: team })),
    },
    { kind: 'date', name: 'fromOn', label: 'First day on which they interview', what: 'the first day' },
    { kind: 'date', name: 'untilOn', label: 'Last day', what: 'the last day', optional: true },
  ];
}

/** The form of days away. */
export const leaveFields = [
  { kind: 'date', name: 'fromOn', label: 'First day away', what: 'the first day away' },
  { kind: 'date', name: 'toOn', label: 'Last day away', what: 'the last day away' },
] as const satisfies readonly Field[];

/** An interviewer as the form gives it. */
export type KeptFields = Omit<Interviewer, 'userId' | 'name' | 'agency' | 'leave'>;

/** What the form says once it was read, or what is wrong with it beyond its single fields. */
export function interviewerIn(
  answers: Readonly<Record<string, unknown>>,
  fields: readonly Field[],
): KeptFields | readonly FieldError[] {
  const field = (name: string): Field => fields.find((one) => one.name === name) as Field;
  const errors: FieldError[] = [];
  const working = WEEKDAYS.flatMap((day, index) => {
    const typed = answers[day.toLowerCase()];
    if (typeof typed !== 'string') return [];
    const spans = readWorking(typed, index + 1);
    if (spans !== null) return spans;
    errors.push(
      errorOf(field(day.toLowerCase()), `Enter working time on ${day} like 9am to 5pm, the earlier time first`),
    );
    return [];
  });
  const fromOn = answers['fromOn'] as PlainDate;
  const untilOn = answers['untilOn'] as PlainDate | null;
  if (untilOn !== null && untilOn < fromOn)
    errors.push(errorOf(field('untilOn'), 'The last day must be the same as or after the first day'));
  if (errors.length > 0) return errors;
  return {
    working,
    mostADay: Number(answers['mostADay']),
    interviewMinutes: Number(answers['interviewMinutes']),
    travelMinutes: Number(answers['travelMinutes']),
    areas: (answers['areas'] as readonly string[] | null) ?? [],
    languages: (answers['languages'] as readonly string[] | null) ?? [],
    careTeam: (answers['careTeam'] as string | null) ?? null,
    fromOn,
    untilOn,
  };
}

/** Working time of one weekday as people type it; null where it cannot be read, is backwards or overlaps. */
export function readWorking(typed: string, weekday: number): WorkingSpan[] | null {
  const spans: WorkingSpan[] = [];
  for (const part of typed.split(/,|;|\band\b/i).filter((text) => text.trim() !== '')) {
    const [from, to, ...more] = part.split(/\bto\b|until|[-–—]/i);
    const start = readTypedTime(from ?? '');
    const end = readTypedTime(to ?? '');
    if (start === null || end === null || more.length > 0) return null;
    const fromMinute = start / MINUTE;
    const toMinute = end === 0 ? MINUTES_OF_DAY : end / MINUTE;
    if (toMinute <= fromMinute) return null;
    spans.push({ weekday, fromMinute, toMinute });
  }
  spans.sort((a, b) => a.fromMinute - b.fromMinute);
  return spans.some((span, index) => index > 0 && span.fromMinute < (spans[index - 1]?.toMinute ?? 0)) ? null : spans;
}

/** Working time of one weekday as it is typed. */
export function workingWords(working: readonly WorkingSpan[], weekday: number): string {
  return spansOfWeekday(working, weekday)
    .map(
      ({ fromMinute, toMinute }) =>
        `${asTypedTime(fromMinute * MINUTE)} to ${asTypedTime((toMinute % MINUTES_OF_DAY) * MINUTE)}`,
    )
    .join(' and ');
}

/** The week in words, days of the same hours one by one. */
export function weekWords(working: readonly WorkingSpan[]): string {
  const days = WEEKDAYS.flatMap((day, index) => {
    const words = workingWords(working, index + 1);
    return words === '' ? [] : [`${day} ${words}`];
  });
  return days.length === 0 ? 'No working time' : days.join('; ');
}

/** What would have been typed for an interviewer on record; for a new one, a working week to begin with. */
export function typedOf(fields: readonly Field[], person: KeptFields | null, today: PlainDate): Typed {
  if (person === null) {
    const start = { mostADay: 2, interviewMinutes: 120, travelMinutes: 60, fromOn: today };
    return asTyped(fields, start);
  }
  const week = Object.fromEntries(
    WEEKDAYS.map((day, index) => [day.toLowerCase(), workingWords(person.working, index + 1)]),
  );
  return asTyped(fields, { ...person, ...week });
}
