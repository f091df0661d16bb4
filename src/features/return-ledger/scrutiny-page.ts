/** The page of weekly scrutiny, to read and to print. */
import { fullName, teamWords } from '../../domain/chronology/words.ts';
import { CHANGE_WORDS, WEEK_CHANGES, type WeekChange } from '../../domain/interview/scrutiny.ts';
import { formatDate, formatInstant } from '../../domain/time/format.ts';
import { londonDate } from '../../domain/time/london.ts';
import { table, type TableCell } from '../../web/components/table.ts';
import { tag } from '../../web/components/tag.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import type { Scrutinised, Scrutiny } from './scrutinised.ts';

/** What the page is made of. */
export type ScrutinyView = Scrutiny & {
  /** Whether the reader may explain why an interview is late. */
  readonly explains: boolean;
  /** Whether the reader may ask for the list as a file. */
  readonly takesOut: boolean;
};

const COLOURS: Readonly<Record<WeekChange, string>> = {
  'newly-late': 'govuk-tag--red',
  new: 'govuk-tag--yellow',
  still: 'govuk-tag--grey',
  done: 'govuk-tag--green',
  'done-before': 'govuk-tag--grey',
};

/** Late, at risk and ended late, child by child: why, what was tried, who holds it and what to do. */
export function scrutinyPage(view: ScrutinyView): Html {
  const { returns, notShown, now, since, rules, takesOut } = view;
  const late = returns.filter(({ clock }) => clock.state === 'late');
  const atRisk = returns.filter(({ clock }) => clock.state === 'at-risk');
  const ended = returns.filter(({ clock }) => clock.state === 'held-late' || clock.state === 'ended-late');
  const file = to(paths.newExport, null, { kind: 'weekly-scrutiny' });
  return html`<h1 class="govuk-heading-l homeward-heading-close">Weekly scrutiny of return interviews</h1>
<p class="govuk-body-l">${count(late.length, 'is', 'are')} late, ${atRisk.length} at risk, and ${ended.length} ended late since ${formatDate(londonDate(since))}.</p>
${changes(view)}
<p class="govuk-body-s homeward-quiet">As known ${formatInstant(now)}. At risk: ${rules.atRiskWithinHours} hours or less are left of the ${rules.interviewWithinHours}. Nothing pauses them. To keep this list, print the page${takesOut && returns.length > 0 ? html`, or <a class="govuk-link" href="${file}">take it out as a file</a>` : ''}.</p>
${notShown === 0 ? '' : html`<p class="govuk-body">${count(notShown, 'more is', 'more are')} of children whose record is closed to you; whoever it names has them on the worklist.</p>`}
${section(view, 'Late', 'Nothing is late.', late)}
${section(view, 'At risk', 'Nothing is at risk.', atRisk)}
${section(view, `Ended late since ${formatDate(londonDate(since))}`, 'Nothing ended late.', ended)}`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** What changed in the week, in numbers; and how many that were open then nobody has tried since. */
function changes({ returns, before }: ScrutinyView): Html | '' {
  if (returns.length === 0) return '';
  const words: Readonly<Record<WeekChange, string>> = {
    'newly-late': 'newly late',
    new: 'new and at risk',
    still: 'open as a week ago',
    done: 'done since',
    'done-before': 'done before that',
  };
  const numbers = WEEK_CHANGES.flatMap((change) => {
    const those = returns.filter((one) => one.change === change);
    if (those.length === 0) return [];
    const untried = change === 'still' ? those.filter(({ triedSince }) => triedSince === 0).length : 0;
    const more = untried === 0 ? '' : `, for ${untried} of which nothing was tried in the week`;
    return [`${those.length} ${words[change]}${more}`];
  });
  return html`<p class="govuk-body">Beside a week ago, ${formatInstant(before)}: ${numbers.join('; ')}.</p>`;
}

function section(view: ScrutinyView, heading: string, none: string, listed: readonly Scrutinised[]): Html {
  return html`<h2 class="govuk-heading-m">${heading}</h2>
${
  listed.length === 0
    ? html`<p class="govuk-body">${none}</p>`
    : table({
        caption: heading,
        captionClasses: 'govuk-visually-hidden',
        classes: 'homeward-stacked homeward-same-columns homeward-scrutiny',
        head: [
          { text: 'Child' },
          { text: 'The clock' },
          { text: 'Why' },
          { text: 'What was tried' },
          { text: 'Who holds it' },
          { text: 'What to do' },
        ],
        rows: listed.map((item) => row(item, view)),
      })
}`;
}

function row(item: Scrutinised, view: ScrutinyView): TableCell[] {
  const { one, change, reasons } = item;
  const name = fullName(one);
  const where = { childId: one.childId, episodeId: one.episodeId };
  return [
    cell(
      'Child',
      html`<a class="govuk-link govuk-!-font-weight-bold" href="${to(paths.child, { childId: one.childId })}">${name}</a><span class="homeward-under">${teamWords(one.team)}</span>`,
    ),
    cell(
      'The clock',
      html`<strong>${item.clockWords}</strong> ${tag({ text: CHANGE_WORDS[change], classes: `homeward-tag ${COLOURS[change]}` })}<span class="homeward-under">${item.whatChanged} Came back ${formatInstant(one.returnedAt)}; due ${formatInstant(one.dueAt)}</span>`,
    ),
    cell('Why', html`${reasons.length === 0 ? 'Nothing on record says why.' : reasons.join(' ')}`),
    cell('What was tried', tried(item)),
    cell('Who holds it', html`${item.holder}`),
    cell(
      'What to do',
      html`${item.next}<span class="homeward-under"><a class="govuk-link homeward-target" href="${to(paths.return, where)}">Open the return<span class="govuk-visually-hidden"> of ${name}</span></a>${
        view.explains && one.lateCause === null
          ? html` <a class="govuk-link homeward-target" href="${to(paths.explainLateness, where)}">Explain<span class="govuk-visually-hidden"> why that of ${name} is late</span></a>`
          : ''
      }</span>`,
    ),
  ];
}

function tried({ tried: acts, triedSince, change }: Scrutinised): Html {
  if (acts.length === 0) return html`Nothing is on record.`;
  const idle = change === 'still' && triedSince === 0;
  return html`<ul class="govuk-list govuk-list--bullet">${acts.map(
    ({ at, what, who }) =>
      html`<li>${at === null ? 'When is not known' : formatInstant(at)}: ${what} <span class="homeward-quiet">(${who})</span></li>`,
  )}</ul>${idle ? html`<strong>Nothing in the last week.</strong>` : ''}`;
}

function cell(label: string, content: Html): TableCell {
  return { html: html`<div>${content}</div>`, attributes: { 'data-label': label } };
}
