/** The page of weekly scrutiny, to read and to print. */
import { fullName, teamWords } from '../../domain/chronology/words.ts';
import type { DutyRules } from '../../domain/duties/rules.ts';
import { clockOf, whyLate, type InterviewClock } from '../../domain/interview/clock.ts';
import type { OpenStage } from '../../domain/interview/follow-up.ts';
import { OUTCOME_WORDS, STAGE_WORDS } from '../../domain/interview/words.ts';
import { formatDate, formatElapsed, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import { table, type TableCell } from '../../web/components/table.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import type { ListedReturn } from './queries.ts';

/** What the page is made of. */
export type ScrutinyView = {
  readonly returns: readonly ListedReturn[];
  /** Returns of children whose record is closed to the reader. */
  readonly notShown: number;
  readonly now: Instant;
  /** What ended late since then is listed. */
  readonly since: Instant;
  readonly rules: DutyRules;
  /** Those of the day of a return. */
  readonly rulesOn: (returnedAt: Instant) => DutyRules;
  /** Whether the reader may explain why an interview is late. */
  readonly explains: boolean;
  readonly agencyName: (code: string) => string;
};

type Scrutinised = { readonly one: ListedReturn; readonly clock: InterviewClock };

/** Late, at risk and ended late, child by child: why, who holds it and what to do. */
export function scrutinyPage(view: ScrutinyView): Html {
  const { returns, notShown, now, since, rules, rulesOn } = view;
  const all = returns.map((one) => ({ one, clock: clockOf(one, rulesOn(one.returnedAt), now) }));
  const late = all.filter(({ clock }) => clock.state === 'late');
  const atRisk = all.filter(({ clock }) => clock.state === 'at-risk');
  const ended = all.filter(({ clock }) => clock.state === 'held-late' || clock.state === 'ended-late');
  return html`<h1 class="govuk-heading-l homeward-heading-close">Weekly scrutiny of return interviews</h1>
<p class="govuk-body-l">${count(late.length, 'is', 'are')} late, ${atRisk.length} at risk, and ${ended.length} ended late since ${formatDate(londonDate(since))}.</p>
<p class="govuk-body-s homeward-quiet">As known ${formatInstant(now)}. At risk: ${rules.atRiskWithinHours} hours or less are left of the ${rules.interviewWithinHours}. Nothing pauses them. To keep this list, print the page.</p>
${notShown === 0 ? '' : html`<p class="govuk-body">${count(notShown, 'more is', 'more are')} of children whose record is closed to you; whoever it names has them on the worklist.</p>`}
${section(view, 'Late', 'Nothing is late.', late)}
${section(view, 'At risk', 'Nothing is at risk.', atRisk)}
${section(view, `Ended late since ${formatDate(londonDate(since))}`, 'Nothing ended late.', ended)}`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

function section(view: ScrutinyView, heading: string, none: string, listed: readonly Scrutinised[]): Html {
  return html`<h2 class="govuk-heading-m">${heading}</h2>
${
  listed.length === 0
    ? html`<p class="govuk-body">${none}</p>`
    : table({
        caption: heading,
        captionClasses: 'govuk-visually-hidden',
        classes: 'homeward-stacked',
        head: [
          { text: 'Child' },
          { text: 'The clock' },
          { text: 'Why' },
          { text: 'Who holds it' },
          { text: 'What to do' },
        ],
        rows: listed.map((item) => row(item, view)),
      })
}`;
}

function row({ one, clock }: Scrutinised, view: ScrutinyView): TableCell[] {
  const name = fullName(one);
  const where = { childId: one.childId, episodeId: one.episodeId };
  const reasons = whyLate({ ...one, explained: null }).map(({ sentence }) => sentence);
  return [
    cell(
      'Child',
      html`<a class="govuk-link govuk-!-font-weight-bold" href="${to(paths.child, { childId: one.childId })}">${name}</a><span class="homeward-under">${teamWords(one.team)}</span>`,
    ),
    cell(
      'The clock',
      html`<strong>${clockWords(clock)}</strong><span class="homeward-under">Came back ${formatInstant(one.returnedAt)}; due ${formatInstant(one.dueAt)}</span>`,
    ),
    cell('Why', html`${reasons.length === 0 ? 'Nothing on record says why.' : reasons.join(' ')}`),
    cell('Who holds it', html`${holder(one, view.agencyName)}`),
    cell(
      'What to do',
      html`${whatToDo(one)}<span class="homeward-under"><a class="govuk-link" href="${to(paths.return, where)}">Open the return<span class="govuk-visually-hidden"> of ${name}</span></a>${
        view.explains && one.lateCause === null
          ? html` <a class="govuk-link" href="${to(paths.explainLateness, where)}">Explain<span class="govuk-visually-hidden"> why that of ${name} is late</span></a>`
          : ''
      }</span>`,
    ),
  ];
}

function clockWords({ state, remaining, lateBy }: InterviewClock): string {
  if (state === 'at-risk') return `${formatElapsed(remaining ?? 0)} left`;
  if (state === 'late') return `${formatElapsed(lateBy)} late`;
  return `${state === 'held-late' ? 'Held' : 'Ended'} ${formatElapsed(lateBy)} late`;
}

function holder(one: ListedReturn, agencyName: (code: string) => string): string {
  const agency = one.allocatedTo === null ? null : agencyName(one.allocatedTo);
  if (one.interviewer !== null) return agency === null ? one.interviewer : `${one.interviewer}, ${agency}`;
  return agency === null ? `${teamWords(one.team)}: nobody is named` : `${agency}: nobody is named`;
}

const NEXT: Readonly<Record<OpenStage, string>> = {
  'not-offered': 'Offer it today.',
  'pass-asked': 'Ring the authority that was asked, or see to it here.',
  unreached: 'Try another way and another time, or through somebody the child trusts.',
  waiting: 'Name an interviewer.',
  accepted: 'Agree the time and hold it.',
};

function whatToDo({ outcome, stage, lateCause }: ListedReturn): string {
  if (stage !== null) return `${STAGE_WORDS[stage]}. ${NEXT[stage]}`;
  const ended = outcome === null ? '' : `${OUTCOME_WORDS[outcome]}.`;
  return lateCause === null ? `${ended} Say why it was late.` : `${ended} Explained.`;
}

function cell(label: string, content: Html): TableCell {
  return { html: html`<div>${content}</div>`, attributes: { 'data-label': label } };
}
