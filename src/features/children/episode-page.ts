/** The page of one absence. */
import type { Entry } from '../../domain/chronology/entry.ts';
import type { Episode } from '../../domain/chronology/record.ts';
import { COUNTED_STATUS_WORDS, fullName, KIND_WORDS, PLACE_WORDS, RISK_WORDS } from '../../domain/chronology/words.ts';
import { interviewsNaming } from '../../domain/interview/writing.ts';
import { formatElapsed, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Offer } from '../../domain/intelligence/offer.ts';
import { offerList } from '../../offers/offer-list.ts';
import { button } from '../../web/components/button.ts';
import { summaryList } from '../../web/components/summary-list.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { chronologyList } from './chronology-view.ts';
import type { OpenedRecord } from './commands.ts';
import { interviewWords, lengthWords, openDuties } from './episode-views.ts';
import { interviewLink } from './summary-views.ts';

/** Everything on record of one absence, what can be done about it, and while it lasts what to try; null for who reads no facts. */
export function episodePage(
  opened: OpenedRecord,
  episode: Episode,
  now: Instant,
  offers: readonly Offer[] | null,
): Html {
  const { record, childId } = opened;
  const name = fullName(record.details);
  const entries = entriesOf(opened, episode);
  const duties = record.duties.filter(({ episodeKey }) => episodeKey === episode.episodeKey);
  return html`<span class="govuk-caption-l"><a class="govuk-link" href="${to(paths.child, { childId })}">${name}</a></span>
<h1 class="govuk-heading-l">${KIND_WORDS[episode.kind]} from ${formatInstant(episode.startedAt)}</h1>
${standing(episode, now)}
${actions(opened, episode)}
${offerList(childId, offers)}
<h2 class="govuk-heading-m">What is on record</h2>
${facts(opened, episode, now)}
${interviewsOf(opened, episode)}
<h2 class="govuk-heading-m">What is due</h2>
${openDuties(opened, duties, now)}
${settledDuties(duties.filter(({ settledAt }) => settledAt !== null))}
<h2 class="govuk-heading-m">How the times and the kind were decided</h2>
<ul class="govuk-list govuk-list--bullet">${episode.because.map(
    ({ sentence, source }) => html`<li>${sentence} <span class="homeward-quiet">(${source})</span></li>`,
  )}</ul>
<h2 class="govuk-heading-m">What we were told</h2>
${chronologyList(entries, opened.entries, opened)}`;
}

function standing(episode: Episode, now: Instant): Html {
  if (episode.endedAt !== null) {
    return html`<p class="govuk-body-l">Came back ${formatInstant(episode.endedAt)}, after ${formatElapsed(episode.endedAt - episode.startedAt)}.</p>`;
  }
  if (episode.supersededAt !== null) {
    return html`<p class="govuk-body-l">No return was recorded before the next absence began ${formatInstant(episode.supersededAt)}.</p>`;
  }
  return html`<div class="homeward-alert"><p class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-0">Still away after ${formatElapsed(now - episode.startedAt)}: ${
    episode.risk === null ? 'not graded by the police' : RISK_WORDS[episode.risk].toLowerCase()
  }</p></div>`;
}

function actions(opened: OpenedRecord, episode: Episode): Html | '' {
  const { childId } = opened;
  const episodeId = opened.episodeId(episode.episodeKey);
  if (episodeId === undefined) return '';
  const open = episode.endedAt === null;
  const items = [
    open && opened.may.tell
      ? button({ text: 'Record the return', href: to(paths.tellReturned, null, { episode: episodeId }) })
      : '',
    !open && opened.may.interview && opened.isGiven(episode.episodeKey)
      ? button({
          text: 'Return interview: offer it or write it',
          href: to(paths.interviewOfReturn, { childId, episodeId }),
        })
      : '',
    open && episode.supersededAt === null && opened.may.review
      ? button({
          text: 'Record a review',
          href: to(paths.review, { childId, episodeId }),
          classes: 'govuk-button--secondary',
        })
      : '',
    opened.record.returns.some(({ episodeKey }) => episodeKey === episode.episodeKey)
      ? button({
          text: 'What became of this return',
          href: to(paths.return, { childId, episodeId }),
          classes: 'govuk-button--secondary',
        })
      : '',
    !open &&
    opened.may.triage &&
    opened.isGiven(episode.episodeKey) &&
    opened.record.returns.some(({ episodeKey }) => episodeKey === episode.episodeKey)
      ? button({ text: 'Triage this return', href: to(paths.triage, { childId, episodeId }) })
      : '',
  ].filter((item) => item !== '');
  const helped =
    opened.may.useFacts && opened.record.facts.some(({ factKind }) => factKind !== 'reason')
      ? html`<p class="govuk-body"><a class="govuk-link" href="${to(paths.useFacts, { childId, episodeId })}">Say whether what was on record helped to find the child</a></p>`
      : '';
  const correct = opened.may.correct
    ? html`<p class="govuk-body">To correct a time, a place or the child, choose “Correct this” beside what we were told.</p>`
    : '';
  return html`${items.length === 0 ? '' : html`<div class="govuk-button-group">${items}</div>`}${helped}${correct}`;
}

