/** What the database itself keeps of the rest: closed records, what ends, what is another's, and nothing done in another's name. Raw SQL. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import sql, { raw } from 'sql-template-tag';
import { createAccount } from '../../src/db/accounts.ts';
import type { Requester } from '../../src/db/requester.ts';
import type { Database, DatabaseRole } from '../../src/db/transaction.ts';
import type { Instant } from '../../src/domain/time/instant.ts';
import { withDatabase } from '../support/database.ts';
import { followedUp } from '../support/followed-up.ts';
import { aNotification, anInterview, at } from '../support/notifications.ts';
import { addAgencies, OPERATOR, requesterOf } from '../support/people.ts';
import { record, recordChild } from '../support/recording.ts';

const NOW = at('2026-03-10T09:00Z');
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

type Place = {
  readonly database: Database;
  readonly child: number;
  readonly ada: number;
  readonly bob: number;
  /** Of another agency, which is not involved. */
  readonly eve: number;
  readonly asOwner: (statement: string) => Promise<unknown>;
};

/** A child of Oxfordshire with a row in every table, and people of two councils. */
async function place(t: TestContext): Promise<Place> {
  const database = await withDatabase(t);
  await addAgencies(database);
  const child = await recordChild(database, NOW, { policeRef: 'TVP1' }, [
    aNotification({ notificationRef: 'P-1', incidentRef: 'I-1', occurredAt: at('2026-03-08T20:00Z') }),
    aNotification({ notificationRef: 'P-2', incidentRef: 'I-1', kind: 'found', occurredAt: at('2026-03-09T08:00Z') }),
  ]);
  const interview = anInterview({
    interviewRef: 'R-1',
    incidentRefs: ['I-1'],
    allocatedTo: 'streetwise',
    offeredAt: NOW,
  });
  const status = { status: 'looked-after', fromOn: '2024-01-01' as never, toOn: null } as const;
  const screening = { tool: 'child-exploitation', completedOn: '2026-01-01' as never, outcome: null } as const;
  const contents = [
    { kind: 'interview-recorded', interview },
    { kind: 'status-recorded', period: status },
    { kind: 'screening-recorded', screening },
    ...followedUp('R-1'),
  ] as const;
  await record(
    database,
    'oxfordshire',
    child,
    contents.map((content) => ({ occurredAt: NOW, sourceKey: null, content })),
    NOW,
  );
  const person = async (agencyCode: string, email: string): Promise<number> => {
    const account = { agencyCode, role: 'team-manager', displayName: email, email, passwordHash: null };
    const made = await database.transaction('job', OPERATOR, (tx) => createAccount(tx, account));
    assert.ok(made);
    return made;
  };
  const asOwner = (statement: string): Promise<unknown> =>
    database.transaction('owner', OPERATOR, (tx) => tx.query(sql`${raw(statement)}`));
  return {
    database,
    child,
    ada: await person('oxfordshire', 'ada@x'),
    bob: await person('oxfordshire', 'bob@x'),
    eve: await person('swindon', 'eve@x'),
    asOwner,
  };
}

async function rowsOf(database: Database, who: Requester, child: number): Promise<Record<string, number>> {
  return database.read('request', who, async (tx) => {
    const seen: Record<string, number> = {};
    for (const table of OF_A_CHILD) {
      const { count } = await tx.one<{ count: number }>(
        sql`select count(*) as count from homeward.${raw(table)} where child_id = ${child}`,
      );
      seen[table] = count;
    }
    return seen;
  });
}

const NOTHING = Object.fromEntries(OF_A_CHILD.map((table) => [table, 0]));
const later = (who: Requester, when: Instant): Requester => ({ ...who, at: when });

