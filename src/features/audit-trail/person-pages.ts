/** The pages of what one person of the agency saw. */
import { actWords, roleWords } from '../../domain/access/audit-words.ts';
import { fullName } from '../../domain/chronology/words.ts';
import { formatInstant } from '../../domain/time/format.ts';
import { pagination } from '../../web/components/pagination.ts';
import { table } from '../../web/components/table.ts';
import { tag } from '../../web/components/tag.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { cell, filterForm, textsOf } from './pages.ts';
import type { Colleague, OtherAct, SeenChild } from './queries.ts';

/** The title of the list of people. */
export const LOOKS_TITLE = 'What people saw';
/** The title of one person's page, without the name. */
export const PERSON_LOOKS_TITLE = 'What this person saw';

/** Everybody of the agency, to choose from. */
export function peoplePage(people: readonly Colleague[]): Html {
  return html`<h1 class="govuk-heading-l">${LOOKS_TITLE}</h1>
<p class="govuk-body">Choose a person of your agency to see which children they were shown, or tried to be. To see who looked at one child, open the child.</p>
${table({
  caption: 'People of your agency',
  captionClasses: 'govuk-visually-hidden',
  head: [{ text: 'Name' }, { text: 'Role' }, { text: 'Account' }],
  firstCellIsHeader: true,
  rows: people.map(({ userId, name, role, open }) => [
    { html: html`<a class="govuk-link" href="${to(paths.personLooks, { userId })}">${name}</a>` },
    { text: roleWords(role) },
    { text: open ? 'Open' : 'Closed' },
  ]),
})}`;
}

/** What the page of one person is made of. */
export type PersonLooksView = {
  readonly person: Colleague;
  readonly children: readonly SeenChild[];
  readonly others: readonly OtherAct[];
  readonly fields: readonly Field[];
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly page: number;
  readonly more: boolean;
};

/** What one person saw, by child. */
export function personLooksPage(view: PersonLooksView): Html {
  const { person } = view;
  const here = (page: number): string =>
    to(paths.personLooks, { userId: person.userId }, { ...textsOf(view.typed), page });
  return html`<span class="govuk-caption-l">${person.name}, ${roleWords(person.role)}</span>
<h1 class="govuk-heading-l">${PERSON_LOOKS_TITLE}</h1>
<p class="govuk-body">Every child on a page this person was shown, or asked for and was refused. That you looked at this page is on record too.</p>
${filterForm(to(paths.personLooks, { userId: person.userId }), view.fields, view.typed, view.errors)}
<h2 class="govuk-heading-m">By child</h2>
${view.children.length === 0 ? html`<p class="govuk-body">No child is on record for what you asked.</p>` : childrenTable(view.children)}
${
  view.page === 1 && !view.more
    ? ''
    : pagination({
        previous: view.page > 1 ? { href: here(view.page - 1) } : null,
        next: view.more ? { href: here(view.page + 1) } : null,
      })
}
<h2 class="govuk-heading-m">What named no child</h2>
${view.others.length === 0 ? html`<p class="govuk-body">Nothing is on record for what you asked.</p>` : othersTable(view.others)}`;
}

function childrenTable(children: readonly SeenChild[]): Html {
  return table({
    caption: 'Children this person was shown',
    captionClasses: 'govuk-visually-hidden',
    classes: 'homeward-stacked',
    head: [{ text: 'Child' }, { text: 'Times' }, { text: 'First and last' }, { text: 'Purpose' }],
    rows: children.map((child) => [
      cell('Child', childName(child)),
      cell('Times', times(child)),
      cell(
        'First and last',
        html`${formatInstant(child.firstAt)}<span class="homeward-under">${formatInstant(child.lastAt)}</span>`,
      ),
      cell('Purpose', html`${child.purposes.join('; ') || 'Not said'}`),
    ]),
  });
}

function childName(child: SeenChild): Html {
  if (child.forename === null || child.surname === null)
    return html`Child number ${child.childId}<span class="homeward-under">Your agency may not see this child</span>`;
  const name = fullName({ forename: child.forename, surname: child.surname });
  return html`<a class="govuk-link" href="${to(paths.child, { childId: child.childId })}">${name}</a>`;
}

function times({ times: all, alone, refused, changed }: SeenChild): Html {
  const said = [
    `${alone} opened`,
    `${all - alone} in lists`,
    ...(changed > 0 ? [`${changed} recorded something`] : []),
  ].join(', ');
  return html`${all}<span class="homeward-under">${said}</span>${refused > 0 ? tag({ text: `${refused} refused`, classes: 'govuk-tag--red' }) : ''}`;
}

function othersTable(others: readonly OtherAct[]): Html {
  return table({
    caption: 'Acts that named no child',
    captionClasses: 'govuk-visually-hidden',
    classes: 'homeward-stacked',
    head: [{ text: 'What' }, { text: 'Purpose' }, { text: 'Times' }, { text: 'Last' }],
    rows: others.map((one) => [
      cell(
        'What',
        html`${actWords(one.act, one.verb)}${one.outcome === 'refused' ? html` ${tag({ text: 'Refused', classes: 'govuk-tag--red' })}` : ''}`,
      ),
      cell('Purpose', html`${one.purpose ?? 'Not said'}`),
      cell('Times', html`${one.times}`),
      cell('Last', html`${formatInstant(one.lastAt)}`),
    ]),
  });
}
