/** What stands around the table of months: what changed, what is open outside them, and their bars. */
import { changesBetween, type MonthlyChange } from '../../domain/interview/ledger.ts';
import { londonMonth, monthInWords } from '../../domain/time/month.ts';
import { bars } from '../../web/charts/bars.ts';
import { table, type TableCell } from '../../web/components/table.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { scrolling } from '../../web/scrolling.ts';
import type { LedgerView } from './ledger-view.ts';
import type { Counted } from './queries.ts';

/** What is still open and in no row of the page, so that the open ones add up to all there are. */
export function outsideWords({ outside, months, chosen, opens, total }: LedgerView): Html {
  const { before, after } = outside;
  if (before + after === 0)
    return html`<p class="govuk-body">No return outside these months is still open${chosen.team === null ? '' : ', of this team'}.</p>`;
  const when = { before: `before ${monthInWords(months.from)}`, after: `after ${monthInWords(months.to)}` };
  // How many is for whoever may open them: the months are the reader's choice, and two such numbers would tell one of a month.
  if (!opens) {
    const some = [...(before > 0 ? [when.before] : []), ...(after > 0 ? [when.after] : [])].join(' and ');
    return html`<p class="govuk-body">Some returns ${some} are still open, besides those below; how many is not shown to you.</p>`;
  }
  const link = (what: Counted, count: number, words: string): Html =>
    html`<a class="govuk-link" href="${to(paths.ledgerReturns, null, { from: months.from, to: months.to, authority: chosen.authority, team: chosen.team, what })}">${count.toLocaleString('en-GB')} ${words}</a>`;
  const parts = [
    ...(before > 0 ? [link('open-before', before, when.before)] : []),
    ...(after > 0 ? [link('open-after', after, when.after)] : []),
  ];
  const all = (total.open + before + after).toLocaleString('en-GB');
  return html`<p class="govuk-body">Still open outside these months: ${parts.map((part, place) => html`${place > 0 ? ' and ' : ''}${part}`)}. With the ${total.open.toLocaleString('en-GB')} below, ${all} ${total.open + before + after === 1 ? 'is' : 'are'} open.</p>`;
}

/** The latest month beside the one before it. */
export function changes(view: LedgerView): Html | '' {
  const now = view.byMonth.at(-1);
  const before = view.byMonth.at(-2);
  if (now === undefined || before === undefined) return '';
  const compared = ['returns', 'offered', 'held', 'inTime'] as const;
  if (compared.some((name) => now.hidden.has(name) || before.hidden.has(name))) return '';
  const soFar = now.key === londonMonth(view.now) ? ' so far' : '';
  const caption = `${monthInWords(now.key)}${soFar}, beside ${monthInWords(before.key)}`;
  const words = { offered: 'Offered', held: 'Interviewed or covered', inTime: 'Held in time' } as const;
  const figure = (count: number, percent: number | null): string =>
    percent === null ? String(count) : `${count.toLocaleString('en-GB')} (${percent.toFixed(2)}%)`;
  const row = (change: MonthlyChange): TableCell[] => [
    { text: words[change.what] },
    { text: figure(change.count, change.percent), format: 'numeric' },
    { text: figure(change.countBefore, change.percentBefore), format: 'numeric' },
    { text: `${change.words}.` },
  ];
  return html`<h2 class="govuk-heading-m">What changed since the month before</h2>
${scrolling(
  caption,
  table({
    caption,
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: [
      { text: 'Of the returns' },
      { text: `${monthInWords(now.key)}${soFar}`, format: 'numeric' },
      { text: monthInWords(before.key), format: 'numeric' },
      { text: 'Change' },
    ],
    rows: changesBetween(before, now).map(row),
  }),
)}`;
}

/** The months as bars. */
export function chart({ byMonth }: LedgerView): Html | '' {
  const drawn = ['returns', 'held', 'open'] as const;
  const known = byMonth.filter(({ hidden }) => !drawn.some((name) => hidden.has(name)));
  // Months before the first return would only push the others away.
  const shown = known.slice(known.findIndex(({ returns }) => returns > 0));
  if (known.every(({ returns }) => returns === 0)) return '';
  const most = shown.reduce((best, row) => (row.returns > best.returns ? row : best));
  return html`<figure class="homeward-figure">${bars({
    id: 'ledger-by-month',
    title: 'Returns by month: interviewed or covered, ended without an interview, still open',
    description: `Most returns were in ${monthInWords(most.key)}: ${most.returns.toLocaleString('en-GB')}, of which ${most.held.toLocaleString('en-GB')} were interviewed or covered. The table below has the same figures.`,
    series: ['Interviewed or covered', 'Ended without an interview', 'Still open'],
    rows: shown.map((row) => ({
      label: monthInWords(row.key),
      values: [row.held, row.returns - row.held - row.open, row.open],
    })),
  })}</figure>`;
}
