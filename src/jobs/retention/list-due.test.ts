import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { withDatabase } from '../../../test/support/database.ts';
import { aNotification, at, FOLD_RULES } from '../../../test/support/notifications.ts';
import { addAgencies, OPERATOR } from '../../../test/support/people.ts';
import { recordChild } from '../../../test/support/recording.ts';
import { programFolder } from '../../config.ts';
import { createAccount } from '../../db/accounts.ts';
import { factsOf, holdsOf, placeHold } from '../../db/retention/child.ts';
import { findOpenReviews } from '../../db/retention/reviews.ts';
import { retentionStanding } from '../../domain/retention/standing.ts';
import { instant, plusHours } from '../../domain/time/instant.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import { loadRetention } from '../../retention.ts';
import { listWhatIsDue } from './list-due.ts';

test('over thirty years the list in the database is what the rules say, and nothing on hold is on it', async (t) => {
  const database = await withDatabase(t);
  await addAgencies(database);
  const retention = loadRetention(path.join(programFolder, 'retention'));
  const [first, children] = [at('2005-01-05T12:00Z'), [] as number[]];
  const by = {
    userId: 0,
    agencyCode: 'oxfordshire',
    role: 'information-governance',
    purpose: 'test',
    requestId: 'test',
  };
  by.userId = (await database.transaction('job', OPERATOR, (tx) =>
    createAccount(tx, {
      agencyCode: 'oxfordshire',
      role: 'information-governance',
      displayName: 'One',
      email: 'one@example.org',
      passwordHash: null,
      team: null,
    }),
  )) as number;
  for (let index = 0; index < 30; index += 1) {
    const told = plusHours(first, index * 2400);
    const notifications = ['missing', 'found'].map((kind, step) =>
      aNotification({
        notificationRef: `N${index}-${step}`,
        kind: kind as 'missing',
        incidentRef: `I${index}`,
        occurredAt: plusHours(told, step),
        risk: index % 3 === 0 && step === 0 ? 'high' : null,
      }),
    );
    const dateOfBirth = `${1988 + (index % 12)}-02-28` as PlainDate;
    // One in ten is not back.
    const given = index % 10 === 9 ? notifications.slice(0, 1) : notifications;
    const childId = await recordChild(database, told, { childRef: `R${index}`, dateOfBirth }, given);
    children.push(childId);
    if (index % 4 !== 0) continue;
    const until = index % 8 === 0 ? plusHours(told, 24 * 365 * 25) : null;
    await database.transaction('request', by, (tx) =>
      placeHold(tx, by, { childId, kind: 'dispute', reason: 'A complaint', until, now: told }),
    );
  }
  const services = { database, rules: FOLD_RULES, retention };
  const seen = new Set<string>();
  for (let year = 2015; year <= 2045; year += 1) {
    const now = instant(at(`${year}-03-01T00:00Z`));
    await listWhatIsDue(services, now);
    await database.read('job', OPERATOR, async (tx) => {
      const listed = (await findOpenReviews(tx, 100)).map(({ childId }) => childId).toSorted((a, b) => a - b);
      const facts = await factsOf(tx, FOLD_RULES, children);
      const holds = await holdsOf(tx, children);
      const due = children.filter((childId) => {
        const stops = { holds: holds.filter((hold) => hold.childId === childId), keptUntil: null };
        const one = facts.get(childId);
        assert.ok(one);
        const { kind } = retentionStanding(one, retention.schedules, stops, now);
        seen.add(kind);
        return kind === 'due';
      });
      assert.deepEqual(listed, due, String(year));
    });
  }
  assert.deepEqual([...seen].toSorted(), ['due', 'held', 'kept', 'open']);
  const { clocks } = await database.read('job', OPERATOR, (tx) =>
    tx.one<{ clocks: number }>(sql`select count(*)::int as clocks from homeward.retention_clock`),
  );
  assert.equal(clocks, children.length);
});
