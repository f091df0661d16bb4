import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sql from 'sql-template-tag';
import { aNotification, at, FOLD_RULES } from '../../../test/support/notifications.ts';
import { openFront } from '../../../test/support/front.ts';
import { OPERATOR, requesterOf } from '../../../test/support/people.ts';
import { record, recordChild, told } from '../../../test/support/recording.ts';
import { looksOf, openTown, wordsOf, type Town, type Visitor } from '../../../test/support/visit.ts';
import { loadEntries } from '../../db/chronology/store.ts';
import { fold } from '../../domain/chronology/fold.ts';
import { verifyRecord } from '../../db/verify.ts';
import type { Entry, EntryContent } from '../../domain/chronology/entry.ts';

const now = at('2026-03-04T10:00Z');
const missing = aNotification({
  notificationRef: 'C1',
  incidentRef: 'I1',
  occurredAt: at('2026-03-03T20:00:30Z'),
  reportedBy: 'oxfordshire',
  reportedByKind: 'local-authority',
});
const SAME = {
  'occurredAt-day': '3',
  'occurredAt-month': '3',
  'occurredAt-year': '2026',
  'occurredAt-time': '20:00',
  kind: 'missing',
  missingFrom: 'home',
  missingFromPostcode: '',
  missingFromAuthority: 'oxfordshire',
  policingArea: 'city',
  incidentRef: 'I1',
};

async function entriesOf(town: Town, childId: number): Promise<Entry[]> {
  return town.database.read('job', requesterOf(null), (tx) => loadEntries(tx, childId));
}

async function versionOn(visitor: Visitor, url: string): Promise<string> {
  return /name="version" value="(\d+)"/.exec((await visitor.get(url)).body)?.[1] ?? '';
}

