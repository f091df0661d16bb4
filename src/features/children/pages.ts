/** The page of a child. */
import { fullName, KIND_WORDS, RISK_WORDS } from '../../domain/chronology/words.ts';
import { formatDate, formatElapsed, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import { button } from '../../web/components/button.ts';
import { dateInput } from '../../web/components/date-input.ts';
import { details } from '../../web/components/details.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { notificationBanner } from '../../web/components/notification-banner.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { chronologyList } from './chronology-view.ts';
import type { OpenedRecord } from './commands.ts';
import { episodesTable, episodeTimeline, openDuties } from './episode-views.ts';
import {
  agenciesList,
  ageWords,
  identityList,
  interviewsTable,
  screeningsTable,
  statusesTable,
} from './summary-views.ts';

/** What the page is made of. */
export type ChildView = {
  readonly opened: OpenedRecord;
  /** The present, or the end of the day whose knowledge is shown. */
  readonly now: Instant;
  /** The day whose knowledge is shown; null for today. */
  readonly asKnownOn: PlainDate | null;
  /** Whether every entry of the chronology is asked for. */
  readonly allEntries: boolean;
};

/** Entries shown before the rest is asked for. */
export const ENTRIES_AT_FIRST = 40;

/** The title of the page of a child, without the child's name: titles stay in the browser's history. */
export const CHILD_TITLE = 'Child';

/** Everything on record of a child. */
export function childPage(view: ChildView): Html {
  const { opened, now } = view;
  const { record } = opened;
  const name = fullName(record.details);
  return html`<span class="govuk-caption-l">Child, ${ageWords(record, now)}</span>
<h1 class="govuk-heading-l">${name}</h1>
${opened.standing.restricted ? insetText({ text: 'This record is restricted: only the people whom it names may open it. Do not speak of it to anybody else.' }) : ''}
${opened.standing.glassBroken ? insetText({ text: 'You opened this record in an emergency. It closes by itself, and the agency that answers for it reviews why.' }) : ''}
${openEpisodeNotice(view)}
<nav class="homeward-contents" aria-label="On this page"><ul class="govuk-list">
${[
  ['episodes', 'Episodes'],
  ['due', 'What is due'],
  ['interviews', 'Return interviews'],
  ['social-care', 'Social care'],
  ['agencies', 'Agencies'],
  ['chronology', 'Chronology'],
].map(([id, words]) => html`<li><a class="govuk-link" href="#${id ?? ''}">${words ?? ''}</a></li>`)}
</ul></nav>
${identityList(opened, now)}
${opened.may.facts ? html`<p class="govuk-body"><a class="govuk-link" href="${to(paths.facts, { childId: opened.childId })}">People, places and things around the child</a> (${record.facts.length})</p>` : ''}
<section aria-labelledby="episodes"><h2 class="govuk-heading-m" id="episodes">Episodes</h2>
${episodeTimeline(opened, now)}
${episodesTable(opened, now)}</section>
<section aria-labelledby="due"><h2 class="govuk-heading-m" id="due">What is due</h2>
${openDuties(opened, record.duties, now)}</section>
<section aria-labelledby="interviews"><h2 class="govuk-heading-m" id="interviews">Return interviews</h2>
${interviewsTable(opened)}
${opened.may.support ? html`<p class="govuk-body"><a class="govuk-link" href="${to(paths.supportOfChild, { childId: opened.childId })}">Support and referrals</a></p>` : ''}</section>
<section aria-labelledby="social-care"><h2 class="govuk-heading-m" id="social-care">Social care</h2>
<h3 class="govuk-heading-s">Statuses</h3>${statusesTable(opened)}
<h3 class="govuk-heading-s">Screenings</h3>${screeningsTable(opened)}</section>
<section aria-labelledby="agencies"><h2 class="govuk-heading-m" id="agencies">Agencies that see this record</h2>
${agenciesList(opened, now)}
${accountOfSight(opened)}</section>
<section aria-labelledby="chronology"><h2 class="govuk-heading-m" id="chronology">Chronology</h2>
${chronologySection(view)}</section>`;
}

function openEpisodeNotice({ opened, now, asKnownOn }: ChildView): Html | '' {
  const { record, childId } = opened;
  const open = record.episodes.find(({ endedAt, supersededAt }) => endedAt === null && supersededAt === null);
  if (open === undefined) return actionsOf(opened, asKnownOn, null);
  const id = opened.episodeId(open.episodeKey);
  const risk = open.risk === null ? 'not graded by the police' : RISK_WORDS[open.risk].toLowerCase();
  return html`<div class="homeward-alert">
<p class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1">${KIND_WORDS[open.kind]} for ${formatElapsed(now - open.startedAt)}: ${risk}</p>
<p class="govuk-body govuk-!-margin-bottom-2">Since ${formatInstant(open.startedAt)}.${id === undefined ? '' : html` <a class="govuk-link" href="${to(paths.episode, { childId, episodeId: id })}">Open this absence</a>`}</p>
</div>${actionsOf(opened, asKnownOn, id ?? null)}`;
}

function actionsOf(opened: OpenedRecord, asKnownOn: PlainDate | null, openEpisode: number | null): Html | '' {
  if (asKnownOn !== null || !opened.may.tell) return '';
  return html`<div class="govuk-button-group">
${
  openEpisode === null
    ? button({
        text: 'Tell us this child is missing',
        href: to(paths.tellMissing, null, { child: opened.childId }),
        classes: 'govuk-button--secondary',
      })
    : button({ text: 'This child has come back', href: to(paths.tellReturned, null, { episode: openEpisode }) })
}
</div>`;
}

/** Ways to what is on record about sight of the child, for those who answer for it. */
function accountOfSight({ childId, may }: OpenedRecord): Html | '' {
  const links = [
    may.sight && { href: to(paths.sight, { childId }), text: 'See who may see this record, and until when' },
    may.looks && { href: to(paths.childLooks, { childId }), text: 'See who looked at this child' },
    may.disclosures && { href: to(paths.disclosures, { childId }), text: 'See what was shown to which agencies' },
    may.retention && { href: to(paths.retentionOfChild, { childId }), text: 'See how long this record is kept' },
    may.copies && { href: to(paths.subjectAccess, { childId }), text: 'Make or review a copy for the child' },
  ];
  const shown = links.filter((link) => link !== false);
  if (shown.length === 0) return '';
  return html`<ul class="govuk-list">${shown.map(({ href, text }) => html`<li><a class="govuk-link" href="${href}">${text}</a></li>`)}</ul>`;
}

function chronologySection(view: ChildView): Html {
  const { opened, asKnownOn, allEntries } = view;
  const { entries, childId } = opened;
  const shown = allEntries ? entries : entries.slice(-ENTRIES_AT_FIRST);
  const rest = entries.length - shown.length;
  return html`${asKnownOnForm(view)}
<p class="govuk-body">${entries.length === 1 ? '1 entry' : `${entries.length} entries`}, the latest first. Nothing is ever taken out: a correction is a further entry.</p>
${chronologyList(shown, entries, opened)}
${
  rest === 0
    ? ''
    : html`<p class="govuk-body"><a class="govuk-link" href="${to(paths.child, { childId }, { entries: 'all', 'as-known-on': asKnownOn })}#chronology">Show the ${rest} earlier ${rest === 1 ? 'entry' : 'entries'}</a></p>`
}`;
}

function asKnownOnForm({ opened, asKnownOn, now }: ChildView): Html {
  const [year, month, day] = (asKnownOn ?? londonDate(now)).split('-').map((part) => String(Number(part)));
  return details({
    summaryText: 'See the record as it was known on a day',
    html: html`<form method="get" action="${to(paths.asKnownOn, { childId: opened.childId })}" novalidate>
${dateInput({
  id: 'known',
  namePrefix: 'known',
  fieldset: { legend: { text: 'As known at the end of', classes: 'govuk-fieldset__legend--s' } },
  hint: { text: 'What was learnt later is left out, and what was corrected later shows as it was' },
  items: [
    { name: 'day', value: day ?? '', classes: 'govuk-input--width-2' },
    { name: 'month', value: month ?? '', classes: 'govuk-input--width-5', inputmode: 'text' },
    { name: 'year', value: year ?? '', classes: 'govuk-input--width-4' },
  ],
})}
${button({ text: 'Show the record of that day', classes: 'govuk-button--secondary' })}</form>`,
  });
}

/** The banner over a record of another day. */
export function asKnownOnBanner(childId: number, day: PlainDate): Html {
  return notificationBanner({
    titleText: 'Not the record of today',
    html: html`<p class="govuk-notification-banner__heading">This is the record as it was known at the end of ${formatDate(day)}.</p>
<p class="govuk-body">What was learnt or corrected after that is left out. <a class="govuk-notification-banner__link" href="${to(paths.child, { childId })}">Show the record as it is now</a></p>`,
  });
}

/** The page where nothing was known yet. */
export function nothingKnownPage(day: PlainDate): Html {
  return html`<h1 class="govuk-heading-l">Nothing was known on ${formatDate(day)}</h1>
<p class="govuk-body">Homeward first learnt of this child after that day.</p>`;
}
