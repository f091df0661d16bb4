/** The pages about who may see a child's record. */
import type { SightChange } from '../../domain/access/seers.ts';
import { RESTRICTION_GROUNDS } from '../../domain/access/sight.ts';
import { fullName, RELATIONSHIP_WORDS } from '../../domain/chronology/words.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { AgencyPerson } from '../../db/sight.ts';
import { button } from '../../web/components/button.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { table } from '../../web/components/table.ts';
import { listIn, type Field, type FieldError, type Typed } from '../../web/forms/field.ts';
import { showFields } from '../../web/forms/show-form.ts';
import { html, nothing, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import { scrolling } from '../../web/scrolling.ts';
import { agreedIn, type SightAct, type SightPath } from './acts.ts';
import { personWords, type OpenedSight } from './opened.ts';

/** What the person may decide here. */
export type MayDecide = { readonly agree: boolean; readonly restrict: boolean; readonly bar: boolean };

/** Who may see the record, and ways to change it. */
export function sightPage(opened: OpenedSight, may: MayDecide, now: Instant): Html {
  const { record, childId, state, people } = opened;
  const link = (path: SightPath, text: string): Html =>
    html`<li><a class="govuk-link" href="${to(path, { childId })}">${text}</a></li>`;
  return html`<span class="govuk-caption-l">${fullName(record.details)}</span>
<h1 class="govuk-heading-l">Who may see this record</h1>
<h2 class="govuk-heading-m">Agencies</h2>
${agenciesTable(opened, now)}
${may.agree ? html`<ul class="govuk-list">${link(paths.agreeInvolvement, 'Give an agency sight of the record')}${agreedIn(opened, now).length === 0 ? nothing : link(paths.endInvolvement, 'End sight that an agency was given')}</ul>` : nothing}
<h2 class="govuk-heading-m">Restriction</h2>
${
  state.restriction === null
    ? html`<p class="govuk-body">The record is not restricted: people of these agencies see it where their role does.</p>
${may.restrict ? html`<ul class="govuk-list">${link(paths.restrict, 'Restrict the record to named people')}</ul>` : nothing}`
    : html`${insetText({ text: `Restricted since ${formatInstant(state.restriction.since)}: ${RESTRICTION_GROUNDS[state.restriction.grounds].toLowerCase()}. Only the people named here may open it.` })}
<p class="govuk-body">Why: <span class="homeward-as-typed">${state.restriction.why}</span></p>
${peopleList(people, state.named)}
${may.restrict ? html`<ul class="govuk-list">${link(paths.namePerson, 'Name a person')}${link(paths.unnamePerson, 'Stop naming a person')}${link(paths.liftRestriction, 'Open the record again')}</ul>` : nothing}`
}
${
  may.bar
    ? html`<h2 class="govuk-heading-m">People barred from the record</h2>
${state.barred.length === 0 ? html`<p class="govuk-body">Nobody is barred.</p>` : peopleList(people, state.barred)}
<ul class="govuk-list">${link(paths.barPerson, 'Bar a person')}${state.barred.length === 0 ? nothing : link(paths.liftBar, 'End a bar')}</ul>`
    : nothing
}`;
}

function agenciesTable({ record, agencies }: OpenedSight, now: Instant): Html {
  const names = new Map(agencies.map(({ code, name }) => [code, name]));
  return scrolling(
    'Agencies that see the record',
    table({
      caption: 'Agencies that see the record',
      captionClasses: 'govuk-visually-hidden',
      head: [{ text: 'Agency' }, { text: 'As' }, { text: 'Until' }],
      rows: record.involvements.map(({ agency, relationship, untilAt }) => [
        { text: names.get(agency) ?? agency },
        { text: RELATIONSHIP_WORDS[relationship] },
        {
          text: untilAt === null ? 'No end is known' : `${untilAt <= now ? 'Ended ' : ''}${formatInstant(untilAt)}`,
        },
      ]),
    }),
  );
}

function peopleList(people: readonly AgencyPerson[], ids: readonly number[]): Html {
  const shown = people.filter(({ userId }) => ids.includes(userId));
  const closed = ids.length - shown.length;
  return html`<ul class="govuk-list govuk-list--bullet">${shown.map((person) => html`<li>${personWords(person)}</li>`)}${closed === 0 ? nothing : html`<li>${closed} whose ${closed === 1 ? 'account is' : 'accounts are'} closed</li>`}</ul>`;
}

/** A decision about to be asked for. */
export type DecisionView = {
  readonly opened: OpenedSight;
  readonly act: SightAct;
  readonly fields: readonly Field[];
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly csrfToken: string;
};

/** The form of one decision. */
export function decisionPage({ opened, act, fields, typed, errors, csrfToken }: DecisionView): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<span class="govuk-caption-l">${fullName(opened.record.details)}</span>
<h1 class="govuk-heading-l">${act.title}</h1>
<form method="post" action="${to(act.path, { childId: opened.childId })}" novalidate>
${csrfField(csrfToken)}${showFields(fields, typed, errors)}
${button({ text: 'See what this changes', preventDoubleClick: true })}
</form></div></div>`;
}

/** What a decision opens and closes, before it is made. */
export function changePage(
  { opened, act, typed, csrfToken }: DecisionView,
  change: SightChange,
  people: readonly AgencyPerson[],
): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<span class="govuk-caption-l">${fullName(opened.record.details)}</span>
<h1 class="govuk-heading-l">What this changes</h1>
<p class="govuk-body">${act.title}.</p>
${changeList('may open the record and could not before', change.opens, people)}
${changeList('may no longer open the record', change.closes, people)}
${change.opens.length + change.closes.length === 0 ? html`<p class="govuk-body">Nobody gains or loses sight of the record by this today.</p>` : nothing}
<form method="post" action="${to(act.path, { childId: opened.childId })}" novalidate>
${csrfField(csrfToken)}
${Object.keys(typed)
  .filter((name) => name !== 'confirmed')
  .map((name) =>
    listIn(typed, name).map((value) => html`<input type="hidden" name="${name}" value="${value}">`),
  )}<input type="hidden" name="confirmed" value="yes">
<div class="govuk-button-group">${button({ text: act.submit, preventDoubleClick: true })}
<a class="govuk-link" href="${to(paths.sight, { childId: opened.childId })}">Cancel</a></div>
</form></div></div>`;
}

/** People shown by name before the rest is counted. */
const SHOWN_BY_NAME = 20;

function changeList(what: string, ids: readonly number[], people: readonly AgencyPerson[]): Html {
  if (ids.length === 0) return html``;
  const found = people.filter(({ userId }) => ids.includes(userId));
  const rest = found.length - SHOWN_BY_NAME;
  return html`<h2 class="govuk-heading-m">${ids.length} ${ids.length === 1 ? 'person' : 'people'} ${what}</h2>
<ul class="govuk-list govuk-list--bullet">${found.slice(0, SHOWN_BY_NAME).map((person) => html`<li>${personWords(person)}</li>`)}${rest > 0 ? html`<li>and ${rest} more</li>` : nothing}</ul>`;
}