describe('correcting what we were told', () => {
  it('shows what is on record, and keeps the old value beside the new with who and why', async (t) => {
    const town = await openTown(t, now);
    const childId = await recordChild(town.database, now, {}, [missing]);
    const council = await town.visit('council');
    const url = `/children/${childId}/entries/2/correct`;
    const page = await council.get(url);
    assert.match(
      wordsOf(page.body),
      /Correct what we were told Reported missing, 3 March 2026 at 8pm, by Oxfordshire Council/,
    );
    assert.match(page.body, /name="occurredAt-time" type="text" spellcheck="false" value="20:00"|value="20:00"/);
    const saved = await council.send(url, {
      ...SAME,
      'occurredAt-time': '9:15pm',
      version: await versionOn(council, url),
      why: 'The carer looked at the door log',
    });
    assert.equal(saved.status, 200);
    assert.match(
      wordsOf(saved.body),
      /Correction of what we were told .*Recorded 4 March 2026 at 10am from Asha Field, Oxfordshire Council.*When 3 March 2026 at 8pm 3 March 2026 at 9:15pm Why: The carer looked at the door log/,
    );
    const content = (await entriesOf(town, childId)).at(-1)?.content;
    assert.deepEqual(content?.kind === 'notification-corrected' ? content.now : null, {
      occurredAt: at('2026-03-03T21:15Z'),
    });
    assert.match(wordsOf((await council.get('/missing-now')).body), /12 hours Missing since 3 March 2026 at 9:15pm/);
    assert.deepEqual((await verifyRecord(town.database, FOLD_RULES)).differences, []);
    assert.ok(
      (await looksOf(town, council.userId)).some(
        ({ verb, route }) => verb === 'alteration' && route === '/children/:childId/entries/:version/correct',
      ),
    );
  });

  it('asks why, and refuses a correction that changes nothing or says what cannot be', async (t) => {
    const town = await openTown(t, now);
    const found = { ...missing, notificationRef: 'C2', kind: 'found' as const, occurredAt: at('2026-03-04T06:00Z') };
    const childId = await recordChild(town.database, now, {}, [missing, found]);
    const council = await town.visit('council');
    const url = `/children/${childId}/entries/2/correct`;
    const version = await versionOn(council, url);
    const withoutWhy = await council.post(url, { ...SAME, kind: 'absent', version, why: '' });
    assert.equal(withoutWhy.status, 422);
    assert.match(wordsOf(withoutWhy.body), /There is a problem Enter why you are correcting it/);
    assert.match(
      wordsOf((await council.post(url, { ...SAME, version, why: 'x' })).body),
      /nothing is different from what is on record/,
    );
    const after = await council.post(url, {
      ...SAME,
      'occurredAt-day': '4',
      'occurredAt-time': '7am',
      version,
      why: 'x',
    });
    assert.match(wordsOf(after.body), /must have gone missing before the return of this incident, 4 March 2026 at 6am/);
    const early = await council.post(`/children/${childId}/entries/3/correct`, {
      'occurredAt-day': '3',
      'occurredAt-month': '3',
      'occurredAt-year': '2026',
      'occurredAt-time': '7pm',
      kind: 'found',
      incidentRef: 'I1',
      version,
      why: 'x',
    });
    assert.match(
      wordsOf(early.body),
      /The return must be after the child went missing in this incident, 3 March 2026 at 8pm/,
    );
    assert.equal((await entriesOf(town, childId)).length, 3);
  });

  it('shows what changed meanwhile, keeps everything typed, and takes it when sent again', async (t) => {
    const town = await openTown(t, now);
    const childId = await recordChild(town.database, now, {}, [missing]);
    const council = await town.visit('council');
    const url = `/children/${childId}/entries/2/correct`;
    const stale = await versionOn(council, url);
    await record(
      town.database,
      'thames-valley-police',
      childId,
      [told(aNotification({ notificationRef: 'P1', occurredAt: at('2026-03-03T21:00Z') }))],
      now,
    );
    const fields = { ...SAME, kind: 'absent', why: 'He said <b>where</b> he was' };
    const refused = await council.post(url, { ...fields, version: stale });
    assert.equal(refused.status, 409);
    assert.match(
      wordsOf(refused.body),
      /This record changed while you were working on it .*Reported missing, 4 March 2026 at 10am, from Thames Valley Police/,
    );
    assert.ok(refused.body.includes('He said &lt;b&gt;where&lt;/b&gt; he was'));
    assert.match(refused.body, /value="absent" checked/);
    const fresh = /name="version" value="(\d+)"/.exec(refused.body)?.[1] ?? '';
    assert.equal((await council.post(url, { ...fields, version: fresh })).status, 303);
  });

  it('is refused to a role that may not, and not found by an agency that may not see the child', async (t) => {
    const town = await openTown(t, now);
    const childId = await recordChild(town.database, now, {}, [missing]);
    const url = `/children/${childId}/entries/2/correct`;
    for (const who of ['neighbour', 'analyst'] as const) {
      const visitor = await town.visit(who);
      assert.equal((await visitor.get(url)).status, 404);
      assert.equal((await visitor.post(url, { ...SAME, version: '2', why: 'x' })).status, 404);
    }
    const council = await town.visit('council');
    assert.equal((await council.get(`/children/${childId}/entries/1/correct`)).status, 404);
    assert.equal((await council.get(`/children/${childId}/entries/9/correct`)).status, 404);
  });
});

