/** Every address, every role, every way in which an agency and a record can stand: over HTTP, the policy's answer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { decide, mayRunReport, type Actor } from '../../src/domain/access/decide.ts';
import { ROLES } from '../../src/domain/access/roles.ts';
import { RELATIONSHIPS } from '../../src/domain/chronology/record.ts';
import {
  agencyOf,
  concernedIn,
  openPartnership,
  standingIn,
  type Cell,
  type Member,
  type Partnership,
} from '../support/cells.ts';
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

const WAYS_TO_STAND: readonly Cell['relationship'][] = [...RELATIONSHIPS, null];
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

type OfChild = Extract<Opening, { of: 'child' }>;
type Expected = 'as-absent' | 'refused' | 'allowed';

/** What the policy says of an address, a person and a child. */
function expectedOf(actor: Actor, opening: OfChild, cell: Cell): Expected {
  const standing = standingIn(cell);
  if (opening.first !== undefined && !decide(actor, opening.first).allowed) return 'refused';
  if (!decide(actor, 'see-child', standing).allowed) return 'as-absent';
  return decide(actor, opening.to, standing).allowed ? 'allowed' : 'refused';
}

type Numbers = Pick<Cell, 'childId' | 'episodeId' | 'dutyId' | 'back'>;

const ABSENT: Numbers = {
  childId: 9_900_001,
  episodeId: 9_900_002,
  dutyId: 9_900_003,
  back: {
    openReturn: 9_900_002,
    closedReturn: 9_900_002,
    interviewId: 9_900_004,
    questionId: 9_900_003,
    interviewRef: 'no-such-interview',
    factRef: 'no-such-fact',
    transmissionRef: 'no-such-sending',
    letterRef: 'no-such-letter',
    supportRef: 'no-such-support',
    referralRef: 'no-such-referral',
    requestRef: 'no-such-request',
  },
};

/** Which return of a child an address is asked with; every other address of an absence, with that from which the child is still away. */
const OF_A_RETURN: readonly (readonly [RegExp, 'openReturn' | 'closedReturn'])[] = [
  [/letters\/:letter$|sent\/:letterRef$|return\/reopen$/, 'closedReturn'],
  [/children\/:childId\/episodes\/:episodeId\/(triage|return|interview)/, 'openReturn'],
];

/** The address of a route for a child. */
function addressFor(pattern: string, { childId, episodeId, dutyId, back }: Numbers): string {
  const which = OF_A_RETURN.find(([of]) => of.test(pattern))?.[1];
  return pattern
    .replace(/:child_?[iI]d/, String(childId))
    .replace(/:episode_?[iI]d/, String(which === undefined ? episodeId : back[which]))
    .replace(':dutyId', String(pattern.includes('questions') ? back.questionId : dutyId))
    .replace(':interviewId', String(back.interviewId))
    .replace(':interviewRef', back.interviewRef)
    .replace(':factRef', back.factRef)
    .replace(/:transmission_?[rR]ef/, back.transmissionRef)
    .replace(':supportRef', back.supportRef)
    .replace(':referralRef', back.referralRef)
    .replace(':requestRef', back.requestRef)
    .replace(':letterRef', back.letterRef)
    .replace(':letter', 'child-plain')
    .replace('family/:question', 'family/any')
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
  // Without the receiver’s own reference, which is asked for only once the interview is found: so that it changes nothing.
  [/transmissions\/.*\/answer$/, { outcome: 'recorded' }],
  [/decision$/, { decision: 'set-aside', why: 'Because of the test' }],
];

