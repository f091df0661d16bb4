/** Who may see what, as the database itself keeps it: raw SQL under the roles that serve. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import sql, { raw } from 'sql-template-tag';
import { aCouncilNotification, aNotification, anInterview, at } from '../../test/support/notifications.ts';
import { addAgencies, OPERATOR, requesterOf } from '../../test/support/people.ts';
import { record, recordChild } from '../../test/support/recording.ts';
import { withDatabase } from '../../test/support/database.ts';
import { followedUp } from '../../test/support/followed-up.ts';
import { maySeeChild } from '../domain/access/decide.ts';
import { ROLE_NAMES, ROLES } from '../domain/access/roles.ts';
import { standingBy } from '../domain/access/standing.ts';
import { RELATIONSHIPS } from '../domain/chronology/record.ts';
import { recordAudit } from './audit/record.ts';
import type { Database, DatabaseRole } from './transaction.ts';

const NOW = at('2026-03-10T09:00Z');
/** Every table that says something of a child. */
const OF_A_CHILD = [
  'child',
  'child_identifier',
  'chronology_entry',
  'episode',
  'status_period',
  'interview',
  'screening',
  'duty',
  'return_follow_up',
  'transmission',
  'known_fact',
  'fact_use',
  'support',
  'referral',
  'child_agency',
];

/** A child of Oxfordshire who went missing in Swindon, known to the police and interviewed by Streetwise. */
async function known(t: TestContext): Promise<{ database: Database; childId: number }> {
  const database = await withDatabase(t);
  await addAgencies(database);
  await database.transaction('job', OPERATOR, (tx) =>
    tx.query(sql`insert into homeward.agency (code, kind, name) values
      ('willow-house', 'placement-provider', 'Willow House'), ('metropolitan-police', 'police', 'Metropolitan Police')`),
  );
  const start = at('2026-03-08T20:00Z');
  const childId = await recordChild(database, NOW, { policeRef: 'TVP1' }, [
    aNotification({ notificationRef: 'P-1', incidentRef: 'I-1', occurredAt: start, missingFromAuthority: 'swindon' }),
    aNotification({ notificationRef: 'P-2', incidentRef: 'I-1', kind: 'found', occurredAt: at('2026-03-09T08:00Z') }),
    aCouncilNotification({
      notificationRef: 'W-1',
      reportedBy: 'willow-house',
      reportedByKind: 'placement-provider',
      occurredAt: start,
    }),
  ]);
  const interview = anInterview({
    interviewRef: 'R-1',
    incidentRefs: ['I-1'],
    allocatedTo: 'streetwise',
    offeredAt: NOW,
  });
  await record(
    database,
    'oxfordshire',
    childId,
    [
      { occurredAt: NOW, sourceKey: null, content: { kind: 'interview-recorded', interview } },
      {
        occurredAt: NOW,
        sourceKey: null,
        content: {
          kind: 'status-recorded',
          period: { status: 'looked-after', fromOn: '2024-01-01' as never, toOn: null },
        },
      },
      {
        occurredAt: NOW,
        sourceKey: null,
        content: {
          kind: 'screening-recorded',
          screening: { tool: 'child-exploitation', completedOn: '2026-01-01' as never, outcome: null },
        },
      },
      ...followedUp('R-1').map((content) => ({ occurredAt: NOW, sourceKey: null, content })),
    ],
    NOW,
  );
  return { database, childId };
}

async function rowsSeen(database: Database, agency: string | null, childId: number): Promise<Record<string, number>> {
  return database.read('request', requesterOf(agency), async (tx) => {
    const seen: Record<string, number> = {};
    for (const table of OF_A_CHILD) {
      const { count } = await tx.one<{ count: number }>(
        sql`select count(*) as count from homeward.${raw(table)} where child_id = ${childId}`,
      );
      seen[table] = count;
    }
    return seen;
  });
}

test('the responsible and host authority, the police, the reporter and the interview provider see a child’s rows, every one', async (t) => {
  const { database, childId } = await known(t);
  const expected = await rowsSeen(database, 'oxfordshire', childId);
  for (const table of OF_A_CHILD) assert.ok((expected[table] ?? 0) > 0, `${table} holds something of the child`);
  for (const agency of ['swindon', 'thames-valley-police', 'willow-house', 'streetwise']) {
    assert.deepEqual(await rowsSeen(database, agency, childId), expected, agency);
  }
});

test('an agency without a relationship to the child sees no row of any table, nor does nobody', async (t) => {
  const { database, childId } = await known(t);
  const nothing = Object.fromEntries(OF_A_CHILD.map((table) => [table, 0]));
  assert.deepEqual(await rowsSeen(database, 'metropolitan-police', childId), nothing);
  assert.deepEqual(await rowsSeen(database, null, childId), nothing);
  assert.deepEqual(await rowsSeen(database, '', childId), nothing);
  const found = await database.read('request', requesterOf('metropolitan-police'), (tx) =>
    tx.query(sql`select child_id from homeward.search_children_by_name('ada marsh', 10)`),
  );
  assert.deepEqual(found, []);
});

