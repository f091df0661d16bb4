/** Every number in an address, replaced by that of another agency or person, and by one that is not there: the same answer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql, { type Sql } from 'sql-template-tag';
import { beginDraft } from '../../src/db/drafts.ts';
import type { Transaction } from '../../src/db/transaction.ts';
import { decide } from '../../src/domain/access/decide.ts';
import { POLICY } from '../../src/domain/access/policy.ts';
import { EMPTY_DRAFT } from '../../src/domain/interview/draft.ts';
import { rolesOf, type Role } from '../../src/domain/access/roles.ts';
import { toIso } from '../../src/domain/time/instant.ts';
import { everything, saidBy } from '../support/everything.ts';
import { openFront, type Front } from '../support/front.ts';
import type { NewEntry } from '../../src/db/chronology/store.ts';
import type { EntryContent } from '../../src/domain/chronology/entry.ts';
import { aNotification, anInterview, at } from '../support/notifications.ts';
import { OPERATOR, requesterOf } from '../support/people.ts';
import { record, recordChild } from '../support/recording.ts';
import { systemWithKey } from '../support/programs.ts';
import { ROUTE_INVENTORY } from './route-inventory.ts';

type Numbers = Readonly<Record<string, string | number>>;

const ABSENT: Numbers = {
  childId: 9_900_001,
  child_id: 9_900_001,
  episodeId: 9_900_002,
  episode_id: 9_900_002,
  dutyId: 9_900_003,
  version: 9_900,
  draftId: '01890a5d-ac96-774b-bcce-b302099a8057',
  reviewId: 9_900_004,
  review_id: 9_900_004,
  importId: 9_900_005,
  glassId: 9_900_006,
  exportId: 9_900_007,
  holdId: 9_900_008,
  copyId: 9_900_009,
  requestId: 9_900_010,
  sessionId: 9_900_011,
  userId: 9_900_012,
  clientId: 9_900_013,
  keyId: 9_900_014,
  providerId: 9_900_015,
  alertId: 9_900_016,
  interviewId: 9_900_018,
  recoveryId: 9_900_017,
  leaveId: 9_900_018,
  termsId: 9_900_019,
  fundingId: 9_900_020,
  requestRef: '01890a5d-ac96-774b-bcce-b302099a8058',
  factRef: 'no-such-fact',
  letterRef: 'no-such-letter',
  supportRef: 'no-such-support',
  referralRef: 'no-such-referral',
  interviewRef: 'no-such-interview',
  transmissionRef: 'no-such-sending',
  transmission_ref: 'no-such-sending',
};

/** Fields that fill every form. */
const FILLED = {
  why: 'Because of the test',
  words: 'Because of the test',
  reason: 'Because of the test',
  decision: 'approve',
  review: 'justified',
  confirmed: 'yes',
  version: '2',
  searched: 'Quillfeather',
};

/** An interview of the child with a fact out of it, sent to the authority itself; support and a referral out of it. */
const OF_AN_INTERVIEW: readonly NewEntry[] = [
  {
    kind: 'interview-recorded',
    interview: anInterview({
      interviewRef: 'S-interview',
      incidentRefs: ['S-0'],
      completedAt: at('2026-03-03T09:00Z'),
    }),
  },
  {
    kind: 'fact-recorded',
    factRef: 'S-fact',
    factKind: 'person',
    grading: { source: '2', assessment: 'A', handling: 'P' },
    interviewRef: 'S-interview',
    words: { value: 'Quillfeather' },
  },
  {
    kind: 'transmission-sent',
    transmissionRef: 'S-sent',
    interviewRef: 'S-interview',
    purpose: 'child-record',
    toAgency: 'swindon',
    factRefs: ['S-fact'],
    words: { summary: 'Quillfeather' },
  },
  {
    kind: 'support-started',
    supportRef: 'S-support',
    programme: 'intensive-support',
    agency: 'swindon',
    interviewRef: 'S-interview',
    goalRefs: ['S-goal'],
    words: { 'S-goal': 'Quillfeather' },
  },
  {
    kind: 'referral-made',
    referralRef: 'S-referral',
    to: 'health',
    agency: null,
    interviewRef: 'S-interview',
    why: 'Quillfeather',
    words: { name: 'Quillfeather' },
  },
  {
    kind: 'letter-sent',
    letterRef: 'S-letter',
    episodeKey: 'S-1',
    to: 'child',
    form: 'plain',
    way: 'post',
    words: { letter: 'Quillfeather' },
  },
].map((content) => ({ occurredAt: at('2026-03-09T20:00Z'), sourceKey: null, content: content as EntryContent }));

