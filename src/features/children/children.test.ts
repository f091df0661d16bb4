import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aNotification, anInterview, at } from '../../../test/support/notifications.ts';
import { record, recordChild } from '../../../test/support/recording.ts';
import { looksOf, openTown, wordsOf } from '../../../test/support/visit.ts';

const now = at('2026-03-04T10:00Z');
const began = at('2026-03-01T20:00Z');
const missing = aNotification({
  notificationRef: 'P1',
  incidentRef: 'I1',
  occurredAt: began,
  risk: 'medium',
  circumstances: 'Left after an argument <at home>',
});
const found = aNotification({
  notificationRef: 'P2',
  incidentRef: 'I1',
  kind: 'found',
  occurredAt: at('2026-03-02T06:00Z'),
  returnedBy: 'police',
});

describe('the page of a child', () => {
  it('shows who the child is, the episodes, what is due and the chronology in words', async (t) => {
    const town = await openTown(t, now);
    const childId = await recordChild(town.database, at('2026-03-02T06:30Z'), { policeRef: 'MP77' }, [missing, found]);
    const page = await (await town.visit('council')).get(`/children/${childId}`);
    assert.equal(page.status, 200);
    const words = wordsOf(page.body);
    assert.match(words, /Child, aged 13 Ada Marsh/);
    assert.match(words, /Date of birth 15 June 2012 \(aged 13\)/);
    assert.match(words, /Police reference MP77/);
    assert.match(words, /When the child was away Missing once since 1 March 2026 at 8pm/);
    assert.match(
      words,
      /1 March 2026 at 8pm I1 Missing 10 hours Family home Not known to social care Medium risk Not offered/,
    );
    assert.match(
      words,
      /Due tomorrow at 6am 5 March 2026 at 6am Return interview Triage this return Say who interviews Ask a provider Oxfordshire Council/,
    );
    assert.match(
      words,
      /Found or came back Happened 2 March 2026 at 6am We learnt it 30 minutes later, 2 March 2026 at 6:30am, from Thames Valley Police/,
    );
    assert.match(words, /3 entries, the latest first/);
    assert.ok(page.body.includes('Left after an argument &lt;at home&gt;'));
  });

  it('shows an open absence at the top, and how to say that the child has come back', async (t) => {
    const town = await openTown(t, now);
    const childId = await recordChild(town.database, now, {}, [missing]);
    const page = await (await town.visit('police')).get(`/children/${childId}`);
    assert.match(wordsOf(page.body), /Missing for 2 days 14 hours: medium risk Since 1 March 2026 at 8pm/);
    assert.match(page.body, /This child has come back/);
  });

  it('shows a correction with the old value, the new one, who made it and why', async (t) => {
    const town = await openTown(t, now);
    const childId = await recordChild(town.database, now, {}, [missing]);
    await record(
      town.database,
      'oxfordshire',
      childId,
      [
        {
          occurredAt: now,
          sourceKey: null,
          content: {
            kind: 'notification-corrected',
            notificationRef: 'P1',
            was: { occurredAt: began },
            now: { occurredAt: at('2026-03-01T21:15Z') },
            why: 'The foster carer checked the door camera',
          },
        },
      ],
      now,
    );
    const words = wordsOf((await (await town.visit('council')).get(`/children/${childId}`)).body);
    assert.match(
      words,
      /Correction of what we were told .* from Oxfordshire Council\. .*When 1 March 2026 at 8pm 1 March 2026 at 9:15pm Why: The foster carer checked the door camera/,
    );
    assert.match(words, /Corrected 4 March 2026 at 10am/);
  });

  it('shows the record as it was known on a day, and says so', async (t) => {
    const town = await openTown(t, now);
    const childId = await recordChild(town.database, at('2026-03-01T20:10Z'), {}, [missing]);
    await record(
      town.database,
      'thames-valley-police',
      childId,
      [
        {
          occurredAt: found.occurredAt,
          sourceKey: null,
          content: { kind: 'notification-received', notification: found },
        },
      ],
      at('2026-03-02T00:00Z'),
    );
    const council = await town.visit('council');
    const then = wordsOf((await council.get(`/children/${childId}?as-known-on=2026-03-01`)).body);
    assert.match(then, /This is the record as it was known at the end of 1 March 2026/);
    assert.match(then, /Missing for 3 hours 59 minutes/);
    assert.doesNotMatch(then, /Found or came back|Correct this|has come back/);
    const next = wordsOf((await council.get(`/children/${childId}?as-known-on=2026-03-02`)).body);
    assert.match(next, /Found or came back/);
    assert.match(
      wordsOf((await council.get(`/children/${childId}?as-known-on=2026-02-28`)).body),
      /Nothing was known on 28 February 2026/,
    );
    assert.equal((await council.get(`/children/${childId}?as-known-on=2026-02-30`)).status, 400);
    const asked = await council.get(`/children/${childId}/as-known-on?known-day=1&known-month=March&known-year=2026`);
    assert.equal(asked.location, `/children/${childId}?as-known-on=2026-03-01`);
    assert.equal(
      (await council.get(`/children/${childId}/as-known-on?known-day=31&known-month=2&known-year=2026`)).status,
      422,
    );
  });

  it('answers alike for a child who is not there and one whom the agency may not see, and records no look', async (t) => {
    const town = await openTown(t, now);
    const childId = await recordChild(town.database, now, {}, [missing]);
    const neighbour = await town.visit('neighbour');
    const hidden = await neighbour.get(`/children/${childId}`);
    const absent = await neighbour.get('/children/999999');
    assert.deepEqual([hidden.status, absent.status], [404, 404]);
    const withoutIds = (body: string): string => body.replace(/[0-9a-f-]{36}/g, '');
    assert.equal(withoutIds(hidden.body), withoutIds(absent.body));
    assert.deepEqual(await looksOf(town, neighbour.userId), []);
    const analyst = await town.visit('analyst');
    assert.equal((await analyst.get(`/children/${childId}`)).status, 404);
    const council = await town.visit('council');
    await council.get(`/children/${childId}`);
    assert.deepEqual(await looksOf(town, council.userId), [
      { verb: 'consultation', route: '/children/:childId', child_ids: [childId] },
    ]);
  });
});

