import type pg from 'pg';
import type { Sql } from 'sql-template-tag';

/** The statement with its parameters written into it as literals, for COPY, which takes none. */
export function inlineParameters(client: pg.ClientBase, statement: Sql): string {
  return statement.strings
    .map((text, index) => text + (index < statement.values.length ? literal(client, statement.values[index]) : ''))
    .join('');
}

function literal(client: pg.ClientBase, value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return client.escapeLiteral(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return `(${value})`;
  if (value instanceof Date) return `${client.escapeLiteral(value.toISOString())}::timestamptz`;
  if (Array.isArray(value)) return `array[${value.map((item) => literal(client, item)).join(', ')}]`;
  throw new TypeError(
    'a parameter of COPY must be text, a finite number, a boolean, a date, null, or an array of these',
  );
}
