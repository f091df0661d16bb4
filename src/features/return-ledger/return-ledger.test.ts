import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { aNotification, at } from '../../../test/support/notifications.ts';
import { record, recordChild } from '../../../test/support/recording.ts';
import { looksOf, openTown, wordsOf, type Town } from '../../../test/support/visit.ts';
import type { EntryContent, Notification } from '../../domain/chronology/entry.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { startOfLastWeek } from './scrutinised.ts';

/** A Wednesday. */
const now = at('2026-03-11T10:00Z');

function away(ref: string, from: string, to: string): Notification[] {
  const about = { incidentRef: ref, missingFromAuthority: 'oxfordshire' } as const;
  return [
    aNotification({ ...about, notificationRef: `${ref}-1`, occurredAt: at(from) }),
    aNotification({ ...about, notificationRef: `${ref}-2`, kind: 'found', occurredAt: at(to) }),
  ];
}

function held(ref: string, interviewRef: string, allocatedTo: string, completedAt: string): EntryContent {
  const interview = {
    interviewRef,
    incidentRefs: [ref],
    offeredAt: at(completedAt),
    allocatedTo,
    completedAt: at(completedAt),
  };
  return {
    kind: 'interview-recorded',
    interview: { ...interview, offerOutcome: 'accepted', independent: true, sharedWithPoliceAt: null, reasons: [] },
  };
}

/** Late, at risk, in time, held late last week, held late long ago; and one of the month before held in time. */
async function someReturns(t: TestContext): Promise<{ town: Town; children: Record<string, number> }> {
  const town = await openTown(t, now);
  const children: Record<string, number> = {};
  const add = async (forename: string, ref: string, from: string, to: string, more?: EntryContent): Promise<void> => {
    const learnt = at(to);
    const childId = await recordChild(town.database, learnt, { forename, childRef: `OX-${ref}` }, away(ref, from, to));
    children[forename] = childId;
    if (more !== undefined)
      await record(
        town.database,
        'oxfordshire',
        childId,
        [{ occurredAt: learnt, sourceKey: null, content: more }],
        now,
      );
  };
  await add('Late', 'A1', '2026-03-06T20:00Z', '2026-03-07T09:59Z');
  await add('Risky', 'A2', '2026-03-08T20:00Z', '2026-03-09T09:00Z');
  await add('Early', 'A3', '2026-03-10T20:00Z', '2026-03-11T09:00Z');
  await add(
    'Lastweek',
    'A4',
    '2026-02-26T20:00Z',
    '2026-02-27T09:00Z',
    held('A4', 'V4', 'streetwise', '2026-03-02T09:01Z'),
  );
  await add(
    'Longago',
    'A5',
    '2026-02-10T20:00Z',
    '2026-02-11T09:00Z',
    held('A5', 'V5', 'oxfordshire', '2026-02-20T09:00Z'),
  );
  await add(
    'Punctual',
    'A6',
    '2026-02-12T20:00Z',
    '2026-02-13T09:00Z',
    held('A6', 'V6', 'oxfordshire', '2026-02-14T09:00Z'),
  );
  return { town, children };
}

