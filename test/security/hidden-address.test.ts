/**
 * A hidden address is absent everywhere. Two databases are equal but for it: whoever may not see it gets the same bytes from
 * both, at every address of the application, in what is logged and in what is audited; and no role that serves can read it.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql, { raw } from 'sql-template-tag';
import { verifyRecord } from '../../src/db/verify.ts';
import { FOLD_RULES } from '../support/notifications.ts';
import { openHiddenTown, type HiddenTown, type Reader, type Whereabouts } from '../support/hidden-child.ts';
import { OPERATOR, requesterOf } from '../support/people.ts';
import { routesOf } from '../support/router.ts';

const HERE: Whereabouts = {
  line: '14 Larch Close',
  district: 'Headington',
  postcode: 'OX3 7QL',
  foundPostcode: 'SN1 5QB',
  miles: '31.5',
};
const THERE: Whereabouts = {
  line: 'The Old Vicarage',
  district: 'Caversham',
  postcode: 'RG4 8ZX',
  foundPostcode: 'HP20 1QD',
  miles: '2.25',
};
/** Any form of either address, once letters and digits alone are left. */
const CANARY = /larchclose|headington|ox37ql|sn15qb|oldvicarage|caversham|rg48zx|hp201qd/;

/** What differs from request to request whatever is on record; nothing else is made alike before bytes are compared. */
const OF_THE_REQUEST: readonly (readonly [RegExp, string])[] = [
  // Identifiers of requests and of drafts.
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'uuid'],
  // The time a request took and when it was logged.
  [/"ms":\d+/g, '"ms":0'],
  [/"at":"[^"]+"/g, '"at":""'],
  // Tokens of sessions and forms, secrets about to be chosen.
  [/[A-Za-z0-9_-]{43,}/g, 'token'],
];

