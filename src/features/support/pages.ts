/** The page of a child's support: programmes with their goals and sessions, and referrals with their answers. */
import type { ChildRecord } from '../../domain/chronology/record.ts';
import { fullName } from '../../domain/chronology/words.ts';
import type { Goal, Referral, Support, SupportSession } from '../../domain/support/given.ts';
import { END_WORDS, PROGRAMME_WORDS, recipientWords, REFERRAL_WORDS, TOPIC_WORDS } from '../../domain/support/words.ts';
import { formatDate, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import { bars } from '../../web/charts/bars.ts';
import { button } from '../../web/components/button.ts';
import { summaryList } from '../../web/components/summary-list.ts';
import { table } from '../../web/components/table.ts';
import { tag } from '../../web/components/tag.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { scrolling } from '../../web/scrolling.ts';
import { FAR_AT_MOST } from './fields.ts';

/** What the page is made of. */
export type SupportView = {
  readonly childId: number;
  /** Whether the policy opens support to this person. */
  readonly open: boolean;
  readonly record: ChildRecord;
  readonly agencyName: (code: string) => string;
  readonly may: { readonly give: boolean; readonly refer: boolean; readonly answer: boolean };
  readonly now: Instant;
};

/** The title, without the child's name: titles stay in the browser's history. */
export const SUPPORT_TITLE = 'Support and referrals';

/** Everything given to a child, and every referral. */
export function supportPage(view: SupportView): Html {
  const { childId, record, may } = view;
  if (!view.open)
    return html`<span class="govuk-caption-l">${fullName(record.details)}</span>
<h1 class="govuk-heading-l">${SUPPORT_TITLE}</h1>
<p class="govuk-body">Support and referrals are not among what your role sees of a child. Ask the authority that answers for the child.</p>`;
  return html`<span class="govuk-caption-l">${fullName(record.details)}</span>
<h1 class="govuk-heading-l">${SUPPORT_TITLE}</h1>
${may.give || may.refer ? html`<div class="govuk-button-group">${may.give ? button({ text: 'Begin support', href: to(paths.supportBegin, { childId }) }) : ''}${may.refer ? button({ text: 'Refer the child', href: to(paths.referralNew, { childId }), classes: 'govuk-button--secondary' }) : ''}</div>` : ''}
<h2 class="govuk-heading-m">Support</h2>
${record.supports.length === 0 ? html`<p class="govuk-body">No support is on record.</p>` : [...record.supports].reverse().map((support, place) => supportSection(view, support, place + 1))}
<section aria-labelledby="referrals"><h2 class="govuk-heading-m" id="referrals">Referrals</h2>
${referralsTable(view)}</section>`;
}

function supportSection(view: SupportView, support: Support, number: number): Html {
  const { childId, agencyName, may } = view;
  const { supportRef, programme, endedAt, endedAs, sessions } = support;
  const held = sessions.filter(({ attended }) => attended);
  const minutes = held.reduce((sum, session) => sum + session.minutes, 0);
  const id = `support-${number}`;
  return html`<section aria-labelledby="${id}"><h3 class="govuk-heading-s" id="${id}">${PROGRAMME_WORDS[programme]}</h3>
${summaryList({
  rows: [
    { key: { text: 'Given by' }, value: { text: agencyName(support.agency) } },
    { key: { text: 'Began' }, value: { text: formatInstant(support.startedAt) } },
    {
      key: { text: 'Ended' },
      value: {
        text:
          endedAt === null
            ? 'It goes on'
            : `${formatInstant(endedAt)}${endedAs === null ? '' : `: ${END_WORDS[endedAs].toLowerCase()}`}`,
      },
    },
    {
      key: { text: 'Sessions' },
      value: {
        text: `${held.length} held, ${sessions.length - held.length} missed, ${minutes.toLocaleString('en-GB')} minutes together`,
      },
    },
  ],
})}
${goalsOf(support, id)}
${sessions.length === 0 ? html`<p class="govuk-body">No session is on record yet.</p>` : sessionsTable(sessions, PROGRAMME_WORDS[programme])}
${may.give && endedAt === null ? html`<p class="govuk-body"><a class="govuk-link" href="${to(paths.supportSession, { childId, supportRef })}">Record a session<span class="govuk-visually-hidden"> of ${PROGRAMME_WORDS[programme]}</span></a></p><p class="govuk-body"><a class="govuk-link" href="${to(paths.supportEnd, { childId, supportRef })}">End this support<span class="govuk-visually-hidden">: ${PROGRAMME_WORDS[programme]}</span></a></p>` : ''}
</section>`;
}

/** How far the child says they have come, session by session, as a table and from the first to the latest as bars. */
function goalsOf({ goals, programme }: Support, id: string): Html {
  const name = PROGRAMME_WORDS[programme];
  const times = [...new Set(goals.flatMap(({ progress }) => progress.map(({ at }) => at)))].sort((a, b) => a - b);
  if (times.length === 0)
    return html`<p class="govuk-body">Goals, in the child’s words:</p><ul class="govuk-list govuk-list--bullet">${goals.map(({ text }) => html`<li>${text}</li>`)}</ul>`;
  return html`${scrolling(
    `How far the child says they have come: ${name}`,
    table({
      caption: 'How far the child says they have come, from 0 to 10',
      captionClasses: 'govuk-table__caption--s',
      firstCellIsHeader: true,
      head: [
        { text: 'Goal, in the child’s words' },
        ...times.map((at) => ({ text: formatDate(londonDate(at)), format: 'numeric' })),
      ],
      rows: goals.map((goal) => [
        { text: goal.text },
        ...times.map((at) => ({ text: farAt(goal, at), format: 'numeric' })),
      ]),
    }),
  )}${bars({
    id: `${id}-goals`,
    title: `Goals of ${name.toLowerCase()}: the first time asked, and the latest`,
    description: describe(goals),
    series: ['First', 'Latest'],
    most: FAR_AT_MOST,
    rows: goals.map((goal) => {
      const values = [goal.progress[0]?.far ?? null, goal.progress.at(-1)?.far ?? null];
      return {
        label: goal.text,
        values,
        texts: values.map((far) => (far === null ? 'not asked' : `${far} of ${FAR_AT_MOST}`)),
      };
    }),
  })}`;
}

function farAt({ progress }: Goal, at: Instant): string {
  const said = progress.find((one) => one.at === at);
  return said === undefined ? '–' : String(said.far);
}

/** A sentence made from the figures that it cites. */
function describe(goals: readonly Goal[]): string {
  const asked = goals.filter(({ progress }) => progress.length > 0);
  const further = asked.filter(({ progress }) => (progress.at(-1)?.far ?? 0) > (progress[0]?.far ?? 0));
  return `Of ${asked.length === 1 ? '1 goal' : `${asked.length} goals`} asked about, the child has come further with ${further.length}. The same figures are in the table.`;
}

function sessionsTable(sessions: readonly SupportSession[], name: string): Html {
  return scrolling(
    `Sessions: ${name}`,
    table({
      caption: 'Sessions, the latest first',
      captionClasses: 'govuk-table__caption--s',
      head: [
        { text: 'When' },
        { text: 'Minutes', format: 'numeric' },
        { text: 'About' },
        { text: 'What the child said' },
        { text: 'Next' },
      ],
      rows: [...sessions]
        .reverse()
        .map((session) => [
          { text: formatInstant(session.at) },
          { text: session.attended ? String(session.minutes) : 'Missed', format: 'numeric' },
          { text: session.topics.map((topic) => TOPIC_WORDS[topic]).join(', ') || '–' },
          { text: session.said ?? '–' },
          { text: session.next ?? '–' },
        ]),
    }),
  );
}

function referralsTable({ childId, record, agencyName, may, now }: SupportView): Html {
  if (record.referrals.length === 0) return html`<p class="govuk-body">No referral is on record.</p>`;
  return scrolling(
    'Table of referrals',
    table({
      caption: 'Referrals, the latest first',
      captionClasses: 'govuk-visually-hidden',
      head: [
        { text: 'To' },
        { text: 'When' },
        { text: 'Why' },
        { text: 'Who says what came of it' },
        { text: 'Answer' },
      ],
      rows: [...record.referrals].reverse().map((referral) => {
        const { referralRef, owedBy: who } = referral;
        const named = recipientWords(referral, agencyName);
        const under = [named, referral.contact].filter((part) => part !== null).join(', ');
        const what = REFERRAL_WORDS[referral.to];
        const link =
          may.answer && referral.answeredAt === null
            ? html`<a class="govuk-link" href="${to(paths.referralAnswer, { childId, referralRef })}">Record the answer<span class="govuk-visually-hidden">: ${what}, ${formatInstant(referral.madeAt)}</span></a>`
            : '';
        return [
          { html: html`${what}${under === '' ? '' : html`<span class="homeward-under">${under}</span>`}` },
          { text: formatInstant(referral.madeAt) },
          { text: referral.why },
          { text: who === null ? 'Not known' : agencyName(who) },
          { html: html`${answerOf(record, referral, now)} ${link}` },
        ];
      }),
    }),
  );
}

function answerOf(record: ChildRecord, { referralRef, answeredAt, accepted, answer }: Referral, now: Instant): Html {
  if (answeredAt !== null)
    return html`${accepted === true ? 'Accepted' : 'Not accepted'}, ${formatInstant(answeredAt)}${answer === null ? '' : html`<span class="homeward-under">${answer}</span>`}`;
  const duty = record.duties.find(({ kind, subjectKey }) => kind === 'referral-answer' && subjectKey === referralRef);
  if (duty === undefined) return html`Waiting.`;
  return duty.dueAt < now
    ? html`${tag({ text: 'Late', classes: 'govuk-tag--red' })} Due ${formatInstant(duty.dueAt)}.`
    : html`Due ${formatInstant(duty.dueAt)}.`;
}
