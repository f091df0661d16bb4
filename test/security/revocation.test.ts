/** What is taken away is gone at the next request: accounts are closed and sessions ended while people are at work. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import sql from 'sql-template-tag';
import { closeAccount } from '../../src/db/accounts.ts';
import { saveDecisions } from '../../src/db/sight.ts';
import type { RecordDecision } from '../../src/domain/access/sight.ts';
import type { EntryContent } from '../../src/domain/chronology/entry.ts';
import { openFront } from '../support/front.ts';
import { aNotification, at } from '../support/notifications.ts';
import { OPERATOR, requesterOf } from '../support/people.ts';
import { record, recordChild } from '../support/recording.ts';

/** Requests a second, and how many accounts are closed under them. */
const A_SECOND = 50;
const ACCOUNTS = 200;

test(`of the requests begun after an account was closed none succeeds: ${ACCOUNTS} accounts, ${A_SECOND} requests a second`, async (t) => {
  const front = await openFront(t);
  const people: { userId: number; browser: Awaited<ReturnType<typeof front.signedIn>>['browser'] }[] = [];
  for (let index = 0; index < ACCOUNTS; index += 1) {
    const userId = await front.addPerson('oxfordshire', 'team-manager');
    people.push({ userId, browser: (await front.signedIn(userId)).browser });
  }
  const closed = new Set<number>();
  let late = 0;
  let before = 0;
  let after = 0;
  const asking: Promise<void>[] = [];
  const ask = async ({ userId, browser }: (typeof people)[number]): Promise<void> => {
    const begunAfter = closed.has(userId);
    const { statusCode } = await browser.get('/reports');
    if (begunAfter) after += 1;
    else before += 1;
    if (begunAfter && statusCode !== 303) late += 1;
  };
  let running = true;
  const traffic = (async () => {
    for (let turn = 0; running; turn += 1) {
      // Those just closed and those about to be, in turn.
      const one = people[(closed.size + (turn % 7) - 4 + ACCOUNTS) % ACCOUNTS];
      if (one) asking.push(ask(one));
      await pause(1000 / A_SECOND);
    }
  })();
  for (const { userId } of people) {
    await front.database.transaction('request', requesterOf('oxfordshire'), (tx) =>
      closeAccount(tx, 'oxfordshire', userId, front.now),
    );
    closed.add(userId);
    await pause(1000 / A_SECOND);
  }
  running = false;
  await traffic;
  await Promise.all(asking);
  assert.ok(after > ACCOUNTS / 10 && before > ACCOUNTS / 10, `${before} before and ${after} after: both were tried`);
  assert.equal(late, 0);
});

test('a changed role and an ended session hold at the next request', async (t) => {
  const front = await openFront(t);
  const userId = await front.addPerson('oxfordshire', 'agency-administrator');
  const { browser } = await front.signedIn(userId);
  assert.equal((await browser.get('/administration')).statusCode, 200);
  await front.database.transaction('job', OPERATOR, (tx) =>
    tx.query(sql`update homeward.user_account set role = 'analyst' where user_id = ${userId}`),
  );
  assert.equal((await browser.get('/administration')).statusCode, 403);
  await front.database.transaction('job', OPERATOR, (tx) =>
    tx.query(sql`delete from homeward.session where user_id = ${userId}`),
  );
  assert.equal((await browser.get('/reports')).statusCode, 303);
});

/** How sight is taken from a person who may see a child, each in its own way. */
const TAKEN = ['involvement ended', 'barred', 'restricted', 'role changed'] as const;
/** Rounds over all of them. */
const ROUNDS = 200;

test(`of the requests begun after sight was taken away none succeeds: ${ROUNDS} rounds of ${TAKEN.join(', ')}`, async (t) => {
  const front = await openFront(t);
  await front.database.transaction('job', OPERATOR, (tx) =>
    tx.query(sql`insert into homeward.agency (code, kind, name) values ('home-one', 'placement-provider', 'Home One')`),
  );
  const decidedBy = await front.addPerson('oxfordshire', 'information-governance');
  let [late, before, after] = [0, 0, 0];
  const round = async (index: number): Promise<void> => {
    const taken = TAKEN[index % TAKEN.length] ?? 'barred';
    const absence = aNotification({ notificationRef: `R-${index}`, occurredAt: at('2026-03-09T20:00Z') });
    const childId = await recordChild(front.database, front.now, { childRef: `R-${index}` }, [absence]);
    const agreed = { kind: 'involvement-agreed', involvementRef: `I-${index}`, agency: 'home-one' } as const;
    await record(
      front.database,
      'oxfordshire',
      childId,
      [entry({ ...agreed, relationship: 'placement-provider', untilAt: null, why: 'Test' })],
      front.now,
    );
    const userId = await front.addPerson('home-one', 'residential-worker');
    const { browser } = await front.signedIn(userId);
    let [committed, stopped] = [false, false];
    const ask = async (): Promise<void> => {
      const begunAfter = committed;
      const { statusCode } = await browser.get(`/children/${childId}`);
      if (begunAfter) after += 1;
      else if (statusCode === 200) before += 1;
      if (begunAfter && statusCode !== 404) late += 1;
    };
    const traffic = Promise.all(
      Array.from({ length: 2 }, async () => {
        while (!stopped) await ask();
      }),
    );
    await ask();
    const by = { why: 'Test', at: front.now, byAgency: 'oxfordshire' };
    const decideOn = (decision: RecordDecision) =>
      front.database.transaction('owner', OPERATOR, (tx) => saveDecisions(tx, childId, decidedBy, [decision]));
    if (taken === 'barred') await decideOn({ kind: 'person-barred', personId: userId, ...by });
    else if (taken === 'restricted') await decideOn({ kind: 'restricted', grounds: 'other-risk', ...by });
    else if (taken === 'role changed')
      await front.database.transaction('job', OPERATOR, (tx) =>
        tx.query(sql`update homeward.user_account set role = 'agency-administrator' where user_id = ${userId}`),
      );
    else {
      const ended = { kind: 'involvement-ended', involvementRef: `I-${index}`, why: 'Test' } as const;
      await record(front.database, 'oxfordshire', childId, [entry(ended)], front.now);
    }
    committed = true;
    await ask();
    stopped = true;
    await traffic;
  };
  const entry = (content: EntryContent) => ({ occurredAt: front.now, sourceKey: null, content });
  for (let index = 0; index < ROUNDS; index += 4) await Promise.all([0, 1, 2, 3].map((more) => round(index + more)));
  assert.ok(before >= ROUNDS && after >= ROUNDS, `${before} before and ${after} after: both were tried`);
  assert.equal(late, 0);
});