describe('the page of an absence', () => {
  it('shows its facts, why its times are what they are, what was told, and the interview held', async (t) => {
    const town = await openTown(t, now);
    const childId = await recordChild(town.database, at('2026-03-02T06:30Z'), {}, [missing, found]);
    const interview = anInterview({
      interviewRef: 'RHI1',
      incidentRefs: ['I1'],
      offeredAt: at('2026-03-02T12:00Z'),
      completedAt: at('2026-03-03T12:00Z'),
    });
    await record(
      town.database,
      'oxfordshire',
      childId,
      [{ occurredAt: at('2026-03-03T12:00Z'), sourceKey: null, content: { kind: 'interview-recorded', interview } }],
      now,
    );
    const council = await town.visit('council');
    await council.post(`/children/${childId}/why`, { purpose: 'allocated-to-me' });
    const child = await council.get(`/children/${childId}`);
    const href = new RegExp(`/children/${childId}/episodes/\\d+`).exec(child.body)?.[0];
    assert.ok(href);
    const words = wordsOf((await council.get(href)).body);
    assert.match(words, /Missing from 1 March 2026 at 8pm Came back 2 March 2026 at 6am, after 10 hours/);
    assert.match(words, /Held 3 March 2026 at 12pm|Held 3 March 2026 at midday, 1 day 6 hours after the return/);
    assert.match(words, /The police reported it, so the times are theirs/);
    assert.match(words, /The interview was held in time/);
    assert.match(words, /Return interview held/);
    assert.equal((await council.get(`/children/${childId}/episodes/999999`)).status, 404);
    assert.equal((await (await town.visit('neighbour')).get(href)).status, 404);
  });
});
