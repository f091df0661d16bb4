/** An interview as it was written: the child’s own words as quotations, and how it stands. */
import { recordForm, type FormView } from '../../decisions/record-form.ts';
import type { Entry } from '../../domain/chronology/entry.ts';
import type { ChildRecord } from '../../domain/chronology/record.ts';
import { fullName } from '../../domain/chronology/words.ts';
import { codeWords, GOING_REASONS, OTHERS_PRESENT } from '../../domain/interview/code-lists.ts';
import type { Interview } from '../../domain/interview/interviews.ts';
import { INTERVIEW_QUESTIONS } from '../../domain/interview/questions.ts';
import {
  CHOICE_WORDS,
  INTERVIEW_PLACE_WORDS,
  interviewStateWords,
  minutesInWords,
  PARTICIPATION_WORDS,
} from '../../domain/interview/words.ts';
import { returnsCovered } from '../../domain/interview/writing.ts';
import type { Held } from '../../domain/interview/written.ts';
import { formatElapsed, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { button } from '../../web/components/button.ts';
import { notificationBanner } from '../../web/components/notification-banner.ts';
import { warningText } from '../../web/components/warning-text.ts';
import { summaryList } from '../../web/components/summary-list.ts';
import { html, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import { returnWords } from './fields.ts';
import type { OtherDraft } from './queries.ts';

/** What the page is made of. */
export type InterviewView = {
  readonly childId: number;
  readonly interviewId: number;
  /** As far as the reader may read it. */
  readonly record: ChildRecord;
  readonly entries: readonly Entry[];
  readonly interview: Interview;
  /** As it was last written here; null where only a feed told of it. */
  readonly written: { readonly content: Held; readonly occurredAt: Instant } | null;
  /** Whether the reader may read what the child said. */
  readonly hasWords: boolean;
  readonly interviewer: string | null;
  readonly agencyName: (code: string) => string;
  readonly episodeIds: ReadonlyMap<string, number>;
  /** One's own draft of it. */
  readonly draftId: string | null;
  readonly mayWrite: boolean;
  readonly maySignOff: boolean;
  readonly mayReopen: boolean;
  /** Record facts out of it, share it, and refer the child. */
  readonly mayRecordFacts: boolean;
  readonly mayShare: boolean;
  readonly mayRefer: boolean;
  readonly justSent: boolean;
  readonly csrfToken: string;
};

/** The page of one interview. */
export function interviewPage(view: InterviewView): Html {
  const { childId, record, interview, written, hasWords } = view;
  return html`${view.justSent ? notificationBanner({ type: 'success', text: 'The interview is on the child’s record. A manager will read it.' }) : ''}
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<span class="govuk-caption-l"><a class="govuk-link" href="${to(paths.child, { childId })}">${fullName(record.details)}</a></span>
<h1 class="govuk-heading-l">Return interview</h1>
<p class="govuk-body-l">${interviewStateWords(interview)}</p>
${reviewed(view)}
${actions(view)}
${about(view)}
${
  written === null
    ? html`<p class="govuk-body">What was said in it was not written here.</p>`
    : hasWords
      ? answers(written.content)
      : html`<p class="govuk-body">What the child said is not for your role to read.</p>`
}
</div></div>`;
}

const REVIEWS = {
  'interview-signed-off': 'Signed off',
  'interview-sent-back': 'Sent back',
  'interview-reopened': 'Opened again',
} as const;

/** What was said when it was signed off, sent back or opened again, the latest first. */
function reviewed({ entries, interview, agencyName }: InterviewView): Html {
  const reviews = entries.toReversed().flatMap(({ content, occurredAt, recordedBy }) =>
    (content.kind === 'interview-signed-off' ||
      content.kind === 'interview-sent-back' ||
      content.kind === 'interview-reopened') &&
    content.interviewRef === interview.interviewRef
      ? [
          {
            words: REVIEWS[content.kind],
            why: content.why,
            occurredAt,
            recordedBy,
          },
        ]
      : [],
  );
  if (reviews.length === 0) return html``;
  return html`<ul class="govuk-list govuk-list--bullet">${reviews.map(
    ({ words, why, occurredAt, recordedBy }) =>
      html`<li>${words} ${formatInstant(occurredAt)}${recordedBy === null ? '' : ` by ${agencyName(recordedBy)}`}: <span class="homeward-as-typed">${why}</span></li>`,
  )}</ul>`;
}

function actions(view: InterviewView): Html {
  const { childId, interviewId, draftId, mayWrite, maySignOff, mayReopen, csrfToken, interview } = view;
  const write =
    draftId !== null
      ? button({ text: 'Go on writing', href: to(paths.interviewDraft, { draftId }) })
      : mayWrite && interview.writtenHere
        ? html`<form method="post" action="${to(paths.improveInterview, { childId, interviewId })}" class="homeward-inline">${csrfField(csrfToken)}<input type="hidden" name="begin" value="yes">${button({ text: interview.sentBackAt === null ? 'Write it again' : 'Improve it', classes: interview.sentBackAt === null ? 'govuk-button--secondary' : '', preventDoubleClick: true })}</form>`
        : '';
  const sign = maySignOff
    ? button({ text: 'Sign it off, or send it back', href: to(paths.signOffInterview, { childId, interviewId }) })
    : mayReopen
      ? button({
          text: 'Open it again',
          href: to(paths.reopenInterview, { childId, interviewId }),
          classes: 'govuk-button--secondary',
        })
      : '';
  const buttons = write === '' && sign === '' ? html`` : html`<div class="govuk-button-group">${sign}${write}</div>`;
  return html`${buttons}${putToUse(view)}`;
}

/** What is done with what the child said. */
function putToUse({ childId, interview, mayRecordFacts, mayShare, mayRefer }: InterviewView): Html {
  const { interviewRef, completedAt } = interview;
  const links = [
    mayRecordFacts && {
      href: to(paths.recordFactFrom, { childId, interviewRef }),
      text: 'Record a fact from it',
    },
    mayShare && {
      href: to(paths.shareInterview, { childId, interviewRef }),
      text: 'Share it with the police or the child’s record',
    },
    mayRefer && { href: to(paths.referralNewFrom, { childId, interviewRef }), text: 'Refer the child' },
    mayRefer && { href: to(paths.supportBeginFrom, { childId, interviewRef }), text: 'Begin support for the child' },
  ].filter((link) => link !== false);
  if (completedAt === null || links.length === 0) return html``;
  return html`<ul class="govuk-list">${links.map(({ href, text }) => html`<li><a class="govuk-link" href="${href}">${text}</a></li>`)}</ul>`;
}

function about(view: InterviewView): Html {
  const { childId, record, interview, written, interviewer, agencyName, episodeIds } = view;
  const covered = returnsCovered(record, interview.incidentRefs);
  const at = interview.completedAt ?? interview.carersAskedAt;
  const firstBack = covered.flatMap(({ endedAt }) => endedAt ?? [])[0];
  const row = (key: string, text: string | null): { key: { text: string }; value: { text: string } } | null =>
    text === null || text === '' ? null : { key: { text: key }, value: { text } };
  const content = written?.content ?? null;
  const list = (codes: readonly string[] | undefined, words: Readonly<Record<string, string>>): string =>
    (codes ?? []).map((code) => codeWords(words, code)).join(', ');
  return summaryList({
    rows: [
      {
        key: { text: 'About' },
        value: {
          html: html`<ul class="govuk-list govuk-!-margin-bottom-0">${covered.map((episode) => {
            const episodeId = episodeIds.get(episode.episodeKey);
            return episodeId === undefined
              ? html`<li>${returnWords(episode)}</li>`
              : html`<li><a class="govuk-link" href="${to(paths.episode, { childId, episodeId })}">${returnWords(episode)}</a></li>`;
          })}</ul>`,
        },
      },
      row('Held', at === null ? 'Not held' : formatInstant(at)),
      row(
        'After the return',
        at === null || firstBack === undefined || at < firstBack ? null : formatElapsed(at - firstBack),
      ),
      row(
        'By',
        [interviewer, interview.heldBy === null ? null : agencyName(interview.heldBy)].filter(Boolean).join(', '),
      ),
      row(
        'Last written by',
        interview.writtenBy === null || interview.writtenBy === interview.heldBy
          ? null
          : agencyName(interview.writtenBy),
      ),
      row('Where', content === null ? null : INTERVIEW_PLACE_WORDS[content.place]),
      row('How long', minutesInWords(interview.interviewMinutes)),
      row('The way there and back', minutesInWords(interview.travelMinutes)),
      row('How much', content === null ? null : PARTICIPATION_WORDS[content.participation]),
      row('The child chose', content === null ? null : list(content.chose, CHOICE_WORDS) || 'Nothing on record'),
      row('Who else was there', content === null ? null : list(content.present, OTHERS_PRESENT) || 'Nobody on record'),
      row(
        'Independent of the child’s care',
        interview.independent === null ? 'Not said' : interview.independent ? 'Yes' : 'No',
      ),
      row('How the interviewer is independent', content?.words['independence'] ?? null),
      row('Reasons for going', list(content?.reasons ?? interview.reasons, GOING_REASONS) || 'None on record'),
    ],
  });
}

const PARTS = {
  before: 'Before the child went',
  during: 'While the child was away',
  after: 'Coming back, and from now on',
  others: 'What others said',
} as const;

/** Every answer under its question; the child’s own words as quotations. */
function answers({ words }: Held): Html {
  const parts = Object.entries(PARTS).map(([part, heading]) => ({
    heading,
    said: INTERVIEW_QUESTIONS.filter((question) => question.part === part && words[question.name] !== undefined),
  }));
  if (parts.every(({ said }) => said.length === 0))
    return html`<p class="govuk-body">Nothing was written of what the child said.</p>`;
  return html`${parts
    .filter(({ said }) => said.length > 0)
    .map(
      ({ heading, said }) => html`<h2 class="govuk-heading-m">${heading}</h2>
${said.map(
  ({ name, asks }) => html`<h3 class="govuk-heading-s govuk-!-margin-bottom-1">${asks}</h3>
<blockquote class="homeward-quote homeward-as-typed">${words[name] ?? ''}</blockquote>`,
)}`,
    )}`;
}

/** The page on which an interview is read, and signed off or sent back. */
export function signOffPage(
  view: FormView,
  o: {
    readonly interview: Interview;
    readonly content: Held | null;
    readonly interviewId: number;
    /** Who is writing it at this moment. */
    readonly writing: readonly OtherDraft[];
  },
): Html {
  const { childId, record } = view.opened;
  const { interview, content, interviewId, writing } = o;
  const covered = returnsCovered(record, interview.incidentRefs);
  return recordForm(view, {
    heading: 'Sign off a return interview',
    action: to(paths.signOffInterview, { childId, interviewId }),
    send: 'Save the decision',
    about: html`${writing.map(({ name, agency, startedAt, savedAt }) =>
      warningText({
        text: `${name}, ${agency}, is writing it again since ${formatInstant(startedAt)}, last saved ${formatInstant(savedAt)}. What they write is not in what you read here, and cannot be sent once it is signed off: ask them first.`,
      }),
    )}
<p class="govuk-body">${interview.completedAt === null ? 'Not held.' : `Held ${formatInstant(interview.completedAt)}.`} ${interviewStateWords(interview)}.</p>
<ul class="govuk-list govuk-list--bullet">${covered.map((episode) => html`<li>${returnWords(episode)}</li>`)}</ul>
${content === null ? html`<p class="govuk-body">What was said in it was not written here.</p>` : answers(content)}
<h2 class="govuk-heading-m">Your decision</h2>`,
  });
}

/** The page on which an interview that was signed off is opened again. */
export function reopenPage(view: FormView, interview: Interview, interviewId: number): Html {
  const { childId, record } = view.opened;
  const covered = returnsCovered(record, interview.incidentRefs);
  return recordForm(view, {
    heading: 'Open a return interview again',
    action: to(paths.reopenInterview, { childId, interviewId }),
    send: 'Open it again',
    about: html`<ul class="govuk-list govuk-list--bullet">${covered.map((episode) => html`<li>${returnWords(episode)}</li>`)}</ul>
<p class="govuk-body">It is then written again by who held it, who sees the child again until it is signed off and some weeks after. What was signed off stays in the history. Where what the child said changes, whoever it was sent to is to be sent the new text.</p>`,
  });
}
