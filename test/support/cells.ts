/** A partnership of every kind of agency and every role, and a child for each way in which an agency and a record can stand. */
import type { TestContext } from 'node:test';
import sql, { join } from 'sql-template-tag';
import { NO_STANDING, type Standing } from '../../src/domain/access/standing.ts';
import type { Actor } from '../../src/domain/access/decide.ts';
import { ROLES, ROLE_NAMES, type Role } from '../../src/domain/access/roles.ts';
import { AGENCY_KINDS } from '../../src/domain/child/agency.ts';
import { RELATIONSHIPS, type Relationship } from '../../src/domain/chronology/record.ts';
import { toIso } from '../../src/domain/time/instant.ts';
import { cameBack, type CameBack, type Concerned } from './came-back.ts';
import type { Browser } from './cookie-jar.ts';
import { openFront, type Front } from './front.ts';
import { aNotification, at } from './notifications.ts';
import { OPERATOR } from './people.ts';
import { recordChild } from './recording.ts';

/** How a record can be kept, as far as every person of the partnership is concerned. */
export const SENSITIVITIES = [
  'ordinary',
  'restricted, named',
  'restricted, not named',
  'barred',
  'glass broken',
  'restricted, glass broken',
  'glass broken, barred',
  'restricted, named, barred',
] as const;
/** One of them. */
export type Sensitivity = (typeof SENSITIVITIES)[number];

/** When the involvement of the agencies ends: never, at the very instant of the requests, or a millisecond after. */
export type Ending = 'lasting' | 'ended' | 'ending';

/** One child, to whom every agency stands alike. */
export type Cell = {
  readonly relationship: Relationship | null;
  readonly sensitivity: Sensitivity;
  readonly ending: Ending;
  readonly childId: number;
  readonly episodeId: number;
  /** A recording fault of the child. */
  readonly dutyId: number;
  /** What followed returns of the child. */
  readonly back: CameBack;
};

/** One person of the partnership, signed in. */
export type Member = {
  readonly actor: Actor;
  readonly userId: number;
  readonly browser: Browser;
  readonly token: string;
};

/** The partnership. */
export type Partnership = {
  readonly front: Front;
  readonly cells: readonly Cell[];
  readonly members: readonly Member[];
};

/** A child of a number is of no authority of the partnership, so that nobody is involved but as the cell says. */
const RECORDED_BY = 'oxfordshire';

/** How the policy is to be asked about a cell: written down here, and never read from the database under test. */
export function standingIn({ relationship, sensitivity, ending }: Cell): Standing {
  return {
    ...NO_STANDING,
    relationships: relationship === null || ending === 'ended' ? [] : [relationship],
    restricted: sensitivity.includes('restricted'),
    named: sensitivity.includes('restricted, named'),
    barred: sensitivity.includes('barred'),
    glassBroken: sensitivity.includes('glass broken'),
  };
}

/** Whom what followed the returns of a cell's child concerns: an agency that stands so to the child, where there is such a thing. */
export function concernedIn({ relationship, ending }: Pick<Cell, 'relationship' | 'ending'>): Concerned {
  const kind = AGENCY_KINDS.find((one) => one === relationship) ?? 'local-authority';
  const receives = relationship === 'responsible-authority' || relationship === 'police';
  return {
    asked: agencyOf(kind),
    sentTo: receives ? agencyOf(kind) : 'thames-valley-police',
    asking: agencyOf('local-authority'),
    givenTo: relationship === 'interview-provider' && ending === 'lasting' ? agencyOf('interview-provider') : null,
    passedTo: relationship === 'consulted' && ending === 'lasting' ? agencyOf('local-authority') : null,
  };
}

/** The code of the agency of a kind. */
export function agencyOf(kind: string): string {
  return `cells-${kind}`;
}

/** Opens the partnership: a person for each role in each kind of agency that has it, and a child for each cell. */
export async function openPartnership(
  t: TestContext,
  wanted: 'children' | 'no children' = 'children',
): Promise<Partnership> {
  const front = await openFront(t);
  await front.database.transaction('job', OPERATOR, async (tx) => {
    for (const kind of AGENCY_KINDS)
      await tx.query(
        sql`insert into homeward.agency (code, kind, name) values (${agencyOf(kind)}, ${kind}, ${`Cells of ${kind}`})`,
      );
  });
  const cells: Cell[] = [];
  const relationships = wanted === 'children' ? [...RELATIONSHIPS, null] : [];
  for (const relationship of relationships)
    for (const sensitivity of SENSITIVITIES)
      cells.push(await addCell(front, { relationship, sensitivity, ending: 'lasting' }, cells.length));
  for (const relationship of relationships.filter((one) => one !== null))
    for (const ending of ['ended', 'ending'] as const)
      cells.push(await addCell(front, { relationship, sensitivity: 'ordinary', ending }, cells.length));
  const members: Member[] = [];
  for (const role of ROLE_NAMES)
    for (const agencyKind of ROLES[role].agencies) members.push(await addMember(front, role, agencyKind));
  await standEverybody(front, cells, members);
  return { front, cells, members };
}