/** Something of everything that has a number, of Swindon, whose people and children nobody of Oxfordshire may see. */
async function plant(front: Front, swindon: number, second: number): Promise<Numbers> {
  const { database, now } = front;
  const absence = aNotification({
    notificationRef: 'S-1',
    reportedBy: 'swindon',
    reportedByKind: 'local-authority',
    missingFromAuthority: 'swindon',
    occurredAt: at('2026-03-09T20:00Z'),
  });
  const found = { ...absence, notificationRef: 'S-0', kind: 'found' as const, occurredAt: at('2026-03-01T20:00Z') };
  const back = { ...absence, notificationRef: 'S-2', kind: 'found' as const, occurredAt: at('2026-03-09T23:00Z') };
  const childId = await recordChild(
    database,
    now,
    { childRef: 'SW1', forename: 'Wilhelmina', surname: 'Quillfeather', responsibleAuthority: 'swindon' },
    [found, absence, back],
    'swindon',
  );
  await record(database, 'swindon', childId, [...OF_AN_INTERVIEW], now);
  const { clientId, keyId } = await systemWithKey(front, 'swindon');
  const draftId = await database.transaction('request', requesterOf('swindon', swindon), (tx) =>
    beginDraft(tx, swindon, 'missing', { typed: { surname: 'Quillfeather' }, seen: [] }, now),
  );
  await front.signedIn(swindon);
  const [when, later] = [toIso(now), '2026-03-20T09:00:00Z'];
  return database.transaction('owner', OPERATOR, async (tx) => {
    // Under the same number as the draft above: neither is found by it.
    await tx.query(sql`insert into homeward.interview_draft (draft_id, user_id, child_id, interview_ref, episode_key, state, device_key, started_at, saved_at)
      values (${draftId}, ${swindon}, ${childId}, 'R-S', 'S-1', ${JSON.stringify({ ...EMPTY_DRAFT, answers: { where: 'Quillfeather' } })}::jsonb,
        ${Buffer.alloc(32)}, ${when}, ${when})`);
    const made = async (statement: Sql): Promise<number> => (await tx.one<{ id: number }>(statement)).id;
    const reviewId =
      await made(sql`insert into homeward.review_item (source_key, notification, named, reported_by, concerns, received_at, because)
      values ('notification:S-9', '{}', '{}', 'swindon', '{swindon}', ${when}, '{}') returning review_id as id`);
    const retention = await made(sql`insert into homeward.retention_review (child_id, basis, due_at, listed_at)
      values (${childId}, 'clock', ${when}, ${when}) returning review_id as id`);
    assert.equal(retention, reviewId, 'one number stands for either');
    const { episode, duty } = await tx.one<{ episode: number; duty: number }>(sql`
      select (select episode_id from homeward.episode where child_id = ${childId} and ended_at is not null) as episode,
        (select min(duty_id) from homeward.duty where child_id = ${childId} and kind = 'recording-fault') as duty`);
    return {
      childId,
      child_id: childId,
      episodeId: episode,
      episode_id: episode,
      dutyId: duty,
      version: 2,
      draftId,
      factRef: 'S-fact',
      letterRef: 'S-letter',
      supportRef: 'S-support',
      referralRef: 'S-referral',
      interviewRef: 'S-interview',
      transmissionRef: 'S-sent',
      transmission_ref: 'S-sent',
      reviewId,
      review_id: reviewId,
      clientId,
      keyId,
      userId: swindon,
      importId: await made(sql`insert into homeward.import_run (user_id, agency_code, started_at, state)
        values (${swindon}, 'swindon', ${when}, 'finished') returning import_id as id`),
      glassId:
        await made(sql`insert into homeward.broken_glass (child_id, user_id, agency_code, reason, words, opened_at, until_at, review_due_at, owner_agency)
        values (${childId}, ${swindon}, 'swindon', 'missing-now', 'Quillfeather', ${when}, ${later}, ${later}, 'swindon') returning glass_id as id`),
      exportId:
        await made(sql`insert into homeward.export (agency_code, requested_by, requested_at, kind, parameters, title, purpose, row_count, size, needs_second)
        values ('swindon', ${swindon}, ${when}, 'figure', '{}', 'Quillfeather', 'audit', 1, 1, true) returning export_id as id`),
      holdId:
        await made(sql`insert into homeward.retention_hold (child_id, agency_code, kind, reason, placed_by, placed_at)
        values (${childId}, 'swindon', 'legal', 'Quillfeather', ${swindon}, ${when}) returning hold_id as id`),
      copyId:
        await made(sql`insert into homeward.subject_access_copy (child_id, agency_code, asked_by, asked_on, version, state, started_by, started_at)
        values (${childId}, 'swindon', 'child', '2026-03-01', 3, 'deciding', ${swindon}, ${when}) returning copy_id as id`),
      requestId:
        await made(sql`insert into homeward.address_request (child_id, kind, why, asked_at, asked_by, asked_by_agency)
        values (${childId}, 'reveal', 'Quillfeather', ${when}, ${swindon}, 'swindon') returning request_id as id`),
      sessionId: await made(sql`select session_id as id from homeward.session where user_id = ${swindon}`),
      providerId:
        await made(sql`insert into homeward.identity_provider (agency_code, name, kind, issuer, client_id, client_authentication, acr_values, max_age_seconds, opened_at, opened_by)
        values ('swindon', 'Quillfeather', 'council', 'https://sign-in.example.org', 'x', 'private-key', '{strong}', 3600, ${when}, ${swindon}) returning provider_id as id`),
      alertId:
        await made(sql`insert into homeward.alert (agency_code, user_id, pattern, subject, child_ids, because, first_at, last_at, raised_at)
        values ('swindon', ${swindon}, 'same-name', 'Quillfeather', ${[childId]}, '{}', ${when}, ${when}, ${when}) returning alert_id as id`),
      interviewId: await made(sql`select interview_id as id from homeward.interview where child_id = ${childId}`),
      recoveryId: await made(sql`insert into homeward.account_recovery (user_id, agency_code, started_by, started_at)
        values (${swindon}, 'swindon', ${second}, ${when}) returning recovery_id as id`),
      ...(await plantCapacity(tx, childId, swindon)),
    };
  });
}