test('a restricted record is closed, table by table, to whom it does not name; a barred person sees nothing, named or not', async (t) => {
  const { database, child, ada, bob, asOwner } = await place(t);
  const [asAda, asBob] = [requesterOf('oxfordshire', ada), requesterOf('oxfordshire', bob)];
  const whole = await rowsOf(database, asAda, child);
  for (const table of OF_A_CHILD) assert.ok((whole[table] ?? 0) > 0, table);
  await asOwner(
    `insert into homeward.child_access (child_id, restricted, grounds) values (${child}, true, 'other-risk')`,
  );
  await asOwner(`insert into homeward.child_person (child_id, user_id, standing) values (${child}, ${ada}, 'named')`);
  assert.deepEqual(await rowsOf(database, asAda, child), whole);
  assert.deepEqual(await rowsOf(database, asBob, child), NOTHING);
  assert.deepEqual(await rowsOf(database, requesterOf('oxfordshire'), child), NOTHING, 'nor to a system');
  await asOwner(`insert into homeward.child_person (child_id, user_id, standing) values (${child}, ${ada}, 'barred')`);
  assert.deepEqual(await rowsOf(database, asAda, child), NOTHING);
});

test('broken glass opens to who broke it, until it ends, at the very instant; never to a barred person', async (t) => {
  const { database, child, eve, asOwner } = await place(t);
  const asEve = requesterOf('swindon', eve);
  assert.deepEqual(await rowsOf(database, asEve, child), NOTHING);
  const whole = await rowsOf(database, requesterOf('oxfordshire'), child);
  await asOwner(`insert into homeward.broken_glass (child_id, user_id, agency_code, reason, words, opened_at, until_at, review_due_at, owner_agency)
    values (${child}, ${eve}, 'swindon', 'x', 'x', '2026-03-10T09:00Z', '2026-03-10T13:00Z', '2026-03-11T09:00Z', 'oxfordshire')`);
  assert.deepEqual(await rowsOf(database, later(asEve, at('2026-03-10T08:59:59Z')), child), NOTHING);
  assert.deepEqual(await rowsOf(database, asEve, child), whole);
  assert.deepEqual(await rowsOf(database, later(asEve, at('2026-03-10T12:59:59Z')), child), whole);
  assert.deepEqual(await rowsOf(database, later(asEve, at('2026-03-10T13:00Z')), child), NOTHING);
  await asOwner(`insert into homeward.child_person (child_id, user_id, standing) values (${child}, ${eve}, 'barred')`);
  assert.deepEqual(await rowsOf(database, asEve, child), NOTHING);
  const opened = await database.read('request', asEve, (tx) => tx.query(sql`select homeward.opened_to_me()`));
  assert.deepEqual(opened, [], 'what is barred is not opened either');
});

test('an involvement that has ended opens nothing and lets nothing be done, from its very instant', async (t) => {
  const { database, child, eve, asOwner } = await place(t);
  const asEve = requesterOf('swindon', eve);
  await asOwner(
    `insert into homeward.child_agency (child_id, agency_code, relationship, until_at) values (${child}, 'swindon', 'consulted', '2026-03-10T10:00Z')`,
  );
  const whole = await rowsOf(database, requesterOf('oxfordshire'), child);
  const during = await rowsOf(database, later(asEve, at('2026-03-10T09:59:59Z')), child);
  assert.deepEqual(during, whole);
  const ended = later(asEve, at('2026-03-10T10:00Z'));
  assert.deepEqual({ ...(await rowsOf(database, ended, child)), child_agency: 0 }, NOTHING);
  const involved = (who: Requester) =>
    database.read('request', who, (tx) => tx.one<{ yes: boolean }>(sql`select homeward.is_involved(${child}) as yes`));
  assert.deepEqual([await involved(asEve), await involved(ended)], [{ yes: true }, { yes: false }]);
});