describe('the ledger of returns', () => {
  it('counts every return once, says that it adds up, and what changed since the month before', async (t) => {
    const { town } = await someReturns(t);
    const council = await town.visit('council');
    const page = await council.get('/return-interviews');
    assert.equal(page.status, 200);
    const words = wordsOf(page.body);
    assert.match(words, /3 = 0 with an outcome \+ 3 still open, as many as the absences that ended/);
    assert.match(words, /6 = 3 with an outcome \+ 3 still open, as many as the absences that ended/);
    assert.match(
      words,
      /Interviewed or covered 0 \(0\.00%\) 3 \(100\.00%\) 3 fewer; the share is down by 100 percentage points/,
    );
    assert.match(words, /March 2026 so far/);
    assert.match(page.body, /<svg[^>]*role="img"/);
    assert.deepEqual((await looksOf(town, council.userId)).at(-1)?.child_ids, []);
  });

  it('opens a number to its returns with their reasons, and keeps the look at each child', async (t) => {
    const { town, children } = await someReturns(t);
    const council = await town.visit('council');
    const page = await council.get('/return-interviews');
    const [, address] = /href="(\/return-interviews\/returns\?[^"]*what=in-time)"/.exec(page.body) ?? [];
    assert.ok(address);
    const opened = await council.get(address.replaceAll('&amp;', '&'));
    const words = wordsOf(opened.body);
    assert.match(
      words,
      /Held in time: 1 .*Punctual Marsh .*Interviewed An interview covers it\. The interview was held in time\./,
    );
    assert.doesNotMatch(words, /Longago/);
    assert.deepEqual((await looksOf(town, council.userId)).at(-1)?.child_ids, [children['Punctual']]);
    const open = wordsOf((await council.get('/return-interviews/returns?from=2026-03&to=2026-03&what=open')).body);
    assert.match(open, /Still open: 3 .*Early .*Risky .*Late/);
  });

  it('says what is still open outside the months shown, opens it, and tells a reader of numbers only that there is some', async (t) => {
    const { town } = await someReturns(t);
    const council = await town.visit('council');
    const february = await council.get('/return-interviews?from=2026-02&to=2026-02');
    assert.match(
      wordsOf(february.body),
      /Still open outside these months: 3 after February 2026 \. With the 0 below, 3 are open\./,
    );
    const [, address] = /href="(\/return-interviews\/returns\?[^"]*what=open-after)"/.exec(february.body) ?? [];
    const opened = wordsOf((await council.get((address ?? '').replaceAll('&amp;', '&'))).body);
    assert.match(opened, /Still open: 3 After February 2026 .*Early .*Risky .*Late/);
    const april = wordsOf((await council.get('/return-interviews?from=2026-04&to=2026-04')).body);
    assert.match(april, /outside these months: 3 before April 2026/);
    const march = wordsOf((await council.get('/return-interviews?from=2026-03&to=2026-03')).body);
    assert.match(march, /No return outside these months is still open/);
    const reader = await town.visit('reader');
    const shown = wordsOf((await reader.get('/return-interviews?from=2026-02&to=2026-02')).body);
    assert.match(shown, /Some returns after February 2026 are still open, besides those below; how many is not shown/);
  });

  it('takes any address: what is not ours is as if it were not there', async (t) => {
    const { town } = await someReturns(t);
    const council = await town.visit('council');
    for (const query of ['from=&to=', 'from=2099-01&to=2000-01', 'team=Nobody', 'from=2000-01', 'what=%00&page=-1'])
      for (const path of ['/return-interviews', '/return-interviews/returns'])
        assert.equal((await council.get(`${path}?${query}`)).status, 200, `${path}?${query}`);
  });

  it('says what is wrong with a month that is none, and keeps what was typed', async (t) => {
    const { town } = await someReturns(t);
    const council = await town.visit('council');
    const page = await council.get('/return-interviews?from=March%3Cb%3E&to=2026-03');
    assert.equal(page.status, 422);
    assert.match(page.body, /<title>Error: Return interviews/);
    assert.match(page.body, /href="#from">Enter the first month as a year and a month, like 2026-03/);
    assert.match(page.body, /id="from"[^>]*value="March&lt;b&gt;"/);
    assert.match(wordsOf(page.body), /Total 6 Returns/);
  });

  it('shows a provider what was given to it, and the police the children it works with', async (t) => {
    const { town } = await someReturns(t);
    const provider = await town.visit('provider');
    const words = wordsOf((await provider.get('/return-interviews')).body);
    assert.match(words, /Every return whose interview was given to your agency/);
    assert.match(
      words,
      /Total 1 Returns, Total 1 \+ 0 ✓ It adds up: 1 = 1 with an outcome \+ 0 still open\. 1 Interviewed, Total 0 0/,
    );
    const police = await town.visit('police');
    assert.match(
      wordsOf((await police.get('/return-interviews')).body),
      /Total 6 Returns, Total 3 \+ 3 ✓ .* 3 Interviewed, Total/,
    );
  });

  it('shows no small number to a reader who may open none, nor one by subtraction', async (t) => {
    const { town } = await someReturns(t);
    const reader = await town.visit('reader');
    const page = await reader.get('/return-interviews');
    assert.equal(page.status, 200);
    const words = wordsOf(page.body);
    assert.match(words, /February 2026 Not shown Not shown Not shown 0 0 0 0 0 0 0 Not shown/);
    assert.match(words, /March 2026 Not shown Not shown 0 0 0 0 0 0 0 Not shown 0/);
    assert.match(words, /Total Not shown Not shown Not shown 0/);
    assert.doesNotMatch(words, /By team|What changed since|Still open, by stage|Not offered yet/);
    assert.match(wordsOf((await (await town.visit('council')).get('/return-interviews')).body), /Still open, by stage/);
    assert.doesNotMatch(page.body, /return-interviews\/returns/);
    assert.equal((await reader.get('/return-interviews/returns?what=open')).status, 403);
    // The team of an address is not taken from somebody who could subtract it.
    assert.equal(wordsOf((await reader.get('/return-interviews?team=Children%20looked%20after')).body), words);
  });

  it('is nothing of a neighbour’s', async (t) => {
    const { town } = await someReturns(t);
    const neighbour = await town.visit('neighbourManager');
    assert.match(wordsOf((await neighbour.get('/return-interviews')).body), /Total 0 0 \+ 0 ✓/);
  });
});

