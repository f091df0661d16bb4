/** Who the child is, and what stands still on the record: identity, statuses, agencies, interviews, screenings. */
import { involvementsNow } from '../../domain/access/involvement.ts';
import { ageOn } from '../../domain/child/age.ts';
import type { ChildRecord } from '../../domain/chronology/record.ts';
import {
  COUNTED_STATUS_WORDS,
  OFFER_WORDS,
  RELATIONSHIP_WORDS,
  SEX_WORDS,
  STATUS_WORDS,
} from '../../domain/chronology/words.ts';
import { isNamed } from '../../domain/interview/cover.ts';
import type { Interview } from '../../domain/interview/interviews.ts';
import { interviewStateWords } from '../../domain/interview/words.ts';
import { statusOn } from '../../domain/child/status.ts';
import { formatDate, formatElapsed, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import { summaryList } from '../../web/components/summary-list.ts';
import { table } from '../../web/components/table.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import type { OpenedRecord } from './commands.ts';

/** Age in words on the day of an instant. */
export function ageWords(record: ChildRecord, now: Instant): string {
  const { dateOfBirth } = record.details;
  return dateOfBirth === null ? 'age not known' : `aged ${ageOn(dateOfBirth, londonDate(now))}`;
}

/** Identity and references. */
export function identityList({ childId, record, agencyName }: OpenedRecord, now: Instant): Html {
  const { details } = record;
  const today = londonDate(now);
  const row = (key: string, text: string | null): { key: { text: string }; value: { text: string } } | null =>
    text === null ? null : { key: { text: key }, value: { text } };
  return summaryList({
    rows: [
      row(
        'Date of birth',
        details.dateOfBirth === null ? 'Not known' : `${formatDate(details.dateOfBirth)} (${ageWords(record, now)})`,
      ),
      row('Sex', SEX_WORDS[details.sex]),
      row('Status in social care', COUNTED_STATUS_WORDS[statusOn(record.statuses, today)]),
      row(
        'Responsible authority',
        details.responsibleAuthority === null ? 'Not known' : agencyName(details.responsibleAuthority),
      ),
      row('Authority’s reference', details.childRef),
      row('Police reference', details.policeRef),
      row('Home postcode', details.homePostcode),
      {
        key: { text: 'Addresses' },
        value: {
          html: html`<a class="govuk-link" href="${to(paths.addresses, { childId })}">See and record addresses</a>`,
        },
      },
      row(
        'First screened for exploitation',
        record.exploitationScreenedOn === null ? null : formatDate(record.exploitationScreenedOn),
      ),
    ],
  });
}

/** Statuses over time. */
export function statusesTable({ record }: OpenedRecord): Html {
  if (record.statuses.length === 0) return none('No status in social care is on record.');
  return table({
    classes: 'homeward-stacked',
    head: [{ text: 'Status' }, { text: 'From' }, { text: 'To' }],
    rows: record.statuses
      .toReversed()
      .map(({ status, fromOn, toOn }) => [
        cell('Status', html`${STATUS_WORDS[status]}`),
        cell('From', html`${formatDate(fromOn)}`),
        cell('To', html`${toOn === null ? 'Still so' : formatDate(toOn)}`),
      ]),
  });
}

/** Who may see the child, why, and until when. */
export function agenciesList({ record, agencyName }: OpenedRecord, now: Instant): Html {
  const byAgency = Map.groupBy(involvementsNow(record.involvements, now), ({ agency }) => agency);
  return summaryList({
    rows: [...byAgency].map(([agency, reasons]) => ({
      key: { text: agencyName(agency) },
      value: {
        text: reasons
          .map(
            ({ relationship, untilAt }) =>
              RELATIONSHIP_WORDS[relationship] + (untilAt === null ? '' : `, until ${formatInstant(untilAt)}`),
          )
          .join('; '),
      },
    })),
  });
}

/** Return interviews, with how long after the return each was held. */
export function interviewsTable(opened: OpenedRecord): Html {
  const { record, agencyName } = opened;
  if (record.interviews.length === 0) return none('No return interview is on record.');
  return table({
    classes: 'homeward-stacked',
    head: [
      { text: 'Interview' },
      { text: 'For' },
      { text: 'Offered' },
      { text: 'Held' },
      { text: 'Shared with the police' },
    ],
    rows: record.interviews.toReversed().map((interview) => {
      const covered = record.episodes.filter((episode) => isNamed(episode, interview.incidentRefs));
      const returnedAt = covered.find(({ endedAt }) => endedAt !== null)?.endedAt ?? null;
      return [
        cell(
          'Interview',
          html`${interviewLink(opened, interview)}${interview.allocatedTo === null ? '' : html`<span class="homeward-under">${agencyName(interview.allocatedTo)}</span>`}`,
        ),
        cell(
          'For',
          html`${covered.length === 0 ? interview.incidentRefs.join(', ') : covered.map(({ episodeKey, startedAt }) => episodeLink(opened, episodeKey, formatInstant(startedAt)))}`,
        ),
        cell(
          'Offered',
          html`${interview.offeredAt === null ? 'Not said' : formatInstant(interview.offeredAt)}${interview.offerOutcome === null ? '' : html`<span class="homeward-under">${OFFER_WORDS[interview.offerOutcome]}</span>`}`,
        ),
        cell(
          'Held',
          html`${interview.completedAt === null ? 'Not held' : formatInstant(interview.completedAt)}${
            interview.completedAt === null || returnedAt === null || interview.completedAt < returnedAt
              ? ''
              : html`<span class="homeward-under">${formatElapsed(interview.completedAt - returnedAt)} after the return</span>`
          }`,
        ),
        cell(
          'Shared with the police',
          html`${interview.sharedWithPoliceAt === null ? 'Not shared' : formatInstant(interview.sharedWithPoliceAt)}`,
        ),
      ];
    }),
  });
}

/** A link to an interview, in the words of how it stands. */
export function interviewLink({ childId, interviewId }: OpenedRecord, interview: Interview): Html {
  const id = interviewId(interview.interviewRef);
  const words = interviewStateWords(interview);
  return id === undefined
    ? html`${words}`
    : html`<a class="govuk-link" href="${to(paths.interview, { childId, interviewId: id })}">${words}</a>`;
}

/** Screening tools completed. */
export function screeningsTable({ record }: OpenedRecord): Html {
  if (record.screenings.length === 0) return none('No screening is on record.');
  return table({
    classes: 'homeward-stacked',
    head: [{ text: 'Tool' }, { text: 'Completed' }, { text: 'Outcome' }],
    rows: record.screenings
      .toReversed()
      .map(({ tool, completedOn, outcome }) => [
        cell('Tool', html`${tool.replaceAll('-', ' ')}`),
        cell('Completed', html`${formatDate(completedOn)}`),
        cell('Outcome', html`${outcome ?? 'Not said'}`),
      ]),
  });
}

/** A link to an episode by the key that the record gives it. */
export function episodeLink({ childId, episodeId }: OpenedRecord, episodeKey: string, words: string): Html {
  const id = episodeId(episodeKey);
  return id === undefined
    ? html`${words}`
    : html`<a class="govuk-link" href="${to(paths.episode, { childId, episodeId: id })}">${words}</a>`;
}

/** A cell that names its column where the table is narrow. */
export function cell(label: string, content: Html): { html: Html; attributes: { 'data-label': string } } {
  return { html: html`<div>${content}</div>`, attributes: { 'data-label': label } };
}

function none(words: string): Html {
  return html`<p class="govuk-body homeward-quiet">${words}</p>`;
}
