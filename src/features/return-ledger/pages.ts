/** The page of the ledger. */
import { teamWords } from '../../domain/chronology/words.ts';
import { OPEN_STAGES, RETURN_OUTCOMES } from '../../domain/interview/follow-up.ts';
import { checkOf, type LedgerNumber, type LedgerRow } from '../../domain/interview/ledger.ts';
import { OUTCOME_WORDS, STAGE_WORDS } from '../../domain/interview/words.ts';
import { formatInstant } from '../../domain/time/format.ts';
import { monthInWords } from '../../domain/time/month.ts';
import { table, type TableCell } from '../../web/components/table.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { scrolling } from '../../web/scrolling.ts';
import { changes, chart, outsideWords } from './around-the-months.ts';
import { chooseForm } from './choose-form.ts';
import type { LedgerView } from './ledger-view.ts';
import type { Counted, CountedInRow, Whose } from './queries.ts';

const SHORT_WORDS: Readonly<Record<(typeof RETURN_OUTCOMES)[number], string>> = {
  ...OUTCOME_WORDS,
  covered: 'Covered',
  declined: 'Declined',
  'missing-again': 'Missing again',
  passed: 'Passed on',
};

const ABOUT: Readonly<Record<Whose['kind'], string>> = {
  authority: 'Every return of a child whom your authority answers for.',
  given: 'Every return whose interview was given to your agency.',
  shared: 'Every return of a child with whom your agency works.',
};

/** What became of every return, month by month, and that it adds up. */
export function ledgerPage(view: LedgerView): Html {
  const { total, byMonth, byAuthority, byTeam, now, opens } = view;
  return html`<h1 class="govuk-heading-l homeward-heading-close">Return interviews</h1>
<p class="govuk-body-l">${ABOUT[view.whose.kind]} Each has exactly one outcome, or is still open.</p>
${view.scrutinises && view.whose.kind === 'authority' ? html`<p class="govuk-body"><a class="govuk-link" href="${paths.scrutiny}">Weekly scrutiny: late, at risk, and ended late</a></p>` : ''}
<p class="govuk-body-s homeward-quiet">As known ${formatInstant(now)}. A return counts in the month, in London, in which the child came back.${opens ? ' Choose any number to see the returns behind it.' : ' Numbers from 1 to 4 are not shown, nor what would tell one, or how many are left of one number without another.'}</p>
${chooseForm(view)}
${changes(view)}
<h2 class="govuk-heading-m">By month</h2>
<p class="govuk-body">Every row must add up: returns are those that ended in an outcome and those still open${view.recorded === null ? '' : ', and as many as the absences that ended'}. ✓ says that it was checked and does.</p>
${outsideWords(view)}
${chart(view)}
${ledgerTable(view, 'Returns and what became of them, by month', 'Month', [...byMonth, total])}
${byAuthority.length > 1 ? html`<h2 class="govuk-heading-m">By authority</h2>${ledgerTable(view, 'Returns and what became of them, by authority', 'Authority', byAuthority, 'authority')}` : ''}
${byTeam.length > 1 ? html`<h2 class="govuk-heading-m">By team</h2>${ledgerTable(view, 'Returns and what became of them, by team', 'Team', byTeam, 'team')}` : ''}
${opens ? html`<h2 class="govuk-heading-m">Still open, by stage</h2>${stageTable(view)}` : ''}
<h2 class="govuk-heading-m">What the outcomes mean</h2>
${meanings()}`;
}

function nameOf(view: LedgerView, key: string, of: 'month' | 'authority' | 'team'): string {
  if (key === 'total' && of === 'month') return 'Total';
  if (of === 'month') return monthInWords(key);
  if (of === 'team') return teamWords(key);
  return key === '' ? 'No authority known' : view.agencyName(key);
}

function ledgerTable(
  view: LedgerView,
  caption: string,
  heading: string,
  rows: readonly LedgerRow[],
  of: 'month' | 'authority' | 'team' = 'month',
): Html {
  const numeric = (text: string): TableCell => ({ text, format: 'numeric' });
  return scrolling(
    caption,
    table({
      caption,
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: [
        { text: heading },
        numeric('Returns'),
        numeric('= ended + open'),
        ...RETURN_OUTCOMES.map((name) => numeric(SHORT_WORDS[name])),
        numeric('Still open'),
        numeric('Held in time'),
      ],
      rows: rows.map((row) => {
        const cell = (what: CountedInRow, count: number): TableCell => numberCell(view, row, { what, count, of });
        const recorded = of !== 'month' ? null : recordedOf(view, row.key);
        return [
          { text: nameOf(view, row.key, of) },
          cell('returns', row.returns),
          checkCell(row, recorded),
          ...RETURN_OUTCOMES.map((name) => cell(name, row.outcomes[name])),
          cell('open', row.open),
          cell('in-time', row.inTime),
        ];
      }),
    }),
  );
}