/** Rows of Eve, of Swindon, that nobody of Oxfordshire may read; and one of Bob that his colleague may not. */
const OTHERS: Readonly<Record<string, (given: Place) => string>> = {
  draft: ({ eve }) =>
    `(draft_id, user_id, kind, answers, started_at, saved_at) values (gen_random_uuid(), ${eve}, 'x', '{}', now(), now())`,
  interview_draft: ({ eve, child }) =>
    `(draft_id, user_id, child_id, interview_ref, episode_key, state, device_key, started_at, saved_at)
      values (gen_random_uuid(), ${eve}, ${child}, 'x', 'x', '{}', '\\x${'00'.repeat(32)}', now(), now())`,
  held_submission: ({ eve }) =>
    `(held_hash, user_id, path, fields, held_at) values ('\\x01', ${eve}, '/', '{}', now())`,
  review_item: () =>
    `(source_key, notification, named, reported_by, concerns, received_at, because) values ('k', '{}', '{}', 'swindon', '{swindon}', now(), '{}')`,
  import_run: ({ eve }) =>
    `(import_id, user_id, agency_code, started_at, state) values (1, ${eve}, 'swindon', now(), 'finished')`,
  import_rejection: () => `(import_id, feed, line, reason, fields) values (1, 'children', 2, 'x', '{}')`,
  passkey: ({ eve }) =>
    `(credential_id, user_id, public_key, counter, relying_party, name, added_at) values ('c', ${eve}, '', 0, 'x', 'x', now())`,
  one_time_code: ({ eve }) => `(user_id, sealed_key, last_step, added_at) values (${eve}, '', 0, now())`,
  account_recovery: ({ eve }) => `(user_id, agency_code, started_at) values (${eve}, 'swindon', now())`,
  export: ({
    eve,
  }) => `(export_id, agency_code, requested_by, requested_at, kind, parameters, title, purpose, row_count, size, needs_second)
    values (1, 'swindon', ${eve}, now(), 'x', '{}', 'x', 'audit', 1, 1, false)`,
  export_file: () => `(export_id, content, child_ids) values (1, 'x', '{}')`,
  identity_provider:
    () => `(provider_id, agency_code, name, kind, issuer, client_id, client_authentication, amr_values, max_age_seconds, opened_at)
    values (1, 'swindon', 'x', 'council', 'https://x.example.org', 'x', 'secret', '{mfa}', 600, now())`,
  identity: ({ eve }) =>
    `(issuer, subject, user_id, agency_code, provider_id, joined_at) values ('https://x.example.org', 's', ${eve}, 'swindon', 1, now())`,
  quarantined_message: () =>
    `(agency_code, sender_digest, reason, route, received_at, request_id) values ('swindon', '', 'unsigned', '/', now(), 'x')`,
  notice: ({ child }) =>
    `(agency_code, child_id, about_agency, relationship, made_at) values ('swindon', ${child}, 'swindon', 'consulted', now())`,
  idempotency_key: () => `(sender, key, request_hash, agency_code) values ('user 1', 'k', '', 'swindon')`,
  search_made: () => `(asker, agency_code, searched_at) values ('user 99', 'swindon', now())`,
};
/** Tables that everybody searches before it is known who asks: they say nothing of a child, and `OTHERS` needs their rows. */
const FOUND_BY_ALL = new Set(['identity_provider']);

