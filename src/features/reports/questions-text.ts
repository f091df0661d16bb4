/** An answer as plain text to paste into a letter, and all of them as CSV. */
import type { Answer } from '../../domain/measures/ten-questions.ts';
import { formatDate } from '../../domain/time/format.ts';
import { csvLine } from '../../web/csv.ts';
import type { RunReport } from './commands.ts';
import { figureWords } from './tables.ts';

/** An answer in plain text: every figure with its row and its name, what is counted and what it does not say. */
export function answerText(run: RunReport, answer: Answer): string {
  const { scope } = run.report;
  const lines = [
    answer.question.asks,
    `${run.authorityName}, ${formatDate(scope.from)} to ${formatDate(scope.to)}, both included.`,
  ];
  for (const { table, columns } of answer.parts) {
    lines.push('', table.definition.title);
    if (table.rows.length === 0) lines.push('Nothing to count in this period.');
    for (const row of table.rows) {
      const figures = columns.flatMap((column) => {
        const cell = row.cells.find((one) => one.column === column.id);
        return cell === undefined ? [] : [`${column.title}: ${figureWords(cell, column)}`];
      });
      lines.push(`${row.title}. ${figures.join('; ')}.`);
    }
    lines.push(`Counted from: ${table.definition.population.sentence}`);
  }
  return [...lines, '', 'What this does not say:', ...answer.question.saysNot].join('\n');
}

const HEADER = [
  'question',
  'asks',
  'authority',
  'from',
  'to',
  'as_known_at',
  'table',
  'row',
  'row_title',
  'column',
  'column_title',
  'value',
  'numerator',
  'denominator',
] as const;

/** The ten answers as CSV: a line a figure. */
export function answersCsv({ report, asKnownAt }: RunReport, answers: readonly Answer[]): string {
  const { authority, from, to } = report.scope;
  const lines = answers.flatMap(({ number, question, parts }) =>
    parts.flatMap(({ table, columns }) =>
      table.rows.flatMap((row) =>
        columns.flatMap((column) => {
          const cell = row.cells.find((one) => one.column === column.id);
          if (cell === undefined) return [];
          const parted = [cell.value, cell.withheld ? null : cell.numerator, cell.denominator];
          const about = [number, question.asks, authority, from, to, asKnownAt];
          return [[...about, table.definition.id, row.id, row.title, column.id, column.title, ...parted]];
        }),
      ),
    ),
  );
  return [HEADER, ...lines].map(csvLine).join('');
}