/** Asks as a person; a change with the form token, and every field filled in where asked for. */
function ask(
  { browser, token }: Member,
  route: string,
  ids: Numbers,
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

/** What nobody has asked for: of children who may be seen, it is not there. */
const NOTHING_THERE = /address\/requests\/:requestId/;

/** What stands on the record of a child for some of those whom the policy lets in: for the agency that was asked, or for who sees interviews. */
const THERE_FOR: readonly (readonly [RegExp, (actor: Actor, cell: Cell) => boolean])[] = [
  [NOTHING_THERE, () => false],
  [/interview-requests\/:requestRef\/give-back/, ({ agencyCode }, cell) => concernedIn(cell).givenTo === agencyCode],
  [/interview-requests\/:requestRef/, ({ agencyCode }, cell) => concernedIn(cell).asking === agencyCode],
  // It was made to nobody with an account: whoever reads what was made answers for it.
  [/:referralRef/, (actor, cell) => decide(actor, 'see-child', standingIn(cell)).shows.includes('support')],
  [/questions\/:dutyId/, ({ agencyCode }, cell) => concernedIn(cell).asked === agencyCode],
  [/:transmission_?[rR]ef/, ({ agencyCode }, cell) => concernedIn(cell).sentTo === agencyCode],
  [/return\/answer$/, ({ agencyCode }, cell) => concernedIn(cell).passedTo === agencyCode],
  [
    /episodes\/:episodeId\/return$|^GET .*interviews\/:interviewId$/,
    (actor, cell) => decide(actor, 'see-child', standingIn(cell)).shows.includes('interviews'),
  ],
];

/** What is of one return, one interview or one fact: there for whom the policy bounds to what was given to its agency, only where it was. */
const OF_WHAT_IS_GIVEN =
  /episodes\/:episodeId\/(triage|interviewer|interview-request|interview$)|interviews\/:interviewId|:interviewRef|:factRef/;

/** Whether what an address names is there for somebody whom the policy lets in. */
function isThere(actor: Actor, { to }: OfChild, route: string, cell: Cell): boolean {
  const there = THERE_FOR.find(([of]) => of.test(route))?.[1](actor, cell) ?? true;
  if (!there || !OF_WHAT_IS_GIVEN.test(route)) return there;
  const { onlyGiven } = decide(actor, to, standingIn(cell));
  return !onlyGiven || concernedIn(cell).givenTo === actor.agencyCode;
}

/** Where a role does not see the child, an address is tried on one in so many relationships, in turn. */
const AS_ABSENT_ONE_IN = 3;

/** Cells worth trying an address on: all for the page of a child, and for each other one of each answer and of each relationship, its sensitivity in turn. */
function worthTrying(cells: readonly Cell[], route: string, turn: number, expected: (cell: Cell) => Expected): Cell[] {
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

/** Of those, the ones that are tried: of further addresses of children whom the role does not see, each in its turn. */
function triedOn(worth: readonly Cell[], route: string, turn: number, expected: (cell: Cell) => Expected): Cell[] {
  const first = worth.find((cell) => expected(cell) === 'as-absent');
  return worth.filter(
    (cell) =>
      route === 'GET /children/:childId' ||
      cell === first ||
      expected(cell) !== 'as-absent' ||
      (WAYS_TO_STAND.indexOf(cell.relationship) + turn) % AS_ABSENT_ONE_IN === 0,
  );
}

/** Of what kind a cell is: what a role, and what an address, answers of a relationship. Of these the turns must lose none. */
function kindsOf(route: string, { role }: Actor, { relationship }: Cell, expected: Expected): string[] {
  return [role, route].map((what) => `${what}, ${relationship ?? 'not involved'}: ${expected}`);
}

async function overHttp({
  cells,
  members,
}: Partnership): Promise<{ asked: number; wrong: string[]; neverThere: string[]; neverTried: string[] }> {
  const wrong: string[] = [];
  let asked = 0;
  const ofChild = Object.entries(ROUTE_INVENTORY).flatMap(([route, opening]) =>
    'of' in opening && opening.of === 'child' ? [[route, opening] as const] : [],
  );
  const found = new Set<string>();
  const [tried, worth] = [new Set<string>(), new Set<string>()];
  for (const [memberTurn, member] of members.entries()) {
    const { actor } = member;
    // Every role on every address once; in its further kinds of agency, on the page of the child alone.
    const first = ROLES[actor.role].agencies[0] === actor.agencyKind;
    await forEachOf(
      ofChild.filter(([route]) => first || route === 'GET /children/:childId'),
      async ([route, opening]) => {
        const expect = (cell: Cell): Expected => expectedOf(actor, opening, cell);
        const absent = saidBy(await ask(member, route, ABSENT, true));
        const turn = memberTurn * 11 + route.length * 7;
        const candidates = worthTrying(cells, route, turn, expect);
        for (const cell of candidates) kindsOf(route, actor, cell, expect(cell)).forEach((kind) => worth.add(kind));
        for (const cell of triedOn(candidates, route, turn, expect)) {
          const expected = expect(cell);
          kindsOf(route, actor, cell, expected).forEach((kind) => tried.add(kind));
          const filled = expected !== 'allowed';
          const answer = await ask(member, route, cell, filled);
          asked += 1;
          const { statusCode } = answer;
          const where = `${route} as ${actor.role} of ${actor.agencyKind}, ${cell.relationship ?? 'not involved'} (${cell.ending}), ${cell.sensitivity}: ${expected}, answered ${statusCode}`;
          if (expected === 'as-absent') {
            if (statusCode !== 404) wrong.push(where);
            else
              try {
                assert.deepEqual(saidBy(answer), absent);
              } catch {
                wrong.push(`${where}, and not as an absent child`);
              }
          } else if (expected === 'refused') {
            if (statusCode !== 403) wrong.push(where);
          } else if ([401, 403, 429].includes(statusCode) || statusCode >= 500) wrong.push(where);
          else {
            const there = isThere(actor, opening, route, cell);
            if ((statusCode !== 404) !== there) wrong.push(`${where}, there: ${there}`);
            if (there) found.add(route);
          }
        }
      },
    );
  }
  const neverThere = ofChild.flatMap(([route]) => (found.has(route) || NOTHING_THERE.test(route) ? [] : [route]));
  return { asked, wrong, neverThere, neverTried: [...worth.difference(tried)] };
}

test('over HTTP, every address answers every role of every standing as the policy says, and nothing refused changes anything', async (t) => {
  const partnership = await openPartnership(t);
  const { front } = partnership;
  const before = await everything(front.database);
  const { asked, wrong, neverThere, neverTried } = await overHttp(partnership);
  t.diagnostic(`${asked} cells of addresses of a child`);
  assert.deepEqual(wrong.slice(0, 60), [], `${wrong.length} of ${asked}`);
  assert.ok(asked > 20_000, `${asked} cells`);
  assert.deepEqual(neverTried, [], 'what a role, and what an address, answers of each relationship is tried');
  assert.deepEqual(neverThere, [], 'each of these was asked of a child for whom there is nothing, by everybody');
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
