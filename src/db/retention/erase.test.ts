import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import { withDatabase } from '../../../test/support/database.ts';
import { aNotification, anInterview, at, FOLD_RULES } from '../../../test/support/notifications.ts';
import { addAgencies, OPERATOR } from '../../../test/support/people.ts';
import { record, recordChild } from '../../../test/support/recording.ts';
import { loadConfig, programFolder } from '../../config.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import { plusHours, type Instant } from '../../domain/time/instant.ts';
import { eraseConfirmed } from '../../jobs/retention/erase-confirmed.ts';
import { forgetWhatIsOver } from '../../jobs/retention/forget-short-lived.ts';
import { listWhatIsDue } from '../../jobs/retention/list-due.ts';
import { loadRetention } from '../../retention.ts';
import { eraseWhatCameBack } from '../../tombstones.ts';
import { createAccount } from '../accounts.ts';
import { recordAudit } from '../audit/record.ts';
import { beginDraft } from '../drafts.ts';
import { placeHold } from './child.ts';
import { eraseChild, findUnexplained, listTombstones } from './erase.ts';
import { findOpenReviews, keepDecision, type Review } from './reviews.ts';
import { readTombstones } from './tombstone-file.ts';

const PAST = at('2000-03-10T09:00Z');
const NOW = at('2060-03-10T09:00Z');
/** Words that only the child's record has: none of them is left anywhere once it is erased. */
const CANARIES = [
  'canary row',
  'Quillfeather',
  'Wilhelmina',
  'QF-REF-77',
  'POL-REF-77',
  'ZZ9 9ZZ',
  'canary under the bridge',
  'QF-INC-1',
];