test('an agency that is not involved can neither change a child’s rows nor make itself involved', async (t) => {
  const { database, childId } = await known(t);
  const outsider = requesterOf('metropolitan-police');
  for (const statement of [
    sql`update homeward.child set surname = 'Changed' where child_id = ${childId} returning child_id`,
    sql`update homeward.duty set settled_at = now() where child_id = ${childId} returning child_id`,
    sql`delete from homeward.episode where child_id = ${childId} returning child_id`,
    sql`delete from homeward.child_agency where child_id = ${childId} returning child_id`,
  ]) {
    assert.deepEqual(await database.transaction('request', outsider, (tx) => tx.query(statement)), [], statement.text);
  }
  await assert.rejects(
    database.transaction('request', outsider, (tx) =>
      tx.query(
        sql`insert into homeward.child_agency (agency_code, child_id, relationship) values ('metropolitan-police', ${childId}, 'police')`,
      ),
    ),
    /row-level security/,
  );
});

test('nobody signs an entry with another agency’s name, or another person’s', async (t) => {
  const { database, childId } = await known(t);
  const entry = (recordedBy: string, userId: number | null) =>
    sql`insert into homeward.chronology_entry (child_id, version, kind, occurred_at, recorded_at, recorded_by, user_id, payload)
      values (${childId}, 99, 'review-recorded', now(), now(), ${recordedBy}, ${userId}, '{}')`;
  for (const forged of [entry('oxfordshire', null), entry('swindon', 1)]) {
    await assert.rejects(
      database.transaction('request', requesterOf('swindon'), (tx) => tx.query(forged)),
      /row-level security/,
    );
  }
});

const SERVING: readonly DatabaseRole[] = ['request', 'job'];

test('no role that serves can change, delete or empty the chronology or the record of looks', async (t) => {
  const { database, childId } = await known(t);
  const by = requesterOf('oxfordshire');
  await database.transaction('request', by, (tx) =>
    recordAudit(tx, by, { verb: 'consultation', route: '/test', childIds: [childId] }),
  );
  for (const role of SERVING) {
    for (const table of ['chronology_entry', 'audit_entry']) {
      for (const attempt of [
        'update homeward.TABLE set RECORDED = RECORDED',
        'delete from homeward.TABLE',
        'truncate homeward.TABLE',
        'alter table homeward.TABLE disable row level security',
        'drop table homeward.TABLE',
      ]) {
        const text = attempt
          .replaceAll('TABLE', table)
          .replaceAll('RECORDED', table === 'audit_entry' ? 'route' : 'kind');
        await assert.rejects(
          database.transaction(role, by, (tx) => tx.query(sql`${raw(text)}`)),
          { code: '42501' },
          `${role}: ${text}`,
        );
      }
    }
  }
});

test('the roles that serve cannot pass by row-level security, own nothing and make nothing', async (t) => {
  const { database } = await known(t);
  const roles = await database.read('owner', OPERATOR, (tx) =>
    tx.query<{ rolname: string; strong: boolean; owns: number; creates: boolean }>(
      sql`select r.rolname, r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb as strong,
          (select count(*) from pg_class c where c.relowner = r.oid) as owns,
          has_schema_privilege(r.oid, 'homeward', 'create') or has_schema_privilege(r.oid, 'public', 'create') as creates
        from pg_roles r where r.rolname in ('homeward_request', 'homeward_job') order by r.rolname`,
    ),
  );
  assert.deepEqual(
    roles.map(({ strong, owns, creates }) => ({ strong, owns, creates })),
    [
      { strong: false, owns: 0, creates: false },
      { strong: false, owns: 0, creates: false },
    ],
  );
});

test('every table with a child in it that requests may touch has row-level security, forced, and every privileged function a fixed search path and no public caller', async (t) => {
  const { database } = await known(t);
  await database.read('owner', OPERATOR, async (tx) => {
    const open = await tx.query(
      sql`select c.relname from pg_class c
        where c.relnamespace = 'homeward'::regnamespace and c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity)
          and has_table_privilege('homeward_request', c.oid, 'select, insert, update, delete, truncate')
          and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname in ('child_id', 'child_ids') and not a.attisdropped)
        order by 1`,
    );
    assert.deepEqual(open, []);
    const functions = await tx.query(
      sql`select p.proname from pg_proc p
        where p.pronamespace = 'homeward'::regnamespace and p.prosecdef
          and (not exists (select from unnest(p.proconfig) as setting where setting like 'search_path=%')
            or has_function_privilege('public', p.oid, 'execute'))`,
    );
    assert.deepEqual(functions, []);
    const views = await tx.query(
      sql`select relname from pg_class where relnamespace = 'homeward'::regnamespace and relkind in ('v', 'm')`,
    );
    assert.deepEqual(views, [], 'a view of its owner would see past the policies');
  });
});

test('the database lets in by role and relationship exactly whom the policy lets see a child', async (t) => {
  const database = await withDatabase(t);
  const rows = await database.read('owner', OPERATOR, (tx) =>
    tx.query<{ role: string; relationship: string }>(sql`select role, relationship from homeward.role_sight`),
  );
  const kept = new Set(rows.map(({ role, relationship }) => `${role} ${relationship}`));
  for (const role of ROLE_NAMES) {
    const actor = { agencyCode: 'any', agencyKind: ROLES[role].agencies[0], role };
    for (const relationship of RELATIONSHIPS) {
      const allowed = maySeeChild(actor, standingBy(relationship)).allowed;
      assert.equal(kept.delete(`${role} ${relationship}`), allowed, `${role} as ${relationship}`);
    }
  }
  assert.deepEqual([...kept], []);
});