test('what is another person’s or another agency’s is no row of ours', async (t) => {
  const given = await place(t);
  for (const [table, values] of Object.entries(OTHERS))
    await given.asOwner(`insert into homeward.${table} ${values(given)}`);
  const seen: string[] = [];
  await given.database.read('request', requesterOf('oxfordshire', given.ada), async (tx) => {
    for (const table of Object.keys(OTHERS)) {
      const { count } = await tx.one<{ count: number }>(sql`select count(*) as count from homeward.${raw(table)}`);
      // Agencies are told of the child when it is recorded: those are their own.
      if (count > 0 && !FOUND_BY_ALL.has(table)) seen.push(table);
    }
  });
  assert.deepEqual(
    seen.filter((table) => table !== 'notice'),
    [],
  );
  const foreign = await given.database.read('request', requesterOf('oxfordshire', given.ada), (tx) =>
    tx.query(sql`select notice_id from homeward.notice where agency_code = 'swindon'`),
  );
  assert.deepEqual(foreign, []);
  const own = await given.database.read('request', requesterOf('swindon', given.eve), async (tx) => {
    const without: string[] = [];
    // The draft is of a child whom its author may not see: then it is closed to its author too.
    for (const table of Object.keys(OTHERS).filter(
      (name) => !['notice', 'search_made', 'interview_draft'].includes(name),
    )) {
      const { count } = await tx.one<{ count: number }>(sql`select count(*) as count from homeward.${raw(table)}`);
      if (count === 0) without.push(table);
    }
    return without;
  });
  assert.deepEqual(own, [], 'and each is a row of its owner, so that nothing is hidden by being nowhere');
});

/** A file of Ada's that waits for a second person, and one of Bob's that does not. */
const EXPORTS = ({
  ada,
  bob,
}: Place) => `insert into homeward.export (export_id, agency_code, requested_by, requested_at, kind, parameters, title, purpose, row_count, size, needs_second)
  values (101, 'oxfordshire', ${ada}, now(), 'x', '{}', 'x', 'audit', 1, 1, true), (102, 'oxfordshire', ${bob}, now(), 'x', '{}', 'x', 'audit', 1, 1, false),
    (103, 'oxfordshire', ${ada}, now(), 'x', '{}', 'x', 'audit', 1, 1, false)`;

type Attempt = {
  readonly what: string;
  readonly own?: (given: Place) => string;
  readonly other: (given: Place) => string;
  readonly code: string;
};

const RLS = '42501';
const CHECK = '23514';
const account = (agency: string) =>
  `insert into homeward.user_account (agency_code, display_name, email, role) values ('${agency}', 'x', 'new@x', 'team-manager')`;
const provider = (
  agency: string,
) => `insert into homeward.identity_provider (agency_code, name, kind, issuer, client_id, client_authentication, amr_values, max_age_seconds, opened_at)
  values ('${agency}', 'x', 'council', 'https://x.example.org', 'x', 'secret', '{mfa}', 600, now())`;
const key = (client: number) =>
  `insert into homeward.api_client_key (client_id, kind, thumbprint, added_at) values (${client}, 'certificate', '${'a'.repeat(43)}', now())`;
const hold = (child: number, by: number, agency = 'oxfordshire') =>
  `insert into homeward.retention_hold (child_id, agency_code, kind, reason, placed_by, placed_at) values (${child}, '${agency}', 'legal', 'x', ${by}, now())`;
const decision = (child: number, by: number, agency = 'oxfordshire') =>
  `insert into homeward.access_decision (child_id, kind, why, decided_at, decided_by, decided_by_agency) values (${child}, 'restriction-lifted', 'x', now(), ${by}, '${agency}')`;
const recovery = (of: number, by: number) =>
  `insert into homeward.account_recovery (user_id, agency_code, started_by, started_at) values (${of}, 'oxfordshire', ${by}, now())`;
const file = (of: number) =>
  `insert into homeward.export_file (export_id, content, child_ids) values (${of}, 'x', '{}')`;
const asked = (
  by: number,
  agency = 'oxfordshire',
) => `insert into homeward.export (agency_code, requested_by, requested_at, kind, parameters, title, purpose, row_count, size, needs_second)
  values ('${agency}', ${by}, now(), 'x', '{}', 'x', 'audit', 1, 1, false)`;
const request = (child: number, by: number) =>
  `insert into homeward.address_request (child_id, kind, why, asked_at, asked_by, asked_by_agency) values (${child}, 'reveal', 'x', now(), ${by}, 'oxfordshire')`;

