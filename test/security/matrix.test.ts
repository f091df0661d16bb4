/** Every address, every role, every way in which an agency and a record can stand: over HTTP, the policy's answer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { decide, mayRunReport, type Actor } from '../../src/domain/access/decide.ts';
import { ROLES } from '../../src/domain/access/roles.ts';
import { agencyOf, openPartnership, standingIn, type Cell, type Member, type Partnership } from '../support/cells.ts';
import { everything, saidBy } from '../support/everything.ts';
import { openFront } from '../support/front.ts';
import { routesIn } from '../support/routes.ts';
import { ROUTE_INVENTORY, type Opening } from './route-inventory.ts';

test('every address names the act of the policy that opens it, or why none does', async (t) => {
  const { app } = await openFront(t);
  const routes = routesIn(app.printRoutes({ commonPrefix: false }));
  const named = Object.keys(ROUTE_INVENTORY);
  const differ = {
    notInTheInventory: routes.filter((route) => !named.includes(route)),
    notInTheApplication: named.filter((route) => !routes.includes(route)),
  };
  assert.deepEqual(differ, { notInTheInventory: [], notInTheApplication: [] });
  for (const [route, opening] of Object.entries(ROUTE_INVENTORY)) {
    const ofChild = /:child|episode_id/.test(route);
    if ('why' in opening) continue;
    assert.equal(opening.of === 'child', ofChild, `${route} is of a child`);
  }
});

/** Requests of one person at once. */
const AT_ONCE = 6;
/** Fields that fill every form, so that a refusal is never owed to an empty one. */
const FILLED = {
  why: 'Because of the test',
  reason: 'missing-now',
  words: 'Because of the test',
  version: '4',
  confirmed: 'yes',
  purpose: 'other',
  grounds: 'other-risk',
  agency: agencyOf('charity'),
  relationship: 'police',
  kind: 'other',
  class: 'open',
  lines: '1 Test Street',
  postcode: 'OX1 1AA',
  decision: 'approve',
  review: 'agree',
  risk: 'high',
  rationale: 'Because of the test',
  searched: 'Quillfeather',
};

type Expected = 'as-absent' | 'refused' | 'allowed';

/** What the policy says of an address, a person and a child. */
function expectedOf(actor: Actor, opening: Extract<Opening, { of: 'child' }>, cell: Cell): Expected {
  const standing = standingIn(cell);
  if (opening.first !== undefined && !decide(actor, opening.first).allowed) return 'refused';
  if (!decide(actor, 'see-child', standing).allowed) return 'as-absent';
  return decide(actor, opening.to, standing).allowed ? 'allowed' : 'refused';
}

const ABSENT: Pick<Cell, 'childId' | 'episodeId' | 'dutyId'> = {
  childId: 9_900_001,
  episodeId: 9_900_002,
  dutyId: 9_900_003,
};

/** The address of a route for a child. */
function addressFor(pattern: string, ids: typeof ABSENT): string {
  return pattern
    .replace(/:child_?[iI]d/, String(ids.childId))
    .replace(/:episode_?[iI]d/, String(ids.episodeId))
    .replace(':dutyId', String(ids.dutyId))
    .replace(':version', '3')
    .replace(/:(draftId)/, '01890a5d-ac96-774b-bcce-b302099a8057')
    .replace(':name', 'rhi-monthly')
    .replace(/:\w+/g, '9900004');
}

/** Authority whose figures are asked for. */
const AUTHORITY = agencyOf('local-authority');
const FIGURES = `authority=${AUTHORITY}&from=2026-02-01&to=2026-02-28`;
const FIGURE = 'rhi-monthly.2026-02.children';
/** What an address must further be asked with. */
const ASKED_FURTHER: readonly (readonly [RegExp, string])[] = [
  [/reports.:name.figure$/, `?${FIGURES}&cell=${FIGURE}`],
  [/reports.:name.trace$/, `?${FIGURES}&figure=${FIGURE}`],
  [/reports.:name.download$/, `?${FIGURES}&format=csv`],
  [/reports.:name$/, `?${FIGURES}`],
  [/^.exports.new$/, `?kind=figure&report=rhi-monthly&${FIGURES}&cell=${FIGURE}`],
];

const TOLD = {
  notification_ref: 'MATRIX-1',
  kind: 'missing',
  child_ref: 'CELL-1',
  occurred_at: '2026-03-09T20:00',
  reported_by: 'oxfordshire',
};
/** What programs send: right in form, so that no refusal is owed to that. */
const SENT: readonly (readonly [RegExp, object])[] = [
  // In the future, so that it changes nothing where the policy allows it.
  [/return$/, { notification_ref: 'MATRIX-1', occurred_at: '2026-04-01T10:00:00+01:00' }],
  [/notifications$/, TOLD],
  [/batch$/, { notifications: [TOLD] }],
  [/search$/, { name: 'Quillfeather' }],
  [/transmissions\/.*\/answer$/, { outcome: 'received' }],
  [/decision$/, { decision: 'set-aside', why: 'Because of the test' }],
];

/** Asks as a person; a change with the form token, and every field filled in where asked for. */
function ask(
  { browser, token }: Member,
  route: string,
  ids: typeof ABSENT,
  filled: boolean,
): Promise<LightMyRequestResponse> {
  const [method = '', pattern = ''] = route.split(' ');
  const url = addressFor(pattern, ids) + (ASKED_FURTHER.find(([asked]) => asked.test(pattern))?.[1] ?? '');
  if (method === 'GET') return browser.get(url);
  if (!url.startsWith('/api/')) return browser.post(url, filled ? FILLED : {}, { token });
  const payload = SENT.find(([sent]) => sent.test(pattern))?.[1] ?? {};
  return browser.send({ method: 'POST', url, headers: { 'x-csrf-token': token }, payload });
}

