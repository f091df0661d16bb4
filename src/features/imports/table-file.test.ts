import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aChildRow, aFile, feedText } from '../../../test/support/importing.ts';
import type { FeedName } from '../../domain/feeds/definition.ts';
import { openTable } from './table-file.ts';

const children = feedText('children', [aChildRow()]);

/** Opens a file and reads it to its end. */
async function read(
  content: string | Uint8Array,
  feed?: FeedName,
  pieceBytes = 7,
): Promise<{ feed: string; header: readonly string[]; rows: number }> {
  const table = await openTable({ ...aFile('list.csv', content, pieceBytes), ...(feed === undefined ? {} : { feed }) });
  let rows = 0;
  for await (const portion of table.rows) rows += portion.rows.length;
  return { feed: table.definition.name, header: table.header, rows };
}

/** Why a file is refused. */
async function refusal(content: string | Uint8Array, feed?: FeedName): Promise<string> {
  try {
    await read(content, feed);
  } catch (error) {
    if (error instanceof Error && error.name === 'FileRefused') return error.message;
    throw error;
  }
  return 'not refused';
}

test('a feed is known by its header, whatever the order and the case of its columns, with a mark at the start or without', async () => {
  assert.deepEqual(await read(children), { feed: 'children', header: (await read(children)).header, rows: 1 });
  const mixed = await read('\uFEFFNAME,Code,kind,Our_Note\r\nLoamshire,l,board,x\r\n');
  assert.deepEqual(mixed, { feed: 'agencies', header: ['name', 'code', 'kind', 'Our_Note'], rows: 1 });
});

test('a letter that is cut between two pieces of the file is read whole', async () => {
  const table = await openTable(aFile('a.csv', 'code,kind,name\nz,board,Zoë’s Board\n', 1));
  const cells = [];
  for await (const { rows } of table.rows) for (const row of rows) cells.push(row.cells[2]);
  assert.deepEqual(cells, ['Zoë’s Board']);
});

test('a file in another encoding is refused with what to do, wherever the first wrong letter is', async () => {
  assert.match(
    await refusal(Buffer.from(`${children}L2,,Zo\u00EB,x,2010-01-01,,,,loamshire\r\n`, 'latin1')),
    /not in UTF-8.*Windows-1252.*CSV UTF-8/,
  );
  assert.match(await refusal(Buffer.from(`\uFEFF${children}`, 'utf16le')), /UTF-16/);
  assert.match(await refusal(Buffer.from(children, 'utf16le')), /UTF-16/);
  assert.match(await refusal(Buffer.from(`\uFEFF${children}`, 'utf16le').swap16()), /UTF-16/);
  assert.match(await refusal(`${children}L2,\0`), /bytes that no text has/);
  assert.match(await refusal(Buffer.from('PK\u0003\u0004rest')), /workbook/);
  assert.match(await refusal(Buffer.concat([Buffer.from(children), Buffer.from([0xe2, 0x82])])), /not in UTF-8/);
});

test('another separator, a line “sep=”, and a header with a column missing, twice or unknown are each refused by name', async () => {
  assert.match(await refusal(children.replaceAll(',', ';')), /semicolons/);
  assert.match(await refusal(children.replaceAll(',', '\t')), /tabs/);
  assert.match(await refusal(`sep=,\n${children}`), /sep=/);
  assert.match(await refusal(children.replace('surname', 'forename')), /names the column forename twice/);
  assert.match(
    await refusal(children.replace('surname', 'last_name'), 'children'),
    /lacks the column surname of children/,
  );
  assert.match(await refusal('status,notes\nx,y\n', 'statuses'), /lacks the columns child_ref, from of statuses/);
  assert.match(await refusal(children.replace('surname', 'last_name')), /lacks the column surname of children/);
  assert.match(
    await refusal('notification_ref,kind,incident_ref,child_ref,reported_by\n'),
    /lacks the columns? occurred_at.* of notifications/,
  );
  assert.match(await refusal('x,y\n1,2\n'), /names the columns of no feed/);
  assert.match(await refusal('name,notes\n1,2\n'), /names the columns of no feed/);
  assert.match(await refusal(''), /is empty/);
  assert.match(await refusal('\n\n'), /is empty/);
  assert.match(await refusal('code,kind,name\na,"b,c\n'), /broken quotation marks: the row that starts on line 2/);
});

test('a file of a header alone has no rows', async () => {
  assert.equal((await read('child_ref,tool,completed_on,outcome\n\n')).rows, 0);
});