function facts({ agencyName }: OpenedRecord, episode: Episode, now: Instant): Html {
  const row = (key: string, text: string | null): { key: { text: string }; value: { text: string } } | null =>
    text === null ? null : { key: { text: key }, value: { text } };
  return summaryList({
    rows: [
      row('Kind', KIND_WORDS[episode.kind]),
      row('Began', formatInstant(episode.startedAt)),
      row('Ended', episode.endedAt === null ? 'No return on record' : formatInstant(episode.endedAt)),
      row('Lasted', lengthWords(episode, now)),
      row('Police risk', episode.risk === null ? 'Not graded' : RISK_WORDS[episode.risk]),
      row('Last reviewed', episode.reviewedAt === null ? null : formatInstant(episode.reviewedAt)),
      row('Missing from', episode.missingFrom === null ? 'Not said' : PLACE_WORDS[episode.missingFrom]),
      row('Postcode missing from', episode.missingFromPostcode),
      row(
        'Authority of that area',
        episode.missingFromAuthority === null ? null : agencyName(episode.missingFromAuthority),
      ),
      row('Policing area', episode.policingArea),
      row('Postcode where found', episode.foundPostcode),
      row('Distance', episode.distanceMiles === null ? null : `${Math.round(episode.distanceMiles * 10) / 10} miles`),
      row('Brought back by', episode.returnedBy),
      row('Age when it began', episode.ageAtStart === null ? 'Not known' : String(episode.ageAtStart)),
      row('Status when it began', COUNTED_STATUS_WORDS[episode.statusAtStart]),
      row('Return interview', interviewWords(episode)),
      row('Reported by', episode.reportedBy.map(agencyName).join(', ')),
      row('Incident references', episode.incidentRefs.join(', ') || 'None given'),
    ],
  });
}

/** The interviews that name this absence, each with how it stands. */
function interviewsOf(opened: OpenedRecord, episode: Episode): Html | '' {
  const naming = interviewsNaming(opened.record, episode);
  if (naming.length === 0) return '';
  return html`<h2 class="govuk-heading-m">Return interviews</h2>
<ul class="govuk-list">${naming.map((interview) => html`<li>${interviewLink(opened, interview)}</li>`)}</ul>`;
}

function settledDuties(settled: OpenedRecord['record']['duties']): Html | '' {
  if (settled.length === 0) return '';
  return html`<ul class="govuk-list govuk-list--bullet">${settled.map(
    ({ because, settledAt }) =>
      html`<li>${because.map(({ sentence }) => sentence).join(' ')} ${settledAt === null ? '' : html`<span class="homeward-quiet">(${formatInstant(settledAt)})</span>`}</li>`,
  )}</ul>`;
}

/** What tells of this absence: its notifications with their corrections, its reviews and its interviews. */
function entriesOf({ entries }: OpenedRecord, episode: Episode): Entry[] {
  const names = [...episode.incidentRefs, episode.episodeKey, ...episode.notificationRefs];
  return entries.filter(({ content }) => {
    switch (content.kind) {
      case 'notification-received':
        return episode.notificationRefs.includes(content.notification.notificationRef);
      case 'notification-corrected':
      case 'notification-moved':
        return episode.notificationRefs.includes(content.notificationRef);
      case 'review-recorded':
      case 'fact-used':
      case 'return-closed':
      case 'return-reopened':
      case 'return-passed':
      case 'lateness-explained':
        return content.episodeKey === episode.episodeKey;
      case 'interview-recorded':
        return content.interview.incidentRefs.some((ref) => names.includes(ref));
      case 'interview-offered':
      case 'interview-held':
        return content.incidentRefs.some((ref) => names.includes(ref));
      case 'recording-fault-settled':
        return content.faultKey.endsWith(`:${episode.episodeKey}`);
      default:
        return false;
    }
  });
}