const SUMMED: readonly LedgerNumber[] = ['returns', 'open', ...RETURN_OUTCOMES];

/** That a row adds up, in figures to be seen and in words to be heard; where it does not, in words for everybody. */
function checkCell(row: LedgerRow, recorded: number | null): TableCell {
  if (SUMMED.some((name) => row.hidden.has(name))) return { text: 'Not shown', format: 'numeric' };
  const { adds, sentence } = checkOf(row, recorded);
  if (!adds) return { html: html`<strong>${sentence}</strong> Tell whoever runs Homeward.` };
  const sums = html`<span class="homeward-tag" aria-hidden="true">${(row.returns - row.open).toLocaleString('en-GB')} + ${row.open.toLocaleString('en-GB')} ✓</span>`;
  return { html: html`${sums}<span class="govuk-visually-hidden">It adds up: ${sentence}</span>`, format: 'numeric' };
}

function recordedOf({ recorded }: LedgerView, key: string): number | null {
  if (recorded === null) return null;
  return key === 'total' ? [...recorded.values()].reduce((sum, count) => sum + count, 0) : (recorded.get(key) ?? 0);
}

function numberCell(
  view: LedgerView,
  row: LedgerRow,
  {
    what,
    count,
    of,
  }: { readonly what: CountedInRow; readonly count: number; readonly of: 'month' | 'authority' | 'team' },
): TableCell {
  if (row.hidden.has(what === 'in-time' ? 'inTime' : what)) return { text: 'Not shown', format: 'numeric' };
  const text = count.toLocaleString('en-GB');
  if (!view.opens || count === 0) return { text, format: 'numeric' };
  const oneMonth = of === 'month' && row.key !== 'total';
  const address = to(paths.ledgerReturns, null, {
    from: oneMonth ? row.key : view.months.from,
    to: oneMonth ? row.key : view.months.to,
    authority: of === 'authority' ? row.key : view.chosen.authority,
    team: of === 'team' ? row.key : view.chosen.team,
    what,
  });
  const about = `${countedWords(what)}, ${nameOf(view, row.key, of)}`;
  return {
    html: html`<a class="govuk-link" href="${address}">${text}<span class="govuk-visually-hidden"> ${about}</span></a>`,
    format: 'numeric',
  };
}

/** What a number counts, in words. */
export function countedWords(what: Counted): string {
  switch (what) {
    case 'returns':
      return 'Returns';
    case 'open':
      return 'Still open';
    case 'open-before':
    case 'open-after':
      return 'Still open';
    case 'offered':
      return 'Offered';
    case 'held':
      return 'Interviewed or covered';
    case 'in-time':
      return 'Held in time';
    case 'not-offered':
    case 'pass-asked':
    case 'unreached':
    case 'waiting':
    case 'accepted':
      return STAGE_WORDS[what];
    default:
      return OUTCOME_WORDS[what];
  }
}

function stageTable(view: LedgerView): Html {
  const { total } = view;
  return table({
    caption: 'Returns still open, by how far they are',
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: [{ text: 'Stage' }, { text: 'Returns', format: 'numeric' }],
    rows: OPEN_STAGES.map((stage) => [
      { text: STAGE_WORDS[stage] },
      numberCell(view, total, { what: stage, count: total.stages[stage], of: 'month' }),
    ]),
  });
}

const MEANINGS: Readonly<Record<(typeof RETURN_OUTCOMES)[number], string>> = {
  completed: 'A return interview was held; of the returns that it covers this is the last.',
  covered: 'The interview of a later return covers it. Each interview counts once.',
  declined: 'The child declined the latest offer.',
  'attempts-exhausted': 'Somebody who answers for the work decided so, after attempts on different days.',
  'not-required': 'Somebody who answers for the work decided so, with the reason; or the child was of age.',
  'missing-again': 'The child was missing again before the interview was due; it is owed after the next return.',
  passed: 'Another authority accepted it, and it counts there too, as taken over.',
};

function meanings(): Html {
  return html`<dl class="govuk-body">${RETURN_OUTCOMES.map(
    (name) =>
      html`<dt class="govuk-!-font-weight-bold">${OUTCOME_WORDS[name]}</dt><dd class="govuk-!-margin-bottom-2">${MEANINGS[name]}</dd>`,
  )}</dl>`;
}
