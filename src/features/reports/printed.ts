/** A report as one file that needs nothing else: to print, to send, to keep. */
import { formatDate, formatInstant } from '../../domain/time/format.ts';
import { instant } from '../../domain/time/instant.ts';
import { html, raw } from '../../web/html.ts';
import type { RunReport } from './commands.ts';
import { reportTables } from './tables.ts';

const STYLE = `
body { font: 16px/1.4 arial, sans-serif; color: #0b0c0c; margin: 2em auto; max-width: 60em; padding: 0 1em; }
h1 { font-size: 2em; margin: 0 0 .3em; } h2 { font-size: 1.4em; margin: 2em 0 .3em; }
table { border-collapse: collapse; width: 100%; margin: 1em 0; }
th, td { border-bottom: 1px solid #b1b4b6; padding: .4em .6em .4em 0; text-align: left; vertical-align: top; }
.govuk-table__header--numeric, .govuk-table__cell--numeric { text-align: right; font-variant-numeric: tabular-nums; }
.govuk-visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
summary { cursor: pointer; } details { margin: 1em 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2em 1em; } dt { font-weight: bold; } dd { margin: 0; }
.homeward-chart { display: block; width: 100%; height: auto; } .homeward-chart text { fill: #0b0c0c; font-size: 14px; }
.chart-axis { stroke: #505a5f; } .chart-span { stroke: #0b0c0c; } .chart-mark { stroke: #fff; stroke-width: 2; fill: none; }
.chart-fill-1 { fill: #1d70b8; } .chart-fill-2 { fill: #f47738; } .chart-fill-3 { fill: #28a197; }
@media print { body { margin: 0; max-width: none; } section { break-inside: avoid-page; } .homeward-chart { print-color-adjust: exact; } }
`;

/** A report as a self-contained HTML document, without script. */
export function printedReport(run: RunReport): string {
  const { report, authorityName, asKnownAt } = run;
  const { definition, scope } = report;
  const known = instant(Temporal.Instant.from(asKnownAt).epochMilliseconds);
  return html`<!DOCTYPE html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${definition.title}: ${authorityName}, ${formatDate(scope.from)} to ${formatDate(scope.to)}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <h1>${definition.title}</h1>
          <p>${definition.question}</p>
          <dl>
            <dt>Authority</dt>
            <dd>${authorityName}</dd>
            <dt>Period</dt>
            <dd>${formatDate(scope.from)} to ${formatDate(scope.to)}, both included</dd>
            <dt>As known</dt>
            <dd>${formatInstant(known)}</dd>
            <dt>Protocol</dt>
            <dd>${scope.protocol.name}</dd>
            <dt>After</dt>
            <dd>${definition.source}</dd>
          </dl>
          ${reportTables(report, null)}
        </main>
      </body>
    </html> `.toString();
}
