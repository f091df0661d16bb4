/** What comes in oddly, and what must not go out: characters no text can hold, names in logs and addresses, cookies behind https. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { withDatabase } from '../support/database.ts';
import { openFront } from '../support/front.ts';
import { at } from '../support/notifications.ts';
import { openTown } from '../support/visit.ts';

const now = at('2026-03-04T10:00Z');

describe('what comes in oddly', () => {
  it('a character that no text can hold is refused as a bad request, on pages and for programs', async (t) => {
    const town = await openTown(t, now);
    const council = await town.visit('council');
    for (const [address, field] of [
      ['/children', 'q'],
      ['/worklist', 'child'],
    ] as const) {
      const answer = await council.post(address, { [field]: 'A\0da' });
      assert.equal(answer.status, 400, address);
    }
  });

  it('names of every language, marks and markup are shown as they were typed, and as text', async (t) => {
    const town = await openTown(t, now);
    const council = await town.visit('council');
    for (const name of ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', 'مريم', '=cmd()', '__proto__']) {
      const answer = await council.send('/children', { q: name });
      assert.equal(answer.status, 200, name);
      assert.ok(!answer.body.includes('<script>alert(1)') && !answer.body.includes('<img src=x'), name);
    }
  });
});

describe('what must not go out', () => {
  it('no name, date of birth or reference is in a log line or an address', async (t) => {
    const database = await withDatabase(t);
    const lines: string[] = [];
    const app = await buildApp({
      database,
      config: { ...loadConfig({}), demonstration: false },
      clock: () => now,
      log: { write: (line) => void lines.push(line) },
    });
    t.after(() => app.close());
    const personal = {
      email: 'canary.person@example.org',
      password: 'canary-password',
      q: 'Canaryname',
      date_of_birth: '2011-11-11',
    };
    const form = new URLSearchParams(personal).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answers = [
      await app.inject({ method: 'GET', url: `/children?${form}` }),
      await app.inject({ method: 'POST', url: '/children', headers, payload: form }),
      await app.inject({ method: 'POST', url: '/sign-in', headers, payload: form }),
      await app.inject({ method: 'POST', url: '/api/v1/notifications', payload: { ...personal } }),
      await app.inject({
        method: 'POST',
        url: '/api/v1/children/search',
        headers: { 'content-type': 'application/json' },
        payload: '{"name":"Canaryname"',
      }),
    ];
    assert.ok(lines.length >= answers.length, 'each request has its line');
    for (const text of [...lines, ...answers.map((answer) => answer.headers.location ?? '')]) {
      assert.doesNotMatch(text, /canary/i);
      assert.doesNotMatch(text, /2011-11-11/);
    }
  });
});

describe('behind https', () => {
  it('cookies are for https alone and bound to the host, and the browser is told to stay on it', async (t) => {
    const { app } = await openFront(t, { https: true });
    const answer = await app.inject({ url: '/sign-in' });
    const cookie = String(answer.headers['set-cookie']);
    assert.match(cookie, /^__Host-[^;]+;.*Secure/);
    assert.match(String(answer.headers['strict-transport-security']), /max-age=\d{8,}/);
  });

  it('without https neither is claimed', async (t) => {
    const { app } = await openFront(t);
    const answer = await app.inject({ url: '/sign-in' });
    assert.doesNotMatch(String(answer.headers['set-cookie']), /__Host-|Secure/);
    assert.equal(answer.headers['strict-transport-security'], undefined);
  });
});
