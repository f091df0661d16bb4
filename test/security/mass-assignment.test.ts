/** Names of columns added to what is sent: none is taken by what does not ask for it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { openApi } from '../../src/api.ts';
import { openFront, type Front } from '../support/front.ts';
import { OPERATOR } from '../support/people.ts';

async function columnsOf(front: Front): Promise<string[]> {
  const rows = await front.database.read('owner', OPERATOR, (tx) =>
    tx.query<{ name: string }>(
      sql`select distinct column_name::text as name from information_schema.columns where table_schema = 'homeward' order by 1`,
    ),
  );
  const names = rows.map(({ name }) => name);
  return [
    ...new Set([...names, ...names.map((name) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()))]),
  ];
}

test('no name of a column is taken by an operation that does not have it', async (t) => {
  const front = await openFront(t);
  const columns = await columnsOf(front);
  assert.ok(columns.length > 300);
  const { browser, token } = await front.signedIn(await front.addPerson('oxfordshire', 'team-manager'));
  const description = openApi() as {
    paths: Record<string, Record<string, { requestBody?: unknown }>>;
    components: { schemas: Record<string, unknown> };
  };
  const { paths, components } = description;
  /** Every name that a schema has, wherever it says it by reference. */
  const namesIn = (schema: unknown, seen = new Set<string>()): string[] => {
    const text = JSON.stringify(schema);
    const references = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)]
      .map((found) => found[1] ?? '')
      .filter((name) => !seen.has(name));
    for (const name of references) seen.add(name);
    return [
      ...[...text.matchAll(/"([a-z_]+)":\{/g)].map((found) => found[1] ?? ''),
      ...references.flatMap((name) => namesIn(components.schemas[name], seen)),
    ];
  };
  const accepted: string[] = [];
  let bodies = 0;
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { requestBody }] of Object.entries(methods)) {
      if (requestBody === undefined || /x-www-form-urlencoded/.test(JSON.stringify(requestBody))) continue;
      bodies += 1;
      const names = new Set(namesIn(requestBody));
      const unknown = columns.filter((name) => !names.has(name));
      const send = async (body: unknown) =>
        browser.send({
          method: method.toUpperCase(),
          url: `${path.startsWith('/api') ? '' : '/api/v1'}${path.replace(/\{\w+\}/g, '1')}`,
          headers: { 'content-type': 'application/json', 'x-csrf-token': token, 'idempotency-key': `k-${bodies}` },
          payload: JSON.stringify(body),
        });
      // Which of its forms a decision has is read first.
      const chosen = path.endsWith('/decision') ? { decision: 'set-aside' } : {};
      const answer = await send({ ...Object.fromEntries(unknown.map((name) => [name, 1])), ...chosen });
      assert.equal(answer.statusCode, 400, path);
      const said = new Set(
        (JSON.parse(answer.body) as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer.slice(1)),
      );
      accepted.push(...unknown.filter((name) => !said.has(name) && !(name in chosen)).map((name) => `${path} ${name}`));
      for (const body of [
        '{"__proto__":{"role":"information-governance"}}',
        '{"constructor":{"prototype":{"role":1}}}',
      ]) {
        const poisoned = await browser.send({
          method: 'POST',
          url: `${path.startsWith('/api') ? '' : '/api/v1'}${path.replace(/\{\w+\}/g, '1')}`,
          headers: { 'content-type': 'application/json', 'x-csrf-token': token },
          payload: body,
        });
        assert.equal(poisoned.statusCode, 400, path);
      }
    }
  }
  assert.ok(bodies >= 4, `${bodies} operations take a body`);
  assert.deepEqual(accepted, []);
  assert.equal(({} as Record<string, unknown>)['role'], undefined);
});

test('a form that opens an account takes its own fields and no other column', async (t) => {
  const front = await openFront(t);
  const { browser, token } = await front.signedIn(await front.addPerson('oxfordshire', 'agency-administrator'));
  const columns = await columnsOf(front);
  const own = { display_name: 'Nora New', email: 'nora@example.org', role: 'social-worker' };
  const foreign: Record<string, string> = {};
  for (const name of columns)
    if (!['role', 'email', 'team', 'rank', 'name', 'displayName', 'display_name'].includes(name))
      foreign[name] = 'true';
  const page = (await browser.get('/administration/accounts/new')).body;
  const fields = Object.fromEntries(
    [...page.matchAll(/name="([a-zA-Z_-]+)"/g)]
      .map((found) => [found[1] ?? '', ''])
      .filter(([name]) => name !== '_csrf'),
  );
  const typed = {
    ...foreign,
    agency_code: 'swindon',
    agencyCode: 'swindon',
    demonstration: 'true',
    password_hash: 'x',
    disabled_at: '2020-01-01',
    user_id: '99',
    ...fields,
    ...own,
    name: own.display_name,
    displayName: own.display_name,
  };
  const answer = await browser.post('/administration/accounts/new', typed, { token });
  assert.ok(answer.statusCode < 400, `${answer.statusCode} ${answer.body.slice(0, 3000)}`);
  const made = await front.database.read('job', OPERATOR, (tx) =>
    tx.query(
      sql`select agency_code, role, demonstration, disabled_at, password_hash = 'x' as forged, user_id = 99 as numbered from homeward.user_account where email = 'nora@example.org'`,
    ),
  );
  assert.deepEqual(made, [
    {
      agency_code: 'oxfordshire',
      role: 'social-worker',
      demonstration: false,
      disabled_at: null,
      forged: false,
      numbered: false,
    },
  ]);
});
