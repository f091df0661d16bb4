/** The form of the forecast: until when, and what would change it. Everything stands in the address, and names nobody. */
import type { Interviewer } from '../../domain/capacity/interviewer.ts';
import type { WhatIf } from '../../domain/capacity/what-if.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import { asTyped } from '../../web/forms/answers.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { errorOf, readForm } from '../../web/forms/read-form.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { ApprovedProvider } from './queries.ts';

/** The fields by what they belong to. */
export type ForecastFields = {
  readonly about: readonly Field[];
  readonly more: readonly Field[];
  readonly away: readonly Field[];
  readonly give: readonly Field[];
};

const MOST_PEOPLE = 20;
const MOST_HOURS = 60;
const MOST_GIVEN = 200;

/** Until when a forecast may look: by the word in the address. */
export const UNTIL_WORDS = {
  friday: 'The end of Friday',
  week: 'A week from today',
  fortnight: 'Two weeks from today',
} as const;

/** The fields of the form. */
export function forecastFields(
  people: readonly Interviewer[],
  providers: readonly ApprovedProvider[],
  nameOf: (code: string) => string,
): ForecastFields {
  return {
    about: [
      {
        kind: 'radios',
        name: 'until',
        label: 'Count the returns expected until',
        what: 'until when returns are counted',
        options: Object.entries(UNTIL_WORDS).map(([value, text]) => ({ value, text })),
      },
    ],
    more: [
      {
        kind: 'number',
        name: 'more',
        label: 'How many more people',
        what: 'how many more people',
        least: 0,
        most: MOST_PEOPLE,
        optional: true,
      },
      {
        kind: 'number',
        name: 'moreHours',
        label: 'Hours a week of each',
        what: 'the hours a week',
        least: 1,
        most: MOST_HOURS,
        unit: 'hours',
        optional: true,
      },
      { kind: 'date', name: 'moreFrom', label: 'From which day', what: 'the day from which they work', optional: true },
      {
        kind: 'radios',
        name: 'moreDays',
        label: 'On which days',
        what: 'on which days they work',
        options: [
          { value: 'weekdays', text: 'Monday to Friday' },
          { value: 'all', text: 'At weekends too' },
        ],
      },
    ],
    away:
      people.length === 0
        ? []
        : [
            {
              kind: 'select',
              name: 'away',
              label: 'Who is away',
              what: 'who is away',
              options: people.map(({ userId, name }) => ({ value: String(userId), text: name })),
              optional: true,
            },
            { kind: 'date', name: 'awayFrom', label: 'First day away', what: 'the first day away', optional: true },
            { kind: 'date', name: 'awayTo', label: 'Last day away', what: 'the last day away', optional: true },
          ],
    give: providers.map(({ code, name, areas }) => ({
      kind: 'number',
      name: giveName(code),
      label: `Open returns for ${name}`,
      what: `open returns for ${name}`,
      hint: areas.length === 0 ? 'It interviews everywhere' : `It interviews in ${areas.map(nameOf).join(', ')}`,
      least: 0,
      most: MOST_GIVEN,
      optional: true,
    })),
  };
}

/** The seed, which stands apart: few will change it. */
export const seedField = {
  kind: 'number',
  name: 'seed',
  label: 'Number that the chances come from',
  what: 'the number that the chances come from',
  hint: 'The same number gives the same forecast',
  least: 0,
  most: 999_999_999,
} as const satisfies Field;

function giveName(code: string): string {
  return `give-${code}`;
}

/** What the form says. */
export type ForecastAsked = { readonly until: keyof typeof UNTIL_WORDS; readonly seed: number; readonly tried: WhatIf };

/** What an untouched form says: Friday, and nothing tried. */
export const UNTOUCHED: ForecastAsked = { until: 'friday', seed: 1, tried: { more: null, away: null, give: [] } };

/** What would have been typed for an untouched form; the people who are not there yet begin today. */
export function untouchedTyped({ more }: ForecastFields, today: PlainDate): Typed {
  return {
    until: UNTOUCHED.until,
    seed: String(UNTOUCHED.seed),
    ...asTyped(more, { moreFrom: today, moreDays: 'weekdays' }),
  };
}

/** Reads the form, with what no single field can say. */
export function readForecast(
  fields: ForecastFields,
  providers: readonly ApprovedProvider[],
  typed: Typed,
  now: Instant,
): { readonly asked: ForecastAsked } | { readonly errors: readonly FieldError[] } {
  const all = [...fields.about, ...fields.more, ...fields.away, ...fields.give, seedField];
  const read = readForm(all, typed, now);
  if (read.kind === 'errors') return { errors: read.errors };
  const answers = read.answers as Readonly<Record<string, unknown>>;
  const errors: FieldError[] = [];
  const need = (name: string, words: string): unknown => {
    const answer = answers[name] ?? null;
    const field = all.find((one) => one.name === name);
    if (answer === null && field) errors.push(errorOf(field, words));
    return answer;
  };
  const tried = {
    more: moreIn(answers, need),
    away: awayIn(answers, need),
    give: providers.flatMap(({ code, areas }) => {
      const count = Number(answers[giveName(code)] ?? 0);
      return count === 0 ? [] : [{ provider: code, areas, count }];
    }),
  };
  const { away } = tried;
  if (away !== null && away.toOn < away.fromOn)
    errors.push(
      errorOf(fields.away[2] as Field, 'The last day away must be the same as or after the first', [
        'day',
        'month',
        'year',
      ]),
    );
  if (errors.length > 0) return { errors };
  return { asked: { until: answers['until'] as ForecastAsked['until'], seed: Number(answers['seed']), tried } };
}

type Answers = Readonly<Record<string, unknown>>;
type Need = (name: string, words: string) => unknown;

function moreIn(answers: Answers, need: Need): WhatIf['more'] {
  const count = Number(answers['more'] ?? 0);
  if (count === 0) {
    if (answers['moreHours'] !== null) need('more', 'Enter how many more people work these hours');
    return null;
  }
  const hoursAWeek = need('moreHours', 'Enter how many hours a week each of them works');
  const fromOn = need('moreFrom', 'Enter the day from which they work');
  return hoursAWeek === null || fromOn === null
    ? null
    : { count, hoursAWeek: Number(hoursAWeek), fromOn: fromOn as PlainDate, weekends: answers['moreDays'] === 'all' };
}

function awayIn(answers: Answers, need: Need): WhatIf['away'] {
  const given = ['away', 'awayFrom', 'awayTo'].some((name) => (answers[name] ?? null) !== null);
  if (!given) return null;
  const who = need('away', 'Select who is away');
  const fromOn = need('awayFrom', 'Enter the first day away');
  const toOn = need('awayTo', 'Enter the last day away');
  return who === null || fromOn === null || toOn === null
    ? null
    : { userId: Number(who), fromOn: fromOn as PlainDate, toOn: toOn as PlainDate };
}
