/** Episodes and duties of a child, as tables and as a timeline drawn to scale. */
import type { Duty, Episode } from '../../domain/chronology/record.ts';
import {
  COUNTED_STATUS_WORDS,
  dutyWords,
  KIND_WORDS,
  OFFER_WORDS,
  PLACE_WORDS,
  RISK_WORDS,
  teamWords,
} from '../../domain/chronology/words.ts';
import { NEEDED_NO_MORE } from '../../domain/duties/interview-duties.ts';
import { latenessOf, latenessWords } from '../../domain/duties/lateness.ts';
import { formatElapsed, formatInstant } from '../../domain/time/format.ts';
import { TWENTY_FOUR_HOURS, type Instant } from '../../domain/time/instant.ts';
import { timeline } from '../../web/charts/timeline.ts';
import { wholeMonths } from '../../web/charts/time-axis.ts';
import { table } from '../../web/components/table.ts';
import { tag } from '../../web/components/tag.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import type { OpenedRecord } from './commands.ts';
import { cell, episodeLink } from './summary-views.ts';

const TAG_COLOURS = { late: 'govuk-tag--red', 'due-today': 'govuk-tag--yellow', later: 'govuk-tag--grey' } as const;
/** Up to so many days after the last absence, the timeline runs on to today. */
const RECENT_DAYS = 366;
const KINDS = ['missing', 'absent', 'away'] as const satisfies readonly Episode['kind'][];

/** How an episode stands, in words: how long it lasted, or lasts. */
export function lengthWords(episode: Episode, now: Instant): string {
  if (episode.endedAt !== null) return formatElapsed(episode.endedAt - episode.startedAt);
  if (episode.supersededAt !== null) return 'Not known: no return was recorded';
  return `${formatElapsed(now - episode.startedAt)} so far`;
}

/** Every episode drawn to scale, a row for each kind. */
export function episodeTimeline({ record }: OpenedRecord, now: Instant): Html | '' {
  const [first] = record.episodes;
  if (first === undefined) return '';
  const kinds = KINDS.filter((kind) => record.episodes.some((episode) => episode.kind === kind));
  const latest = Math.max(
    ...record.episodes.map(({ startedAt, endedAt, supersededAt }) => endedAt ?? supersededAt ?? startedAt),
  );
  const isOpen = record.episodes.some(({ endedAt, supersededAt }) => endedAt === null && supersededAt === null);
  // Absences of long ago are drawn large enough to be seen: the axis then ends where they do.
  const last = (isOpen || now - latest < RECENT_DAYS * TWENTY_FOUR_HOURS ? now : latest) as Instant;
  return html`<figure class="homeward-figure">${timeline({
    id: 'episodes-timeline',
    title: 'When the child was away',
    description: `${countWords(record.episodes, kinds)} since ${formatInstant(first.startedAt)}. The table of episodes says the same.`,
    ...wholeMonths(first.startedAt, last),
    now,
    kinds: kinds.map((kind) => KIND_WORDS[kind]),
    rows: kinds.map((kind, index) => ({
      label: kind === 'away' ? 'Away' : KIND_WORDS[kind],
      spans: record.episodes
        .filter((episode) => episode.kind === kind)
        .map((episode) => ({
          kind: index,
          from: episode.startedAt,
          to: episode.endedAt ?? episode.supersededAt,
          label: `${formatInstant(episode.startedAt)}: ${lengthWords(episode, now)}`,
        })),
    })),
  })}</figure>`;
}

function countWords(episodes: readonly Episode[], kinds: readonly Episode['kind'][]): string {
  return kinds
    .map((kind) => {
      const count = episodes.filter((episode) => episode.kind === kind).length;
      return `${KIND_WORDS[kind]} ${count === 1 ? 'once' : `${count} times`}`;
    })
    .join(', ');
}

/** Every episode as a row, the latest first. */
export function episodesTable(opened: OpenedRecord, now: Instant): Html {
  const { episodes } = opened.record;
  if (episodes.length === 0) return html`<p class="govuk-body homeward-quiet">No absence is on record.</p>`;
  return table({
    classes: 'homeward-stacked',
    head: [
      { text: 'Began' },
      { text: 'Kind' },
      { text: 'Lasted' },
      { text: 'From' },
      { text: 'Police risk' },
      { text: 'Return interview' },
    ],
    rows: episodes
      .toReversed()
      .map((episode) => [
        cell(
          'Began',
          html`${episodeLink(opened, episode.episodeKey, formatInstant(episode.startedAt))}<span class="homeward-under">${episode.incidentRefs.join(', ')}</span>`,
        ),
        cell('Kind', html`${KIND_WORDS[episode.kind]}`),
        cell(
          'Lasted',
          html`${episode.endedAt === null && episode.supersededAt === null ? tag({ text: 'Still away', classes: 'govuk-tag--red homeward-tag' }) : ''} ${lengthWords(episode, now)}`,
        ),
        cell(
          'From',
          html`${episode.missingFrom === null ? 'Not said' : PLACE_WORDS[episode.missingFrom]}<span class="homeward-under">${COUNTED_STATUS_WORDS[episode.statusAtStart]}</span>`,
        ),
        cell('Police risk', html`${episode.risk === null ? 'Not graded' : RISK_WORDS[episode.risk]}`),
        cell('Return interview', html`${interviewWords(episode)}`),
      ]),
  });
}

