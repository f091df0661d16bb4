/** The page of children missing now. */
import { ageOn } from '../../domain/child/age.ts';
import type { PoliceRiskLevel } from '../../domain/chronology/entry.ts';
import { tell } from '../../domain/chronology/tell.ts';
import { fullName, KIND_WORDS, PLACE_WORDS, RISK_WORDS } from '../../domain/chronology/words.ts';
import { formatDate, formatElapsed, formatInstant, formatTime } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import { button } from '../../web/components/button.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { table, type TableCell } from '../../web/components/table.ts';
import { tag } from '../../web/components/tag.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import type { Arranged } from './arrange.ts';
import { SHOWN_AT_MOST, type OpenEpisode } from './queries.ts';

/** What the page is made of. */
export type MissingNowView = Arranged & {
  readonly agencyName: (code: string) => string;
  readonly now: Instant;
  /** Whether the person's role reads facts around children. */
  readonly readsFacts: boolean;
};

/** The page asks for itself again this often, in seconds. */
const REFRESH_SECONDS = 60;

const RISK_COLOURS: Readonly<Record<PoliceRiskLevel, string>> = {
  high: 'govuk-tag--red',
  medium: 'govuk-tag--orange',
  low: 'govuk-tag--blue',
  'no-apparent-risk': 'govuk-tag--grey',
};

/** Children who are missing now, and absences of long ago that were never closed. */
export function missingNowPage(view: MissingNowView): Html {
  const { missing, history, now } = view;
  return html`<h1 class="govuk-heading-l homeward-heading-close">Missing now</h1>
    <div class="govuk-button-group">
      ${button({ text: 'Tell us a child is missing', href: paths.tellMissing })}
      ${button({ text: 'A child has come back', href: paths.tellReturned, classes: 'govuk-button--secondary' })}
    </div>
    <div id="missing-now" data-refresh-seconds="${REFRESH_SECONDS}">
      <p class="govuk-body-l">
        ${missing.length === 0 ? 'No child you can see is missing.' : `${children(missing.length)} missing, absent or away.`}
      </p>
      <p class="govuk-body-s homeward-quiet">
        As known at ${formatTime(now)} on ${formatDate(londonDate(now))}. The highest police risk comes first, then the
        longest away.
      </p>
      ${missing.length === 0 ? '' : openTable(missing, view)}
      ${history.length === 0 ? '' : historySection(history, view)}
      ${
        missing.length + history.length < SHOWN_AT_MOST
          ? ''
          : insetText({
              text: `Only the ${SHOWN_AT_MOST} that began most recently are shown. The others are on the worklist as recording faults.`,
            })
      }
    </div>`;
}

function children(count: number): string {
  return count === 1 ? '1 child is' : `${count.toLocaleString('en-GB')} children are`;
}

function labelled(label: string, content: Html): TableCell {
  return { html: html`<div>${content}</div>`, attributes: { 'data-label': label } };
}

function openTable(episodes: readonly OpenEpisode[], view: MissingNowView): Html {
  return table({
    caption: 'Children missing now',
    captionClasses: 'govuk-visually-hidden',
    classes: 'homeward-stacked',
    head: [
      { text: 'Child' },
      { text: 'Police risk' },
      { text: 'Away for' },
      { text: 'From' },
      { text: 'Last thing done' },
      { text: 'What next' },
    ],
    rows: episodes.map((episode) => [
      childCell(episode, view.now),
      labelled('Police risk', riskTag(episode)),
      labelled(
        'Away for',
        html`<strong>${formatElapsed(view.now - episode.startedAt)}</strong
          ><span class="homeward-under">${KIND_WORDS[episode.kind]} since ${formatInstant(episode.startedAt)}</span>`,
      ),
      labelled('From', from(episode, view.agencyName)),
      labelled('Last thing done', lastDone(episode, view)),
      labelled('What next', actions(episode, view.readsFacts)),
    ]),
  });
}

function childCell(episode: OpenEpisode, now: Instant): TableCell {
  const age = episode.dateOfBirth === null ? 'age not known' : `aged ${ageOn(episode.dateOfBirth, londonDate(now))}`;
  return labelled(
    'Child',
    html`<a class="govuk-link govuk-!-font-weight-bold" href="${to(paths.child, { childId: episode.childId })}"
        >${fullName(episode)}</a
      ><span class="homeward-under">${age}</span>`,
  );
}

function riskTag({ risk }: OpenEpisode): Html {
  return risk === null
    ? html`Not graded`
    : tag({ text: RISK_WORDS[risk], classes: `homeward-tag ${RISK_COLOURS[risk]}` });
}

function from(episode: OpenEpisode, agencyName: (code: string) => string): Html {
  const area = [
    episode.missingFromAuthority === null ? null : agencyName(episode.missingFromAuthority),
    episode.policingArea,
    episode.missingFromPostcode,
  ].filter((part) => part !== null);
  return html`${episode.missingFrom === null ? 'Place not said' : PLACE_WORDS[episode.missingFrom]}<span
      class="homeward-under"
      >${area.join(', ')}</span
    >`;
}

function lastDone({ last }: OpenEpisode, { agencyName, now }: MissingNowView): Html {
  if (last === null) return html`Nothing yet`;
  const by = last.recordedBy === null ? '' : `, by ${agencyName(last.recordedBy)}`;
  return html`${tell(last, agencyName).heading}${by}<span class="homeward-under"
      >${formatElapsed(now - last.recordedAt)} ago</span
    >`;
}

function actions(episode: OpenEpisode, readsFacts: boolean): Html {
  const { childId, episodeId, facts } = episode;
  const name = html`<span class="govuk-visually-hidden"> ${fullName(episode)}</span>`;
  return html`<a class="govuk-link homeward-target" href="${to(paths.episode, { childId, episodeId })}"
      >Open<span class="govuk-visually-hidden"> the absence of</span>${name}</a
    >
    <a class="govuk-link homeward-target" href="${to(paths.tellReturned, null, { episode: episodeId })}"
      >Has come back<span class="govuk-visually-hidden">:</span>${name}</a
    >${
      readsFacts && facts > 0
        ? html` <a class="govuk-link homeward-target" href="${to(paths.facts, { childId })}"
            >${facts === 1 ? '1 fact' : `${facts} facts`} to try<span class="govuk-visually-hidden">:</span>${name}</a
          >`
        : ''
    }`;
}

function historySection(episodes: readonly OpenEpisode[], view: MissingNowView): Html {
  return html`<h2 class="govuk-heading-m">A return was probably not recorded</h2>
    <p class="govuk-body">
      These absences began long before Homeward learnt of them and have no return. Most of these children will have come
      back long ago. Record when each came back, or confirm that the child is still missing.
    </p>
    ${table({
      caption: 'Absences without a return, from earlier records',
      captionClasses: 'govuk-visually-hidden',
      classes: 'homeward-stacked',
      head: [{ text: 'Child' }, { text: 'Began' }, { text: 'From' }, { text: 'What next' }],
      rows: episodes.map((episode) => [
        childCell(episode, view.now),
        labelled(
          'Began',
          html`${formatInstant(episode.startedAt)}<span class="homeward-under">${KIND_WORDS[episode.kind]}</span>`,
        ),
        labelled('From', from(episode, view.agencyName)),
        labelled('What next', actions(episode, view.readsFacts)),
      ]),
    })}`;
}
