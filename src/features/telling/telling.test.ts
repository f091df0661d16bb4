import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sql from 'sql-template-tag';
import { aNotification, at, FOLD_RULES } from '../../../test/support/notifications.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { recordChild } from '../../../test/support/recording.ts';
import { openTown, wordsOf, type Town, type Visitor } from '../../../test/support/visit.ts';
import { verifyRecord } from '../../db/verify.ts';

const now = at('2026-03-04T22:00Z');
const WHO = {
  forename: 'Mira',
  surname: 'Quill',
  'dateOfBirth-day': '9',
  'dateOfBirth-month': 'May',
  'dateOfBirth-year': '2011',
};

type Fields = Readonly<Record<string, string>>;

/** Answers questions one after another, each at the address to which the one before led. */
async function answer(
  visitor: Visitor,
  start: string,
  answers: readonly (readonly [slug: string, fields: Fields])[],
  begin: Fields = {},
): Promise<{ at: string; body: string; status: number }> {
  let page = await visitor.send(start, begin);
  for (const [slug, fields] of answers) {
    assert.ok(page.at.endsWith(`/${slug}`), `${slug} was expected at ${page.at}`);
    page = await visitor.send(page.at, fields);
  }
  return page;
}

const ABOUT = { sex: 'F', responsibleAuthority: 'oxfordshire', homePostcode: 'ox1 1nd' };
const WHEN = { 'lastSeen-day': '4', 'lastSeen-month': '3', 'lastSeen-year': '2026', 'lastSeen-time': '6:30pm' };
const WHERE = { missingFrom: 'home', missingFromPostcode: '', missingFromAuthority: 'oxfordshire', policingArea: '' };

async function tellMissing(visitor: Visitor): Promise<{ at: string; body: string; status: number }> {
  return answer(visitor, '/tell-us/missing', [
    ['who', WHO],
    ['about', ABOUT],
    ['kind', { kind: 'missing' }],
    ['when', WHEN],
    ['where', WHERE],
    ['what', { circumstances: 'Red coat', incidentRef: '' }],
  ]);
}

async function count(town: Town, table: 'child' | 'chronology_entry' | 'episode' | 'draft'): Promise<number> {
  const statements = {
    child: sql`select count(*)::int as rows from homeward.child`,
    chronology_entry: sql`select count(*)::int as rows from homeward.chronology_entry where kind = 'notification-received'`,
    episode: sql`select count(*)::int as rows from homeward.episode`,
    draft: sql`select count(*)::int as rows from homeward.draft`,
  };
  return (
    await town.database.read(table === 'draft' ? 'owner' : 'job', OPERATOR, (tx) =>
      tx.one<{ rows: number }>(statements[table]),
    )
  ).rows;
}