/** What Ada does in her own name, and the same in another's. */
const ATTEMPTS: readonly Attempt[] = [
  { what: 'opens an account', own: () => account('oxfordshire'), other: () => account('swindon'), code: RLS },
  {
    what: 'opens an account of the demonstration',
    other: () =>
      account('oxfordshire')
        .replace('role)', 'role, demonstration)')
        .replace("'team-manager')", "'team-manager', true)"),
    code: RLS,
  },
  {
    what: 'lets a system in',
    own: () =>
      `insert into homeward.api_client (agency_code, name, token_hash, token_until) values ('oxfordshire', 'x', '\\x01', now())`,
    other: () =>
      `insert into homeward.api_client (agency_code, name, token_hash, token_until) values ('swindon', 'x', '\\x01', now())`,
    code: RLS,
  },
  { what: 'adds a key', own: () => key(101), other: () => key(102), code: RLS },
  { what: 'adds a provider', own: () => provider('oxfordshire'), other: () => provider('swindon'), code: RLS },
  {
    what: 'starts a recovery',
    own: ({ ada, bob }) => recovery(bob, ada),
    other: ({ ada, bob }) => recovery(ada, bob),
    code: RLS,
  },
  {
    what: 'decides who may see',
    own: ({ child, ada }) => decision(child, ada),
    other: ({ child, bob }) => decision(child, bob),
    code: RLS,
  },
  { what: 'decides as another agency', other: ({ child, ada }) => decision(child, ada, 'swindon'), code: RLS },
  {
    what: 'holds a record',
    own: ({ child, ada }) => hold(child, ada),
    other: ({ child, bob }) => hold(child, bob),
    code: RLS,
  },
  { what: 'holds a record for another agency', other: ({ child, ada }) => hold(child, ada, 'swindon'), code: RLS },
  { what: 'asks for a file', own: ({ ada }) => asked(ada), other: ({ bob }) => asked(bob), code: RLS },
  { what: 'makes a file', own: () => file(103), other: () => file(102), code: RLS },
  { what: 'makes a file that nobody decided on', other: () => file(101), code: RLS },
  {
    what: 'approves her own file in another’s name',
    other: ({ bob }) =>
      `update homeward.export set decision = 'approved', decided_by = ${bob}, decided_at = now() where export_id = 101`,
    code: RLS,
  },
  {
    what: 'takes the second person away',
    other: () => `update homeward.export set needs_second = false where export_id = 101`,
    code: RLS,
  },
  {
    what: 'asks to see an address',
    own: ({ child, ada }) => request(child, ada),
    other: ({ child, bob }) => request(child, bob),
    code: RLS,
  },
];

test('whatever is done is done in one’s own name, by policies alone', async (t) => {
  const given = await place(t);
  await given.asOwner(EXPORTS(given));
  await given.asOwner(
    `insert into homeward.api_client (client_id, agency_code, name, token_hash, token_until) overriding system value values (101, 'oxfordshire', 'x', '\\x11', now()), (102, 'swindon', 'x', '\\x12', now())`,
  );
  const asAda = requesterOf('oxfordshire', given.ada);
  const undone = new Error('undone');
  const attempt = async (role: DatabaseRole, statement: string): Promise<string | undefined> => {
    try {
      await given.database.transaction(role, asAda, async (tx) => {
        await tx.query(sql`${raw(statement)}`);
        throw undone;
      });
    } catch (error) {
      return error === undone ? 'done' : (error as { code?: string }).code;
    }
    return undefined;
  };
  for (const { what, own, other, code } of ATTEMPTS) {
    if (own !== undefined) assert.equal(await attempt('request', own(given)), 'done', `Ada ${what}`);
    assert.equal(await attempt('request', other(given)), code, `Ada ${what}, in another’s name`);
  }
});