async function addMember(front: Front, role: Role, agencyKind: Actor['agencyKind']): Promise<Member> {
  const agencyCode = agencyOf(agencyKind);
  const rank = agencyKind === 'police' ? 'inspector' : null;
  const userId = await front.addPerson(agencyCode, role);
  await front.database.transaction('job', OPERATOR, (tx) =>
    tx.query(sql`update homeward.user_account set rank = ${rank} where user_id = ${userId}`),
  );
  return { actor: { agencyCode, agencyKind, role, rank }, userId, ...(await front.signedIn(userId)) };
}

async function addCell(
  front: Front,
  cell: Pick<Cell, 'relationship' | 'sensitivity' | 'ending'>,
  index: number,
): Promise<Cell> {
  const notifications = [
    // A return without an absence: a recording fault.
    aNotification({ notificationRef: `F-${index}`, kind: 'found', occurredAt: at('2026-03-01T08:00Z') }),
    aNotification({ notificationRef: `M-${index}`, incidentRef: `MI-${index}`, occurredAt: at('2026-03-09T20:00Z') }),
  ];
  const details = { childRef: `CELL-${index}`, forename: 'Wilhelmina', surname: 'Quillfeather' };
  const childId = await recordChild(front.database, front.now, details, notifications, RECORDED_BY);
  const { episode_id: episodeId, duty_id: dutyId } = await front.database.read('job', OPERATOR, (tx) =>
    tx.one<{ episode_id: number; duty_id: number }>(sql`
      select (select episode_id from homeward.episode where child_id = ${childId} and ended_at is null) as episode_id,
        (select min(duty_id) from homeward.duty where child_id = ${childId} and kind = 'recording-fault') as duty_id`),
  );
  const back = await cameBack(front, childId, index, concernedIn(cell));
  return { ...cell, childId, episodeId, dutyId, back };
}

/** Puts every agency and person where each cell says they stand. */
async function standEverybody(front: Front, cells: readonly Cell[], members: readonly Member[]): Promise<void> {
  const opener = members[0]?.userId;
  await front.database.transaction('owner', OPERATOR, async (tx) => {
    for (const cell of cells) {
      const { childId, relationship, ending } = cell;
      const until = ending === 'lasting' ? null : toIso(front.now);
      // What followed the returns of the child gave sight too: everybody stands as the cell says, and no longer or shorter.
      await tx.query(sql`delete from homeward.child_agency where child_id = ${childId} and agency_code like 'cells-%'`);
      if (relationship !== null)
        await tx.query(sql`
          insert into homeward.child_agency (agency_code, child_id, relationship, until_at)
          select code, ${childId}, ${relationship}, ${until}::timestamptz + ${ending === 'ending' ? '1 millisecond' : '0'}::interval
          from homeward.agency where code like 'cells-%'`);
      const { restricted, named, barred, glassBroken } = standingIn(cell);
      if (restricted)
        await tx.query(sql`insert into homeward.child_access (child_id, restricted, grounds, restricted_by_agency)
          values (${childId}, true, 'other-risk', ${RECORDED_BY})`);
      const people = join(members.map(({ userId }) => sql`(${userId}::bigint)`));
      for (const standing of [...(named ? ['named'] : []), ...(barred ? ['barred'] : [])])
        await tx.query(sql`insert into homeward.child_person (child_id, user_id, standing)
          select ${childId}, one.id, ${standing} from (values ${people}) as one (id)`);
      if (glassBroken && opener !== undefined)
        await tx.query(sql`
          insert into homeward.broken_glass (child_id, user_id, agency_code, reason, words, opened_at, until_at, review_due_at, owner_agency)
          select ${childId}, u.user_id, u.agency_code, 'missing-now', 'test', ${toIso(front.now)}::timestamptz - interval '1 hour',
            ${toIso(front.now)}::timestamptz + interval '1 millisecond', ${toIso(front.now)}::timestamptz + interval '1 day', ${RECORDED_BY}
          from homeward.user_account u join (values ${people}) as one (id) on u.user_id = one.id`);
    }
  });
}
