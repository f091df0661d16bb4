/** What is taken away is gone at the next request: accounts are closed and sessions ended while people are at work. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import sql from 'sql-template-tag';
import { closeAccount } from '../../src/db/accounts.ts';
import { openFront } from '../support/front.ts';
import { OPERATOR, requesterOf } from '../support/people.ts';

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
