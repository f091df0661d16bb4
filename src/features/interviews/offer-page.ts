/** The page of one return: how its interview stands, what was tried, and the form of a further offer. */
import { recordForm, type FormView } from '../../decisions/record-form.ts';
import type { Opened } from '../../decisions/opened.ts';
import type { Episode } from '../../domain/chronology/record.ts';
import { fullName, OFFER_WORDS } from '../../domain/chronology/words.ts';
import type { Interview } from '../../domain/interview/interviews.ts';
import { returnAfter } from '../../domain/interview/which-return.ts';
import {
  interviewStateWords,
  MEANS_WORDS,
  OUTCOME_WORDS,
  SPOKEN_WORDS,
  STAGE_WORDS,
} from '../../domain/interview/words.ts';
import { interviewsNaming } from '../../domain/interview/writing.ts';
import { formatDue, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { button } from '../../web/components/button.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { table } from '../../web/components/table.ts';
import { html, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import { returnWords } from './fields.ts';

/** What the page is made of beside its form. */
export type ReturnView = {
  readonly episode: Episode;
  readonly episodeId: number;
  /** The interview that a further offer, or writing, goes on with. */
  readonly goingOn: Interview | null;
  /** One's own draft of it. */
  readonly draftId: string | null;
  /** References of interviews by their numbers. */
  readonly numbers: ReadonlyMap<number, string>;
  readonly now: Instant;
};

/** The page while the child is away: no interview is owed yet. */
export function stillAwayPage({ record, childId }: Opened, episode: Episode, episodeId: number): Html {
  return html`<span class="govuk-caption-l">${fullName(record.details)}</span>
<h1 class="govuk-heading-l">Return interview</h1>
<p class="govuk-body">${returnWords(episode)}. An interview is offered once the child is back.</p>
<p class="govuk-body"><a class="govuk-link" href="${to(paths.episode, { childId, episodeId })}">Open this absence</a></p>`;
}

/** The page of a return that ended. */
export function returnPage(view: FormView, about: ReturnView): Html {
  const { opened, csrfToken } = view;
  const { childId } = opened;
  const { episode, episodeId } = about;
  return recordForm(view, {
    heading: 'Return interview',
    action: to(paths.interviewOfReturn, { childId, episodeId }),
    send: 'Save this offer',
    about: html`<p class="govuk-body"><a class="govuk-link" href="${to(paths.episode, { childId, episodeId })}">${returnWords(episode)}</a></p>
${standing(opened, about)}
<h2 class="govuk-heading-m" id="offers">Offers and attempts</h2>
${attempts(opened, episode)}
<h2 class="govuk-heading-m">The interview</h2>
${writtenOnes(opened, about)}
${writing(opened, about, csrfToken)}
<h2 class="govuk-heading-m">Record an offer or an attempt</h2>`,
  });
}

function standing({ record, childId }: Opened, { episode, episodeId, now }: ReturnView): Html {
  const followed = returnAfter(record, episode.episodeKey, null)?.latest ?? null;
  if (followed === null)
    return insetText({ text: 'No interview is owed after this kind of absence. One may be held all the same.' });
  const words =
    followed.outcome === null
      ? `${STAGE_WORDS[followed.stage ?? 'not-offered']}. The interview is ${formatDue(followed.dueAt, now)}.`
      : `${OUTCOME_WORDS[followed.outcome]}.`;
  return insetText({
    html: html`<p class="govuk-body">${words}</p><p class="govuk-body">${followed.because.map(({ sentence }) => sentence).join(' ')}</p>
<p class="govuk-body govuk-!-margin-bottom-0"><a class="govuk-link" href="${to(paths.return, { childId, episodeId })}">What became of this return, and decisions on it</a></p>`,
  });
}

function attempts({ record }: Opened, episode: Episode): Html {
  const tried = interviewsNaming(record, episode)
    .flatMap((interview) => interview.attempts)
    .toSorted((a, b) => b.at - a.at);
  if (tried.length === 0) return html`<p class="govuk-body homeward-quiet">None is on record one by one.</p>`;
  const cell = (label: string, text: string) => ({
    html: html`<div>${text}</div>`,
    attributes: { 'data-label': label },
  });
  return table({
    caption: 'Offers and attempts, the latest first',
    captionClasses: 'govuk-visually-hidden',
    classes: 'homeward-stacked',
    head: [{ text: 'When' }, { text: 'How' }, { text: 'Spoke to' }, { text: 'What came of it' }],
    rows: tried.map(({ at, means, spokeTo, outcome }) => [
      cell('When', formatInstant(at)),
      cell('How', MEANS_WORDS[means]),
      cell('Spoke to', SPOKEN_WORDS[spokeTo]),
      cell('What came of it', OFFER_WORDS[outcome]),
    ]),
  });
}

function writtenOnes({ record, childId }: Opened, { episode, numbers }: ReturnView): Html {
  const held = interviewsNaming(record, episode).filter(
    ({ completedAt, carersAskedAt }) => completedAt !== null || carersAskedAt !== null,
  );
  if (held.length === 0) return html`<p class="govuk-body">It has not been held.</p>`;
  const numberOf = (ref: string): number | undefined => [...numbers].find(([, one]) => one === ref)?.[0];
  return html`<ul class="govuk-list">${held.map((interview) => {
    const interviewId = numberOf(interview.interviewRef);
    const at = interview.completedAt ?? interview.carersAskedAt;
    const words = `${interviewStateWords(interview)}${at === null ? '' : `, ${formatInstant(at)}`}`;
    return interviewId === undefined
      ? html`<li>${words}</li>`
      : html`<li><a class="govuk-link" href="${to(paths.interview, { childId, interviewId })}">${words}</a></li>`;
  })}</ul>`;
}

function writing(
  { record, childId }: Opened,
  { episode, episodeId, goingOn, draftId }: ReturnView,
  csrfToken: string,
): Html | '' {
  if (draftId !== null)
    return html`<p class="govuk-body">You have begun to write it. Only you can see what is not sent.</p>
${button({ text: 'Go on writing', href: to(paths.interviewDraft, { draftId }) })}`;
  const isDone = goingOn === null && interviewsNaming(record, episode).some(({ completedAt }) => completedAt !== null);
  if (isDone) return '';
  return html`<form method="post" action="${to(paths.beginInterview, { childId, episodeId })}">${csrfField(csrfToken)}
<input type="hidden" name="begin" value="yes">
${button({ text: goingOn?.writtenHere === true ? 'Write it again' : 'Write the interview', preventDoubleClick: true })}</form>`;
}