test('two people are two, whoever writes it', async (t) => {
  const given = await place(t);
  const { child, ada, bob, asOwner } = given;
  await asOwner(
    `insert into homeward.retention_review (review_id, child_id, basis, due_at, listed_at) values (1, ${child}, 'clock', now(), now())`,
  );
  await asOwner(
    `insert into homeward.retention_decision (decision_id, review_id, child_id, kind, user_id, agency_code, decided_at, reason) values (1, 1, ${child}, 'dispose', ${ada}, 'oxfordshire', now(), 'x')`,
  );
  const confirm = (
    by: number,
  ) => `insert into homeward.retention_decision (review_id, child_id, kind, user_id, agency_code, decided_at, reason, confirms, proposed_by)
    values (1, ${child}, 'confirm', ${by}, 'oxfordshire', now(), 'x', 1, ${ada})`;
  const recover = (
    confirmer: number,
  ) => `insert into homeward.account_recovery (user_id, agency_code, started_by, started_at, confirmed_by, confirmed_at, code_digest)
    values (${given.eve}, 'swindon', ${ada}, now(), ${confirmer}, now(), '')`;
  const glass = (
    by: number,
  ) => `insert into homeward.broken_glass (child_id, user_id, agency_code, reason, words, opened_at, until_at, review_due_at, owner_agency, reviewed_at, reviewed_by, review)
    values (${child}, ${ada}, 'oxfordshire', 'x', 'x', now(), now() + interval '1 hour', now(), 'oxfordshire', now(), ${by}, 'justified')`;
  const reveal = (
    by: number,
  ) => `insert into homeward.address_request (child_id, kind, why, asked_at, asked_by, asked_by_agency, decided_at, decided_by, approved)
    values (${child}, 'reveal', 'x', now(), ${ada}, 'oxfordshire', now(), ${by}, true)`;
  const take = (
    by: number,
  ) => `insert into homeward.export (agency_code, requested_by, requested_at, kind, parameters, title, purpose, row_count, size, needs_second, decision, decided_by, decided_at)
    values ('oxfordshire', ${ada}, now(), 'x', '{}', 'x', 'audit', 1, 1, true, 'approved', ${by}, now())`;
  const copy = (
    by: number,
  ) => `insert into homeward.subject_access_copy (child_id, agency_code, asked_by, asked_on, version, state, started_by, started_at, reviewed_by, reviewed_at)
    values (${child}, 'oxfordshire', 'child', '2026-03-10', 1, 'finished', ${ada}, now(), ${by}, now())`;
  for (const [what, statement] of Object.entries({ confirm, recover, glass, reveal, take, copy })) {
    await assert.rejects(asOwner(statement(ada)), { code: CHECK }, what);
    await asOwner(statement(bob));
  }
});

test('glass is reviewed by the agency that answers for the record, and by somebody else than who broke it', async (t) => {
  const { database, child, ada, bob, eve, asOwner } = await place(t);
  await asOwner(`insert into homeward.broken_glass (glass_id, child_id, user_id, agency_code, reason, words, opened_at, until_at, review_due_at, owner_agency)
    values (1, ${child}, ${ada}, 'oxfordshire', 'x', 'x', now(), now() + interval '1 hour', now(), 'oxfordshire'),
      (2, ${child}, ${eve}, 'swindon', 'x', 'x', now(), now() + interval '1 hour', now(), 'thames-valley-police')`);
  const review = (who: Requester, glass: number) =>
    database.transaction('request', who, (tx) =>
      tx.query(
        sql`update homeward.broken_glass set reviewed_at = now(), reviewed_by = ${who.userId}, review = 'justified' where glass_id = ${glass} returning glass_id`,
      ),
    );
  assert.deepEqual(await review(requesterOf('oxfordshire', ada), 1), [], 'not by who broke it');
  assert.deepEqual(await review(requesterOf('swindon', eve), 1), [], 'nor by another agency');
  assert.deepEqual(await review(requesterOf('oxfordshire', bob), 1), [{ glass_id: 1 }]);
});

