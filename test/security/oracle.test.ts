/** Whether a child is on record is told to nobody who may not know: absent, restricted and barred are answered alike, word for word. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import { saidBy } from '../support/everything.ts';
import { openFront, type Front } from '../support/front.ts';
import { aNotification, at } from '../support/notifications.ts';
import { OPERATOR } from '../support/people.ts';
import { recordChild } from '../support/recording.ts';

/** Worlds that differ in one child alone. */
const WORLDS = ['absent', 'restricted', 'barred'] as const;
type World = {
  readonly kind: (typeof WORLDS)[number];
  readonly front: Front;
  readonly browser: Awaited<ReturnType<Front['signedIn']>>;
};
type Fields = Readonly<Record<string, string>>;

const WHO = { forename: 'Wilhelmina', surname: 'Quillfeather' };
const BORN = { 'dateOfBirth-day': '15', 'dateOfBirth-month': '6', 'dateOfBirth-year': '2012' };

/** A world in which the agency of the person who asks is involved with the child, whose record is closed to them. */
async function openWorld(t: TestContext, kind: World['kind']): Promise<World> {
  const front = await openFront(t);
  const userId = await front.addPerson('swindon', 'social-worker');
  if (kind !== 'absent') {
    const childId = await recordChild(front.database, front.now, { childRef: 'OX77', policeRef: 'P77', ...WHO }, [
      aNotification({ notificationRef: 'N-77', incidentRef: 'I-77', occurredAt: at('2026-03-09T20:00Z') }),
    ]);
    await front.database.transaction('owner', OPERATOR, async (tx) => {
      await tx.query(
        sql`insert into homeward.child_agency (agency_code, child_id, relationship) values ('swindon', ${childId}, 'consulted')`,
      );
      if (kind === 'restricted')
        await tx.query(
          sql`insert into homeward.child_access (child_id, restricted, grounds, restricted_by_agency) values (${childId}, true, 'other-risk', 'oxfordshire')`,
        );
      else
        await tx.query(
          sql`insert into homeward.child_person (child_id, user_id, standing) values (${childId}, ${userId}, 'barred')`,
        );
    });
  }
  return { kind, front, browser: await front.signedIn(userId) };
}

/** Without what is made anew for each session and each thing. */
function plain(said: unknown): string {
  return JSON.stringify(said)
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID')
    .replaceAll(/(_csrf[^>]*?value=\\+")[^"\\]+/g, '$1TOKEN');
}

/** Sends a form, and says what came and what is where it leads. */
async function send(
  { browser: { browser, token } }: World,
  url: string,
  fields: Fields,
): Promise<{ said: string; leadsTo: string }> {
  const answers = [await browser.post(url, fields, { token })];
  let leadsTo = url;
  for (let next = answers[0]?.headers.location; next !== undefined; next = answers.at(-1)?.headers.location) {
    leadsTo = next;
    answers.push(await browser.get(next));
  }
  return { said: plain(answers.map(saidBy)), leadsTo };
}

async function told({ browser: { browser, token } }: World, url: string, body: object): Promise<string> {
  return plain(saidBy(await browser.send({ method: 'POST', url, headers: { 'x-csrf-token': token }, payload: body })));
}

/** Tells of a child as far as the page of answers to check; says every page on the way. */
async function tell(world: World, who: Fields): Promise<{ pages: string[]; draft: string }> {
  const answers: Readonly<Record<string, Fields>> = {
    who,
    about: { sex: 'F', responsibleAuthority: 'swindon', homePostcode: '' },
    child: { child: 'none' },
    kind: { kind: 'missing' },
    when: { 'lastSeen-day': '9', 'lastSeen-month': '3', 'lastSeen-year': '2026', 'lastSeen-time': '6:30pm' },
    where: { missingFrom: 'home', missingFromPostcode: '', missingFromAuthority: 'swindon', policingArea: '' },
    what: { circumstances: 'Red coat', incidentRef: '' },
  };
  const pages: string[] = [];
  let { said, leadsTo } = await send(world, '/tell-us/missing', {});
  while (!leadsTo.endsWith('/check')) {
    pages.push(said);
    const slug = leadsTo.split('/').at(-1) ?? '';
    const given = answers[slug];
    assert.ok(given && pages.length < 12, `${world.kind}: ${leadsTo}`);
    ({ said, leadsTo } = await send(world, leadsTo, given));
  }
  return { pages: [...pages, said], draft: leadsTo };
}

