/** The pages of an agency’s own work. */
import { poundsOf } from '../../domain/capacity/request.ts';
import {
  financialYearWords,
  type Funding,
  type MonthOfWork,
  type YearOfWork,
} from '../../domain/capacity/work-done.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import { formatMonth } from '../../domain/time/format.ts';
import { button } from '../../web/components/button.ts';
import { table, type TableCell } from '../../web/components/table.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { showFields } from '../../web/forms/show-form.ts';
import { html, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import { scrolling } from '../../web/scrolling.ts';

/** What the page is made of. */
export type WorkView = {
  readonly agencyName: string;
  readonly months: readonly MonthOfWork[];
  readonly people: number;
  readonly earned: number;
  /** Null for who may not know what pays for it. */
  readonly years: readonly YearOfWork[] | null;
};

const number = (value: number) => ({ text: value.toLocaleString('en-GB'), format: 'numeric' }) as const;

/** The agency’s own figures by month, and money against work by year. */
export function workPage({ agencyName, months, people, earned, years }: WorkView): Html {
  return html`<span class="govuk-caption-l">${agencyName}</span>
<h1 class="govuk-heading-l">Our own figures</h1>
<p class="govuk-body">${peopleWords(people)} What we were given is among the <a class="govuk-link" href="${paths.allocation}">open returns</a>.</p>
<h2 class="govuk-heading-m">By month</h2>
${
  months.length === 0
    ? html`<p class="govuk-body">We were asked for no interview, and held none.</p>`
    : scrolling('Our work by month', monthsTable(months))
}
${years === null ? '' : yearsPart(years, earned)}`;
}

/** Work by month. Whoever was never asked for a single interview, as a council that asks others, has no columns of requests. */
function monthsTable(months: readonly MonthOfWork[]): Html {
  const asked = months.some(({ offered }) => offered > 0);
  const requests = (one: MonthOfWork) => [one.offered, one.accepted, one.refused, one.givenBack].map(number);
  return table({
    caption: asked ? 'Interviews that we were asked for, took and held' : 'Interviews that we held',
    captionClasses: 'govuk-visually-hidden',
    head: [
      { text: 'Month' },
      ...[...(asked ? ['Asked for', 'Accepted', 'Refused', 'Given back'] : []), 'Held', 'In time'].map((text) => ({
        text,
        format: 'numeric',
      })),
    ],
    firstCellIsHeader: true,
    rows: months.flatMap((one, index) => [
      ...gapBefore(one, months[index - 1], asked ? 7 : 3),
      [
        { text: formatMonth(one.month) },
        ...(asked ? requests(one) : []),
        number(one.held),
        {
          text: one.held === 0 ? '0' : `${one.inTime} (${Math.round((100 * one.inTime) / one.held)}%)`,
          format: 'numeric' as const,
        },
      ],
    ]),
  });
}

/** A row that says so where months lie between two of the list: without it one year stands directly under another. */
function gapBefore(one: MonthOfWork, later: MonthOfWork | undefined, colspan: number): TableCell[][] {
  const between = later === undefined ? 0 : monthNumber(later.month) - monthNumber(one.month) - 1;
  if (between < 1) return [];
  return [
    [
      {
        text: between === 1 ? '1 month without work' : `${between} months without work`,
        classes: 'homeward-quiet',
        colspan,
      },
    ],
  ];
}

function monthNumber(month: PlainDate): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
}

/** How many interview, in words. */
function peopleWords(people: number): string {
  if (people === 0) return 'Nobody of ours is on record as an interviewer today.';
  return people === 1
    ? '1 person of ours is on record as an interviewer today.'
    : `${people} people of ours are on record as interviewers today.`;
}

function yearsPart(years: readonly YearOfWork[], earned: number): Html {
  return html`<h2 class="govuk-heading-m" id="funding">What pays for it</h2>
<p class="govuk-body">${earned === 0 ? '' : `Single interviews, accepted and held, come to ${poundsOf(earned)} in all. `}<a class="govuk-link" href="${paths.funding}">Put down what pays for interviews</a></p>
${
  years.length === 0
    ? html`<p class="govuk-body">No money and no work is on record.</p>`
    : scrolling(
        'What pays for it',
        table({
          caption: 'Money by financial year, and the work done',
          captionClasses: 'govuk-visually-hidden',
          head: [
            { text: 'Year' },
            { text: 'From' },
            { text: 'Money', format: 'numeric' },
            { text: 'Interviews held', format: 'numeric' },
            { text: 'Sessions of support', format: 'numeric' },
            { text: 'For each interview', format: 'numeric' },
          ],
          firstCellIsHeader: true,
          rows: years.map((one) => [
            { text: financialYearWords(one.financialYear) },
            {
              text:
                one.funding.length === 0
                  ? 'Not put down'
                  : one.funding.map(({ source, pence }) => `${source} ${poundsOf(pence)}`).join('; '),
            },
            { text: poundsOf(one.pence), format: 'numeric' },
            number(one.held),
            number(one.sessions),
            { text: one.pencePerInterview === null ? 'Not known' : poundsOf(one.pencePerInterview), format: 'numeric' },
          ]),
        }),
      )
}`;
}

/** What the page of money is made of. */
export type FundingView = {
  readonly agencyName: string;
  readonly funding: readonly Funding[];
  readonly fields: readonly Field[];
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly csrfToken: string;
};

/** Money by source and year, and the form to put more down. */
export function fundingPage({ agencyName, funding, fields, typed, errors, csrfToken }: FundingView): Html {
  return html`<span class="govuk-caption-l">${agencyName}</span>
<h1 class="govuk-heading-l">What pays for interviews</h1>
${
  funding.length === 0
    ? html`<p class="govuk-body">Nothing is put down yet.</p>`
    : scrolling(
        'Money by source and year',
        table({
          caption: 'Money by source and year',
          captionClasses: 'govuk-visually-hidden',
          head: [{ text: 'From' }, { text: 'Year' }, { text: 'Amount', format: 'numeric' }, { text: 'Take back' }],
          firstCellIsHeader: true,
          rows: funding.map((one) => [
            { text: one.source },
            { text: financialYearWords(one.financialYear) },
            { text: poundsOf(one.pence), format: 'numeric' },
            {
              html: html`<form method="post" action="${to(paths.removeFunding, { fundingId: one.fundingId })}">${csrfField(csrfToken)}${button({ html: html`Take back<span class="govuk-visually-hidden"> ${one.source}, ${financialYearWords(one.financialYear)}</span>`, classes: 'govuk-button--secondary govuk-!-margin-bottom-0' })}</form>`,
            },
          ]),
        }),
      )
}
<h2 class="govuk-heading-m">Put down money</h2>
<form method="post" action="${paths.funding}" novalidate>
${csrfField(csrfToken)}
${showFields(fields, typed, errors)}
${button({ text: 'Put it down', preventDoubleClick: true })}
</form>`;
}