test('no later policy can open what a restriction or a bar closes', async (t) => {
  const { database, child, ada, bob, asOwner } = await place(t);
  // What somebody might add one day by mistake: everybody sees every row.
  for (const table of OF_A_CHILD)
    await asOwner(`create policy everybody on homeward.${table} for select to homeward_request using (true)`);
  const [asAda, asBob, outside] = [
    requesterOf('oxfordshire', ada),
    requesterOf('oxfordshire', bob),
    requesterOf('swindon'),
  ];
  const whole = await rowsOf(database, outside, child);
  assert.ok(
    OF_A_CHILD.every((table) => (whole[table] ?? 0) > 0),
    'the mistake opens what is not restricted',
  );
  await asOwner(
    `insert into homeward.child_access (child_id, restricted, grounds) values (${child}, true, 'other-risk')`,
  );
  await asOwner(`insert into homeward.child_person (child_id, user_id, standing) values (${child}, ${ada}, 'named')`);
  assert.deepEqual(await rowsOf(database, asAda, child), whole);
  assert.deepEqual(await rowsOf(database, asBob, child), NOTHING);
  assert.deepEqual(await rowsOf(database, outside, child), NOTHING);
  await asOwner(`insert into homeward.child_person (child_id, user_id, standing) values (${child}, ${ada}, 'barred')`);
  assert.deepEqual(await rowsOf(database, asAda, child), NOTHING);
});

test('a hidden address is shown on an approval alone, whatever else a refused request says', async (t) => {
  const { database, child, ada, bob, asOwner } = await place(t);
  await asOwner(`insert into homeward.child_address (child_id, kind, class, lines, recorded_at, recorded_by, patterns)
    values (${child}, 'home', 'hidden', '{14 Larch Close}', now(), 'oxfordshire', '{}')`);
  await asOwner(`insert into homeward.address_request (child_id, kind, why, asked_at, asked_by, asked_by_agency, decided_at, decided_by, approved, until_at)
    values (${child}, 'reveal', 'x', now(), ${ada}, 'oxfordshire', now(), ${bob}, false, '2026-03-10T09:30Z')`);
  const shown = (who: Requester) =>
    database.transaction('request', who, (tx) =>
      tx.query(sql`select lines from homeward.reveal_address(${child}, 'x') where kind = 'home'`),
    );
  const asAda = requesterOf('oxfordshire', ada);
  assert.deepEqual(await shown(asAda), []);
  await asOwner(`update homeward.address_request set approved = true`);
  assert.equal((await shown(asAda)).length, 1);
  assert.deepEqual(await shown(requesterOf('oxfordshire', bob)), [], 'to who asked, and nobody else');
  assert.deepEqual(await shown(later(asAda, at('2026-03-10T09:30Z'))), []);
});

test('an address for two agencies is shown to the authority responsible and to the police, and not to who is only asked in', async (t) => {
  const { database, child, ada, eve, asOwner } = await place(t);
  await asOwner(
    `insert into homeward.child_agency (child_id, agency_code, relationship) values (${child}, 'swindon', 'consulted')`,
  );
  await asOwner(`insert into homeward.child_address (child_id, kind, class, lines, recorded_at, recorded_by, patterns)
    values (${child}, 'home', 'restricted', '{14 Larch Close}', now(), 'oxfordshire', '{}'), (${child}, 'other', 'open', '{1 High Street}', now(), 'oxfordshire', '{}')`);
  const kinds = (who: Requester) =>
    database.read('request', who, (tx) =>
      tx.query(sql`select kind from homeward.child_address where child_id = ${child} order by kind`),
    );
  assert.deepEqual(await kinds(requesterOf('oxfordshire', ada)), [{ kind: 'home' }, { kind: 'other' }]);
  assert.deepEqual(await kinds(requesterOf('thames-valley-police')), [{ kind: 'home' }, { kind: 'other' }]);
  assert.deepEqual(await kinds(requesterOf('swindon', eve)), [{ kind: 'other' }]);
});
