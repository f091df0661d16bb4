/** The page of one return, and of each decision on it. */
import { recordForm, type FormView } from '../../decisions/record-form.ts';
import type { Because } from '../../domain/chronology/because.ts';
import { fullName, teamWords } from '../../domain/chronology/words.ts';
import type { ChildDetails } from '../../domain/chronology/entry.ts';
import { CLOCK_WORDS, type ClockState, type InterviewClock } from '../../domain/interview/clock.ts';
import type { ReturnPass } from '../../domain/interview/closures.ts';
import type { ReturnFollowUp } from '../../domain/interview/follow-up.ts';
import { OUTCOME_WORDS, STAGE_WORDS } from '../../domain/interview/words.ts';
import { letterName, sentWords } from '../../domain/triage/kept-letter.ts';
import type { SentLetter } from '../../domain/triage/state.ts';
import { formatElapsed, formatInstant } from '../../domain/time/format.ts';
import { button } from '../../web/components/button.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { summaryList } from '../../web/components/summary-list.ts';
import { tag } from '../../web/components/tag.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import type { OpenedReturn } from './opened.ts';

const CLOCK_COLOURS: Readonly<Record<ClockState, string>> = {
  'in-time': 'govuk-tag--grey',
  'at-risk': 'govuk-tag--yellow',
  late: 'govuk-tag--red',
  'held-in-time': 'govuk-tag--green',
  'held-late': 'govuk-tag--orange',
  'ended-in-time': 'govuk-tag--grey',
  'ended-late': 'govuk-tag--orange',
};

/** What can be done about a return by the person who asks. */
export type Actions = {
  readonly close: boolean;
  readonly reopen: boolean;
  readonly pass: boolean;
  readonly withdrawPass: boolean;
  readonly answer: boolean;
  readonly explain: boolean;
  /** Offer the interview, or write it. */
  readonly interview: boolean;
  readonly triage: boolean;
  /** Give the interview to a person. */
  readonly allocate: boolean;
  readonly askProvider: boolean;
  /** Reference of the request by which the reader's agency has the interview; null where it has not. */
  readonly giveBack: string | null;
};

/** What the page of a return is made of. */
export type ReturnView = {
  readonly childId: number;
  readonly details: ChildDetails;
  readonly one: OpenedReturn;
  readonly actions: Actions;
  /** Letters that were sent about it, where the reader may open them. */
  readonly letters: readonly SentLetter[];
  readonly agencyName: (code: string) => string;
};

/** What became of one return, against the clock, and what can be done about it. */
export function returnPage({ childId, details, one, actions, letters, agencyName }: ReturnView): Html {
  const { followUp, clock, reasons, others, episodeId, passes } = one;
  const where = { childId, episodeId };
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<span class="govuk-caption-l"><a class="govuk-link" href="${to(paths.child, { childId })}">${fullName(details)}</a></span>
<h1 class="govuk-heading-l">Return of ${formatInstant(followUp.returnedAt)}</h1>
<p class="govuk-body-l">${stateWords(followUp)}</p>
${reasonList(followUp.because)}
${actionButtons(where, actions)}
<h2 class="govuk-heading-m">The clock</h2>
<p class="govuk-body">${tag({ text: CLOCK_WORDS[clock.state], classes: `homeward-tag ${CLOCK_COLOURS[clock.state]}` })} Due ${formatInstant(clock.dueAt)}.</p>
${reasonList(clock.because)}
${reasons.length === 0 ? '' : html`<h2 class="govuk-heading-m">${clock.lateBy > 0 ? 'Why it is late' : 'What may make it late'}</h2>${reasonList(reasons)}`}
<h2 class="govuk-heading-m">What is on record</h2>
${facts(followUp, clock, agencyName)}
${passes.length === 0 ? '' : html`<h2 class="govuk-heading-m">Asked of other authorities</h2><ul class="govuk-list govuk-list--bullet">${passes.map((pass) => html`<li>${passWords(pass, agencyName)}</li>`)}</ul>`}
${lettersSent(where, letters)}
${others.map((other) => html`<p class="govuk-body">For ${other.authority === null ? 'no known authority' : agencyName(other.authority)} it stands as: ${stateWords(other)}.</p>`)}
<p class="govuk-body"><a class="govuk-link" href="${to(paths.episode, where)}">The absence that ended with this return</a></p>
</div></div>`;
}

function lettersSent(where: { childId: number; episodeId: number }, letters: readonly SentLetter[]): Html | '' {
  if (letters.length === 0) return '';
  return html`<h2 class="govuk-heading-m">Letters</h2><ul class="govuk-list govuk-list--bullet">${letters.map(
    (letter) =>
      html`<li>${letterName(letter)}: sent <a class="govuk-link" href="${to(paths.triageSentLetter, { ...where, letterRef: letter.letterRef })}">${sentWords(letter)}</a></li>`,
  )}</ul>`;
}

/** The outcome or the stage of a return, in words. */
export function stateWords({ outcome, stage }: Pick<ReturnFollowUp, 'outcome' | 'stage'>): string {
  if (outcome !== null) return OUTCOME_WORDS[outcome];
  return stage === null ? '' : STAGE_WORDS[stage];
}

function reasonList(because: readonly Because[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">${because.map(
    ({ sentence, source }) => html`<li>${sentence} <span class="homeward-quiet">(${source})</span></li>`,
  )}</ul>`;
}