describe('the weekly scrutiny', () => {
  it('lists late, at risk and ended late since last week, with why, who holds it and what to do', async (t) => {
    const { town, children } = await someReturns(t);
    const director = await town.visit('director');
    const page = await director.get('/return-interviews/scrutiny');
    assert.equal(page.status, 200);
    const words = wordsOf(page.body);
    assert.match(words, /1 is late, 1 at risk, and 1 ended late since 2 March 2026/);
    assert.match(
      words,
      /Beside a week ago, 4 March 2026 at 10am: 1 newly late; 1 new and at risk; 1 done before that\./,
    );
    const [, late, atRisk, ended] =
      /Late Child(.*) At risk Child(.*) Ended late since 2 March 2026 Child(.*)/.exec(words) ?? [];
    assert.match(
      late ?? '',
      /Late Marsh .*1 day late .*No interview has been offered\. .*nobody is named .*Offer it today/,
    );
    assert.match(late ?? '', /Newly late Its return was not known on 4 March 2026 at 10am\. .*Nothing is on record\./);
    assert.match(atRisk ?? '', /Risky Marsh .*23 hours left New/);
    assert.match(
      ended ?? '',
      /Lastweek Marsh .*Held 1 minute late .*Streetwise: nobody is named .*Say why it was late/,
    );
    assert.doesNotMatch(words, /Longago|Punctual|Early/);
    const looks = await looksOf(town, director.userId);
    assert.deepEqual(
      new Set(looks.at(-1)?.child_ids),
      new Set([children['Late'], children['Risky'], children['Lastweek']]),
    );
  });

  it('says the cause and the words once somebody has explained it, what was tried since, and goes out as a file', async (t) => {
    const { town, children } = await someReturns(t);
    const director = await town.visit('director');
    const page = await director.get('/return-interviews/scrutiny');
    const [, url] = /href="(\/children\/\d+\/episodes\/\d+\/return\/lateness)"/.exec(page.body) ?? [];
    assert.ok(url);
    const version = /name="version" value="(\d+)"/.exec((await director.get(url)).body)?.[1] ?? '';
    await director.send(url, { cause: 'no-interviewer', why: 'Both were ill', version });
    const offer = {
      kind: 'interview-offered',
      interviewRef: 'V1',
      incidentRefs: ['A1'],
      means: 'telephone',
      spokeTo: 'nobody',
      outcome: 'no-response',
      words: {},
    } as const;
    const at1530 = at('2026-03-10T15:30Z');
    const entry = { occurredAt: at1530, sourceKey: null, content: offer };
    await record(town.database, 'oxfordshire', children['Late'] ?? 0, [entry], at1530);
    const after = await director.get('/return-interviews/scrutiny');
    const words = wordsOf(after.body);
    assert.match(words, /No interviewer was free\. Both were ill/);
    assert.match(words, /10 March 2026 at 3:30pm: By telephone, spoke to nobody: no response \(Oxfordshire Council\)/);
    const asked = await director.send('/exports/new?kind=weekly-scrutiny', { purpose: 'meeting' });
    const file = await director.send(`${asked.at}/download`, {});
    assert.match(
      file.body,
      /,Late,Marsh,[^\r]*,Newly late,No interviewer was free\. Both were ill[^\r]*,"10 March 2026 at 3:30pm: By telephone/,
    );
  });

  it('still says what was tried and why it is late once the police’s report has renamed the absence', async (t) => {
    const town = await openTown(t, now);
    const ours = {
      reportedBy: 'oxfordshire',
      reportedByKind: 'local-authority',
      missingFromAuthority: 'oxfordshire',
    } as const;
    const start = aNotification({
      ...ours,
      incidentRef: null,
      notificationRef: 'N1',
      occurredAt: at('2026-03-06T20:00Z'),
    });
    const end = { ...start, notificationRef: 'N2', kind: 'found', occurredAt: at('2026-03-07T09:00Z') } as const;
    const childId = await recordChild(town.database, end.occurredAt, { forename: 'Renamed' }, [start, end]);
    const append = async (occurredAt: Instant, content: EntryContent): Promise<void> =>
      record(town.database, 'oxfordshire', childId, [{ occurredAt, sourceKey: null, content }], now);
    await append(at('2026-03-08T12:00Z'), {
      kind: 'interview-offered',
      interviewRef: 'V1',
      incidentRefs: ['N1'],
      means: 'telephone',
      spokeTo: 'nobody',
      outcome: 'no-response',
      words: {},
    });
    await append(at('2026-03-10T12:00Z'), {
      kind: 'lateness-explained',
      episodeKey: 'N1',
      cause: 'no-interviewer',
      why: 'Both were ill',
    });
    const police = { reportedBy: 'thames-valley-police', reportedByKind: 'police' } as const;
    await record(
      town.database,
      police.reportedBy,
      childId,
      [
        {
          occurredAt: start.occurredAt,
          sourceKey: 'notification:P1',
          content: {
            kind: 'notification-received',
            notification: { ...start, ...police, notificationRef: 'P1', incidentRef: 'POL-1' },
          },
        },
      ],
      now,
    );
    const director = await town.visit('director');
    const words = wordsOf((await director.get('/return-interviews/scrutiny')).body);
    assert.match(words, /Renamed Marsh .*No interviewer was free\. Both were ill/);
    assert.match(words, /8 March 2026 at midday: By telephone, spoke to nobody: no response/);
  });

  it('is for those who scrutinise', async (t) => {
    const { town } = await someReturns(t);
    for (const who of ['police', 'worker', 'reader', 'analyst'] as const) {
      const visitor = await town.visit(who);
      assert.equal((await visitor.get('/return-interviews/scrutiny')).status, 403, who);
    }
  });

  it('begins last week on its Monday in London, whatever day it is and when the clocks change', () => {
    const cases: readonly [string, string][] = [
      ['2026-03-09T00:00Z', '2026-03-02T00:00Z'],
      ['2026-03-08T23:59Z', '2026-02-23T00:00Z'],
      ['2026-03-30T10:00Z', '2026-03-23T00:00Z'],
      ['2026-04-06T10:00Z', '2026-03-29T23:00Z'],
    ];
    for (const [given, expected] of cases)
      assert.equal(startOfLastWeek(at(given)), at(expected) satisfies Instant, given);
  });
});
