import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aNotification, at } from '../../../test/support/notifications.ts';
import { recordChild } from '../../../test/support/recording.ts';
import { looksOf, openTown, wordsOf, type Town, type Visitor } from '../../../test/support/visit.ts';

const now = at('2026-03-04T10:00Z');

async function aTown(t: Parameters<typeof openTown>[0]): Promise<{ town: Town; council: Visitor }> {
  const town = await openTown(t, now);
  await recordChild(
    town.database,
    now,
    {
      forename: 'Zoë-Anne',
      surname: 'O’Neil',
      childRef: 'OX-17/2',
      policeRef: 'MP9',
      dateOfBirth: '2012-03-04' as never,
    },
    [aNotification({ notificationRef: 'N-44', incidentRef: 'CR/9', occurredAt: at('2026-03-04T01:00Z') })],
  );
  await recordChild(town.database, now, {
    forename: 'Omar',
    surname: 'Haddad',
    childRef: 'OX-18',
    dateOfBirth: '2010-11-30' as never,
  });
  return { town, council: await town.visit('council') };
}

describe('finding a child', () => {
  it('finds by name, forgiving a slip, accents and the order of names', async (t) => {
    const { council } = await aTown(t);
    for (const q of [
      'Zoe Anne ONeil',
      'zoeanne oneill',
      'O’Neil',
      'ONeil Zoë-Anne',
      'Zoeanne Oniel',
      'Oenil',
      'noeil',
    ]) {
      const found = await council.send('/children', { q });
      assert.match(
        wordsOf(found.body),
        /1 child fits\. .*Zoë-Anne O’Neil 4 March 2012 aged 14 OX-17\/2, MP9 Oxfordshire Council Not back yet/,
        q,
      );
    }
  });

  it('finds by every reference that people have: the council’s, the police’s, an incident’s and a notification’s', async (t) => {
    const { council } = await aTown(t);
    for (const q of ['OX-17/2', 'MP9', ' CR/9 ', 'N-44']) {
      assert.match((await council.send('/children', { q })).body, /Zoë-Anne O’Neil/, q);
    }
  });

  it('finds by date of birth as people write it, and by name and date together', async (t) => {
    const { council } = await aTown(t);
    for (const q of ['30/11/2010', '30.11.10', '30 November 2010', '2010-11-30', 'haddad 30 nov 2010']) {
      const page = await council.send('/children', { q });
      assert.match(page.body, /Omar Haddad/, q);
      assert.doesNotMatch(page.body, /O’Neil<\/a>/, q);
    }
  });

  it('keeps what was typed out of the address, shows it again, and shows it to nobody else', async (t) => {
    const { town, council } = await aTown(t);
    const page = await council.send('/children', { q: 'Haddad' });
    assert.match(page.at, /^\/children\?search=[0-9a-f-]{36}$/);
    assert.match(page.body, /value="Haddad"/);
    const neighbour = await town.visit('neighbour');
    assert.doesNotMatch((await neighbour.get(page.at)).body, /Haddad/);
    assert.match(
      wordsOf((await neighbour.send('/children', { q: 'Haddad' })).body),
      /No child you can see fits Try: the last name alone/,
    );
  });

  it('says what to enter when nothing is, and records a look at what was found', async (t) => {
    const { town, council } = await aTown(t);
    const empty = await council.post('/children', { q: '  ' });
    assert.equal(empty.status, 422);
    assert.match(wordsOf(empty.body), /There is a problem Enter a name, a reference or a date of birth/);
    await council.send('/children', { q: 'OX-18' });
    const looks = await looksOf(town, council.userId);
    assert.deepEqual(
      looks.map(({ verb, route, child_ids: { length } }) => [verb, route, length]),
      [['consultation', '/children', 1]],
    );
    assert.equal((await (await town.visit('analyst')).get('/children')).status, 403);
  });
});
