/** The page of the agencies with which one's own shares children. */
import { RESTRICTION_GROUNDS } from '../../domain/access/sight.ts';
import { RELATIONSHIP_WORDS } from '../../domain/chronology/words.ts';
import { formatInstant } from '../../domain/time/format.ts';
import { table } from '../../web/components/table.ts';
import { html, nothing, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { scrolling } from '../../web/scrolling.ts';
import type { AgreedWith, Agreement, Restriction, SharedWith } from './queries.ts';

/** What the page is made from; children are listed only for who may see them. */
export type ShownAgencies = {
  readonly agencyName: string;
  readonly nameOf: (code: string) => string;
  readonly shared: readonly SharedWith[];
  readonly agreed: readonly AgreedWith[];
  readonly restricted: readonly { readonly agency: string | null; readonly children: number }[];
  readonly agreements: readonly Agreement[] | null;
  readonly restrictions: readonly Restriction[] | null;
};

type Row = Parameters<typeof table>[0]['rows'][number];

/** Agencies, agreements and restrictions: numbers, and the children behind them for who may see them. */
export function agenciesPage(shown: ShownAgencies): Html {
  const { nameOf, shared, agreed, restricted, agreements, restrictions } = shown;
  return html`<span class="govuk-caption-l">${shown.agencyName}</span>
<h1 class="govuk-heading-l">Agencies we work with</h1>
<p class="govuk-body">An agency sees a child while it is involved with the child. These are numbers of children with whom ${shown.agencyName} is involved too.</p>
${part(
  'Agencies that share children with us',
  ['Agency', 'As', 'Children', 'Ending within 30 days'],
  shared.map((one) => [text(nameOf(one.agency)), text(RELATIONSHIP_WORDS[one.relationship]), ...numbers(one)]),
  'No other agency is involved with a child of ours.',
)}
${part(
  'Sight that people agreed on',
  ['Agency', 'As', 'Children', 'Ending within 30 days', 'Next end'],
  agreed.map((one) => [
    text(nameOf(one.agency)),
    text(RELATIONSHIP_WORDS[one.relationship]),
    ...numbers(one),
    text(one.nextEndAt === null ? 'No end is known' : formatInstant(one.nextEndAt)),
  ]),
  'No agreement holds now.',
)}
${
  agreements === null || agreements.length === 0
    ? nothing
    : part(
        'Agreements, those that end first',
        ['Child', 'Agency', 'As', 'Agreed', 'Until'],
        agreements.map((one) => [
          { html: childLink(one) },
          text(nameOf(one.agency)),
          text(RELATIONSHIP_WORDS[one.relationship]),
          text(formatInstant(one.agreedAt)),
          text(one.untilAt === null ? 'No end is known' : formatInstant(one.untilAt)),
        ]),
        '',
      )
}
${part(
  'Restricted records',
  ['Restricted by', 'Children'],
  restricted.map(({ agency, children }) => [text(agency === null ? 'Not recorded' : nameOf(agency)), figure(children)]),
  'No record of a child of ours is restricted.',
)}
${
  restrictions === null || restrictions.length === 0
    ? nothing
    : part(
        'Restricted records that you may open',
        ['Child', 'Why', 'Restricted by'],
        restrictions.map((one) => [
          { html: childLink(one) },
          text(RESTRICTION_GROUNDS[one.grounds]),
          text(one.agency === null ? 'Not recorded' : nameOf(one.agency)),
        ]),
        '',
      )
}`;
}

function part(heading: string, head: readonly string[], rows: readonly Row[], none: string): Html {
  return html`<h2 class="govuk-heading-m">${heading}</h2>
${
  rows.length === 0
    ? html`<p class="govuk-body">${none}</p>`
    : scrolling(
        heading,
        table({
          caption: heading,
          captionClasses: 'govuk-visually-hidden',
          head: head.map((words) =>
            words === 'Children' || words === 'Ending within 30 days'
              ? { text: words, format: 'numeric' }
              : { text: words },
          ),
          firstCellIsHeader: true,
          rows,
        }),
      )
}`;
}

function text(words: string) {
  return { text: words };
}

function figure(count: number) {
  return { text: count.toLocaleString('en-GB'), format: 'numeric' } as const;
}

function numbers({ children, ending }: SharedWith) {
  return [figure(children), figure(ending)] as const;
}

function childLink({ childId, reference }: { readonly childId: number; readonly reference: string | null }): Html {
  return html`<a class="govuk-link" href="${to(paths.sight, { childId })}">${reference ?? `Record ${childId}`}</a>`;
}