describe('moving a report to another child', () => {
  it('takes it from the one record and puts it on the other, as it stood, together', async (t) => {
    const town = await openTown(t, now);
    const wrong = await recordChild(town.database, now, {}, [missing]);
    const right = await recordChild(town.database, now, { forename: 'Iris', surname: 'Marsh', childRef: 'OX2' });
    const council = await town.visit('council');
    const url = `/children/${wrong}/entries/2/another-child`;
    const version = await versionOn(council, url);
    const none = await council.post(url, { searched: 'Nobody Atall', version });
    assert.match(wordsOf(none.body), /No other child you can see fits/);
    const results = await council.post(url, { searched: 'iris marsh', version });
    assert.equal(results.status, 200);
    assert.match(wordsOf(results.body), /Which child was it about\?.*Iris Marsh Born 15 June 2012/);
    const noReason = await council.post(url, { searched: 'iris marsh', version, toChild: String(right), why: '' });
    assert.equal(noReason.status, 422);
    const moved = await council.send(url, {
      searched: 'iris marsh',
      version,
      toChild: String(right),
      why: 'The caller gave the twin’s name',
    });
    assert.match(wordsOf(moved.body), /Iris Marsh Missing for 13 hours/);
    const first = wordsOf((await council.get(`/children/${wrong}`)).body);
    assert.match(first, /Moved to another child .*Why: The caller gave the twin’s name/);
    assert.match(first, /No absence is on record/);
    assert.deepEqual((await verifyRecord(town.database, FOLD_RULES)).differences, []);
    assert.equal((await council.get(url)).status, 404);
  });

  it('says what was done about the return and stays, and ends what others owe and see by it', async (t) => {
    const town = await openTown(t, now);
    const back = { ...missing, notificationRef: 'C2', kind: 'found' as const, occurredAt: at('2026-03-04T06:00Z') };
    const wrong = await recordChild(town.database, now, {}, [missing, back]);
    const right = await recordChild(town.database, now, { forename: 'Iris', surname: 'Marsh', childRef: 'OX2' });
    const about = { interviewRef: 'V1', incidentRefs: ['I1'] };
    const did = (content: EntryContent) => ({ occurredAt: at('2026-03-04T08:00Z'), sourceKey: null, content });
    const spoke = { means: 'telephone', spokeTo: 'child', outcome: 'accepted', words: {} } as const;
    await record(
      town.database,
      'oxfordshire',
      wrong,
      [
        did({ kind: 'interview-offered', ...about, ...spoke }),
        did({ kind: 'interview-allocated', ...about, agency: 'streetwise', interviewerId: null, why: 'Near' }),
        did({ kind: 'return-passed', passRef: 'P1', episodeKey: 'I1', toAuthority: 'swindon', why: 'Placed there' }),
      ],
      now,
    );
    const council = await town.visit('council');
    const url = `/children/${wrong}/entries/2/another-child`;
    const version = await versionOn(council, url);
    const page = wordsOf((await council.post(url, { searched: 'iris marsh', version })).body);
    assert.match(
      page,
      /What stays with Ada Marsh .*A return interview, with one attempt to offer it, given to .*The request to another authority to see to the interview\. It ends\./,
    );
    const loaded = async () => {
      const entries = await entriesOf(town, wrong);
      return fold(entries, FOLD_RULES);
    };
    assert.equal((await loaded()).involvements.find(({ agency }) => agency === 'swindon')?.untilAt, null);
    const moved = await council.send(url, {
      searched: 'iris marsh',
      version,
      toChild: String(right),
      why: 'The caller gave the twin’s name',
    });
    assert.match(wordsOf(moved.body), /Iris Marsh/);
    const left = await loaded();
    assert.deepEqual(left.returns, []);
    assert.equal(left.interviews.length, 1);
    const until = (agency: string) => left.involvements.find((one) => one.agency === agency)?.untilAt;
    assert.equal(until('streetwise'), at('2026-04-03T10:00Z'));
    assert.equal(until('swindon'), now);
    const open = left.duties.filter(({ settledAt, kind }) => settledAt === null && kind !== 'recording-fault');
    assert.deepEqual(open, []);
    assert.deepEqual((await verifyRecord(town.database, FOLD_RULES)).differences, []);
  });

  it('tells a home that reported it nothing of interviews, triage and requests, which it may not see', async (t) => {
    const front = await openFront(t);
    await front.database.transaction('job', OPERATOR, (tx) =>
      tx.query(
        sql`insert into homeward.agency (code, kind, name) values ('home-one', 'placement-provider', 'Home One')`,
      ),
    );
    const byHome = { ...missing, reportedBy: 'home-one', reportedByKind: 'placement-provider' } as const;
    const wrong = await recordChild(front.database, front.now, {}, [
      byHome,
      { ...byHome, notificationRef: 'C2', kind: 'found', occurredAt: at('2026-03-04T06:00Z') },
    ]);
    const other = { ...byHome, notificationRef: 'D1', incidentRef: 'I2', occurredAt: at('2026-03-09T20:00Z') };
    const right = { forename: 'Iris', surname: 'Marsh', childRef: 'OX2' };
    await recordChild(front.database, front.now, right, [other]);
    const { browser, token } = await front.signedIn(await front.addPerson('home-one', 'residential-worker'));
    const shown = async (): Promise<string> => {
      const page = await browser.post(
        `/children/${wrong}/entries/2/another-child`,
        { searched: 'iris marsh' },
        { token },
      );
      assert.equal(page.statusCode, 200);
      return /What stays with.*?Iris Marsh/.exec(wordsOf(page.body))?.[0] ?? page.body;
    };
    const before = await shown();
    assert.match(before, /Anything that was done about the absence stays with Ada Marsh\./);
    const about = { interviewRef: 'V1', incidentRefs: ['I1'] };
    const did = (content: EntryContent) => ({ occurredAt: front.now, sourceKey: null, content });
    await record(
      front.database,
      'oxfordshire',
      wrong,
      [
        did({ kind: 'interview-allocated', ...about, agency: 'streetwise', interviewerId: null, why: 'Near' }),
        did({ kind: 'return-passed', passRef: 'P1', episodeKey: 'I1', toAuthority: 'swindon', why: 'Placed there' }),
      ],
      front.now,
    );
    assert.equal(await shown(), before);
  });

  it('leaves both records as they were where the one changed meanwhile', async (t) => {
    const town = await openTown(t, now);
    const wrong = await recordChild(town.database, now, {}, [missing]);
    const right = await recordChild(town.database, now, { forename: 'Iris', childRef: 'OX2' });
    const council = await town.visit('council');
    const url = `/children/${wrong}/entries/2/another-child`;
    const version = await versionOn(council, url);
    await record(
      town.database,
      'thames-valley-police',
      wrong,
      [told(aNotification({ notificationRef: 'P1', occurredAt: at('2026-03-03T21:00Z') }))],
      now,
    );
    const refused = await council.post(url, { searched: 'iris', version, toChild: String(right), why: 'Twin' });
    assert.equal(refused.status, 409);
    assert.match(wordsOf(refused.body), /This record changed while you were working on it/);
    assert.equal((await entriesOf(town, right)).length, 1);
  });

  it('cannot move to a child whom the person may not see', async (t) => {
    const town = await openTown(t, now);
    const wrong = await recordChild(town.database, now, {}, [missing]);
    const hidden = await recordChild(
      town.database,
      now,
      { forename: 'Iris', childRef: 'SW1', responsibleAuthority: 'swindon' },
      [],
      'swindon',
    );
    const council = await town.visit('council');
    const url = `/children/${wrong}/entries/2/another-child`;
    const answer = await council.post(url, {
      searched: 'iris',
      version: await versionOn(council, url),
      toChild: String(hidden),
      why: 'Twin',
    });
    assert.equal(answer.status, 422);
    assert.equal((await entriesOf(town, hidden)).length, 1);
  });
});