/** A database with two people of a council, one child who is due, and one who is not. */
async function aTown(t: TestContext) {
  const database = await withDatabase(t);
  await addAgencies(database);
  const folder = mkdtempSync(path.join(tmpdir(), 'tombstones-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'tombstones.jsonl');
  const person = async (name: string): Promise<number> =>
    (await database.transaction('job', OPERATOR, (tx) =>
      createAccount(tx, {
        agencyCode: 'oxfordshire',
        role: 'information-governance',
        displayName: name,
        email: `${name}@example.org`,
        passwordHash: null,
        team: null,
      }),
    )) as number;
  const people = [await person('one'), await person('two')] as const;
  const child = await recordChild(
    database,
    PAST,
    {
      forename: 'Wilhelmina',
      surname: 'Quillfeather',
      childRef: 'QF-REF-77',
      policeRef: 'POL-REF-77',
      homePostcode: 'ZZ9 9ZZ',
      dateOfBirth: '1990-02-28' as PlainDate,
    },
    ['missing', 'found'].map((kind, index) =>
      aNotification({
        notificationRef: `QF-N${index}`,
        kind: kind as 'missing',
        incidentRef: 'QF-INC-1',
        occurredAt: plusHours(PAST, index),
        circumstances: 'canary under the bridge',
      }),
    ),
  );
  const interview = anInterview({ interviewRef: 'QF-V1', incidentRefs: ['QF-INC-1'] });
  const content = { kind: 'interview-recorded', interview } as const;
  await record(database, 'oxfordshire', child, [{ occurredAt: plusHours(PAST, 5), sourceKey: null, content }], PAST);
  const services = {
    database,
    rules: FOLD_RULES,
    retention: loadRetention(path.join(programFolder, 'retention')),
    config: { ...loadConfig({}), tombstoneFiles: [file] },
  };
  return { ...services, services, people, child, file };
}
type ATown = Awaited<ReturnType<typeof aTown>>;

/** Decides as a person of the council does: under row-level security. */
async function decide(
  { database }: ATown,
  userId: number,
  kind: 'keep' | 'dispose' | 'confirm' | 'withdraw',
  now: Instant,
): Promise<void> {
  const by = { userId, agencyCode: 'oxfordshire', role: 'information-governance', purpose: 'test', requestId: 'test' };
  await database.transaction('request', by, async (tx) => {
    const review = (await findOpenReviews(tx, 10))[0] as Review;
    const proposal = review.decisions.findLast((decision) => decision.kind === 'dispose');
    await keepDecision(tx, {
      review,
      kind,
      userId,
      agencyCode: 'oxfordshire',
      reason: 'Wilhelmina Quillfeather is grown up',
      keepUntil: kind === 'keep' ? ('2070-01-01' as PlainDate) : null,
      confirms: kind === 'confirm' && proposal !== undefined ? proposal : null,
      now,
    });
  });
}

/** Every place in the database where some text stands, but for the names of columns. */
async function placesOf({ database }: ATown, text: string): Promise<string[]> {
  return database.read('owner', OPERATOR, async (tx) => {
    const tables = await tx.query<{ name: string }>(
      sql`select c.relname as name from pg_class c where c.relnamespace = 'homeward'::regnamespace and c.relkind in ('r', 'p')`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const statement = `select exists (select from homeward.${name} t where position(lower('${text}') in lower(to_jsonb(t)::text)) > 0) as held`;
      const { held } = await tx.one<{ held: boolean }>({ ...sql``, text: statement, values: [] } as never);
      if (held) found.push(name);
    }
    return found;
  });
}

const openReviews = ({ database }: ATown): Promise<Review[]> =>
  database.read('job', OPERATOR, (tx) => findOpenReviews(tx, 10));

describe('erasing a record', () => {
  it('lists what is due, takes two people and a day, and leaves nothing but a tombstone and the audit', async (t) => {
    const town = await aTown(t);
    const { database, services, people, child, file } = town;
    await database.transaction(
      'request',
      { userId: people[0], agencyCode: 'oxfordshire', role: 'information-governance', purpose: '', requestId: '' },
      async (tx) => {
        await beginDraft(tx, people[0], 'search', { name: 'wilhelmina quillfeather' }, NOW);
        await recordAudit(
          tx,
          { userId: people[0], agencyCode: 'oxfordshire', purpose: 'test', requestId: 'look' },
          {
            verb: 'consultation',
            route: '/children/:childId',
            childIds: [child],
          },
        );
      },
    );
    await database.transaction('owner', OPERATOR, async (tx) => {
      await tx.query(sql`insert into homeward.import_run (import_id, started_at, state) values (1, now(), 'finished')`);
      await tx.query(sql`insert into homeward.import_rejection (import_id, feed, line, reason, fields)
        values (1, 'children', 2, 'x', '{"child_ref": "QF-REF-77", "surname": "Quillfeather"}')`);
      await tx.query(sql`insert into homeward.review_item (source_key, notification, named, reported_by, concerns, received_at, because, decided_at, decision)
        values ('notification:QF-X', '{"circumstances": "canary under the bridge"}', '{"forename": "Wilhelmina", "surname": "Quillfeather", "dateOfBirth": "1990-02-28"}',
          'oxfordshire', '{oxfordshire}', now(), '{}', now(), 'set-aside')`);
      await tx.query(sql`insert into homeward.idempotency_key (sender, key, request_hash, response, agency_code)
        values ('x', 'y', '', ${JSON.stringify({ results: [{ child_id: child, name: 'Quillfeather' }] })}::jsonb, 'oxfordshire')`);
    });
    await database.transaction('owner', OPERATOR, async (tx) => {
      const [one] = people;
      await tx.query(sql`insert into homeward.child_address (child_id, kind, class, lines, postcode, recorded_at, recorded_by, patterns)
        values (${child}, 'home', 'hidden', '{7 Canary Row}', 'ZZ9 9ZZ', now(), 'oxfordshire', '{canary row}')`);
      await tx.query(sql`insert into homeward.address_pattern (child_id, patterns) values (${child}, '{canary row}')
        on conflict (child_id) do update set patterns = excluded.patterns`);
      await tx.query(sql`insert into homeward.chronology_redacted (child_id, version, said) values (${child}, 2, '{"circumstances": "canary under"}')
        on conflict do nothing`);
      await tx.query(sql`insert into homeward.child_access (child_id, restricted, address_hidden) values (${child}, false, true)
        on conflict (child_id) do update set address_hidden = true`);
      await tx.query(sql`insert into homeward.broken_glass (child_id, user_id, agency_code, reason, words, opened_at, until_at, review_due_at, owner_agency)
        values (${child}, ${one}, 'oxfordshire', 'other', 'Wilhelmina Quillfeather called', now(), now() + interval '1 hour', now(), 'oxfordshire')`);
      await tx.query(sql`insert into homeward.look_outside (asker, on_day, child_id, agency_code, looked_at, purpose_words)
        values ('person:1', '2060-01-01', ${child}, 'oxfordshire', now(), 'Quillfeather asked')`);
      await tx.query(sql`with made as (insert into homeward.export (agency_code, requested_by, requested_at, kind, parameters, title, purpose, row_count, size, needs_second)
          values ('oxfordshire', ${one}, now(), 'x', '{}', 'x', 'x', 1, 1, false) returning export_id)
        insert into homeward.export_file (export_id, content, child_ids) select export_id, 'Wilhelmina,Quillfeather', ${[child]}::bigint[] from made`);
    });
    for (const canary of CANARIES) assert.notDeepEqual(await placesOf(town, canary), [], `${canary} is there before`);

    assert.deepEqual(await listWhatIsDue(services, at('2020-02-27T23:59Z')), { listed: 0, closed: 0 });
    assert.deepEqual(await listWhatIsDue(services, NOW), { listed: 1, closed: 0 });
    assert.deepEqual(await listWhatIsDue(services, NOW), { listed: 0, closed: 0 });
    await decide(town, people[0], 'dispose', NOW);
    await assert.rejects(decide(town, people[0], 'confirm', NOW), /second_person/);
    assert.deepEqual(await eraseConfirmed(services, plusHours(NOW, 48)), []);
    await decide(town, people[1], 'confirm', NOW);
    assert.deepEqual(await eraseConfirmed(services, plusHours(NOW, 23)), []);
    assert.deepEqual(await eraseConfirmed(services, plusHours(NOW, 24)), [child]);
    assert.deepEqual(await eraseConfirmed(services, plusHours(NOW, 25)), []);

    for (const canary of CANARIES) assert.deepEqual(await placesOf(town, canary), [], canary);
    const [stone] = await database.read('job', OPERATOR, (tx) => listTombstones(tx));
    assert.deepEqual(
      [stone?.childId, stone?.entries, stone?.proposedBy, stone?.confirmedBy, stone?.basis],
      [child, 4, people[0], people[1], 'clock'],
    );
    assert.deepEqual(readTombstones(file), new Map([[child, stone]]));
    assert.doesNotMatch(readFileSync(file, 'utf8'), new RegExp(CANARIES.join('|'), 'i'));
    const audit = await database.read('job', OPERATOR, (tx) =>
      tx.query(
        sql`select verb, act, child_ids, detail from homeward.audit_entry where verb in ('erasure', 'consultation') order by audit_id`,
      ),
    );
    assert.deepEqual(audit, [
      { verb: 'consultation', act: 'look', child_ids: [child], detail: {} },
      { verb: 'erasure', act: 'erase-child', child_ids: [child], detail: { basis: 'clock', entries: 4 } },
    ]);
    assert.deepEqual(await database.read('job', OPERATOR, (tx) => findUnexplained(tx)), []);
  });

  it('never goes while anybody holds it, and is listed again when the hold is over', async (t) => {
    const town = await aTown(t);
    const { database, services, people, child } = town;
    const hold = (until: Instant | null, agencyCode = 'oxfordshire') =>
      database.transaction(
        'request',
        { userId: people[0], agencyCode, role: 'information-governance', purpose: '', requestId: '' },
        (tx) =>
          placeHold(
            tx,
            { userId: people[0], agencyCode },
            { childId: child, kind: 'legal', reason: 'A claim', until, now: NOW },
          ),
      );
    await listWhatIsDue(services, NOW);
    await decide(town, people[0], 'dispose', NOW);
    await decide(town, people[1], 'confirm', NOW);
    await hold(plusHours(NOW, 100));
    const review = (await openReviews(town))[0] as Review;
    assert.deepEqual(await eraseConfirmed(services, plusHours(NOW, 48)), []);
    await assert.rejects(
      database.transaction('job', OPERATOR, (tx) => eraseChild(tx, child, review.reviewId, [], plusHours(NOW, 48))),
      /held never goes/,
    );
    assert.deepEqual(await listWhatIsDue(services, plusHours(NOW, 48)), { listed: 0, closed: 1 });
    assert.deepEqual(await listWhatIsDue(services, plusHours(NOW, 100)), { listed: 1, closed: 0 });
    assert.deepEqual((await openReviews(town))[0]?.decisions, []);
    assert.deepEqual(await eraseConfirmed(services, plusHours(NOW, 200)), []);
    await assert.rejects(hold(null, 'swindon'), /row-level security/);
  });

  it('is refused by the database itself where two people have not confirmed it', async (t) => {
    const town = await aTown(t);
    const { database, services, people, child } = town;
    await listWhatIsDue(services, NOW);
    const { reviewId } = (await openReviews(town))[0] as Review;
    const erase = (now: Instant, role: 'job' | 'request' = 'job') =>
      database.transaction(role, OPERATOR, (tx) => eraseChild(tx, child, reviewId, [], now));
    await assert.rejects(erase(plusHours(NOW, 48)), /two people/);
    await decide(town, people[0], 'dispose', NOW);
    await assert.rejects(erase(plusHours(NOW, 48)), /two people/);
    await decide(town, people[1], 'confirm', NOW);
    await assert.rejects(erase(plusHours(NOW, 23)), /two people/);
    await decide(town, people[1], 'withdraw', NOW);
    await assert.rejects(erase(plusHours(NOW, 48)), /two people/);
    await assert.rejects(erase(plusHours(NOW, 48), 'request'), /permission denied/);
    await assert.rejects(
      database.transaction('job', OPERATOR, (tx) => tx.query(sql`select homeward.remove_child(${child})`)),
      /permission denied/,
    );
  });

  it('takes two people and an open review even where a constraint has gone, or a review was closed behind them', async (t) => {
    const town = await aTown(t);
    const { database, services, people, child } = town;
    await listWhatIsDue(services, NOW);
    const { reviewId } = (await openReviews(town))[0] as Review;
    const erase = () =>
      database.transaction('job', OPERATOR, (tx) => eraseChild(tx, child, reviewId, [], plusHours(NOW, 48)));
    await decide(town, people[0], 'dispose', NOW);
    await database.transaction('owner', OPERATOR, async (tx) => {
      await tx.query(sql`alter table homeward.retention_decision drop constraint second_person`);
      await tx.query(sql`
        insert into homeward.retention_decision (review_id, child_id, kind, user_id, agency_code, decided_at, reason, confirms, proposed_by)
        select d.review_id, d.child_id, 'confirm', d.user_id, d.agency_code, d.decided_at, 'alone', d.decision_id, d.user_id
        from homeward.retention_decision d where d.kind = 'dispose'`);
      await tx.query(sql`alter table homeward.tombstone drop constraint tombstone_check`);
    });
    await assert.rejects(erase(), /two people/);
    await decide(town, people[1], 'confirm', NOW);
    await database.transaction('owner', OPERATOR, (tx) =>
      tx.query(
        sql`update homeward.retention_review set closed_at = listed_at, closed_because = 'kept' where review_id = ${reviewId}`,
      ),
    );
    await assert.rejects(erase(), /only where a review of it is open/);
  });

  it('waits where a notification that may be about the child is not decided, and leaves the list where something new came', async (t) => {
    const town = await aTown(t);
    const { database, services, people, child } = town;
    await listWhatIsDue(services, NOW);
    await decide(town, people[0], 'dispose', NOW);
    await decide(town, people[1], 'confirm', NOW);
    await database.transaction('job', OPERATOR, (tx) =>
      tx.query(sql`insert into homeward.review_item (source_key, notification, named, reported_by, concerns, received_at, because)
        values ('notification:W', '{}', '{"policeRef": "POL-REF-77"}', 'oxfordshire', '{oxfordshire}', now(), '{}')`),
    );
    assert.deepEqual(await eraseConfirmed(services, plusHours(NOW, 48)), []);
    const later = plusHours(NOW, 1);
    const content = {
      kind: 'screening-recorded',
      screening: { tool: 'x', completedOn: '2060-03-10' as PlainDate, outcome: null },
    } as const;
    await record(database, 'oxfordshire', child, [{ occurredAt: later, sourceKey: null, content }], later);
    assert.deepEqual(await listWhatIsDue(services, plusHours(NOW, 2)), { listed: 0, closed: 1 });
  });

  it('keeps by decision to the day said, and lists it again then', async (t) => {
    const town = await aTown(t);
    const { services, people } = town;
    await listWhatIsDue(services, NOW);
    await decide(town, people[0], 'keep', NOW);
    assert.deepEqual(await listWhatIsDue(services, at('2069-12-31T23:59Z')), { listed: 0, closed: 0 });
    assert.deepEqual(await listWhatIsDue(services, at('2070-01-01T00:00Z')), { listed: 1, closed: 0 });
  });
});

describe('after a backup is restored', () => {
  it('erases again whom the list outside names, gives no identifier twice, and leaves another child alone', async (t) => {
    const town = await aTown(t);
    const { database, services, child, file } = town;
    const digest = await database.read('owner', OPERATOR, (tx) =>
      tx.one<{ first: string }>(sql`select encode(homeward.digest_of_child(${child}, 1), 'hex') as first`),
    );
    const stone = {
      childId: child,
      erasedAt: '2026-01-02T03:04:05.006Z',
      basis: 'clock',
      classes: ['oxfordshire missing'],
      agencies: ['oxfordshire'],
      proposedBy: 1,
      confirmedBy: 2,
      entries: 9,
      firstDigest: digest.first,
      digest: 'ab'.repeat(32),
    } as const;
    const other = await recordChild(database, PAST, { childRef: 'OTHER', surname: 'Stays' });
    const lines = [stone, { ...stone, childId: other }, { ...stone, childId: 5000 }].map((one) => JSON.stringify(one));
    writeFileSync(file, `${lines.join('\n')}\n{"childId": 6000, "cut`);
    const first = await eraseWhatCameBack(database, services.config, NOW);
    assert.deepEqual(first, { erased: [child], others: [other] });
    assert.deepEqual(await eraseWhatCameBack(database, services.config, NOW), { erased: [], others: [other] });
    for (const canary of CANARIES) assert.deepEqual(await placesOf(town, canary), [], canary);
    assert.deepEqual((await placesOf(town, 'Stays')).toSorted(), ['child', 'chronology_entry']);
    assert.equal(await recordChild(database, PAST, { childRef: 'NEW' }), 5001);
    assert.deepEqual([...readTombstones(file).keys()], [child, other, 5000]);
    appendFileSync(file, 'x\n');
    await assert.rejects(eraseWhatCameBack(database, services.config, NOW), { name: 'SetupError', message: /line 4/ });
  });

  it('tells verification of a child that vanished without a tombstone', async (t) => {
    const { database, services, child } = await aTown(t);
    await listWhatIsDue(services, PAST);
    assert.deepEqual(await database.read('job', OPERATOR, (tx) => findUnexplained(tx)), []);
    await database.transaction('owner', OPERATOR, async (tx) => {
      await tx.query(sql`alter table homeward.retention_clock disable row level security`);
      await tx.query(sql`create temporary table kept as select * from homeward.retention_clock`);
      await tx.query(sql`select homeward.remove_child(${child})`);
      await tx.query(sql`insert into homeward.retention_clock select * from kept`);
    });
    assert.deepEqual(await database.read('job', OPERATOR, (tx) => findUnexplained(tx)), [
      { childId: child, what: 'the child is gone, and no tombstone says why' },
    ]);
  });
});

describe('short-lived data', () => {
  it('goes when its time is over, not a moment before, and the audit says only how much', async (t) => {
    const { database, services, people } = await aTown(t);
    const by = {
      userId: people[0],
      agencyCode: 'oxfordshire',
      role: 'information-governance',
      purpose: '',
      requestId: '',
    };
    await database.transaction('request', by, (tx) => beginDraft(tx, people[0], 'missing', { a: 'b' }, NOW));
    assert.deepEqual(await forgetWhatIsOver(services, plusHours(NOW, 90 * 24)), {});
    assert.deepEqual(await forgetWhatIsOver(services, (plusHours(NOW, 90 * 24) + 1) as Instant), { draft: 1 });
    const audit = await database.read('job', OPERATOR, (tx) =>
      tx.query(sql`select verb, act, child_ids, detail from homeward.audit_entry where verb = 'erasure'`),
    );
    assert.deepEqual(audit, [{ verb: 'erasure', act: 'forget-short-lived', child_ids: [], detail: { draft: 1 } }]);
  });
});
