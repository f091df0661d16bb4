import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import { aChild, anInterview, aNotification, at, FOLD_RULES, received } from '../../../test/support/notifications.ts';
import { withDatabase } from '../../../test/support/database.ts';
import { addAgencies, OPERATOR, requesterOf } from '../../../test/support/people.ts';
import type { EntryContent, Notification } from '../../domain/chronology/entry.ts';
import type { Requester } from '../requester.ts';
import type { Database } from '../transaction.ts';
import { verifyRecord } from '../verify.ts';
import { appendEntries, loadEntries, loadRecord, reserveChildId, type AppendOutcome, type NewEntry } from './store.ts';

const police = requesterOf('thames-valley-police');
const council = requesterOf('oxfordshire');
const now = at('2026-03-02T09:00Z');
const missing = aNotification({ notificationRef: 'P1', incidentRef: 'I1', occurredAt: at('2026-03-01T20:00Z') });
const found = aNotification({
  notificationRef: 'P2',
  incidentRef: 'I1',
  kind: 'found',
  occurredAt: at('2026-03-02T06:00Z'),
});

function entryOf(content: EntryContent, sourceKey: string | null = null): NewEntry {
  return {
    occurredAt: content.kind === 'notification-received' ? content.notification.occurredAt : now,
    sourceKey,
    content,
  };
}

function told(notification: Notification): NewEntry {
  return entryOf(received(notification), `notification:${notification.notificationRef}`);
}

async function aChildOnRecord(database: Database, by: Requester): Promise<number> {
  return database.transaction('request', by, async (tx) => {
    const childId = await reserveChildId(tx);
    const outcome = await appendEntries(tx, by, FOLD_RULES, {
      childId,
      expectedVersion: 0,
      entries: [entryOf({ kind: 'child-recorded', details: aChild() })],
      now,
    });
    assert.equal(outcome.kind, 'saved');
    return childId;
  });
}

function append(
  database: Database,
  by: Requester,
  childId: number,
  entries: readonly NewEntry[],
  expectedVersion: number | null = null,
): Promise<AppendOutcome> {
  return database.transaction('request', by, (tx) =>
    appendEntries(tx, by, FOLD_RULES, { childId, expectedVersion, entries, now }),
  );
}

async function differences(database: Database): Promise<unknown> {
  return (await verifyRecord(database, FOLD_RULES)).differences;
}

async function aDatabase(t: TestContext): Promise<Database> {
  const database = await withDatabase(t);
  await addAgencies(database);
  return database;
}

