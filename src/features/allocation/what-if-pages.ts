/** What would change the forecast: the table of what was tried, and the form to try something. */
import type { Asked, Forecast, Spread } from '../../domain/capacity/forecast.ts';
import type { Interviewer } from '../../domain/capacity/interviewer.ts';
import { poundsOf } from '../../domain/capacity/request.ts';
import { usualLengthOf, workingWeek, type Scenario } from '../../domain/capacity/what-if.ts';
import { formatDate } from '../../domain/time/format.ts';
import { button } from '../../web/components/button.ts';
import { fieldset } from '../../web/components/fieldset.ts';
import { table } from '../../web/components/table.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { showFields } from '../../web/forms/show-form.ts';
import { html, type Html } from '../../web/html.ts';
import { paths } from '../../web/paths.ts';
import { scrolling } from '../../web/scrolling.ts';
import { seedField, type ForecastFields } from './forecast-fields.ts';
import { weekWords } from './interviewer-fields.ts';
import type { ApprovedProvider } from './queries.ts';

/** What this part of the page is made of. */
export type WhatIfView = {
  readonly asked: Asked;
  readonly forecast: Forecast;
  readonly room: number;
  readonly scenarios: readonly Scenario[];
  readonly wasAsked: boolean;
  readonly providers: readonly ApprovedProvider[];
  readonly fields: ForecastFields;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
};

/** A number with what most runs lie between. */
export function spreadWords({ middle, low, high }: Spread): string {
  return low === high ? String(middle) : `${middle} (${low} to ${high})`;
}

/** What was tried, each part in words. */
export function triedWords(
  { tried, given }: Scenario,
  people: readonly Interviewer[],
  providers: readonly ApprovedProvider[],
): string[] {
  const { more, away, give } = tried;
  const who = people.find(({ userId }) => userId === away?.userId);
  return [
    ...(more === null
      ? []
      : [
          `with ${more.count} more ${more.count === 1 ? 'person' : 'people'} for ${more.hoursAWeek} hours a week${more.count === 1 ? '' : ' each'} from ${formatDate(more.fromOn)}${more.weekends ? ', weekends too' : ''}`,
        ]),
    ...(away === null || who === undefined
      ? []
      : [`with ${who.name} away from ${formatDate(away.fromOn)} to ${formatDate(away.toOn)}`]),
    ...give.map(({ provider, count }) => {
      const name = providers.find(({ code }) => code === provider)?.name ?? provider;
      const can = given.get(provider) ?? 0;
      return can < count ? `${can} given to ${name}, of ${count} asked for` : `${can} given to ${name}`;
    }),
  ];
}

/** What each thing that was tried comes to, beside how it is; nothing where there is nothing to show. */
export function changesPart(view: WhatIfView): Html | '' {
  const { scenarios, wasAsked, asked, forecast, room, providers } = view;
  if (scenarios.length === 0) return '';
  const priced = scenarios.some(({ tried }) => tried.give.length > 0);
  const row = (what: string, late: Spread, returns: Spread, holds: number, price: string) => [
    { text: what },
    { text: spreadWords(late), format: 'numeric' as const },
    { text: spreadWords(returns), format: 'numeric' as const },
    { text: String(holds), format: 'numeric' as const },
    ...(priced ? [{ text: price, format: 'numeric' as const }] : []),
  ];
  return html`<h2 class="govuk-heading-m" id="changes">What would change it</h2>
${wasAsked ? '' : html`<p class="govuk-body">These are examples. Try your own below.</p>`}
${scrolling(
  'What would change it',
  table({
    caption: 'How many would be late, as it is and with each change',
    captionClasses: 'govuk-visually-hidden',
    head: [
      { text: 'What' },
      { text: 'Late', format: 'numeric' },
      { text: 'Of returns', format: 'numeric' },
      { text: 'Interviews our people can begin', format: 'numeric' },
      ...(priced ? [{ text: 'Price', format: 'numeric' as const }] : []),
    ],
    firstCellIsHeader: true,
    rows: [
      row('As it is', forecast.late, forecast.returns, room, poundsOf(0)),
      ...scenarios.map((one) => {
        const words = triedWords(one, asked.people, providers).join('; ');
        return row(
          words.charAt(0).toUpperCase() + words.slice(1),
          one.late,
          one.returns,
          one.room,
          poundsOf(priceOf(one, providers)),
        );
      }),
    ],
  }),
)}
<ul class="govuk-list govuk-list--bullet">${countedOf(view).map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
}

function priceOf({ given }: Scenario, providers: readonly ApprovedProvider[]): number {
  return [...given].reduce(
    (sum, [provider, count]) => sum + count * (providers.find(({ code }) => code === provider)?.pricePence ?? 0),
    0,
  );
}

/** What the numbers of the table counted, said only of what is in it. */
function countedOf({ scenarios, asked }: WhatIfView): string[] {
  const more = scenarios.find(({ tried }) => tried.more !== null)?.tried.more;
  const gives = scenarios.some(({ tried }) => tried.give.length > 0);
  const away = scenarios.some(({ tried }) => tried.away !== null);
  const length = usualLengthOf(asked.people);
  return [
    ...(more
      ? [
          `Each further person is counted with ${weekWords(workingWeek(more, length))}, goes everywhere, and needs ${length.interviewMinutes} minutes for an interview and ${length.travelMinutes} for its travel, ${asked.people.length === 0 ? 'as is usual' : 'the middle of your people'}.`,
        ]
      : []),
    ...(away ? ['Who is away holds no interview on those days, nor on days of leave that are on record.'] : []),
    ...(gives
      ? [
          'A provider is given the open returns that would be late most often, in areas to which it goes, and not those that a provider has already. The price is what its terms say today.',
        ]
      : []),
    'Every line has the same returns and the same chances as the first: what differs is what was changed.',
  ];
}

/** The form to try something. */
export function whatIfForm({ fields, typed, errors, providers, asked }: WhatIfView): Html {
  const group = (legend: string, about: string, of: readonly Field[]): Html | '' =>
    of.length === 0
      ? ''
      : fieldset({
          legend: { text: legend, classes: 'govuk-fieldset__legend--m' },
          html: html`${about === '' ? '' : html`<p class="govuk-hint">${about}</p>`}${showFields(of, typed, errors)}`,
        });
  return html`<h2 class="govuk-heading-m" id="what-if">What if</h2>
<form method="get" action="${paths.forecast}" novalidate>
${showFields(fields.about, typed, errors)}
${group('More people', '', fields.more)}
${asked.people.length === 0 ? '' : group('Somebody away', 'Leave that is on record is counted already', fields.away)}
${
  providers.length === 0
    ? html`<p class="govuk-body">No provider is approved today, so there is nobody to give interviews to.</p>`
    : group('Returns given to a provider', 'Those that would be late most often', fields.give)
}
${showFields([seedField], typed, errors)}
${button({ text: 'Forecast', classes: 'govuk-button--secondary' })}
</form>
<p class="govuk-body"><a class="govuk-link" href="${paths.forecast}">Begin again with nothing changed</a></p>`;
}
