/** A provider that is asked for one interview, for tests of what each of the two may do then. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import sql from 'sql-template-tag';
import type { Role } from '../../src/domain/access/roles.ts';
import type { EntryContent } from '../../src/domain/chronology/entry.ts';
import { plusHours } from '../../src/domain/time/instant.ts';
import { openFront } from './front.ts';
import { aNotification } from './notifications.ts';
import { OPERATOR } from './people.ts';
import { record, recordChild } from './recording.ts';
import { wordsOf } from './visit.ts';

const TERMS = {
  provider: 'streetwise',
  price: '180',
  travel: '24.50',
  cancel: '40',
  'fromOn-day': '1',
  'fromOn-month': '1',
  'fromOn-year': '2026',
};

/** Oxfordshire with a child who came back in Swindon, and Streetwise, whom it has approved. */
export async function openPartnership(t: TestContext) {
  const front = await openFront(t);
  const away = { reportedBy: 'thames-valley-police', incidentRef: 'I-1', missingFromAuthority: 'swindon' };
  const child = await recordChild(
    front.database,
    front.now,
    { childRef: 'OX-1', policeRef: 'T-1', forename: 'Wilhelmina', surname: 'Quillfeather' },
    [
      aNotification({ ...away, notificationRef: 'N-1', occurredAt: plusHours(front.now, -30) }),
      aNotification({ ...away, notificationRef: 'N-2', kind: 'found', occurredAt: plusHours(front.now, -14) }),
    ],
  );
  const { episode } = await front.database.read('job', OPERATOR, (tx) =>
    tx.one<{ episode: number }>(sql`select episode_id as episode from homeward.episode where child_id = ${child}`),
  );
  const member = async (agency: string, role: Role) => {
    const userId = await front.addPerson(agency, role);
    // Signed in anew each time: between two visits a session may have ended.
    const get = async (url: string) => {
      const { browser } = await front.signedIn(userId);
      const answer = await browser.get(url);
      return { status: answer.statusCode, body: answer.body, words: wordsOf(answer.body) };
    };
    const post = async (url: string, fields: Record<string, string> = {}) => {
      const { browser, token } = await front.signedIn(userId);
      const answer = await browser.post(url, fields, { token });
      return { status: answer.statusCode, words: wordsOf(answer.body) };
    };
    return { userId, get, post };
  };
  const manager = await member('oxfordshire', 'team-manager');
  const provider = await member('streetwise', 'provider-manager');
  assert.equal((await manager.post('/return-interviews/providers', TERMS)).status, 303);
  const page = `/children/${child}/episodes/${episode}/interview-request`;
  const ask = async () => {
    const form = await manager.get(page);
    const version = /name="version" value="(\d+)"/.exec(form.body)?.[1] ?? '';
    return manager.post(page, {
      version,
      provider: 'streetwise',
      within: '4',
      languages: 'sq',
      why: 'Placed far away',
    });
  };
  const refOf = async (): Promise<string> => {
    const { body } = await provider.get('/return-interviews/requests');
    return /requests\/([\w-]{36})/.exec(body)?.[1] ?? 'none';
  };
  const tell = (content: EntryContent) =>
    record(front.database, 'oxfordshire', child, [{ occurredAt: front.now, sourceKey: null, content }], front.now);
  const involved = () =>
    front.database.read('job', OPERATOR, (tx) =>
      tx.query<{ as: string }>(
        sql`select relationship as as from homeward.child_agency where child_id = ${child} and agency_code = 'streetwise'`,
      ),
    );
  const disclosed = () =>
    front.database.read('job', OPERATOR, (tx) =>
      tx.one<{ times: number }>(
        sql`select count(*)::int as times from homeward.audit_entry where agency_code = 'streetwise' and verb = 'disclosure' and ${child} = any (child_ids)`,
      ),
    );
  return { front, child, page, manager, provider, member, ask, refOf, tell, involved, disclosed };
}