describe('telling us of a child', () => {
  it('goes the whole way: told missing, seen on missing now, told of the return, the interview due in exactly 72 hours on the worklist', async (t) => {
    const town = await openTown(t, now);
    const council = await town.visit('council');
    const check = await tellMissing(council);
    const words = wordsOf(check.body);
    assert.match(words, /Check your answers Mira Quill: a new record will be made/);
    assert.match(words, /When was the child last seen\? 4 March 2026 at 6:30pm/);
    assert.match(words, /Postcode of the family home OX1 1ND/);
    assert.equal(await count(town, 'child'), 0);
    const done = await council.send(check.at);
    assert.match(wordsOf(done.body), /We have your report Mira Quill is on record as missing/);
    assert.match(wordsOf(done.body), /a return interview is due within 72 hours of the return/);
    assert.match(wordsOf((await council.get('/missing-now')).body), /Mira Quill aged 14 Not graded 3 hours 30 minutes/);
    const reviews = wordsOf((await council.get('/worklist')).body);
    assert.match(reviews, /Due tomorrow at 6:30pm .* Mira Quill aged 14 Review/);

    town.now = at('2026-03-05T07:00Z');
    const morning = await town.visit('council');
    const episode = /tell-us\/returned\?episode=(\d+)/.exec((await morning.get('/missing-now')).body)?.[1];
    assert.ok(episode);
    const asked = await morning.send('/tell-us/returned', { episode });
    assert.match(wordsOf(asked.body), /A child has come back: Mira Quill When did the child come back/);
    const returned = await answer(
      morning,
      '/tell-us/returned',
      [
        ['when', { 'returned-day': '5', 'returned-month': '3', 'returned-year': '2026', 'returned-time': '0615' }],
        ['how', { returnedBy: 'Police' }],
        ['where', { foundPostcode: 'RG1 1AA', distanceMiles: '24.5' }],
        ['safe-and-well', { circumstances: 'Cold and tired, no injury' }],
      ],
      { episode },
    );
    assert.match(wordsOf(returned.body), /Mira Quill: missing since 4 March 2026 at 6:30pm/);
    const sent = await morning.send(returned.at);
    assert.match(
      wordsOf(sent.body),
      /A return interview is due by 8 March 2026 at 6:15am \. That is 72 hours after the return, 5 March 2026 at 6:15am/,
    );
    assert.match(wordsOf((await morning.get('/missing-now')).body), /No child you can see is missing/);
    const worklist = wordsOf((await morning.get('/worklist')).body);
    assert.match(worklist, /Due 8 March 2026 8 March 2026 at 6:15am Mira Quill aged 14 Return interview/);
    assert.doesNotMatch(worklist, /Review Missing/);
    assert.deepEqual((await verifyRecord(town.database, FOLD_RULES)).differences, []);
  });

  it('says when the interview is due on which clock, where the clocks change before it', async (t) => {
    const town = await openTown(t, at('2026-03-27T20:00Z'));
    const childId = await recordChild(town.database, town.now, {}, [
      aNotification({ notificationRef: 'P1', occurredAt: at('2026-03-27T10:00Z') }),
    ]);
    const council = await town.visit('council');
    assert.ok(childId > 0);
    const episode = /episode=(\d+)/.exec((await council.get('/missing-now')).body)?.[1] ?? '';
    const check = await answer(
      council,
      '/tell-us/returned',
      [
        ['when', { 'returned-day': '27', 'returned-month': '3', 'returned-year': '2026', 'returned-time': '18:00' }],
        ['how', { returnedBy: 'Family' }],
        ['where', { foundPostcode: '', distanceMiles: '' }],
        ['safe-and-well', { circumstances: 'Well' }],
      ],
      { episode },
    );
    const words = wordsOf((await council.send(check.at)).body);
    assert.match(
      words,
      /due by 30 March 2026 at 7pm BST \. That is 72 hours after the return, 27 March 2026 at 6pm GMT\. The clocks go forward in between/,
    );
  });

  it('makes one notification of a draft however often and however fast it is sent', async (t) => {
    const town = await openTown(t, now);
    const council = await town.visit('council');
    const check = await tellMissing(council);
    const answers = await Promise.all(Array.from({ length: 6 }, () => council.post(check.at)));
    assert.deepEqual(new Set(answers.map(({ location }) => location)).size, 1);
    const again = await council.send(check.at);
    assert.match(wordsOf(again.body), /We have your report/);
    assert.deepEqual([await count(town, 'child'), await count(town, 'chronology_entry')], [1, 1]);
  });

  it('shows likely matches before a second record is made, forgiving a slip, and uses the record that is chosen', async (t) => {
    const town = await openTown(t, now);
    const childId = await recordChild(town.database, now, {
      forename: 'Mirra',
      surname: 'Quill',
      dateOfBirth: '2011-05-09' as never,
      childRef: 'OX7',
    });
    const council = await town.visit('council');
    const matches = await answer(council, '/tell-us/missing', [['who', WHO]]);
    assert.match(wordsOf(matches.body), /Is it one of these children\?/);
    assert.match(
      wordsOf(matches.body),
      /Mirra Quill, born 9 May 2011, aged 14 The same date of birth and a name one letter different\. References: OX7/,
    );
    const nothing = await council.post(matches.at, {});
    assert.equal(nothing.status, 422);
    assert.match(wordsOf(nothing.body), /There is a problem Select the child, or none of these/);
    const next = await council.send(matches.at, { child: String(childId), ruledOut: String(childId) });
    assert.ok(next.at.endsWith('/kind'));
    for (const [slug, fields] of [
      ['kind', { kind: 'missing' }],
      ['when', WHEN],
      ['where', WHERE],
      ['what', {}],
    ] as const) {
      await council.send(next.at.replace(/kind$/, slug), fields);
    }
    await council.send(next.at.replace(/kind$/, 'check'));
    assert.deepEqual([await count(town, 'child'), await count(town, 'episode')], [1, 1]);
  });

  it('does not make a second record where a likely match came on record after none was chosen', async (t) => {
    const town = await openTown(t, now);
    const council = await town.visit('council');
    const check = await tellMissing(council);
    await recordChild(town.database, now, {
      forename: 'Mira',
      surname: 'Quill',
      dateOfBirth: '2011-05-09' as never,
      childRef: 'OX8',
    });
    const back = await council.send(check.at);
    assert.ok(back.at.endsWith('/child'));
    const ruledOut = /name="ruledOut" value="(\d+)"/.exec(back.body)?.[1] ?? '';
    assert.equal((await council.post(back.at, { child: 'none', ruledOut: '' })).status, 422);
    const on = await council.send(back.at, { child: 'none', ruledOut });
    assert.ok(on.at.endsWith('/check'));
    await council.send(on.at);
    assert.equal(await count(town, 'child'), 2);
  });

  it('says of a child of another council only that there is one and whom to ask, and involves the agency that chooses it', async (t) => {
    const town = await openTown(t, now);
    const childId = await recordChild(town.database, now, {
      forename: 'Mira',
      surname: 'Quill',
      dateOfBirth: '2011-05-09' as never,
      childRef: 'SECRET-REF',
    });
    const neighbour = await town.visit('neighbour');
    const matches = await answer(neighbour, '/tell-us/missing', [['who', WHO]]);
    assert.match(
      wordsOf(matches.body),
      /A child with this date of birth and a name like it is known to Oxfordshire Council/,
    );
    assert.doesNotMatch(matches.body, /SECRET-REF|Ada|OX1/);
    assert.equal((await neighbour.get(`/children/${childId}`)).status, 404);
    const next = await neighbour.send(matches.at, { child: String(childId) });
    for (const [slug, fields] of [
      ['kind', { kind: 'missing' }],
      ['when', WHEN],
      ['where', { ...WHERE, missingFromAuthority: 'swindon' }],
      ['what', {}],
    ] as const) {
      await neighbour.send(next.at.replace(/kind$/, slug), fields);
    }
    const done = await neighbour.send(next.at.replace(/kind$/, 'check'));
    assert.match(wordsOf(done.body), /Oxfordshire Council and Swindon Council can see the report now/);
    assert.equal((await neighbour.get(`/children/${childId}`)).status, 200);
    assert.equal(await count(town, 'child'), 1);
  });

  it('makes no second record with a reference that is another child’s, and adds a new reference to the record chosen', async (t) => {
    const town = await openTown(t, now);
    const childId = await recordChild(town.database, now, {
      forename: 'Mira',
      surname: 'Quill',
      dateOfBirth: '2011-05-09' as never,
      childRef: 'OX7',
    });
    const council = await town.visit('council');
    const taken = await answer(council, '/tell-us/missing', [
      ['who', { ...WHO, forename: 'Someone', surname: 'Else', childRef: 'OX7' }],
    ]);
    const refused = await council.post(taken.at, { child: 'none', ruledOut: String(childId) });
    assert.match(wordsOf(refused.body), /A reference you gave is that of one of these children/);
    const matches = await answer(council, '/tell-us/missing', [['who', { ...WHO, policeRef: 'MP55' }]]);
    const next = await council.send(matches.at, { child: String(childId), ruledOut: String(childId) });
    for (const [slug, fields] of [
      ['kind', { kind: 'missing' }],
      ['when', WHEN],
      ['where', WHERE],
      ['what', {}],
    ] as const) {
      await council.send(next.at.replace(/kind$/, slug), fields);
    }
    await council.send(next.at.replace(/kind$/, 'check'));
    assert.match(
      wordsOf((await council.send('/children', { q: 'MP55' })).body),
      /Mira Quill 9 May 2011 aged 14 OX7, MP55/,
    );
    assert.equal(await count(town, 'child'), 1);
  });

  it('cannot be used to reach a child by guessing its number', async (t) => {
    const town = await openTown(t, now);
    const childId = await recordChild(town.database, now, {});
    const neighbour = await town.visit('neighbour');
    assert.equal((await neighbour.post('/tell-us/missing', { child: String(childId) })).status, 404);
    assert.equal((await neighbour.get(`/tell-us/missing?child=${childId}`)).status, 404);
    const who = await neighbour.send('/tell-us/missing');
    const next = await neighbour.send(who.at, { ...WHO, child: String(childId), fixedChild: String(childId) });
    assert.ok(next.at.endsWith('/about'), next.at);
  });

  it('shows an open absence before a second is made, and adds to it or leads to the return', async (t) => {
    const town = await openTown(t, now);
    const childId = await recordChild(town.database, now, {}, [
      aNotification({ notificationRef: 'P1', occurredAt: at('2026-03-04T12:00Z'), risk: 'high' }),
    ]);
    const council = await town.visit('council');
    const open = await council.send('/tell-us/missing', { child: String(childId) });
    assert.ok(open.at.endsWith('/already-reported'));
    assert.match(
      wordsOf(open.body),
      /Ada Marsh has been missing since 4 March 2026 at midday, 10 hours ago: high risk\. Reported by Thames Valley Police/,
    );
    const away = await council.post(open.at, { sameAbsence: 'returned' });
    assert.match(away.location ?? '', /^\/tell-us\/returned\?episode=\d+$/);
    const second = await council.send('/tell-us/missing', { child: String(childId) });
    const check = await answer2(council, second.at, [
      ['already-reported', { sameAbsence: 'same' }],
      ['kind', { kind: 'missing' }],
      ['when', WHEN],
      ['where', WHERE],
      ['what', { circumstances: 'Seen at the station' }],
    ]);
    await council.send(check.at);
    assert.deepEqual([await count(town, 'episode'), await count(town, 'chronology_entry')], [1, 2]);
  });

  it('refuses an hour that the clocks skipped, asks which of an hour that came twice, and takes the second when told', async (t) => {
    const town = await openTown(t, at('2026-10-26T09:00Z'));
    const council = await town.visit('council');
    const childId = await recordChild(town.database, town.now, {});
    const when = await answer(council, '/tell-us/missing', [['kind', { kind: 'missing' }]], { child: String(childId) });
    const skipped = await council.post(when.at, {
      'lastSeen-day': '29',
      'lastSeen-month': '3',
      'lastSeen-year': '2026',
      'lastSeen-time': '1:30am',
    });
    assert.equal(skipped.status, 422);
    assert.match(wordsOf(skipped.body), /this time did not happen/);
    assert.match(skipped.body, /value="1:30am"/);
    const twice = { 'lastSeen-day': '25', 'lastSeen-month': '10', 'lastSeen-year': '2026', 'lastSeen-time': '1:30am' };
    const asked = await council.post(when.at, twice);
    assert.equal(asked.status, 422);
    assert.match(
      wordsOf(asked.body),
      /this time came twice.*The first time: 25 October 2026 at 1:30am BST.*The second time: 25 October 2026 at 1:30am GMT/,
    );
    const where = await council.send(when.at, { ...twice, 'lastSeen-hour': 'second' });
    assert.ok(where.at.endsWith('/where'));
    await council.send(where.at, WHERE);
    const check = await council.send(where.at.replace(/where$/, 'what'), {});
    assert.match(wordsOf(check.body), /When was the child last seen\? 25 October 2026 at 1:30am GMT/);
    await council.send(check.at);
    const { started_at: startedAt } = await town.database.read('job', OPERATOR, (tx) =>
      tx.one<{ started_at: number }>(
        sql`select (extract(epoch from started_at) * 1000)::float8 as started_at from homeward.episode`,
      ),
    );
    assert.equal(startedAt, at('2026-10-25T01:30Z'));
  });

  it('shows everything that is wrong at the top, keeps what was typed, and refuses a time to come', async (t) => {
    const town = await openTown(t, now);
    const council = await town.visit('council');
    const who = await council.send('/tell-us/missing');
    const wrong = await council.post(who.at, {
      forename: '',
      surname: 'Quill',
      'dateOfBirth-day': '31',
      'dateOfBirth-month': '2',
      'dateOfBirth-year': '2011',
    });
    assert.equal(wrong.status, 422);
    assert.match(wrong.body, /<title>Error: Who is missing\?/);
    assert.match(
      wordsOf(wrong.body),
      /There is a problem Enter the child’s first names The date of birth must be a real date/,
    );
    assert.match(wrong.body, /href="#forename"/);
    assert.match(wrong.body, /value="Quill"/);
    const childId = await recordChild(town.database, now, {});
    const when = await answer(council, '/tell-us/missing', [['kind', { kind: 'missing' }]], { child: String(childId) });
    const future = await council.post(when.at, { ...WHEN, 'lastSeen-time': '11pm' });
    assert.match(wordsOf(future.body), /When the child was last seen must be in the past/);
  });

  it('keeps a draft at each step for its author alone, to be left, taken up and thrown away', async (t) => {
    const town = await openTown(t, now);
    const council = await town.visit('council');
    const who = await council.send('/tell-us/missing');
    const left = await council.send(who.at, { forename: 'Mira', surname: '', later: 'yes' });
    assert.equal(left.at, '/tell-us/drafts');
    assert.match(wordsOf(left.body), /A missing child: Mira 4 March 2026 at 10pm Go on/);
    const resume = /href="(\/tell-us\/missing\/[^"]+\/check)"/.exec(left.body)?.[1] ?? '';
    const again = await council.get((await council.get(resume)).location ?? '');
    assert.match(again.body, /value="Mira"/);
    const police = await town.visit('police');
    assert.equal((await police.get(resume)).status, 404);
    assert.match(wordsOf((await police.get('/tell-us/drafts')).body), /You have no drafts/);
    const draft = /name="draft" value="([^"]+)"/.exec(left.body)?.[1] ?? '';
    assert.match(
      wordsOf((await council.send('/tell-us/drafts', { draft, kind: 'missing' })).body),
      /You have no drafts/,
    );
    assert.equal((await council.get(resume)).status, 404);
  });

  it('saves while typing, without taking the question as answered', async (t) => {
    const town = await openTown(t, now);
    const council = await town.visit('council');
    const who = await council.send('/tell-us/missing');
    const saved = await council.save(who.at, { ...WHO });
    assert.equal(saved.status, 204);
    const page = await council.get(who.at);
    assert.match(page.body, /value="Mira"/);
    assert.ok((await council.get(who.at.replace(/who$/, 'check'))).location?.endsWith('/who'));
  });

  it('asks the police for their grade of risk, and nobody else', async (t) => {
    const town = await openTown(t, now);
    const childId = await recordChild(town.database, now, {}, [
      aNotification({ notificationRef: 'P1', kind: 'found', occurredAt: at('2026-03-01T12:00Z') }),
    ]);
    const police = await town.visit('police');
    const risk = await answer(
      police,
      '/tell-us/missing',
      [
        ['kind', { kind: 'missing' }],
        ['when', WHEN],
        ['where', WHERE],
      ],
      { child: String(childId) },
    );
    assert.ok(risk.at.endsWith('/risk'));
    const check = await answer2(police, risk.at, [
      ['risk', { risk: 'high' }],
      ['what', { incidentRef: 'TVP-1' }],
    ]);
    await police.send(check.at);
    assert.match(wordsOf((await police.get('/missing-now')).body), /Ada Marsh aged 13 High risk/);
  });

  it('refuses a return before the child went missing, and finds an absence by searching for the child', async (t) => {
    const town = await openTown(t, now);
    await recordChild(town.database, now, {}, [
      aNotification({ notificationRef: 'P1', occurredAt: at('2026-03-04T12:00Z') }),
    ]);
    await recordChild(town.database, now, { forename: 'Bo', surname: 'Teller', childRef: 'B' });
    const council = await town.visit('council');
    const search = await answer(council, '/tell-us/returned', [['which-child', { absence: 'another' }]]);
    const none = await council.post(search.at, { searched: 'Nobody Atall' });
    assert.match(wordsOf(none.body), /No child you can see fits/);
    const found = await council.send(search.at, { searched: 'ada mash' });
    const picked = /value="(absence-\d+)"/.exec(found.body)?.[1] ?? '';
    const when = await council.send(found.at, { picked });
    const before = await council.post(when.at, {
      'returned-day': '4',
      'returned-month': '3',
      'returned-year': '2026',
      'returned-time': '11:59',
    });
    assert.match(wordsOf(before.body), /must be after the child went missing, 4 March 2026 at midday/);
    const other = await council.send(search.at, { searched: 'Teller' });
    assert.match(wordsOf((await council.get(other.at)).body), /Bo Teller.*No absence without a return is on record/);
  });

  it('is refused to a role that does not work with children', async (t) => {
    const town = await openTown(t, now);
    const analyst = await town.visit('analyst');
    assert.equal((await analyst.get('/tell-us/missing')).status, 403);
    assert.equal((await analyst.post('/tell-us/missing')).status, 403);
  });
});

async function answer2(
  visitor: Visitor,
  address: string,
  answers: readonly (readonly [slug: string, fields: Fields])[],
): Promise<{ at: string; body: string }> {
  let page = { at: address, body: '' };
  for (const [slug, fields] of answers) {
    assert.ok(page.at.endsWith(`/${slug}`), `${slug} was expected at ${page.at}`);
    page = await visitor.send(page.at, fields);
  }
  return page;
}