describe('reviewing and settling', () => {
  it('lets the police record a review of an open absence, which puts the next a day on', async (t) => {
    const town = await openTown(t, now);
    const childId = await recordChild(town.database, now, {}, [
      aNotification({ notificationRef: 'P1', occurredAt: at('2026-03-03T06:00Z'), risk: 'medium' }),
    ]);
    const police = await town.visit('police');
    const episode =
      new RegExp(`/children/${childId}/episodes/\\d+`).exec((await police.get(`/children/${childId}`)).body)?.[0] ?? '';
    const url = `${episode}/review`;
    assert.match(wordsOf((await police.get('/worklist')).body), /4 hours late .*Ada Marsh/);
    const page = await police.get(url);
    assert.match(page.body, /value="medium" checked/);
    const empty = await police.post(url, { version: await versionOn(police, url) });
    assert.match(wordsOf(empty.body), /Select the grade of risk Enter why, and what is to be done next/);
    const saved = await police.send(url, {
      version: await versionOn(police, url),
      risk: 'high',
      rationale: 'Phone found by the river',
    });
    assert.match(wordsOf(saved.body), /Reviewed while missing .*High risk Why: Phone found by the river/);
    assert.match(wordsOf((await police.get('/worklist')).body), /Due tomorrow at 10am/);
    assert.match(wordsOf((await police.get('/missing-now')).body), /Ada Marsh aged 13 High risk/);
    assert.deepEqual((await verifyRecord(town.database, FOLD_RULES)).differences, []);
    const council = await town.visit('council');
    assert.equal((await council.get(url)).status, 403);
  });

  it('settles a recording fault with a reason, and then it is no longer due', async (t) => {
    const town = await openTown(t, now);
    const childId = await recordChild(town.database, now, {}, [{ ...missing, kind: 'found' }]);
    const council = await town.visit('council');
    const url = /\/children\/\d+\/faults\/\d+/.exec((await council.get(`/children/${childId}`)).body)?.[0] ?? '';
    assert.match(
      wordsOf((await council.get(url)).body),
      /A return was reported, but no absence of this child was under way then/,
    );
    const saved = await council.send(url, {
      version: await versionOn(council, url),
      why: 'The school confirms that he was at lessons',
    });
    assert.match(wordsOf(saved.body), /Recording fault settled .*Why: The school confirms that he was at lessons/);
    assert.match(wordsOf((await council.get('/worklist')).body), /Nothing is waiting for your agency/);
    assert.equal((await council.get(url)).status, 404);
  });
});
