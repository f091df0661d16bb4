/** The page of everybody who looked at a child. */
import { actWords, groupWords, roleWords } from '../../domain/access/audit-words.ts';
import { formatInstant } from '../../domain/time/format.ts';
import { button } from '../../web/components/button.ts';
import { pagination } from '../../web/components/pagination.ts';
import { table } from '../../web/components/table.ts';
import { tag } from '../../web/components/tag.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { showFields } from '../../web/forms/show-form.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import type { Look } from './queries.ts';

/** The title, without the child's name: titles stay in the browser's history. */
export const CHILD_LOOKS_TITLE = 'Who looked at this child';

/** What the page is made of. */
export type ChildLooksView = {
  readonly childId: number;
  readonly name: string;
  readonly looks: readonly Look[];
  readonly fields: readonly Field[];
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly agencyName: (code: string) => string;
  /** Where the next page begins; null on the last. */
  readonly next: number | null;
  /** Whether the person may take the list out as a file. */
  readonly mayTakeOut: boolean;
};

/** Everybody who looked at a child, the latest first. */
export function childLooksPage(view: ChildLooksView): Html {
  const address = to(paths.childLooks, { childId: view.childId });
  return html`<span class="govuk-caption-l">${view.name}</span>
<h1 class="govuk-heading-l">${CHILD_LOOKS_TITLE}</h1>
<p class="govuk-body">Everyone, from whatever agency, who was shown this child or tried to be, who changed the record, or who was given it. The latest comes first. That you looked at this page is on record too.</p>
${view.mayTakeOut ? html`<p class="govuk-body"><a class="govuk-link" href="${to(paths.newExport, null, { kind: 'looks-at-child', child: view.childId })}">Take the whole list out as a file</a></p>` : ''}
${filterForm(address, view.fields, view.typed, view.errors)}
${
  view.looks.length === 0
    ? html`<p class="govuk-body">Nobody is on record for what you asked.</p>`
    : table({
        caption: 'Looks at this child',
        captionClasses: 'govuk-visually-hidden',
        classes: 'homeward-stacked',
        head: [{ text: 'When' }, { text: 'Who' }, { text: 'What' }, { text: 'Purpose' }, { text: 'What was shown' }],
        rows: view.looks.map((look) => [
          cell('When', html`${formatInstant(look.at)}`),
          cell('Who', whoLooked(look, view.agencyName)),
          cell('What', whatWasDone(look)),
          cell('Purpose', html`${look.purpose ?? 'Not said'}`),
          cell('What was shown', groupsShown(look)),
        ]),
      })
}
${view.next === null ? '' : pagination({ next: { href: to(paths.childLooks, { childId: view.childId }, { ...textsOf(view.typed), before: view.next }), text: 'Earlier looks' } })}`;
}

/** The form by which looks are chosen; it asks by address, so that a choice can be come back to. */
export function filterForm(
  action: string,
  fields: readonly Field[],
  typed: Typed,
  errors: readonly FieldError[],
): Html {
  return html`<form method="get" action="${action}" class="homeward-days" novalidate role="search" aria-label="Choose what to show">
${showFields(fields, typed, errors)}
${button({ text: 'Show', classes: 'govuk-button--secondary' })}
</form>`;
}

function whoLooked(look: Look, agencyName: (code: string) => string): Html {
  const agency = look.agencyCode === null ? 'The operator' : agencyName(look.agencyCode);
  if (look.person === null) return html`${look.agencyCode === null ? agency : `A system of ${agency}`}`;
  return html`${look.person}<span class="homeward-under">${roleWords(look.role)}, ${agency}</span>`;
}

function whatWasDone(look: Look): Html {
  return html`${actWords(look.act, look.verb)}${look.outcome === 'refused' ? html` ${tag({ text: 'Refused', classes: 'govuk-tag--red' })}` : ''}${
    look.listed > 1 ? html`<span class="homeward-under">In a list of ${look.listed} children</span>` : ''
  }`;
}

function groupsShown(look: Look): Html {
  if (look.outcome === 'refused') return html`Nothing`;
  const groups = groupWords(look.fieldGroups);
  return groups.length === 0 ? html`Not recorded by group` : html`${groups.join('; ')}`;
}

/** What was typed, as it goes into an address. */
export function textsOf(typed: Typed): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(typed).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}

/** A cell that names its column where the table is narrow. */
export function cell(label: string, content: Html): { html: Html; attributes: { 'data-label': string } } {
  return { html: html`<div>${content}</div>`, attributes: { 'data-label': label } };
}