function actionButtons(where: { childId: number; episodeId: number }, actions: Actions): Html | '' {
  const secondary = 'govuk-button--secondary';
  const items = [
    actions.answer && button({ text: 'Answer: do you see to it?', href: to(paths.answerPass, where) }),
    actions.interview &&
      button({ text: 'Return interview: offer it or write it', href: to(paths.interviewOfReturn, where) }),
    actions.triage && button({ text: 'Triage this return', href: to(paths.triage, where), classes: secondary }),
    actions.allocate &&
      button({ text: 'Say who interviews', href: to(paths.allocateInterview, where), classes: secondary }),
    actions.askProvider &&
      button({ text: 'Ask a provider', href: to(paths.requestInterview, where), classes: secondary }),
    actions.giveBack !== null &&
      button({
        text: 'Give the interview back',
        href: to(paths.giveBackRequest, { childId: where.childId, requestRef: actions.giveBack }),
        classes: secondary,
      }),
    actions.close &&
      button({ text: 'Close without an interview', href: to(paths.closeReturn, where), classes: secondary }),
    actions.reopen && button({ text: 'Open it again', href: to(paths.reopenReturn, where), classes: secondary }),
    actions.pass && button({ text: 'Ask another authority', href: to(paths.passReturn, where), classes: secondary }),
    actions.withdrawPass &&
      button({
        text: 'Withdraw the request to another authority',
        href: to(paths.withdrawPass, where),
        classes: secondary,
      }),
    actions.explain &&
      button({ text: 'Explain why it is late', href: to(paths.explainLateness, where), classes: secondary }),
  ].filter((item) => item !== false);
  return items.length === 0 ? '' : html`<div class="govuk-button-group">${items}</div>`;
}

function facts(one: ReturnFollowUp, clock: InterviewClock, agencyName: (code: string) => string): Html {
  const row = (key: string, text: string | null): { key: { text: string }; value: { text: string } } | null =>
    text === null ? null : { key: { text: key }, value: { text } };
  return summaryList({
    rows: [
      row('Came back', formatInstant(one.returnedAt)),
      row('Interview due', formatInstant(one.dueAt)),
      row('Time left', clock.remaining === null || clock.remaining < 0 ? null : formatElapsed(clock.remaining)),
      row('Late by', clock.lateBy === 0 ? null : formatElapsed(clock.lateBy)),
      row('Answers for it', one.authority === null ? 'No authority known' : agencyName(one.authority)),
      row('Taken over from', one.takenOverFrom === null ? null : agencyName(one.takenOverFrom)),
      row('Team', teamWords(one.team)),
      row('First offered', one.firstOfferedAt === null ? 'Not offered' : formatInstant(one.firstOfferedAt)),
      row('Attempts on record', String(one.attempts)),
      row('Given to', one.allocatedTo === null ? 'Nobody yet' : agencyName(one.allocatedTo)),
      row('Outcome since', one.outcomeAt === null ? null : formatInstant(one.outcomeAt)),
    ],
  });
}

function passWords(pass: ReturnPass, agencyName: (code: string) => string): string {
  const asked = `${agencyName(pass.toAuthority)} was asked ${formatInstant(pass.at)}: ${pass.why}`;
  if (pass.endedAt !== null && pass.endedAs === 'withdrawn')
    return `${asked} It was withdrawn ${formatInstant(pass.endedAt)}.`;
  if (pass.endedAt !== null && pass.answeredAt === null)
    return `${asked} The return had its outcome ${formatInstant(pass.endedAt)}, before an answer.`;
  if (pass.endedAt !== null && pass.answeredAt !== null)
    return `${asked} It accepted ${formatInstant(pass.answeredAt)}, which does not count: the return had its outcome ${formatInstant(pass.endedAt)}.`;
  if (pass.answeredAt === null) return `${asked} It has not answered.`;
  return `${asked} It ${pass.accepted === true ? 'accepted' : 'refused'} ${formatInstant(pass.answeredAt)}.`;
}

/** A decision on a return, by a form. */
export function decisionPage(
  view: FormView,
  one: OpenedReturn,
  o: { readonly heading: string; readonly send: string; readonly action: string; readonly about?: Html },
): Html {
  const { followUp, clock } = one;
  return recordForm(view, {
    heading: o.heading,
    action: o.action,
    send: o.send,
    about: html`${insetText({ text: `Came back ${formatInstant(followUp.returnedAt)}. ${stateWords(followUp)}. ${clock.because[0]?.sentence ?? ''}` })}${o.about ?? ''}`,
  });
}

/** The page of a decision that there is nothing to decide about any more: why, and the way back. */
export function nothingToDecidePage(
  { opened }: FormView,
  { followUp, episodeId }: OpenedReturn,
  { heading, says }: { readonly heading: string; readonly says: string },
): Html {
  const { childId, record } = opened;
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<span class="govuk-caption-l">${fullName(record.details)}</span>
<h1 class="govuk-heading-l">${heading}</h1>
${insetText({ text: `Came back ${formatInstant(followUp.returnedAt)}. ${stateWords(followUp)}.` })}
<p class="govuk-body">${says}</p>
<p class="govuk-body"><a class="govuk-link" href="${to(paths.return, { childId, episodeId })}">Back to the return</a></p>
</div></div>`;
}
