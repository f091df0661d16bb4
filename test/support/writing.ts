/** A child who came back twice, and people who offer, write and read return interviews, for tests of their pages. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import sql from 'sql-template-tag';
import { loadRecord } from '../../src/db/chronology/store.ts';
import type { Role } from '../../src/domain/access/roles.ts';
import type { ChildRecord } from '../../src/domain/chronology/record.ts';
import type { Browser } from './cookie-jar.ts';
import { openFront, type Front } from './front.ts';
import { aNotification, at, FOLD_RULES } from './notifications.ts';
import { OPERATOR } from './people.ts';
import { recordChild } from './recording.ts';

export type Fields = Record<string, string | string[]>;

/** A person at work. */
export type Person = {
  readonly userId: number;
  readonly browser: Browser;
  readonly token: string;
  readonly get: (url: string) => Promise<{ status: number; body: string }>;
  readonly post: (url: string, fields?: Fields) => Promise<{ status: number; body: string; location: string }>;
  readonly save: (draft: string, body: object) => Promise<{ status: number; json: Record<string, unknown> }>;
};

export async function personOf(front: Front, role: Role, agency = 'oxfordshire'): Promise<Person> {
  const userId = await front.addPerson(agency, role);
  const { browser, token } = await front.signedIn(userId);
  return {
    userId,
    browser,
    token,
    get: async (url) => {
      const { statusCode, body } = await browser.get(url);
      return { status: statusCode, body };
    },
    post: async (url, fields = {}) => {
      const payload = new URLSearchParams([['_csrf', token]]);
      for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) payload.append(name, one);
      const answer = await browser.send({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
        payload: payload.toString(),
      });
      return { status: answer.statusCode, body: answer.body, location: answer.headers.location ?? '' };
    },
    save: async (draft, body) => {
      const answer = await browser.send({
        method: 'POST',
        url: `${draft}/save`,
        headers: { 'x-csrf-token': token, 'x-homeward-background': 'save', 'sec-fetch-site': 'same-origin' },
        payload: body,
      });
      return { status: answer.statusCode, json: answer.body.startsWith('{') ? answer.json() : {} };
    },
  };
}

export type Place = {
  readonly front: Front;
  readonly childId: number;
  readonly episodes: readonly number[];
  readonly worker: Person;
};

/** Two absences that ended, on 7 and 8 March; now is 9 o’clock on 10 March. */
export async function openPlace(t: TestContext): Promise<Place> {
  const front = await openFront(t);
  const childId = await recordChild(front.database, front.now, {}, [
    aNotification({ notificationRef: 'M1', incidentRef: 'I1', occurredAt: at('2026-03-07T20:00Z') }),
    aNotification({ notificationRef: 'F1', incidentRef: 'I1', kind: 'found', occurredAt: at('2026-03-07T23:00Z') }),
    aNotification({ notificationRef: 'M2', incidentRef: 'I2', occurredAt: at('2026-03-08T20:00Z') }),
    aNotification({ notificationRef: 'F2', incidentRef: 'I2', kind: 'found', occurredAt: at('2026-03-08T23:00Z') }),
  ]);
  const rows = await front.database.read('job', OPERATOR, (tx) =>
    tx.query<{ episode_id: number }>(
      sql`select episode_id from homeward.episode where child_id = ${childId} order by started_at`,
    ),
  );
  return {
    front,
    childId,
    episodes: rows.map((row) => row.episode_id),
    worker: await personOf(front, 'missing-team-worker'),
  };
}

export async function recordOf({ front, childId }: Place): Promise<ChildRecord> {
  const record = await front.database.read('job', OPERATOR, (tx) => loadRecord(tx, FOLD_RULES, childId));
  assert.ok(record);
  return record;
}

export const on = (name: string, day: string, time: string): Fields => ({
  [`${name}-day`]: day,
  [`${name}-month`]: '3',
  [`${name}-year`]: '2026',
  [`${name}-time`]: time,
});

export function versionIn(body: string): string {
  return /name="version" value="(\d+)"/.exec(body)?.[1] ?? '';
}

export async function offer(place: Place, fields: Fields): Promise<{ status: number; body: string; location: string }> {
  const { worker, childId, episodes } = place;
  const url = `/children/${childId}/episodes/${episodes[1]}/interview`;
  const version = versionIn((await worker.get(url)).body);
  const usual = { means: 'telephone', spokeTo: 'child', outcome: 'accepted', covers: String(episodes[1]), version };
  return worker.post(url, { ...usual, ...on('at', '9', '10am'), ...fields });
}

export async function begin(place: Place, who = place.worker): Promise<string> {
  const { childId, episodes } = place;
  const answer = await who.post(`/children/${childId}/episodes/${episodes[1]}/interview/write`, { begin: 'yes' });
  assert.equal(answer.status, 303);
  assert.match(answer.location, /^\/interviews\/[0-9a-f-]{36}$/);
  return answer.location;
}

export function hiddenIn(body: string): { writer: string; base: string } {
  return {
    writer: /name="writer" value="([^"]+)"/.exec(body)?.[1] ?? '',
    base: /name="base" value="(\d+)"/.exec(body)?.[1] ?? '',
  };
}

/** The form filled in as somebody without script sends it. */
export async function filled(place: Place, draft: string, fields: Fields, who = place.worker): Promise<Fields> {
  const { writer, base } = hiddenIn((await who.get(draft)).body);
  return {
    writer,
    step: '0',
    base,
    covers: String(place.episodes[1]),
    ...on('heldAt', '9', '4pm'),
    participation: 'part',
    place: 'school',
    chose: ['person', 'place'],
    independent: 'yes',
    where: 'To the "old" mill, <with Ash>',
    reasons: 'wanting-space',
    ...fields,
  };
}
