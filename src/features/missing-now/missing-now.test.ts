import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aNotification, at } from '../../../test/support/notifications.ts';
import { record, recordChild } from '../../../test/support/recording.ts';
import { looksOf, openTown, wordsOf } from '../../../test/support/visit.ts';
import { paths } from '../../web/paths.ts';

const now = at('2026-03-04T10:00Z');

describe('missing now', () => {
  it('lists the children who are away, the highest police risk first and of these the longest away', async (t) => {
    const town = await openTown(t, now);
    const away = [
      ['Lena', 'low', '2026-03-01T10:00Z'],
      ['Hugo', 'high', '2026-03-04T09:40Z'],
      ['Hana', 'high', '2026-03-02T07:00Z'],
      ['Nora', null, '2026-03-03T10:00Z'],
    ] as const;
    for (const [forename, risk, occurredAt] of away) {
      await recordChild(town.database, now, { forename, childRef: forename }, [
        aNotification({ notificationRef: forename, occurredAt: at(occurredAt), risk }),
      ]);
    }
    const council = await town.visit('council');
    const words = wordsOf((await council.get(paths.missingNow)).body);
    const order = ['Hana', 'Hugo', 'Nora', 'Lena'].map((name) => words.indexOf(`${name} Marsh aged 13`));
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
    );
    assert.ok(order.every((place) => place > 0));
    assert.match(words, /4 children are missing, absent or away/);
    assert.match(
      words,
      /Hana Marsh aged 13 High risk 2 days 3 hours Missing since 2 March 2026 at 7am Family home Oxfordshire Council, city Reported missing, by Thames Valley Police/,
    );
    assert.match(words, /Nora Marsh aged 13 Not graded/);
  });

  it('says of an absence learnt long after it began that a return was probably not recorded', async (t) => {
    const town = await openTown(t, now);
    await recordChild(town.database, now, { forename: 'Olaf', childRef: 'O' }, [
      aNotification({ notificationRef: 'O1', occurredAt: at('2020-03-01T10:00Z') }),
    ]);
    const words = wordsOf((await (await town.visit('council')).get(paths.missingNow)).body);
    assert.match(words, /No child you can see is missing/);
    assert.match(words, /A return was probably not recorded .* Olaf Marsh aged 13 1 March 2020 at 10am/);
  });

  it('drops a child who has come back, and shows nothing to an agency that is not involved', async (t) => {
    const town = await openTown(t, now);
    const childId = await recordChild(town.database, now, {}, [
      aNotification({ notificationRef: 'A1', occurredAt: at('2026-03-04T01:00Z') }),
    ]);
    const council = await town.visit('council');
    assert.match((await council.get(paths.missingNow)).body, /Ada Marsh/);
    const neighbour = await town.visit('neighbour');
    assert.doesNotMatch((await neighbour.get(paths.missingNow)).body, /Marsh/);
    assert.deepEqual(await looksOf(town, neighbour.userId), [
      { verb: 'consultation', route: '/missing-now', child_ids: [] },
    ]);
    const found = aNotification({ notificationRef: 'A2', kind: 'found', occurredAt: at('2026-03-04T05:00Z') });
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
      now,
    );
    assert.doesNotMatch((await council.get(paths.missingNow)).body, /Marsh/);
  });

  it('asks for itself again where script runs, without keeping the session alive by that', async (t) => {
    const town = await openTown(t, now);
    const page = await (await town.visit('council')).get(paths.missingNow);
    assert.match(page.body, /<div id="missing-now" data-refresh-seconds="60">/);
  });
});
