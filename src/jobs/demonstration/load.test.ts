import assert from 'node:assert/strict';
import { test } from 'node:test';
import path from 'node:path';
import sql from 'sql-template-tag';
import { addAgencies, OPERATOR } from '../../../test/support/people.ts';
import { browserOf, formTokenIn } from '../../../test/support/cookie-jar.ts';
import { withDatabase } from '../../../test/support/database.ts';
import { buildApp } from '../../app.ts';
import { loadConfig, programFolder } from '../../config.ts';
import { foldRules } from '../../domain/protocol/fold-rules.ts';
import { instant } from '../../domain/time/instant.ts';
import { loadProtocols } from '../../protocols.ts';
import { loadDemonstration } from './load.ts';
import { DEMONSTRATION_PEOPLE } from './people.ts';

const rules = foldRules(loadProtocols(path.join(programFolder, 'protocols')));
const now = instant(Date.UTC(2026, 10, 21, 9, 0));

test('an empty database is filled once, and shows children missing now, interviews due and late, reviews and faults', async (t) => {
  const database = await withDatabase(t);
  // Cut off in the midst of the first partnership, then gone on with.
  const stop = new AbortController();
  await assert.rejects(loadDemonstration(database, { rules, now, signal: stop.signal, onProgress: () => stop.abort() }));
  assert.equal(await loadDemonstration(database, { rules, now }), true);
  assert.equal(await loadDemonstration(database, { rules, now }), false, 'only once');

  const away = await database.read('job', OPERATOR, (tx) =>
    tx.query<{ surname: string; hours: number; risk: string }>(
      sql`select c.surname, round((extract(epoch from ${new Date(now)}::timestamptz - e.started_at) / 3600)::numeric, 1)::float8 as hours, e.risk
        from homeward.episode e join homeward.child c using (child_id)
        where e.ended_at is null and e.superseded_at is null and e.learnt_at - e.started_at < interval '14 days' order by hours`,
    ),
  );
  assert.deepEqual(away[0], { surname: 'Fenwick', hours: 0.3, risk: 'high' });
  assert.deepEqual(away.at(-1), { surname: 'Oldroyd', hours: 73, risk: 'medium' });
  assert.equal(away.length, 7);

  const duties = await database.read('job', OPERATOR, (tx) =>
    tx.query<{ kind: string; due: number; late: number }>(
      sql`select kind, count(*) filter (where due_at >= ${new Date(now)}::timestamptz) as due, count(*) filter (where due_at < ${new Date(now)}::timestamptz) as late
        from homeward.duty where settled_at is null and owed_by in ('oxfordshire', 'thames-valley-police') group by kind order by kind`,
    ),
  );
  for (const kind of ['episode-review', 'recording-fault', 'return-interview']) {
    const counts = duties.find((one) => one.kind === kind);
    assert.ok((counts?.due ?? 0) > 0, `${kind}: some are due`);
    assert.ok((counts?.late ?? 0) > 0, `${kind}: some are late`);
  }
  const followedUp = await database.read('job', OPERATOR, (tx) =>
    tx.query<{ what: string; count: number }>(sql`
      select coalesce(outcome, stage) as what, count(*)::int as count from homeward.return_follow_up f
      where f.returned_at > ${new Date(now)}::timestamptz - interval '60 days' group by 1 order by 1`),
  );
  const found = new Map(followedUp.map(({ what, count }) => [what, count]));
  for (const what of ['completed', 'covered', 'declined', 'attempts-exhausted', 'passed', 'accepted', 'unreached', 'not-offered'])
    assert.ok((found.get(what) ?? 0) > 0, `some return is ${what}`);
  const rest = await database.read('job', OPERATOR, (tx) =>
    tx.one(sql`select
      (select count(*)::int from homeward.return_follow_up where triage_decided_at is not null and triage_level <> triage_proposed) as overruled,
      (select count(*)::int from homeward.duty where kind = 'information-request' and settled_at is null) as asked,
      (select count(*)::int from homeward.return_follow_up where triage_level = 'green' and triage_decided_at is not null) as green,
      (select count(*)::int from (select match_key from homeward.known_fact group by kind, match_key having count(distinct child_id) > 1) shared) as "sharedFacts",
      (select count(*)::int from homeward.known_fact where helped > 0) as helped,
      (select count(*)::int from homeward.transmission where received_at is null) as unacknowledged,
      (select count(*)::int from homeward.transmission where recorded_at is not null) as recorded,
      (select count(*)::int from homeward.duty where kind = 'interview-sign-off' and settled_at is null and owed_by = 'streetwise') as "sentBack",
      (select count(*)::int from homeward.duty where kind = 'interview-sign-off' and settled_at is null and owed_by = 'oxfordshire') as "toSignOff",
      (select count(*)::int from homeward.chronology_entry where kind = 'fact-used' and payload ->> 'of' = 'another-child') as "helpedElsewhere",
      (select count(*)::int from homeward.support where sessions > 0 and ended_at is null) as "underWay",
      (select count(*)::int from homeward.support where ended_at is not null) as ended,
      (select count(*)::int from homeward.referral where accepted) as accepted,
      (select count(*)::int from homeward.referral where not accepted) as "notAccepted",
      (select count(*)::int from homeward.interview_request where accepted is null and answer_by > ${new Date(now)}::timestamptz) as "stillAsked",
      (select count(*)::int from homeward.interview_request where accepted is null and answer_by <= ${new Date(now)}::timestamptz) as "cameBack",
      (select count(*)::int from homeward.interview_request where not accepted) as refused,
      (select count(*)::int from homeward.interview_request r join homeward.interview i using (child_id, interview_ref)
        where r.accepted and i.completed_at is not null) as invoiced,
      (select count(*)::int from homeward.interviewer) as interviewers,
      (select count(distinct financial_year)::int from homeward.funding) as years`),
  );
  for (const [what, count] of Object.entries(rest)) assert.ok(Number(count) > 0, `some are ${what}`);
  const months = await database.read('job', OPERATOR, (tx) =>
    tx.query<{ month: string; returns: number; outcomes: number }>(sql`
      select to_char(f.returned_at at time zone 'Europe/London', 'YYYY-MM') as month, count(*)::int as returns, count(distinct f.outcome)::int as outcomes
      from homeward.return_follow_up f where f.authority = 'oxfordshire' and f.returned_at > '2025-03-01' group by 1 order by 1`),
  );
  assert.deepEqual([months[0]?.month, months.at(-1)?.month, months.length], ['2025-04', '2026-11', 20], 'every month since the last financial year began');
  for (const { month, returns, outcomes } of months) assert.ok(returns >= 15 && outcomes >= 3, `${month}: ${returns} returns, ${outcomes} outcomes`);
  const ahead = await database.read('job', OPERATOR, (tx) =>
    tx.query(sql`select child_id, version from homeward.chronology_entry where recorded_at > ${new Date(now)}::timestamptz or occurred_at > recorded_at`),
  );
  assert.deepEqual(ahead, [], 'nothing is told before it happened, or after now');
  const waiting = await database.read('job', OPERATOR, (tx) => tx.query(sql`select source_key from homeward.review_item where decided_at is null`));
  assert.deepEqual(waiting, [{ source_key: 'notification:LIMES-22' }]);

  const app = await buildApp({ database, config: { ...loadConfig({}), demonstration: true }, clock: () => now, log: false });
  t.after(() => app.close());
  for (const { name } of DEMONSTRATION_PEOPLE) {
    const browser = browserOf(app);
    const page = (await browser.get('/sign-in')).body;
    const person = new RegExp(`name="person"\\s+value="(\\d+)"(?:(?!</form>)[\\s\\S])*${name}`).exec(page)?.[1];
    assert.ok(person, `${name} is offered`);
    assert.equal((await browser.post('/sign-in/as', { person }, { token: formTokenIn(page) })).statusCode, 303);
    const first = (await browser.get('/')).headers.location;
    const opened = await browser.get(String(first));
    assert.equal(opened.statusCode, 200, `${name} begins at ${String(first)}`);
    if (name === 'Femi Cole') assert.match((await browser.get('/interviews')).body, /Emrys Calloway/, 'an interview is being written');
    if (name !== 'Ruth Adeyemi') continue;
    const forecast = (await browser.get('/return-interviews/forecast')).body;
    assert.match(forecast, /the returns expected by 27 November 2026, [1-9]\d* of [12]\d will be late/);
    assert.match(forecast, /2 given to Streetwise/);
    assert.match(forecast, /Of 8 past weeks what happened lay within what would have been said in [4-8] /);
    // The ten questions, from the half-year that the partnership's files tell of, each figure opening.
    const ten = (await browser.get('/return-interviews/questions')).body;
    assert.match(ten, /1 April 2025 to 31 March 2026/);
    const figures = [...ten.matchAll(/href="(\/reports\/return-interviews\/figure[^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
    assert.ok(figures.length > 200, `${figures.length} figures open`);
    for (const href of figures.filter((_, place) => place % 60 === 0)) assert.equal((await browser.get(href)).statusCode, 200, href);
  }
});

test('where anything of anybody’s own is on record, no demonstration is loaded', async (t) => {
  const database = await withDatabase(t);
  await addAgencies(database);
  assert.equal(await loadDemonstration(database, { rules, now }), false);
  const children = await database.read('job', OPERATOR, (tx) => tx.query(sql`select child_id from homeward.child`));
  assert.deepEqual(children, []);
});