const SEARCHES = [
  'Wilhelmina Quillfeather',
  'Quillfeather',
  'Quilfeather',
  'OX77',
  'P77',
  'N-77',
  'I-77',
  '15 June 2012',
  '15/6/2012',
];
const SOUGHT = [
  { name: 'Wilhelmina Quillfeather' },
  { reference: 'OX77' },
  { reference: 'P77' },
  { reference: 'N-77' },
  { reference: 'I-77' },
  { date_of_birth: '2012-06-15' },
];
/** Told by a program: by name and date of birth, twice. */
const SENT = {
  kind: 'missing',
  ...WHO,
  date_of_birth: '2012-06-15',
  occurred_at: '2026-03-09T21:00',
  reported_by: 'swindon',
};
const PAGES = [
  '/worklist',
  '/missing-now',
  '/notices',
  '/networks',
  '/return-interviews/received',
  '/return-interviews/sent',
  '/return-interviews/sharing',
  '/children/1/facts',
  '/children',
  '/tell-us/missing',
  '/tell-us/returned',
  '/tell-us/missing?child=1',
  '/tell-us/returned?episode=1',
  '/children/1',
  '/children/1/episodes/1',
  '/api/v1/episodes',
  '/api/v1/episodes?open=true',
  '/api/v1/episodes?child_id=1',
  '/api/v1/worklist',
  '/api/v1/children/1',
  '/reports',
  '/imports',
];
const TOLD: readonly Fields[] = [
  { ...WHO, ...BORN },
  { ...WHO, ...BORN, childRef: 'OX77' },
  { ...WHO, ...BORN, policeRef: 'P77' },
  { ...WHO, forename: 'Wilhelmena', ...BORN },
  { ...WHO, ...BORN, 'dateOfBirth-day': '16' },
];
const EMERGENCY = { reason: 'missing-now', words: 'I am with the child' };
const BIRTH = { 'bornOn-day': '15', 'bornOn-month': '6', 'bornOn-year': '2012' };
/** Opens a restricted record, which is what it is for, and no barred one. */
const OPENS: readonly Fields[] = [{ reference: 'OX77' }, { reference: 'P77' }, { ...WHO, ...BIRTH }];
/** Means nobody for certain. */
const OPENS_NOTHING: readonly Fields[] = [
  { reference: 'OX78' },
  { ...WHO, ...BIRTH, 'bornOn-day': '17' },
  { surname: 'Quillfeather', ...BIRTH, 'bornOn-year': '2011' },
  { ...WHO },
];

test('nothing that is asked says whether there is a child whose record is closed', async (t) => {
  const probes = new Map<string, Map<string, string>>();
  const keep = (probe: string, world: World, said: string): void => {
    const kept = probes.get(probe) ?? new Map<string, string>();
    kept.set(world.kind, said);
    probes.set(probe, kept);
  };
  const drafts = new Map<World, string>();
  for (const kind of WORLDS) {
    const world = await openWorld(t, kind);
    for (const page of PAGES) keep(page, world, plain(saidBy(await world.browser.browser.get(page))));
    for (const q of SEARCHES) keep(`search ${q}`, world, (await send(world, '/children', { q })).said);
    for (const body of SOUGHT)
      keep(`API search ${JSON.stringify(body)}`, world, await told(world, '/api/v1/children/search', body));
    for (const fields of [...OPENS_NOTHING, ...(kind === 'restricted' ? [] : OPENS)])
      keep(
        `emergency ${JSON.stringify(fields)}`,
        world,
        (await send(world, '/break-glass', { ...fields, ...EMERGENCY })).said,
      );
    for (const who of TOLD) {
      const { pages, draft } = await tell(world, who);
      keep(`telling ${JSON.stringify(who)}, pages`, world, String(pages.length));
      for (const [index, page] of pages.entries()) keep(`telling ${JSON.stringify(who)}, page ${index}`, world, page);
      if (who === TOLD[0]) drafts.set(world, draft);
    }
    const { leadsTo } = await send(world, '/tell-us/returned', {});
    for (const searched of ['Quillfeather', 'OX77']) {
      const { leadsTo: next } = await send(world, leadsTo, { absence: 'another' });
      keep(`return of ${searched}`, world, (await send(world, next, { searched })).said);
    }
    // Last, since what is told of a child who is closed arrives.
    for (const turn of ['once', 'again'])
      keep(
        `program telling ${turn}`,
        world,
        await told(world, '/api/v1/notifications', { notification_ref: 'T-1', ...SENT }),
      );
    const several = { notifications: [{ notification_ref: 'T-2', ...SENT }] };
    keep('program telling of several', world, await told(world, '/api/v1/notifications/batch', several));
  }
  const differ: string[] = [];
  for (const [probe, said] of probes) {
    const [first, ...others] = [...said.values()];
    for (const other of others) if (other !== first) differ.push(`${probe}: ${firstDifference(String(first), other)}`);
  }
  t.diagnostic(`${probes.size} probes of ${WORLDS.length} worlds`);
  assert.ok(probes.size >= 60, `${probes.size} probes`);
  assert.deepEqual(differ, []);

  // What was told all the same reaches the record that it is about.
  for (const [world, draft] of drafts) {
    await send(world, draft, {});
    const { children, reports } = await world.front.database.read('job', OPERATOR, (tx) =>
      tx.one<{ children: number; reports: number }>(sql`
        select (select count(*)::int from homeward.child where surname = 'Quillfeather') as children,
          (select count(*)::int from homeward.chronology_entry n join homeward.child c using (child_id)
            where c.surname = 'Quillfeather' and n.kind = 'notification-received') as reports`),
    );
    assert.deepEqual({ children, reports }, { children: 1, reports: world.kind === 'absent' ? 1 : 4 }, world.kind);
  }
});

function firstDifference(a: string, b: string): string {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index += 1;
  return `${a.slice(Math.max(0, index - 60), index + 120)} | ${b.slice(index, index + 120)}`;
}