describe('the store of chronologies', () => {
  it('appends what a person tells and writes all that follows from it', async (t) => {
    const database = await aDatabase(t);
    const childId = await aChildOnRecord(database, council);
    await append(database, police, childId, [told(missing)]);
    const outcome = await append(database, police, childId, [told(found)]);
    assert.ok(outcome.kind === 'saved' && outcome.record.version === 3);
    const duties = await database.read('request', council, (tx) =>
      tx.query(
        sql`select kind, owed_by, (extract(epoch from due_at - ${new Date(found.occurredAt)}::timestamptz) / 3600)::float8 as hours from homeward.duty where settled_at is null`,
      ),
    );
    assert.deepEqual(duties, [{ kind: 'return-interview', owed_by: 'oxfordshire', hours: 72 }]);
    assert.deepEqual(await differences(database), []);
  });

  it('lets the agency that reports see a child it was not involved with, and no other agency', async (t) => {
    const database = await aDatabase(t);
    const childId = await aChildOnRecord(database, council);
    const seen = (by: Requester): Promise<number> =>
      database.read('request', by, async (tx) => (await loadEntries(tx, childId)).length);
    assert.equal(await seen(police), 0);
    await append(database, police, childId, [told(missing)]);
    assert.deepEqual(
      [await seen(police), await seen(council), await seen(requesterOf('swindon')), await seen(requesterOf(null))],
      [2, 2, 0, 0],
    );
  });

  it('refuses an act decided on an older version and says what changed meanwhile', async (t) => {
    const database = await aDatabase(t);
    const childId = await aChildOnRecord(database, council);
    await append(database, police, childId, [told(missing)]);
    const outcome = await append(database, council, childId, [told(found)], 1);
    assert.ok(outcome.kind === 'stale');
    assert.deepEqual(
      outcome.since.map((entry) => entry.content.kind),
      ['notification-received'],
    );
  });

  it('keeps the number of an absence whose report by the police gives it another name', async (t) => {
    const database = await aDatabase(t);
    const childId = await aChildOnRecord(database, council);
    const byCouncil = { reportedBy: 'oxfordshire', reportedByKind: 'local-authority', incidentRef: null } as const;
    await append(database, council, childId, [told({ ...missing, ...byCouncil, notificationRef: 'C1' })]);
    const episodes = (): Promise<unknown> =>
      database.read('job', OPERATOR, (tx) => tx.query(sql`select episode_id, episode_key from homeward.episode`));
    assert.deepEqual(await episodes(), [{ episode_id: 1, episode_key: 'C1' }]);
    await append(database, police, childId, [told(missing)]);
    assert.deepEqual(await episodes(), [{ episode_id: 1, episode_key: 'I1' }]);
    assert.deepEqual(await differences(database), []);
  });

  it('keeps nothing of an act that fails half-way', async (t) => {
    const database = await aDatabase(t);
    const childId = await aChildOnRecord(database, council);
    const act = database.transaction('request', police, async (tx) => {
      await appendEntries(tx, police, FOLD_RULES, { childId, expectedVersion: null, entries: [told(missing)], now });
      throw new Error('the power went');
    });
    await assert.rejects(act, /the power went/);
    const rows = await database.read('job', OPERATOR, (tx) => tx.query(sql`select from homeward.episode`));
    assert.equal(rows.length, 0);
    assert.deepEqual(await differences(database), []);
  });

  it('takes writers of one child in turn: fifty at once leave fifty entries without a gap', async (t) => {
    const database = await aDatabase(t);
    const childId = await aChildOnRecord(database, council);
    const acts = Array.from({ length: 50 }, (_, index) => {
      const hour = String(index % 24).padStart(2, '0');
      const day = String(1 + Math.floor(index / 24)).padStart(2, '0');
      const incidentRef = `I${Math.floor(index / 2)}`;
      const kind = index % 2 === 0 ? 'missing' : 'found';
      return append(database, police, childId, [
        told(
          aNotification({
            notificationRef: `N${index}`,
            incidentRef,
            kind,
            occurredAt: at(`2026-02-${day}T${hour}:00Z`),
          }),
        ),
      ]);
    });
    const outcomes = await Promise.all(acts);
    assert.ok(outcomes.every((outcome) => outcome.kind === 'saved'));
    const record = await database.read('request', police, (tx) => loadRecord(tx, FOLD_RULES, childId));
    assert.equal(record?.version, 51);
    assert.equal(record.episodes.length, 25);
    assert.deepEqual(await differences(database), []);
  });

  it('answers what was known at an instant', async (t) => {
    const database = await aDatabase(t);
    const childId = await aChildOnRecord(database, council);
    await append(database, police, childId, [told(missing)]);
    const known = await database.read('request', police, (tx) =>
      loadRecord(tx, FOLD_RULES, childId, at('2026-03-02T08:59Z')),
    );
    assert.equal(known, undefined);
  });

  it('moves involvements with the facts: a host authority that no episode names any more sees the child no more', async (t) => {
    const database = await aDatabase(t);
    const childId = await aChildOnRecord(database, council);
    const away = aNotification({ notificationRef: 'P1', incidentRef: 'I1', missingFromAuthority: 'swindon' });
    await append(database, police, childId, [told(away)]);
    const seen = (): Promise<number> =>
      database.read('request', requesterOf('swindon'), async (tx) => (await loadEntries(tx, childId)).length);
    assert.equal(await seen(), 2);
    const correction: EntryContent = {
      kind: 'notification-corrected',
      notificationRef: 'P1',
      was: { missingFromAuthority: 'swindon' },
      now: { missingFromAuthority: 'oxfordshire' },
      why: 'Wrong authority chosen',
    };
    await append(database, police, childId, [entryOf(correction)]);
    assert.equal(await seen(), 0);
    assert.deepEqual(await differences(database), []);
  });

  it('rewrites episodes that a later report joins, closes or reopens', async (t) => {
    const database = await aDatabase(t);
    const childId = await aChildOnRecord(database, council);
    const first = aNotification({
      notificationRef: 'C1',
      reportedBy: 'oxfordshire',
      reportedByKind: 'local-authority',
      occurredAt: at('2026-03-01T19:00Z'),
    });
    await append(database, council, childId, [told(first)]);
    await append(database, police, childId, [told(missing)]);
    await append(database, police, childId, [told(found)]);
    await append(database, police, childId, [
      told(aNotification({ notificationRef: 'P3', incidentRef: 'I0', occurredAt: at('2026-02-20T20:00Z') })),
    ]);
    await append(database, council, childId, [
      entryOf({
        kind: 'interview-recorded',
        interview: anInterview({ interviewRef: 'R1', incidentRefs: ['I1'], completedAt: at('2026-03-02T08:00Z') }),
      }),
    ]);
    const record = await database.read('request', police, (tx) => loadRecord(tx, FOLD_RULES, childId));
    assert.deepEqual(
      record?.episodes.map((episode) => episode.episodeKey),
      ['I0', 'I1'],
    );
    assert.deepEqual(await differences(database), []);
  });
});