/** Does work for each, some at once. */
async function forEachOf<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const worker = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Of children who may be seen, what the address asks for further is not there. */
const NOTHING_THERE =
  /requests\/:requestId|episodes\/:episodeId\/triage|episodes\/:episodeId\/return|questions\/:dutyId|:requestRef|:factRef|:interviewRef|:transmissionRef|:transmission_ref|interviews\/:interviewId|:supportRef|:referralRef/;

/** Cells that an address is tried on: all for the page of a child, and for each other one of each relationship, its sensitivity in turn, with one of each answer. */
function triedOn(cells: readonly Cell[], route: string, turn: number, expected: (cell: Cell) => Expected): Cell[] {
  if (route === 'GET /children/:childId') return [...cells];
  const turned = [...cells.slice(turn % cells.length), ...cells.slice(0, turn % cells.length)];
  const oneOfEach = (['allowed', 'refused', 'as-absent'] as const).flatMap(
    (kind) => turned.find((cell) => expected(cell) === kind) ?? [],
  );
  const seen = new Set<Cell['relationship']>();
  const oneOfEachRelationship = turned.filter(
    ({ relationship, sensitivity }) =>
      !sensitivity.includes('barred') && !seen.has(relationship) && seen.add(relationship),
  );
  return [...new Set([...oneOfEach, ...oneOfEachRelationship])];
}

async function overHttp({ cells, members }: Partnership): Promise<{ asked: number; wrong: string[] }> {
  const wrong: string[] = [];
  let asked = 0;
  const ofChild = Object.entries(ROUTE_INVENTORY).flatMap(([route, opening]) =>
    'of' in opening && opening.of === 'child' ? [[route, opening] as const] : [],
  );
  for (const [memberTurn, member] of members.entries()) {
    const { actor } = member;
    // Every role on every address once; in its further kinds of agency, on the page of the child alone.
    const first = ROLES[actor.role].agencies[0] === actor.agencyKind;
    await forEachOf(
      ofChild.filter(([route]) => first || route === 'GET /children/:childId'),
      async ([route, opening]) => {
        const expect = (cell: Cell): Expected => expectedOf(actor, opening, cell);
        const absent = [
          saidBy(await ask(member, route, ABSENT, false)),
          saidBy(await ask(member, route, ABSENT, true)),
        ];
        for (const cell of triedOn(cells, route, memberTurn * 11 + route.length * 7, expect)) {
          const expected = expect(cell);
          const filled = expected !== 'allowed';
          const answer = await ask(member, route, cell, filled);
          asked += 1;
          const { statusCode } = answer;
          const where = `${route} as ${actor.role} of ${actor.agencyKind}, ${cell.relationship ?? 'not involved'} (${cell.ending}), ${cell.sensitivity}: ${expected}, answered ${statusCode}`;
          if (expected === 'as-absent') {
            if (statusCode !== 404) wrong.push(where);
            else
              try {
                assert.deepEqual(saidBy(answer), absent[filled ? 1 : 0]);
              } catch {
                wrong.push(`${where}, and not as an absent child`);
              }
          } else if (expected === 'refused') {
            if (statusCode !== 403) wrong.push(where);
          } else if ([401, 403, 429].includes(statusCode) || statusCode >= 500) wrong.push(where);
          else if ((statusCode === 404) !== NOTHING_THERE.test(route)) wrong.push(where);
        }
      },
    );
  }
  return { asked, wrong };
}

test('over HTTP, every address answers every role of every standing as the policy says, and nothing refused changes anything', async (t) => {
  const partnership = await openPartnership(t);
  const { front } = partnership;
  const before = await everything(front.database);
  const { asked, wrong } = await overHttp(partnership);
  t.diagnostic(`${asked} cells of addresses of a child`);
  assert.deepEqual(wrong.slice(0, 60), [], `${wrong.length} of ${asked}`);
  assert.ok(asked > 5000, `${asked} cells`);
  assert.deepEqual(await everything(front.database), before);
});

test('over HTTP, every address that is not of a child answers every role as the policy says, and nothing refused changes anything', async (t) => {
  const { front, members } = await openPartnership(t, 'no children');
  const before = await everything(front.database);
  const others: string[] = [];
  let tried = 0;
  for (const member of members) {
    const { actor } = member;
    await forEachOf(Object.entries(ROUTE_INVENTORY), async ([route, opening]) => {
      if ('why' in opening || opening.of === 'child') return;
      // To ask for a file shows no figure; whose it is, is decided where it is made.
      const ofFigures = /reports.:name/.test(route);
      const first = opening.of === 'none' ? (opening.first ?? opening.to) : opening.to;
      const allowed =
        decide(actor, first).allowed &&
        decide(actor, opening.to).allowed &&
        (!ofFigures || mayRunReport(actor, AUTHORITY, []).allowed);
      // What is allowed and changes something is for the tests of each feature.
      if (allowed && route.startsWith('POST') && opening.of === 'none') return;
      const { statusCode } = await ask(member, route, ABSENT, true);
      tried += 1;
      const right =
        opening.of === 'thing'
          ? allowed
            ? statusCode === 404
            : statusCode === 403 || statusCode === 404
          : allowed
            ? ![401, 403, 404].includes(statusCode) && statusCode < 500
            : statusCode === 403;
      if (!right) others.push(`${route} as ${actor.role} of ${actor.agencyKind}: ${allowed}, answered ${statusCode}`);
    });
  }
  t.diagnostic(`${tried} cells of other addresses`);
  assert.deepEqual(others.slice(0, 60), [], `${others.length} of ${tried}`);
  assert.deepEqual(await everything(front.database), before);
});
