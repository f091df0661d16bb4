/** What is asked, agreed and paid is kept from other agencies. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { openPartnership } from '../../../test/support/asked-provider.ts';
import { OPERATOR, requesterOf } from '../../../test/support/people.ts';
import type { Role } from '../../domain/access/roles.ts';

test('the database itself keeps a request from the provider, and each agency’s people, terms and money from the others', async (t) => {
  const { front, child, manager, provider, member, ask } = await openPartnership(t);
  await ask();
  const ina = await front.addPerson('oxfordshire', 'social-worker');
  await front.database.transaction('owner', OPERATOR, async (tx) => {
    await tx.query(sql`insert into homeward.interviewer (user_id, agency_code, working, most_a_day, interview_minutes, travel_minutes, from_on)
      values (${ina}, 'oxfordshire', '[]', 1, 60, 0, '2026-01-01')`);
    await tx.query(
      sql`insert into homeward.interviewer_leave (user_id, agency_code, from_on, to_on) values (${ina}, 'oxfordshire', '2026-04-01', '2026-04-02')`,
    );
    await tx.query(
      sql`insert into homeward.funding (agency_code, source, financial_year, pence) values ('streetwise', 'A grant', 2025, 1)`,
    );
  });
  const as = (agency: string, userId: number, role: Role) => ({ ...requesterOf(agency, userId), role });
  const swindon = await member('swindon', 'team-manager');
  const beside = async (who: ReturnType<typeof as>) =>
    front.database.read('request', who, (tx) =>
      tx.one(sql`select (select count(*)::int from homeward.interview_request) as requests, (select count(*)::int from homeward.interviewer) as people,
        (select count(*)::int from homeward.interviewer_leave) as leave, (select count(*)::int from homeward.provider_terms) as terms,
        (select count(*)::int from homeward.funding) as money, (select count(*)::int from homeward.interview_requests_to_me()) as asked`),
    );
  const none = { requests: 0, people: 0, leave: 0, terms: 0, money: 0, asked: 0 };
  assert.deepEqual(await beside(as('oxfordshire', manager.userId, 'team-manager')), {
    ...none,
    requests: 1,
    people: 1,
    leave: 1,
    terms: 1,
  });
  assert.deepEqual(await beside(as('streetwise', provider.userId, 'provider-manager')), {
    ...none,
    terms: 1,
    money: 1,
    asked: 1,
  });
  assert.deepEqual(await beside(as('swindon', swindon.userId, 'team-manager')), none);
  await front.database.transaction('owner', OPERATOR, (tx) =>
    tx.query(
      sql`insert into homeward.child_access (child_id, restricted, grounds) values (${child}, true, 'other-risk')`,
    ),
  );
  const closed = (await beside(as('oxfordshire', manager.userId, 'team-manager'))) as { requests: number };
  assert.equal(closed.requests, 0, 'a restriction closes the request with the rest');
  const refused = (who: ReturnType<typeof as>, statement: ReturnType<typeof sql>) =>
    assert.rejects(
      front.database.transaction('request', who, (tx) => tx.query(statement)),
      /row-level security|permission denied/,
    );
  const worker = as('oxfordshire', ina, 'social-worker');
  await refused(
    worker,
    sql`insert into homeward.interviewer_leave (user_id, agency_code, from_on, to_on) values (${ina}, 'oxfordshire', '2026-05-01', '2026-05-02')`,
  );
  await refused(
    worker,
    sql`insert into homeward.provider_terms (authority, provider, from_on, price_pence, travel_pence) values ('oxfordshire', 'streetwise', '2026-01-01', 1, 1)`,
  );
  await refused(
    worker,
    sql`insert into homeward.funding (agency_code, source, financial_year, pence) values ('oxfordshire', 'x', 2025, 1)`,
  );
  await refused(
    as('streetwise', provider.userId, 'provider-manager'),
    sql`update homeward.interview_request set accepted = true`,
  );
  await refused(
    as('swindon', swindon.userId, 'team-manager'),
    sql`insert into homeward.interview_request (request_ref, child_id, interview_ref, from_agency, to_agency, age_band, sex, due_at, asked_at, answer_by)
      values ('x', ${child}, 'x', 'swindon', 'streetwise', '13-15', 'U', now(), '2026-03-01', '2026-03-20')`,
  );
});

test('a request of another provider is answered as one that is not there; terms and money are each agency’s own', async (t) => {
  const { front, manager, provider, member, ask, refOf } = await openPartnership(t);
  await ask();
  const url = `/return-interviews/requests/${await refOf()}`;
  await front.database.transaction('job', OPERATOR, (tx) =>
    tx.query(sql`insert into homeward.agency (code, kind, name) values ('beacon', 'interview-provider', 'Beacon')`),
  );
  const other = await member('beacon', 'provider-manager');
  assert.equal((await other.get(url)).status, 404);
  assert.equal((await other.post(url, { answer: 'accept' })).status, 404);
  assert.match((await other.get('/return-interviews/requests')).words, /Nobody has asked/);
  assert.equal((await provider.get('/return-interviews/providers')).status, 403);
  const swindon = await member('swindon', 'team-manager');
  assert.match((await swindon.get('/return-interviews/providers')).words, /No provider is approved\./);
  const number = /providers\/(\d+)\/end/.exec((await manager.get('/return-interviews/providers')).body)?.[1];
  assert.equal((await swindon.post(`/return-interviews/providers/${number}/end`)).status, 404);
  assert.equal((await manager.post(`/return-interviews/providers/${number}/end`)).status, 303);
  assert.match((await manager.get('/return-interviews/providers')).words, /Ended/);
  const money = { source: 'A lottery grant', financialYear: '2025', pounds: '1200.50' };
  assert.equal((await provider.post('/return-interviews/funding', money)).status, 303);
  assert.match(
    (await provider.get('/return-interviews/our-work')).words,
    /2025 to 2026 A lottery grant £1,200\.50 £1,200\.50 0 0 Not known/,
  );
  const kept = /funding\/(\d+)\/remove/.exec((await provider.get('/return-interviews/funding')).body)?.[1];
  assert.doesNotMatch((await other.get('/return-interviews/funding')).words, /lottery grant £/);
  assert.equal((await other.post(`/return-interviews/funding/${kept}/remove`)).status, 404);
  assert.equal((await provider.post(`/return-interviews/funding/${kept}/remove`)).status, 303);
});
