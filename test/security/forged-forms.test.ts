/** Forms that did not come from a page of this session, at every address that changes anything. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { openFront } from '../support/front.ts';
import { OPERATOR } from '../support/people.ts';
import { recordChild } from '../support/recording.ts';
import { routesOf } from '../support/router.ts';

/** Proved by a signature and not by a cookie: no browser sends them by itself. */
const SIGNED = new Set(['/api/v1/token', '/sign-in/through/:providerId/ended']);

test('no form with the token of another session, of nobody or of an earlier time changes anything, at any address', async (t) => {
  const front = await openFront(t, { demonstration: true });
  const child = await recordChild(front.database, front.now, { surname: 'Marsh' });
  const ada = await front.addPerson('oxfordshire', 'team-manager', { demonstration: true });
  const own = await front.signedIn(ada);
  const colleague = await front.signedIn(await front.addPerson('oxfordshire', 'team-manager', { demonstration: true }));
  const earlier = (await front.signedIn(ada)).token;
  const rows = async (): Promise<unknown> =>
    front.database.read('owner', OPERATOR, (tx) =>
      tx.query(sql`select c.relname, (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from homeward.%I', c.relname), false, true, '')))[1]::text as n
        from pg_class c where c.relnamespace = 'homeward'::regnamespace and c.relkind = 'r' and c.relname not in ('audit_entry', 'audit_unsealed') order by 1`),
    );
  const before = await rows();
  const wrong: string[] = [];
  const routes = routesOf(front.app).filter(({ method, pattern }) => method !== 'GET' && !SIGNED.has(pattern));
  assert.ok(routes.length > 50);
  for (const { method, pattern } of routes) {
    const url = pattern.replace(/:(childId|child_id)\b/g, String(child)).replace(/:\w+/g, '1');
    const isJson = pattern.startsWith('/api/');
    for (const [what, token, further] of [
      ['no token', '', {}],
      ['another session’s', colleague.token, {}],
      ['an earlier session’s', earlier, {}],
      ['one letter off', `${own.token.slice(0, -1)}_`, {}],
      ['its own, from another site', own.token, { 'sec-fetch-site': 'cross-site' }],
      ['its own, from a neighbour', own.token, { 'sec-fetch-site': 'same-site' }],
      ['its own, from another origin', own.token, { origin: 'https://evil.invalid' }],
    ] as const) {
      const headers = {
        ...further,
        ...(isJson
          ? { 'content-type': 'application/json', 'x-csrf-token': token }
          : { 'content-type': 'application/x-www-form-urlencoded' }),
      };
      const payload = isJson ? '{}' : new URLSearchParams({ _csrf: token, why: 'x', person: String(ada) }).toString();
      const answer = await own.browser.send({ method, url, headers, payload });
      if (answer.statusCode !== 403) wrong.push(`${method} ${pattern} with ${what}: ${answer.statusCode}`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual(await rows(), before);
});
