/** The page of the worklist. */
import { ageOn } from '../../domain/child/age.ts';
import { dutyWords, fullName, KIND_WORDS, teamWords } from '../../domain/chronology/words.ts';
import { DUTY_KINDS, type Duty } from '../../domain/chronology/record.ts';
import { latenessOf, latenessWords } from '../../domain/duties/lateness.ts';
import { placeOfDuty } from '../../duty-places.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import { button } from '../../web/components/button.ts';
import { input } from '../../web/components/input.ts';
import { pagination } from '../../web/components/pagination.ts';
import { select } from '../../web/components/select.ts';
import { table, type TableCell } from '../../web/components/table.ts';
import { tag } from '../../web/components/tag.ts';
import { html, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import { COUNTED_UP_TO, type WorklistFilter, type WorklistItem } from './queries.ts';

/** What the page is made of. */
export type WorklistView = {
  readonly agencyName: string;
  /** Notices that nobody of the agency has read. */
  readonly notices: number;
  readonly items: readonly WorklistItem[];
  readonly counts: ReadonlyMap<Duty['kind'], { readonly open: number; readonly late: number }>;
  readonly teams: readonly string[];
  readonly filter: WorklistFilter;
  /** The child's name typed; empty when none was. */
  readonly childName: string;
  /** The saved search that holds it. */
  readonly searchId: string | null;
  readonly isFirstPage: boolean;
  /** Where the next page begins; null on the last. */
  readonly next: string | null;
  readonly now: Instant;
  /** Whether the person may tell us of a child. */
  readonly mayTell: boolean;
  readonly csrfToken: string;
};

const PLURALS: Readonly<Record<Duty['kind'], string>> = {
  'return-interview': 'Return interviews',
  'interview-given': 'Return interviews given to you',
  'episode-review': 'Reviews',
  'recording-fault': 'Recording faults',
  'information-request': 'Information asked of you',
  'interview-sign-off': 'Interviews to sign off or improve',
  'interview-sharing': 'Interviews to share',
  'interview-receipt': 'Interviews received',
  'pass-answer': 'Returns passed to you',
  'referral-answer': 'Referrals to answer',
};

const ALWAYS: readonly Duty['kind'][] = ['return-interview', 'episode-review', 'recording-fault'];

const TAG_COLOURS = { late: 'govuk-tag--red', 'due-today': 'govuk-tag--yellow', later: 'govuk-tag--grey' } as const;

/** The worklist of an agency, the soonest due first. */
export function worklistPage(view: WorklistView): Html {
  return html`<h1 class="govuk-heading-l homeward-heading-close">Worklist</h1>
    <p class="govuk-body-l">What ${view.agencyName} has to do next, the soonest due first.</p>
    ${noticesLine(view.notices)} ${view.mayTell ? tellButtons() : ''}
    ${countsOf(view)} ${filterForm(view)} ${view.items.length === 0 ? nothingDue(view) : dutyTable(view)}
    ${morePages(view)}`;
}

function noticesLine(unread: number): Html | '' {
  if (unread === 0) return '';
  const count = unread === 1 ? '1 new notice' : unread < 100 ? `${unread} new notices` : 'Over 99 new notices';
  return html`<p class="govuk-body"><a class="govuk-link" href="${paths.notices}">${count}</a> of who has become involved with a child.</p>`;
}

function tellButtons(): Html {
  return html`<div class="govuk-button-group">
${button({ text: 'Tell us a child is missing', href: paths.tellMissing })}
${button({ text: 'A child has come back', href: paths.tellReturned, classes: 'govuk-button--secondary' })}
</div>`;
}

function address(view: WorklistView, changes: { kind?: string | null; after?: string | null }): string {
  const { kind, team } = view.filter;
  return to(paths.worklist, null, {
    kind: 'kind' in changes ? changes.kind : kind,
    team: team ?? 'all',
    search: view.searchId,
    after: changes.after ?? null,
  });
}

function countsOf(view: WorklistView): Html {
  const kinds = DUTY_KINDS.map((kind) => ({ kind, ...(view.counts.get(kind) ?? { open: 0, late: 0 }) }));
  // What every agency has to do stands there also at nought; of the rest only what waits.
  const shown = kinds.filter(({ kind, open }) => ALWAYS.includes(kind) || open > 0 || kind === view.filter.kind);
  const all = kinds.reduce((sum, { open, late }) => ({ open: sum.open + open, late: sum.late + late }), {
    open: 0,
    late: 0,
  });
  return html`<nav aria-label="Kinds of work">
    <ul class="homeward-counts">
      ${countLink('Everything', all, address(view, { kind: null }), view.filter.kind === null)}
      ${shown.map((count) => countLink(PLURALS[count.kind], count, address(view, { kind: count.kind }), view.filter.kind === count.kind))}
    </ul>
  </nav>`;
}

function countLink(
  words: string,
  { open, late }: { readonly open: number; readonly late: number },
  href: string,
  current: boolean,
): Html {
  return html`<li class="homeward-counts__item${current ? ' homeward-counts__item--current' : ''}">
    <a class="homeward-counts__link govuk-link" href="${href}" ${current ? html` aria-current="true"` : ''}
      ><span class="homeward-counts__number">${countWords(open)}</span> <span class="homeward-counts__words">${words}</span></a
    >
    <span class="homeward-counts__late">${late === 0 ? 'none late' : `${countWords(late)} late`}</span>
  </li>`;
}

/** A count that was not taken to its end says so. */
function countWords(count: number): string {
  return count > COUNTED_UP_TO ? `over ${COUNTED_UP_TO.toLocaleString('en-GB')}` : count.toLocaleString('en-GB');
}

function filterForm(view: WorklistView): Html {
  return html`<form
    method="post"
    action="${paths.worklist}"
    class="homeward-filter"
    role="search"
    aria-label="Choose what to show"
  >
    ${csrfField(view.csrfToken)}
    ${select({
      name: 'kind',
      label: { text: 'Kind' },
      value: view.filter.kind ?? '',
      items: [{ value: '', text: 'All kinds' }, ...DUTY_KINDS.map((kind) => ({ value: kind, text: PLURALS[kind] }))],
    })}
    ${select({
      name: 'team',
      label: { text: 'Team' },
      value: view.filter.team ?? '',
      items: [{ value: '', text: 'All teams' }, ...view.teams.map((team) => ({ value: team, text: teamWords(team) }))],
    })}
    ${input({ name: 'child', label: { text: 'Child’s name' }, value: view.childName, spellcheck: false, autocomplete: 'off', classes: 'govuk-input--width-20' })}
    ${button({ text: 'Show', classes: 'govuk-button--secondary' })}
  </form>`;
}

function nothingDue(view: WorklistView): Html {
  const filtered = view.filter.kind !== null || view.filter.team !== null || view.childName !== '';
  return html`<div class="govuk-inset-text">
    ${
      filtered
        ? html`Nothing of this kind is waiting${view.childName === '' ? '' : ' for a child of this name'}.
            <a class="govuk-link" href="${to(paths.worklist, null, { team: 'all' })}">Show everything</a>.`
        : html`Nothing is waiting for your agency. Duties appear here by themselves when a child goes missing or comes
          back.`
    }
  </div>`;
}

function dutyTable(view: WorklistView): Html {
  return table({
    caption: view.filter.kind === null ? 'Everything due' : PLURALS[view.filter.kind],
    captionClasses: 'govuk-table__caption--m',
    classes: 'homeward-stacked',
    head: [{ text: 'When' }, { text: 'Child' }, { text: 'What' }, { text: 'Because' }, { text: 'Absence' }],
    rows: view.items.map((item) => dutyRow(item, view.now)),
  });
}

function labelled(label: string, content: Html, classes = ''): TableCell {
  return { html: content, classes, attributes: { 'data-label': label } };
}

function dutyRow(item: WorklistItem, now: Instant): TableCell[] {
  const name = fullName(item);
  const age = item.dateOfBirth === null ? 'age not known' : `aged ${ageOn(item.dateOfBirth, londonDate(now))}`;
  return [
    labelled(
      'When',
      html`<div>
        ${tag({ text: latenessWords(item.dueAt, now), classes: `homeward-tag ${TAG_COLOURS[latenessOf(item.dueAt, now)]}` })}
        <span class="homeward-under">${formatInstant(item.dueAt)}</span>
      </div>`,
    ),
    labelled(
      'Child',
      html`<div>
        <a class="govuk-link govuk-!-font-weight-bold" href="${to(paths.child, { childId: item.childId })}">${name}</a
        ><span class="homeward-under">${age}</span>
      </div>`,
    ),
    labelled(
      'What',
      html`<div>${whatToDo(item, name)}<span class="homeward-under">${teamWords(item.team)}</span></div>`,
    ),
    labelled('Because', html`<div>${item.because[0]?.sentence ?? ''}</div>`),
    labelled('Absence', html`<div>${absence(item)}</div>`),
  ];
}

function whatToDo(item: WorklistItem, name: string): Html {
  const place = placeOfDuty(item.kind, item);
  if (place === null) return html`${dutyWords(item)}`;
  return html`<a class="govuk-link" href="${place}">${dutyWords(item)}<span class="govuk-visually-hidden">: ${name}</span></a>`;
}

function absence(item: WorklistItem): Html {
  if (item.episodeId === null || item.episodeKind === null || item.startedAt === null)
    return html`${item.kind === 'recording-fault' ? 'None recorded' : 'Those of the interview'}`;
  const when =
    item.endedAt === null ? ` since ${formatInstant(item.startedAt)}` : `, came back ${formatInstant(item.endedAt)}`;
  return html`<a class="govuk-link" href="${to(paths.episode, { childId: item.childId, episodeId: item.episodeId })}"
    >${KIND_WORDS[item.episodeKind]}<span class="govuk-visually-hidden">: ${fullName(item)}</span>${when}</a
  >`;
}

function morePages(view: WorklistView): Html | '' {
  if (view.isFirstPage && view.next === null) return '';
  return pagination({
    previous: view.isFirstPage ? null : { text: 'Back to the soonest due', href: address(view, {}) },
    next: view.next === null ? null : { text: 'Later ones', href: address(view, { after: view.next }) },
    landmarkLabel: 'Pages of the worklist',
  });
}