describe('what nobody may do to the record', () => {
  for (const role of ['request', 'job'] as const) {
    for (const table of ['chronology_entry', 'audit_entry'] as const) {
      it(`the ${role} role may neither change nor delete ${table}`, async (t) => {
        const database = await aDatabase(t);
        const changes = [
          sql`update homeward.chronology_entry set payload = '{}'`,
          sql`delete from homeward.chronology_entry`,
          sql`truncate homeward.chronology_entry cascade`,
          sql`update homeward.audit_entry set route = ''`,
          sql`delete from homeward.audit_entry`,
          sql`truncate homeward.audit_entry`,
        ].filter((statement) => statement.text.includes(table));
        assert.equal(changes.length, 3);
        for (const statement of changes) {
          await assert.rejects(
            database.transaction(role, police, (tx) => tx.query(statement)),
            (error: { code?: string }) => error.code === '42501',
          );
        }
      });
    }
  }

  it('nobody may sign an entry with the name of another agency', async (t) => {
    const database = await aDatabase(t);
    const childId = await aChildOnRecord(database, council);
    const forged = database.transaction('request', police, (tx) =>
      tx.query(sql`insert into homeward.chronology_entry (child_id, version, kind, occurred_at, recorded_at, recorded_by, payload)
        values (${childId}, 2, 'review-recorded', now(), now(), 'oxfordshire', '{}')`),
    );
    await assert.rejects(forged, (error: { code?: string }) => error.code === '42501');
  });

  it('an agency cannot involve itself with a child about whom it has put nothing on record', async (t) => {
    const database = await aDatabase(t);
    const childId = await aChildOnRecord(database, council);
    const intrusion = database.transaction('request', police, (tx) =>
      tx.query(
        sql`insert into homeward.child_agency (agency_code, child_id, relationship) values ('thames-valley-police', ${childId}, 'police')`,
      ),
    );
    await assert.rejects(intrusion, (error: { code?: string }) => error.code === '42501');
  });

  it('two episodes of one child cannot overlap, whoever writes them', async (t) => {
    const database = await aDatabase(t);
    const childId = await aChildOnRecord(database, council);
    await append(database, police, childId, [told(missing), told(found)]);
    const overlapping = database.transaction('job', OPERATOR, (tx) =>
      tx.query(sql`insert into homeward.episode (child_id, episode_key, incident_refs, notification_refs, kind, started_at, ended_at,
          reported_by_police, reported_by, status_at_start, interview_offered, learnt_at, because)
        select child_id, 'I9', incident_refs, notification_refs, kind, started_at + interval '1 hour', ended_at + interval '1 hour',
          reported_by_police, reported_by, status_at_start, interview_offered, learnt_at, because from homeward.episode`),
    );
    await assert.rejects(overlapping, (error: { code?: string }) => error.code === '23P01');
  });
});

describe('verify', () => {
  it('names the table and the child where the record does not follow from the chronology', async (t) => {
    const database = await aDatabase(t);
    const childId = await aChildOnRecord(database, council);
    await append(database, police, childId, [told(missing), told(found)]);
    await database.transaction('job', OPERATOR, async (tx) => {
      await tx.query(sql`update homeward.episode set ended_at = ended_at + interval '1 minute'`);
      await tx.query(sql`delete from homeward.duty`);
    });
    const tampered = (await verifyRecord(database, FOLD_RULES)).differences.map((difference) => [
      difference.childId,
      difference.table,
    ]);
    assert.deepEqual(tampered, [
      [childId, 'episode'],
      [childId, 'duty'],
    ]);
  });
});
