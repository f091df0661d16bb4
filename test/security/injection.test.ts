/** Text that would change a statement, typed into everything that takes text: an ordinary answer, no more rows, and nothing changed. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { programFolder } from '../../src/config.ts';
import { plusHours } from '../../src/domain/time/instant.ts';
import { openFront, type Front } from '../support/front.ts';
import { aNotification, at } from '../support/notifications.ts';
import { OPERATOR } from '../support/people.ts';
import { recordChild } from '../support/recording.ts';
import { routesOf } from '../support/router.ts';
import { sqlTexts } from './corpora/sql.ts';

const TEXTS = sqlTexts(150, 20_260_310);

/** Every name under which a page or an operation takes something, as the code writes them, and some that it does not know. */
const NAMES = [
  ...new Set([
    ...globSync('src/features/**/*.ts', { cwd: programFolder })
      .filter((file) => !file.endsWith('.test.ts'))
      .flatMap((file) =>
        [
          ...readFileSync(path.join(programFolder, file), 'utf8').matchAll(
            /(?:name: |query\.|query\[|typed, |request, )'?([a-z][a-z_-]{0,30})'?/g,
          ),
        ].map((found) => found[1] ?? ''),
      ),
    'order',
    'sort',
    'filter',
    'limit',
    'offset',
    'q',
    'search',
    'before',
    'after',
  ]),
];

async function standing(front: Front): Promise<unknown> {
  return front.database.read('job', OPERATOR, (tx) =>
    tx.one(sql`select (select count(*) from homeward.child) as children, (select count(*) from homeward.chronology_entry) as entries,
      (select count(*) from homeward.user_account) as accounts, (select string_agg(role, ',' order by user_id) from homeward.user_account) as roles,
      (select count(*) from homeward.episode) as episodes`),
  );
}

test('no text changes a statement: a search answers what it answered before, and finds nobody by it', async (t) => {
  const front = await openFront(t);
  await recordChild(front.database, front.now, { forename: 'Wilhelmina', surname: 'Quillfeather' }, [
    aNotification({ notificationRef: 'S-1', incidentRef: 'SI-1', occurredAt: at('2026-03-09T20:00Z') }),
  ]);
  const before = await standing(front);
  const person = await front.addPerson('oxfordshire', 'team-manager');
  const after = { ...(before as object), accounts: 1, roles: 'team-manager' };
  let { browser, token } = await front.signedIn(person);
  for (const [index, text] of TEXTS.entries()) {
    // Searches are limited by the hour; an hour is gone after every fifty.
    if (index % 45 === 44) {
      front.now = plusHours(front.now, 2);
      ({ browser, token } = await front.signedIn(person));
    }
    const search = await browser.post('/children', { q: text }, { token });
    const shown = search.statusCode === 303 ? await browser.get(String(search.headers.location)) : search;
    assert.ok(shown.statusCode === 200 || shown.statusCode === 400, `${text}: ${shown.statusCode}`);
    assert.doesNotMatch(shown.body, /Quillfeather/, text);
    const work = await browser.post('/worklist', { child: text }, { token });
    assert.ok(work.statusCode < 500, text);
    const program = await browser.send({
      method: 'POST',
      url: '/api/v1/children/search',
      headers: { 'content-type': 'application/json', 'x-csrf-token': token },
      payload: JSON.stringify({ name: text }),
    });
    assert.ok([200, 400].includes(program.statusCode), `${text}: ${program.statusCode} ${program.body}`);
    assert.doesNotMatch(program.body, /Quillfeather/, text);
  }
  assert.deepEqual(await standing(front), after);
});

test('no text in any field or question of any address is a fault of ours, or changes what nobody asked to change', async (t) => {
  const front = await openFront(t);
  const childId = await recordChild(front.database, front.now, { surname: 'Quillfeather' }, [
    aNotification({ notificationRef: 'S-1', incidentRef: 'SI-1', occurredAt: at('2026-03-09T20:00Z') }),
  ]);
  const people = [
    await front.addPerson('oxfordshire', 'team-manager'),
    await front.addPerson('oxfordshire', 'information-governance'),
    await front.addPerson('oxfordshire', 'agency-administrator'),
  ];
  const roles = async (): Promise<unknown> =>
    front.database.read('job', OPERATOR, (tx) =>
      tx.query(
        sql`select u.user_id, u.role, u.agency_code, u.disabled_at, (select count(*) from homeward.child where surname <> 'Quillfeather') as others from homeward.user_account u order by 1`,
      ),
    );
  const before = await roles();
  const faults: string[] = [];
  let turn = 0;
  for (const { method, pattern } of routesOf(front.app)) {
    if (!['GET', 'POST'].includes(method) || /sign-out|end-others|\/end$|close$|recover/.test(pattern)) continue;
    for (const person of people) {
      const { browser, token } = await front.signedIn(person);
      const text = TEXTS[turn++ % TEXTS.length] ?? '';
      const asked = new URLSearchParams(NAMES.map((name) => [name, text]));
      const right = pattern.replace(/:(childId|child_id)\b/g, String(childId)).replace(/:\w+/g, '1');
      const wrong = pattern.replace(/:\w+/g, encodeURIComponent(text.slice(0, 100)));
      const post = {
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'sec-fetch-site': 'same-origin',
          'x-csrf-token': token,
        },
        payload: asked.toString(),
      };
      const json = {
        headers: { 'content-type': 'application/json', 'x-csrf-token': token },
        payload: JSON.stringify(Object.fromEntries(asked)),
      };
      const body = method === 'GET' ? {} : pattern.startsWith('/api/') ? json : post;
      const question = method === 'GET' ? `?${asked.toString()}` : '';
      for (const url of new Set([right + question, wrong + question])) {
        const answer = await browser.send({ method, url, ...body });
        if (answer.statusCode >= 500) faults.push(`${method} ${pattern} ${answer.statusCode} with ${text}`);
      }
    }
  }
  assert.deepEqual(faults, []);
  assert.deepEqual(await roles(), before);
});
