/** The pages of interviews that a provider is asked for. */
import { LANGUAGES } from '../../domain/capacity/interviewer.ts';
import { AGE_BAND_WORDS, poundsOf, STANDING_WORDS, standingOf } from '../../domain/capacity/request.ts';
import { WITHDRAWAL_WORDS } from '../../domain/interview/words.ts';
import { fullName } from '../../domain/chronology/words.ts';
import { formatDue, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { button } from '../../web/components/button.ts';
import { summaryList } from '../../web/components/summary-list.ts';
import { table } from '../../web/components/table.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { showFields } from '../../web/forms/show-form.ts';
import { html, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import type { ReceivedRequest } from './queries.ts';

const SEX_WORDS = { M: 'Boy', F: 'Girl', U: 'Not known' } as const;

/** What the list is made of. */
export type InboxView = {
  readonly agencyName: string;
  readonly received: readonly ReceivedRequest[];
  readonly nameOf: (code: string) => string;
  readonly now: Instant;
};

/** Interviews that the agency is asked for, the soonest to be answered first. */
export function inboxPage({ agencyName, received, nameOf, now }: InboxView): Html {
  return html`<span class="govuk-caption-l">${agencyName}</span>
<h1 class="govuk-heading-l">Interviews that we are asked for</h1>
<p class="govuk-body">Until you accept you see no name. What you took you can give back until it is held. What is not answered in time goes back to who asked.</p>
<p class="govuk-body"><a class="govuk-link" href="${paths.interviewWork}">Our own figures</a></p>
${
  received.length === 0
    ? html`<p class="govuk-body">Nobody has asked for an interview.</p>`
    : requestsTable(received, nameOf, now)
}`;
}

/** Each request as a row; on a telephone each as a block. */
function requestsTable(received: InboxView['received'], nameOf: InboxView['nameOf'], now: Instant): Html {
  const cell = (label: string, content: Html) => ({
    html: html`<div>${content}</div>`,
    attributes: { 'data-label': label },
  });
  return table({
    caption: 'Requests',
    captionClasses: 'govuk-visually-hidden',
    classes: 'homeward-stacked',
    head: [
      { text: 'Asked by' },
      { text: 'Child' },
      { text: 'Interview due' },
      { text: 'Answer by' },
      { text: 'Price' },
      { text: 'Stands' },
    ],
    rows: received.map((one) => {
      const standing = standingOf(one, now);
      const left =
        standing === 'waiting' ? html`<span class="homeward-under">${formatDue(one.answerBy, now)}</span>` : '';
      return [
        cell(
          'Asked by',
          html`<a class="govuk-link govuk-!-font-weight-bold" href="${to(paths.interviewRequest, { requestRef: one.requestRef })}">${nameOf(one.from)}<span class="govuk-visually-hidden">, asked ${formatInstant(one.askedAt)}</span></a>`,
        ),
        cell(
          'Child',
          html`${childOf(one)}<span class="homeward-under">${one.area === null ? 'Area not said' : nameOf(one.area)}</span>`,
        ),
        cell('Interview due', html`${formatInstant(one.dueAt)}`),
        cell('Answer by', html`${formatInstant(one.answerBy)}${left}`),
        cell('Price', html`${one.pricePence === null ? 'Under the contract' : poundsOf(one.pricePence)}`),
        cell('Stands', html`${STANDING_WORDS[standing]}`),
      ];
    }),
  });
}

function childWords({ ageBand, sex, languages }: ReceivedRequest): string {
  const speaks = languages.map((code) => LANGUAGES[code] ?? code);
  return [
    SEX_WORDS[sex],
    AGE_BAND_WORDS[ageBand],
    ...(speaks.length === 0 ? [] : [`needs ${speaks.join(' and ')}`]),
  ].join(', ');
}

/** What a provider that took it can do with it. */
function takenWords({ childId, requestRef }: ReceivedRequest): Html {
  return html`You took it. It is among the <a class="govuk-link" href="${paths.allocation}">open returns</a> until it is held.${
    childId === null
      ? ''
      : html` If you cannot hold it after all, <a class="govuk-link" href="${to(paths.giveBackRequest, { childId, requestRef })}">give it back</a>, so that somebody else can be asked in time.`
  }`;
}

/** Who the child is, once the agency may know it. */
function childOf(one: ReceivedRequest): Html {
  const { childId, forename, surname } = one;
  if (childId === null || forename === null || surname === null) return html`${childWords(one)}`;
  return html`<a class="govuk-link" href="${to(paths.child, { childId })}">${fullName({ forename, surname })}</a><br>${childWords(one)}`;
}

function withdrawnRows({ withdrawnAt, withdrawnFor, withdrawnPence, accepted }: ReceivedRequest): [string, string][] {
  if (withdrawnAt === null || withdrawnFor === null) return [];
  return [
    ['Withdrawn', formatInstant(withdrawnAt)],
    ['Because', WITHDRAWAL_WORDS[withdrawnFor]],
    ...(accepted === true
      ? [['Paid for it', withdrawnPence === null ? 'Nothing' : poundsOf(withdrawnPence)] satisfies [string, string]]
      : []),
  ];
}

/** What the page of one request is made of. */
export type AnswerView = {
  readonly one: ReceivedRequest;
  readonly nameOf: (code: string) => string;
  readonly now: Instant;
  readonly fields: readonly Field[];
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly csrfToken: string;
};

/** One request: what may be seen of it, and the answer. */
export function answerPage({ one, nameOf, now, fields, typed, errors, csrfToken }: AnswerView): Html {
  const standing = standingOf(one, now);
  const row = (key: string, value: string) => ({ key: { text: key }, value: { text: value } });
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">An interview that we are asked for</h1>
${summaryList({
  rows: [
    row('Asked by', nameOf(one.from)),
    { key: { text: 'Child' }, value: { html: childOf(one) } },
    row('Area', one.area === null ? 'Not said' : nameOf(one.area)),
    row('Interview due', `${formatInstant(one.dueAt)}, ${formatDue(one.dueAt, now)}`),
    row('Price with travel', one.pricePence === null ? 'Under the contract' : poundsOf(one.pricePence)),
    row(
      'If they withdraw it after you accept',
      one.cancelPence === null ? 'Nothing is paid' : poundsOf(one.cancelPence),
    ),
    row('Answer by', formatInstant(one.answerBy)),
    row('Stands', STANDING_WORDS[standing]),
    ...(one.givenBackAt === null ? [] : [row('Given back', formatInstant(one.givenBackAt))]),
    ...withdrawnRows(one).map(([key, value]) => row(key, value)),
  ],
})}
${
  standing !== 'waiting'
    ? html`<p class="govuk-body">${standing === 'accepted' ? takenWords(one) : standing === 'withdrawn' ? 'There is nothing more to do: do not interview the child for it.' : 'There is nothing more to answer.'}</p>`
    : html`<form method="post" action="${to(paths.interviewRequest, { requestRef: one.requestRef })}" novalidate>
${csrfField(csrfToken)}
${showFields(fields, typed, errors)}
${button({ text: 'Answer', preventDoubleClick: true })}
</form>`
}
</div></div>`;
}