/** An interviewer of Swindon with days away, a provider that it approved and asked, and what pays for it. */
async function plantCapacity(tx: Transaction, childId: number, swindon: number): Promise<Numbers> {
  const made = async (statement: Sql): Promise<number> => (await tx.one<{ id: number }>(statement)).id;
  await tx.query(sql`insert into homeward.interviewer (user_id, agency_code, working, most_a_day, interview_minutes, travel_minutes, from_on)
    values (${swindon}, 'swindon', '[]', 1, 60, 0, '2026-01-01')`);
  await tx.query(sql`insert into homeward.interview_request (request_ref, child_id, interview_ref, from_agency, to_agency, age_band, sex, due_at, asked_at, answer_by)
    values ('S-request', ${childId}, 'S-interview', 'swindon', 'swindon', '13-15', 'U', '2026-03-20', '2026-03-09', '2026-03-20')`);
  return {
    requestRef: 'S-request',
    leaveId: await made(sql`insert into homeward.interviewer_leave (user_id, agency_code, from_on, to_on)
      values (${swindon}, 'swindon', '2026-04-01', '2026-04-02') returning leave_id as id`),
    termsId:
      await made(sql`insert into homeward.provider_terms (authority, provider, from_on, price_pence, travel_pence)
      values ('swindon', 'streetwise', '2026-01-01', 1, 1) returning terms_id as id`),
    fundingId: await made(sql`insert into homeward.funding (agency_code, source, financial_year, pence)
      values ('swindon', 'Quillfeather', 2025, 1) returning funding_id as id`),
  };
}

/** Routes with a number, apart from those that open before it is known who asks. */
function numbered(): (readonly [route: string, names: readonly string[]])[] {
  return Object.entries(ROUTE_INVENTORY).flatMap(([route, opening]) => {
    const names = [...route.matchAll(/:(\w+)/g)].flatMap(([, name]) =>
      name === undefined || ['question', 'name', 'letter'].includes(name) ? [] : [name],
    );
    return names.length === 0 || opening.to === 'everybody' ? [] : [[route, names] as const];
  });
}

/** Pages that are not open to them either: something else comes before, nobody asked on the record, it is not late, or the police or a provider alone may. */
const NOT_OPEN_YET = [
  'GET /children/:childId/episodes/:episodeId/triage/family/:question',
  'GET /children/:childId/episodes/:episodeId/triage/letters/:letter',
  'GET /children/:childId/questions/:dutyId',
  'GET /administration/providers/:providerId/invite/:userId',
  'GET /administration/accounts/:userId/recover',
  'GET /children/:childId/interview-requests/:requestRef/withdraw',
  'GET /children/:childId/interview-requests/:requestRef/give-back',
  'GET /return-interviews/requests/:requestRef',
  'GET /subject-access/:copyId/document',
  'GET /children/:childId/episodes/:episodeId/review',
  'GET /children/:childId/episodes/:episodeId/return/answer',
  'GET /tell-us/missing/:draftId/done',
  'GET /tell-us/missing/:draftId/:question',
  'GET /tell-us/returned/:draftId/check',
  'GET /tell-us/returned/:draftId/done',
  'GET /tell-us/returned/:draftId/:question',
  'GET /exports/:exportId/about',
];

