import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aNotification, at } from '../../../test/support/notifications.ts';
import { record, recordChild, told } from '../../../test/support/recording.ts';
import { looksOf, openTown, wordsOf } from '../../../test/support/visit.ts';
import { plusHours } from '../../domain/time/instant.ts';
import { paths } from '../../web/paths.ts';

const now = at('2026-03-04T10:00Z');

describe('the worklist', () => {
  it('shows an interview late, one due today and one due later, the soonest first, to the council that owes them', async (t) => {
    const town = await openTown(t, now);
    const returned = [
      ['Late', '2026-03-01T08:00Z'],
      ['Today', '2026-03-01T16:00Z'],
      ['Later', '2026-03-03T16:00Z'],
    ] as const;
    for (const [forename, found] of returned) {
      await recordChild(town.database, now, { forename, childRef: forename }, [
        aNotification({ notificationRef: `${forename}-1`, incidentRef: forename, occurredAt: at('2026-02-28T20:00Z') }),
        aNotification({
          notificationRef: `${forename}-2`,
          incidentRef: forename,
          kind: 'found',
          occurredAt: at(found),
        }),
      ]);
    }
    const council = await town.visit('council');
    const page = await council.get(paths.worklist);
    assert.equal(page.status, 200);
    const words = wordsOf(page.body);
    assert.match(words, /2 hours late 4 March 2026 at 8am Late Marsh aged 13 Return interview/);
    assert.match(words, /Due today at 4pm 4 March 2026 at 4pm Today Marsh/);
    assert.match(words, /Due 6 March 2026 6 March 2026 at 4pm Later Marsh/);
    assert.ok(
      words.indexOf('Late Marsh') < words.indexOf('Today Marsh') &&
        words.indexOf('Today Marsh') < words.indexOf('Later Marsh'),
    );
    assert.match(words, /3 Everything 1 late/);
    const neighbour = await (await town.visit('neighbour')).get(paths.worklist);
    assert.match(wordsOf(neighbour.body), /Nothing is waiting for your agency/);
    assert.doesNotMatch(neighbour.body, /Marsh/);
  });

  it('pages through duties that fall due at one and the same instant without losing or repeating one', async (t) => {
    const town = await openTown(t, now);
    for (let index = 0; index < 53; index++) {
      await recordChild(town.database, now, { forename: `Child${index}`, childRef: `C${index}` }, [
        aNotification({
          notificationRef: `N${index}`,
          kind: 'found',
          occurredAt: at('2026-03-01T20:00Z'),
          reportedBy: 'oxfordshire',
          reportedByKind: 'local-authority',
        }),
      ]);
    }
    const council = await town.visit('council');
    const first = await council.get(paths.worklist);
    const next = /href="([^"]*after=[^"]*)"/.exec(first.body)?.[1];
    assert.ok(next);
    const second = await council.get(next.replaceAll('&amp;', '&'));
    const named = [...`${first.body}${second.body}`.matchAll(/>(Child\d+) Marsh</g)].map((match) => match[1]);
    assert.equal(named.length, 53);
    assert.equal(new Set(named).size, 53);
  });

  it('shows only the kind, the team and the child asked for, and keeps the name out of the address', async (t) => {
    const town = await openTown(t, now);
    await recordChild(town.database, now, { forename: 'Zoë', surname: 'Lindqvist', childRef: 'Z' }, [
      aNotification({ notificationRef: 'Z1', occurredAt: at('2026-03-04T01:00Z') }),
      aNotification({ notificationRef: 'Z2', kind: 'found', occurredAt: at('2026-03-04T05:00Z') }),
    ]);
    await recordChild(town.database, now, { forename: 'Omar', surname: 'Haddad', childRef: 'O' }, [
      aNotification({
        notificationRef: 'O1',
        kind: 'found',
        occurredAt: at('2026-03-04T05:00Z'),
        reportedBy: 'oxfordshire',
        reportedByKind: 'local-authority',
      }),
    ]);
    const council = await town.visit('council');
    const faults = await council.get(`${paths.worklist}?kind=recording-fault`);
    assert.match(faults.body, /Omar Haddad/);
    assert.doesNotMatch(faults.body, /Lindqvist/);
    const named = await council.send(paths.worklist, { kind: '', team: '', child: 'zoe lindquist' });
    assert.match(named.body, /Zoë Lindqvist/);
    assert.doesNotMatch(named.body, /Omar/);
    assert.doesNotMatch(named.at, /lind/i);
    const nobody = await council.send(paths.worklist, { kind: '', team: '', child: 'Nobody Atall' });
    assert.match(wordsOf(nobody.body), /Nothing of this kind is waiting for a child of this name/);
    assert.equal(named.at.includes('search='), true);
    const other = await (await town.visit('neighbour')).get(named.at);
    assert.doesNotMatch(other.body, /lindquist/i);
  });

  it('opens on the team of the person, and shows every team when asked', async (t) => {
    const town = await openTown(t, now);
    for (const [forename, from] of [
      ['Lookedafter', '2020-01-01'],
      ['Unknown', null],
    ] as const) {
      const childId = await recordChild(town.database, now, { forename, childRef: forename });
      if (from !== null) {
        const period = { status: 'looked-after' as const, fromOn: from as never, toOn: null };
        await record(
          town.database,
          'oxfordshire',
          childId,
          [{ occurredAt: now, sourceKey: null, content: { kind: 'status-recorded', period } }],
          now,
        );
      }
      await record(
        town.database,
        'thames-valley-police',
        childId,
        [
          told(aNotification({ notificationRef: `${forename}1`, occurredAt: at('2026-03-04T01:00Z') })),
          told(aNotification({ notificationRef: `${forename}2`, kind: 'found', occurredAt: at('2026-03-04T05:00Z') })),
        ],
        now,
      );
    }
    const worker = await town.visit('worker');
    const own = await worker.get(paths.worklist);
    assert.match(own.body, /Lookedafter Marsh/);
    assert.doesNotMatch(own.body, /Unknown Marsh/);
    assert.match(own.body, /<option value="Children looked after" selected>/);
    const all = await worker.send(paths.worklist, { kind: '', team: '', child: '' });
    assert.match(all.body, /Unknown Marsh/);
  });

  it('shows what people typed as text, never as markup, on every page that names a child', async (t) => {
    const town = await openTown(t, now);
    const nasty = '"><img src=x onerror=alert(1)>';
    const childId = await recordChild(town.database, now, { forename: nasty, surname: nasty, childRef: nasty }, [
      aNotification({
        notificationRef: nasty,
        incidentRef: nasty,
        occurredAt: at('2026-03-04T01:00Z'),
        circumstances: nasty,
        policingArea: nasty,
        missingFromPostcode: nasty,
      }),
      aNotification({
        notificationRef: `${nasty}2`,
        kind: 'found',
        occurredAt: at('2026-03-02T01:00Z'),
        reportedBy: 'oxfordshire',
        reportedByKind: 'local-authority',
      }),
    ]);
    const council = await town.visit('council');
    const child = await council.get(`/children/${childId}`);
    const links = [...child.body.matchAll(/href="(\/[^"#]*)"/g)]
      .map((match) => (match[1] ?? '').replaceAll('&amp;', '&'))
      .filter((href) => !href.startsWith('/assets'));
    assert.ok(links.some((href) => href.includes('/episodes/')) && links.some((href) => href.endsWith('/correct')));
    const pages = [child, await council.send('/children', { q: nasty }), await council.send('/tell-us/returned')];
    for (const href of new Set(['/worklist', '/missing-now', ...links])) pages.push(await council.get(href));
    for (const { body } of pages) assert.doesNotMatch(body, /<img/);
    assert.ok(pages.filter(({ body }) => body.includes('&lt;img')).length >= 6);
  });

  it('records the look before it shows a name', async (t) => {
    const town = await openTown(t, now);
    const childId = await recordChild(town.database, now, {}, [
      aNotification({ notificationRef: 'A1', occurredAt: at('2026-03-04T01:00Z') }),
      aNotification({ notificationRef: 'A2', kind: 'found', occurredAt: at('2026-03-04T05:00Z') }),
    ]);
    const council = await town.visit('council');
    await council.get(paths.worklist);
    const looks = await looksOf(town, council.userId);
    assert.deepEqual(looks, [{ verb: 'consultation', route: '/worklist', child_ids: [childId] }]);
  });

  it('is refused to a role that works with figures only', async (t) => {
    const town = await openTown(t, now);
    const answer = await (await town.visit('analyst')).get(paths.worklist);
    assert.equal(answer.status, 403);
  });

  it('takes an address that nobody gave out as the plain worklist', async (t) => {
    const town = await openTown(t, plusHours(now, 1));
    const council = await town.visit('council');
    for (const query of [
      'kind=nonsense',
      'after=99999999999999999.1',
      'after=x',
      'search=1',
      'team=nobody',
      'kind=a&kind=b',
    ]) {
      assert.equal((await council.get(`${paths.worklist}?${query}`)).status, 200, query);
    }
  });
});