function plain(text: string): string {
  let said = text;
  for (const [pattern, same] of OF_THE_REQUEST) said = said.replace(pattern, same);
  // By which turn of the event loop a fault came is chance, not the address.
  said = said.replace(/\\n\s+at [^"\\]*/g, '');
  return said;
}

/** The values that stand for each name in a pattern: those of the child, of another child, and of nobody. */
const NAMED: Readonly<Record<string, (town: HiddenTown) => readonly (string | number)[]>> = {
  childId: ({ childId, otherChildId }) => [childId, otherChildId, 999_999],
  child_id: ({ childId, otherChildId }) => [childId, otherChildId],
  episodeId: () => [1, 2, 3, 4],
  episode_id: () => [1, 2, 3, 4],
  version: () => [1, 3, 4],
  dutyId: () => [1, 2, 3],
  reviewId: () => [1, 2],
  review_id: () => [1, 2],
  importId: () => [1, 2, 3],
  letterRef: () => ['L-1', 'none'],
  name: () => ['distance', 'episodes-to-date', 'return-interviews', 'none'],
};

/** Questions asked of an address beside its plain form: by the postcode, the street, the name. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  '/children': ['Marsh', 'OX1', BORN(), HERE.postcode, THERE.postcode, HERE.line, THERE.line].map(
    (asked) => `?search=${encodeURIComponent(asked)}&q=${encodeURIComponent(asked)}`,
  ),
  '/children/:childId': ['?entries=all', '?as-known-on=2026-03-10', '?as-known-on=2026-03-02'],
  '/reports/:name': ['?authority=oxfordshire&from=2025-04-01&to=2026-03-31', '?area=oxfordshire'],
};

function BORN(): string {
  return '15 06 2012';
}

/**
 * The addresses of a pattern. Under the child whose address is hidden each number is asked for, under the other child the
 * first and the last of each, under nobody the first; who does not see the child asks of that child alone, for the first.
 */
function addressesOf(pattern: string, town: HiddenTown, sees: boolean): string[] {
  let found = [{ url: pattern, most: sees ? Number.POSITIVE_INFINITY : 1 }];
  for (const [, name = ''] of pattern.matchAll(/:(\w+)/g)) {
    const values = NAMED[name]?.(town) ?? ['1'];
    const namesChild = /^child_?id$/i.test(name);
    found = found.flatMap(({ url, most }) =>
      values
        .filter((_, at) => (namesChild && sees) || at === 0 || at < most - 1 || (most > 1 && at === values.length - 1))
        .map((value) => ({
          url: url.replace(`:${name}`, String(value)),
          most: namesChild ? Math.min(most, mostUnder(value, town)) : most,
        })),
    );
  }
  const questions = ['', ...(QUESTIONS[pattern] ?? [])];
  return found.flatMap(({ url }) => questions.map((question) => url + question));
}

function mostUnder(child: string | number, { childId, otherChildId }: HiddenTown): number {
  if (child === childId) return Number.POSITIVE_INFINITY;
  return child === otherChildId ? 2 : 1;
}

async function ask(reader: Reader, method: string, url: string): Promise<string> {
  const payload = new URLSearchParams({
    _csrf: reader.token,
    why: `It is ${HERE.line}, or ${THERE.postcode}`,
    searched: 'Marsh',
    version: '3',
    risk: 'high',
    rationale: 'Reviewed',
    decision: 'set-aside',
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
  const answer = await reader.browser.send({
    method,
    url,
    ...(method === 'GET' ? {} : { headers, payload }),
  });
  const { date: _, ...sent } = answer.headers;
  return plain(`${answer.statusCode} ${JSON.stringify(sent)} ${answer.body}`);
}

/** What is not asked, and why: it ends the sessions of the readers, or says by the clock on the wall how the sealing of the audit stands. */
const NOT_ASKED = /^(\/api\/v1)?\/health|^\/sign-out|^\/sign-in|^\/administration\/.*close/;

async function crawl(
  here: HiddenTown,
  there: HiddenTown,
  methods: readonly string[],
  of: (reader: Reader) => boolean,
): Promise<string[]> {
  const differing: string[] = [];
  const routes = routesOf(here.app).filter(
    ({ method, pattern }) => methods.includes(method) && !NOT_ASKED.test(pattern),
  );
  assert.ok(routes.length > 20, 'the router was read');
  for (const [index, reader] of here.readers.entries()) {
    const twin = there.readers[index];
    if (twin === undefined || !of(reader)) continue;
    const page = `/children/${here.childId}`;
    const [shown, shownThere] = [await ask(reader, 'GET', page), await ask(twin, 'GET', page)];
    if (shown !== shownThere) differing.push(`${reader.name}: ${page}`);
    for (const { method, pattern } of routes) {
      for (const url of addressesOf(pattern, here, !shown.startsWith('404'))) {
        const [one, other] = [await ask(reader, method, url), await ask(twin, method, url)];
        if (one !== other) differing.push(`${reader.name}: ${method} ${url}\n${difference(one, other)}`);
      }
    }
  }
  return differing;
}

function difference(one: string, other: string): string {
  const from = [...one].findIndex((letter, index) => letter !== other[index]);
  const start = Math.max(0, from - 80);
  return `  ${one.slice(start, from + 80)}\n  ${other.slice(start, from + 80)}`;
}

/** Fails with the first difference of two long texts. */
function assertSame(one: string, other: string, why: string): void {
  if (one !== other) assert.fail(`${why}:\n${difference(one, other)}`);
}

async function auditOf({ database }: HiddenTown): Promise<string> {
  const rows = await database.read('job', OPERATOR, (tx) =>
    tx.query(sql`select to_jsonb(a) - 'request_id' as row from homeward.audit_entry a order by audit_id`),
  );
  return plain(JSON.stringify(rows));
}

test('whoever may not see a hidden address gets the same bytes whatever it is, at every address there is', async (t) => {
  const [here, there] = [await openHiddenTown(t, HERE), await openHiddenTown(t, THERE)];
  assert.deepEqual([here.childId, here.otherChildId], [there.childId, there.otherChildId]);

  assert.deepEqual(await crawl(here, there, ['GET'], () => true), []);
  assert.deepEqual(await here.tellMore(), await there.tellMore(), 'the same answers to what agencies tell');
  const afterwards = (reader: Reader): boolean => /team-manager|coordinator|interviewer/.test(reader.name);
  assert.deepEqual(await crawl(here, there, ['GET'], afterwards), []);
  assert.deepEqual(await crawl(here, there, ['POST', 'PUT', 'PATCH', 'DELETE'], afterwards), []);
  assert.deepEqual(await crawl(here, there, ['GET'], (reader) => reader.name === 'team-manager of oxfordshire'), []);

  assertSame(plain(here.logged.join('')), plain(there.logged.join('')), 'the same lines are logged');
  assertSame(await auditOf(here), await auditOf(there), 'the same is audited');
  for (const { database } of [here, there])
    assert.deepEqual(
      (await verifyRecord(database, FOLD_RULES)).differences,
      [],
      'the record follows from the chronology',
    );
});

/** Every row that a role may read of every table, as text. */
async function everythingReadable(
  { database }: HiddenTown,
  role: 'request' | 'job',
  agency: string | null,
  userId: number | null,
): Promise<Map<string, string>> {
  const tables = await database.read('owner', OPERATOR, (tx) =>
    tx.query<{ name: string; columns: string }>(sql`
      select c.relname as name, (select string_agg(quote_ident(a.attname), ', ') from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          and has_column_privilege(${`homeward_${role}`}, c.oid, a.attnum, 'select')) as columns
      from pg_class c
      where c.relnamespace = 'homeward'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
        and has_any_column_privilege(${`homeward_${role}`}, c.oid, 'select') order by 1`),
  );
  assert.ok(tables.length > 20, 'the catalogue was read');
  const found = new Map<string, string>();
  for (const { name, columns } of tables) {
    const rows = await database.transaction(role, requesterOf(agency, userId), (tx) =>
      tx.query(sql`select jsonb_build_array(${raw(columns)}) as row from homeward.${raw(name)} t`),
    );
    found.set(name, JSON.stringify(rows));
  }
  return found;
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/\\u[0-9a-f]{4}|[^a-z0-9]/g, '');
}

test('no table that a request or a job may read holds a hidden address in any form', async (t) => {
  const town = await openHiddenTown(t, HERE);
  await town.tellMore();
  for (const agency of ['oxfordshire', 'thames-valley-police', 'swindon', 'streetwise', null]) {
    for (const [table, text] of await everythingReadable(town, 'request', agency, 1))
      assert.doesNotMatch(lettersOf(text), CANARY, `${table}, for ${agency}`);
  }
  for (const [table, text] of await everythingReadable(town, 'job', null, null))
    assert.doesNotMatch(lettersOf(text), CANARY, `${table}, for a job`);
});

test('no function that a request may call gives a hidden address back', async (t) => {
  const town = await openHiddenTown(t, HERE);
  const { childId, otherChildId } = town;
  const calls = [
    sql`select * from homeward.children_to_match('[{"kind":"child_ref","value":"OX1"}]', '2012-06-15')`,
    sql`select * from homeward.known_elsewhere(array[${childId}]::bigint[], '2012-06-15')`,
    sql`select * from homeward.search_children_by_name('ada marsh', 9)`,
    sql`select * from homeward.search_children_by_reference('OX1', 9)`,
    sql`select * from homeward.review_places(1, ${childId})`,
    sql`select * from homeward.review_places(1, ${otherChildId})`,
    sql`select * from homeward.reveal_address(${childId}, 'curiosity')`,
    sql`select homeward.withhold_places(${childId}, array['x'])`,
  ];
  for (const agency of ['oxfordshire', 'thames-valley-police', 'swindon']) {
    for (const call of calls) {
      const rows = await town.database.transaction('request', requesterOf(agency, 1), (tx) => tx.query(call));
      assert.doesNotMatch(lettersOf(JSON.stringify(rows)), CANARY, `${call.text}, for ${agency}`);
    }
  }
});

test('without the policy that withholds it, the same comparison finds the address', async (t) => {
  const [here, there] = [await openHiddenTown(t, HERE), await openHiddenTown(t, THERE)];
  for (const { database } of [here, there]) {
    await database.transaction('owner', OPERATOR, (tx) =>
      tx.query(sql`drop policy withheld on homeward.chronology_place`),
    );
  }
  const differing = await crawl(here, there, ['GET'], (reader) => reader.name === 'social-worker of oxfordshire');
  assert.ok(
    differing.length > 0,
    'two different addresses gave the same bytes even unguarded: the comparison sees nothing',
  );
  const readable = await everythingReadable(here, 'request', 'oxfordshire', 1);
  assert.match(lettersOf(readable.get('chronology_place') ?? ''), CANARY);
});