/** Pages with a number that are not even open to those whose it is: that a refusal says something, the others must be. */
async function closedToTheirOwn(front: Front, userIds: readonly number[], theirs: Numbers): Promise<string[]> {
  const closed: string[] = [];
  const governance = await front.addPerson('swindon', 'information-governance');
  for (const [route] of numbered()) {
    if (!route.startsWith('GET') || !('of' in (ROUTE_INVENTORY[route] ?? {}))) continue;
    const url = route.slice(4).replace(/:(\w+)/g, (_, name: string) => String(theirs[name] ?? 'name'));
    const statuses = await Promise.all(
      [...userIds, governance].map(
        async (userId) => (await (await front.signedIn(userId)).browser.get(url)).statusCode,
      ),
    );
    if (statuses.every((status) => status === 404 || status === 403)) closed.push(route);
  }
  return closed;
}

test('a number of another agency is answered as one that is not there, in every address, and changes nothing', async (t) => {
  const front = await openFront(t);
  const swindon = await front.addPerson('swindon', 'team-manager');
  const second = await front.addPerson('swindon', 'agency-administrator');
  const theirs = await plant(front, swindon, second);
  const ownChild = await recordChild(front.database, front.now, { childRef: 'OX9' }, [
    aNotification({ notificationRef: 'O-1', occurredAt: at('2026-03-09T20:00Z') }),
  ]);
  assert.deepEqual(await closedToTheirOwn(front, [swindon, second], theirs), NOT_OPEN_YET);
  const before = await everything(front.database);
  const roles: readonly Role[] = rolesOf('local-authority');
  const people = new Map<Role, Awaited<ReturnType<Front['signedIn']>>>();
  for (const role of roles) people.set(role, await front.signedIn(await front.addPerson('oxfordshire', role)));
  const after = await everything(front.database);
  let compared = 0;
  const wrong: string[] = [];
  for (const [route, names] of numbered()) {
    const opening = ROUTE_INVENTORY[route];
    const missing = names.filter((name) => theirs[name] === undefined || ABSENT[name] === undefined);
    assert.deepEqual(missing, [], `${route} has a number that this test does not know`);
    for (const role of roles) {
      const actor = { agencyCode: 'oxfordshire', agencyKind: 'local-authority', role } as const;
      if (opening !== undefined && 'of' in opening && opening.of === 'thing') {
        const acts = POLICY[opening.to].grants as readonly { readonly roles: readonly Role[] }[];
        if (!acts.some((grant) => grant.roles.includes(role))) continue;
      } else if (opening !== undefined && 'of' in opening && !decide(actor, 'search-children').allowed) continue;
      const person = people.get(role);
      if (person === undefined) continue;
      const ask = async (numbers: Numbers): Promise<unknown> => {
        const [method = '', pattern = ''] = route.split(' ');
        const url = pattern
          .replace(/:(\w+)/g, (whole, name: string) =>
            String(numbers[name] ?? (name === 'question' ? 'which-child' : whole)),
          )
          .replace(':name', 'rhi-monthly');
        const { browser, token } = person;
        const payload = url.endsWith('/return')
          ? { notification_ref: 'X', occurred_at: '2026-04-01T10:00' }
          : { decision: 'set-aside', why: 'Because of the test' };
        const answer =
          method === 'GET'
            ? await browser.get(url)
            : url.startsWith('/api/')
              ? await browser.send({ method: 'POST', url, headers: { 'x-csrf-token': token }, payload })
              : await browser.post(url, FILLED, { token });
        // What the person typed into the address is theirs to see again.
        const said = JSON.stringify(saidBy(answer)).replaceAll(url, '');
        if (/Quillfeather|Wilhelmina/.test(said.replaceAll('value=\\"Quillfeather\\"', '')))
          wrong.push(`${route} as ${role} says a name`);
        return said;
      };
      const [a, b] = [await ask(theirs), await ask(ABSENT)];
      compared += 1;
      if (a !== b) wrong.push(`${route} as ${role}: ${String(a).slice(0, 150)} | ${String(b).slice(0, 150)}`);
      // What belongs to another child, under a child whom the person may see.
      if (!names.includes('childId') || names.length === 1) continue;
      const [c, d] = [
        await ask({ ...theirs, version: 9_900, childId: ownChild }),
        await ask({ ...ABSENT, childId: ownChild }),
      ];
      compared += 1;
      if (c !== d)
        wrong.push(`${route} as ${role}, under an own child: ${String(c).slice(0, 150)} | ${String(d).slice(0, 150)}`);
    }
  }
  t.diagnostic(`${compared} numbers compared`);
  assert.deepEqual(wrong.slice(0, 40), [], `${wrong.length} of ${compared}`);
  assert.notDeepEqual(before, after, 'what is on record is compared');
  assert.deepEqual(await everything(front.database), after);
});