/** What came of the return interview, in words. */
export function interviewWords(episode: Episode): string {
  if (episode.interviewCompletedAt !== null) {
    const after =
      episode.endedAt === null
        ? ''
        : `, ${formatElapsed(episode.interviewCompletedAt - episode.endedAt)} after the return`;
    return `Held ${formatInstant(episode.interviewCompletedAt)}${after}`;
  }
  if (episode.offerOutcome !== null) return `Offered: ${OFFER_WORDS[episode.offerOutcome].toLowerCase()}`;
  return episode.interviewOffered ? 'Offered' : 'Not offered';
}

/** Duties that are still open, the soonest due first. */
export function openDuties(opened: OpenedRecord, duties: readonly Duty[], now: Instant): Html {
  const open = duties.filter(({ settledAt }) => settledAt === null).sort((a, b) => a.dueAt - b.dueAt);
  const answered = answeredQuestions(opened, duties);
  if (open.length === 0) return html`<p class="govuk-body homeward-quiet">Nothing is due.</p>${answered}`;
  return html`${table({
    classes: 'homeward-stacked',
    head: [{ text: 'When' }, { text: 'What' }, { text: 'Owed by' }, { text: 'Because' }],
    rows: open.map((duty) => [
      cell(
        'When',
        html`${tag({ text: latenessWords(duty.dueAt, now), classes: `homeward-tag ${TAG_COLOURS[latenessOf(duty.dueAt, now)]}` })}<span class="homeward-under">${formatInstant(duty.dueAt)}</span>`,
      ),
      cell('What', html`${dutyWords(duty)}${settleLink(opened, duty)}${returnLinks(opened, duty)}`),
      cell(
        'Owed by',
        html`${duty.owedBy === null ? 'Nobody yet' : opened.agencyName(duty.owedBy)}<span class="homeward-under">${teamWords(duty.team)}</span>`,
      ),
      cell('Because', html`${duty.because.map(({ sentence }) => sentence).join(' ')}`),
    ]),
  })}${answered}`;
}

/** To what the reader's own agency answered, which it may change. */
function answeredQuestions({ childId, may, ownAgency, dutyId }: OpenedRecord, duties: readonly Duty[]): Html | '' {
  if (!may.answer) return '';
  const links = duties.flatMap((duty) => {
    const { kind, owedBy, settledAt, because } = duty;
    const id = kind === 'information-request' && owedBy === ownAgency ? dutyId(duty) : undefined;
    const moot = because.some(({ code }) => code === NEEDED_NO_MORE);
    if (id === undefined || settledAt === null || moot) return [];
    const when = formatInstant(settledAt);
    return html`<li>You answered ${when}. <a class="govuk-link" href="${to(paths.triageAnswer, { childId, dutyId: id })}">Change the answer<span class="govuk-visually-hidden"> given ${when}</span></a></li>`;
  });
  return links.length === 0 ? '' : html`<ul class="govuk-list">${links}</ul>`;
}

/** To the triage of a return that an interview is due for and to who interviews, and to what one's own agency was asked. */
function returnLinks(opened: OpenedRecord, duty: Duty): Html | '' {
  const { childId, may } = opened;
  const link = (href: string, text: string): Html =>
    html`<span class="homeward-under"><a class="govuk-link" href="${href}">${text}</a></span>`;
  if (duty.kind === 'return-interview' && duty.episodeKey !== null && opened.isGiven(duty.episodeKey)) {
    const episodeId = opened.episodeId(duty.episodeKey);
    if (episodeId === undefined) return '';
    const where = { childId, episodeId };
    return html`${may.triage ? link(to(paths.triage, where), 'Triage this return') : ''}${
      may.allocate ? link(to(paths.allocateInterview, where), 'Say who interviews') : ''
    }${may.askProviders ? link(to(paths.requestInterview, where), 'Ask a provider') : ''}`;
  }
  const dutyId = opened.dutyId(duty);
  if (duty.kind !== 'information-request' || !may.answer || duty.owedBy !== opened.ownAgency || dutyId === undefined)
    return '';
  return link(to(paths.triageAnswer, { childId, dutyId }), 'Answer what was asked');
}

function settleLink(opened: OpenedRecord, duty: Duty): Html | '' {
  const dutyId = opened.dutyId(duty);
  if (duty.kind !== 'recording-fault' || !opened.may.settle || dutyId === undefined) return '';
  return html`<span class="homeward-under"><a class="govuk-link" href="${to(paths.settleFault, { childId: opened.childId, dutyId })}">Settle it with a reason</a></span>`;
}
