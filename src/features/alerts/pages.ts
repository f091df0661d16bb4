/** The pages of alerts. */
import { roleWords } from '../../domain/access/audit-words.ts';
import { patternTitle } from '../../domain/access/patterns.ts';
import { fullName } from '../../domain/chronology/words.ts';
import { formatElapsed, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { button } from '../../web/components/button.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { summaryList } from '../../web/components/summary-list.ts';
import { table } from '../../web/components/table.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { showFields } from '../../web/forms/show-form.ts';
import { html, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import { scrolling } from '../../web/scrolling.ts';
import type { Alert } from './queries.ts';

/** The title of both pages. */
export const ALERTS_TITLE = 'Alerts';

/** What is asked of whoever decides. */
export const decisionFields = [
  {
    kind: 'radios',
    name: 'decision',
    label: 'What did you find?',
    what: 'what you found',
    options: [
      { value: 'explained', text: 'There is an explanation', hint: 'The person had a reason to look' },
      {
        value: 'concern',
        text: 'It is a concern',
        hint: 'It is taken further in the agency, as a conduct matter or a breach',
      },
    ],
  },
  {
    kind: 'textarea',
    name: 'why',
    label: 'What you asked, and what you were told',
    what: 'what you asked and were told',
    hint: 'Do not write anything about the child that is not needed',
    maxlength: 2000,
  },
] as const satisfies readonly Field[];

const DECISION_WORDS = { explained: 'There is an explanation', concern: 'It is a concern' } as const;

/** Alerts that wait, and those decided last. */
export function alertsPage(view: {
  readonly open: readonly Alert[];
  readonly decided: readonly Alert[];
  readonly now: Instant;
  readonly shownAtMost: number;
}): Html {
  const { open, decided, now } = view;
  return html`<h1 class="govuk-heading-l">${ALERTS_TITLE}</h1>
<p class="govuk-body">Ways of looking at children that somebody should ask about. An alert is a question. It does not say that anybody did wrong. Alerts about you are shown to your colleagues and not to you.</p>
<h2 class="govuk-heading-m">To be decided</h2>
${
  open.length === 0
    ? html`<p class="govuk-body">Nothing waits for a decision.</p>`
    : scrolling(
        'Alerts to be decided, the longest waiting first',
        table({
          caption: 'Alerts to be decided, the longest waiting first',
          captionClasses: 'govuk-visually-hidden',
          head: [{ text: 'What' }, { text: 'Who' }, { text: 'Why it was raised' }, { text: 'Waiting for' }],
          rows: open.map((alert) => [
            {
              html: html`<a class="govuk-link" href="${to(paths.alert, { alertId: alert.alertId })}">${patternTitle(alert.pattern)}</a>`,
            },
            { text: whoOf(alert) },
            { text: alert.because.sentence },
            { text: formatElapsed(now - alert.raisedAt) },
          ]),
        }),
      )
}
${open.length < view.shownAtMost ? '' : insetText({ text: `Only the ${view.shownAtMost} that have waited longest are shown.` })}
<h2 class="govuk-heading-m">Decided</h2>
${
  decided.length === 0
    ? html`<p class="govuk-body">No alert has been decided.</p>`
    : scrolling(
        'Alerts decided, the latest first',
        table({
          caption: 'Alerts decided, the latest first',
          captionClasses: 'govuk-visually-hidden',
          head: [{ text: 'What' }, { text: 'Who' }, { text: 'Found' }, { text: 'Decided' }],
          rows: decided.map((alert) => [
            {
              html: html`<a class="govuk-link" href="${to(paths.alert, { alertId: alert.alertId })}">${patternTitle(alert.pattern)}</a>`,
            },
            { text: whoOf(alert) },
            { text: alert.decision === null ? '' : DECISION_WORDS[alert.decision] },
            { text: alert.decidedAt === null ? '' : formatInstant(alert.decidedAt) },
          ]),
        }),
      )
}`;
}

function whoOf({ person, role }: Alert): string {
  return person === null ? 'Several people' : `${person}, ${roleWords(role)}`;
}

/** One alert, and the form to decide it. */
export function alertPage(view: {
  readonly alert: Alert;
  readonly names: ReadonlyMap<number, { readonly forename: string; readonly surname: string }>;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly csrfToken: string;
}): Html {
  const { alert, names } = view;
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<span class="govuk-caption-l">${whoOf(alert)}</span>
<h1 class="govuk-heading-l">${patternTitle(alert.pattern)}</h1>
${summaryList({
  rows: [
    { key: { text: 'Why it was raised' }, value: { text: alert.because.sentence } },
    { key: { text: 'From where the rule comes' }, value: { text: alert.because.source } },
    { key: { text: 'First look' }, value: { text: formatInstant(alert.firstAt) } },
    { key: { text: 'Last look' }, value: { text: formatInstant(alert.lastAt) } },
    { key: { text: 'Children' }, value: { html: childrenOf(alert, names) } },
    { key: { text: 'Raised' }, value: { text: formatInstant(alert.raisedAt) } },
  ],
})}
${alert.userId === null ? '' : html`<p class="govuk-body"><a class="govuk-link" href="${to(paths.personLooks, { userId: alert.userId })}">See what this person saw</a></p>`}
${alert.decision === null ? decisionForm(view) : decisionMade(alert)}
</div></div>`;
}

function childrenOf(
  alert: Alert,
  names: ReadonlyMap<number, { readonly forename: string; readonly surname: string }>,
): Html {
  if (alert.childIds.length === 0) return html`None by number`;
  return html`<ul class="govuk-list">${alert.childIds.slice(0, 50).map((childId) => {
    const name = names.get(childId);
    return name === undefined
      ? html`<li>Child number ${childId}, whom you may not see</li>`
      : html`<li><a class="govuk-link" href="${to(paths.child, { childId })}">${fullName(name)}</a></li>`;
  })}${alert.childIds.length > 50 ? html`<li>and ${alert.childIds.length - 50} more</li>` : ''}</ul>`;
}

function decisionForm({ alert, typed, errors, csrfToken }: Parameters<typeof alertPage>[0]): Html {
  return html`<form method="post" action="${to(paths.alert, { alertId: alert.alertId })}" novalidate>
${csrfField(csrfToken)}
${showFields(decisionFields, typed, errors)}
${button({ text: 'Save the decision', preventDoubleClick: true })}
</form>`;
}

function decisionMade(alert: Alert): Html {
  if (alert.decision === null || alert.decidedAt === null) return html``;
  return html`<h2 class="govuk-heading-m">Decided</h2>
${summaryList({
  rows: [
    { key: { text: 'Found' }, value: { text: DECISION_WORDS[alert.decision] } },
    { key: { text: 'By' }, value: { text: alert.decidedBy ?? 'Not known' } },
    { key: { text: 'When' }, value: { text: formatInstant(alert.decidedAt) } },
    {
      key: { text: 'What was asked and told' },
      value: { html: html`<span class="homeward-as-typed">${alert.decidedWhy ?? ''}</span>` },
    },
  ],
})}`;
}
