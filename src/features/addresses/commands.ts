/** Recording an address, hiding it, asking to see it, deciding what was asked, seeing it. */
import { insist, may, requireOfChild, requireSeen } from '../../access.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { isAddressHidden, patternsIn } from '../../db/chronology/places.ts';
import { changeWithheld } from '../../db/chronology/withhold.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { Decision } from '../../domain/access/decide.ts';
import { ANY_ADDRESS, patternsOf, redact } from '../../domain/access/redact.ts';
import { mayDecideRequest, REVEALED_FOR } from '../../domain/access/hidden-address.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { paths } from '../../web/paths.ts';
import { notFound, Refused } from '../../web/refusal.ts';
import type { SignedIn } from '../../web/session.ts';
import {
  addRequest,
  decideRequest,
  findRequest,
  hideAddress,
  recordAddress,
  revealAddress,
  type Address,
  type AddressRequest,
  type NewAddress,
} from './queries.ts';

/** Who does what to which child, and when. */
export type Asked = {
  readonly tx: Transaction;
  readonly requester: SignedIn;
  readonly rules: FoldRules;
  readonly childId: number;
  readonly now: Instant;
};

const GROUPS = ['address', 'access'] as const;

/** A reason as it is kept: without an address, which does not belong there. */
function reason(why: string): string {
  return redact(why, ANY_ADDRESS);
}

/** Records an address; one of the class hidden hides the child's address at once. */
export async function record(asked: Asked, address: Omit<NewAddress, 'patterns'>): Promise<void> {
  const { tx, requester, childId } = asked;
  await requireOfChild(tx, requester, 'record-address', childId);
  await recordAddress(tx, childId, { ...address, patterns: patternsOf(address) });
  await recordAudit(tx, requester, {
    verb: 'collection',
    route: paths.addressNew,
    childIds: [childId],
    act: 'record-address',
    fieldGroups: ['address'],
  });
  if (address.class === 'hidden' && !(await isAddressHidden(tx, childId)))
    await hideNow(asked, paths.addressNew, 'An address was recorded as hidden.');
}

/** Hides the address of a child from everybody, at once. One person is enough. */
export async function hide(asked: Asked, why: string): Promise<void> {
  const { tx, requester, childId } = asked;
  await requireOfChild(tx, requester, 'hide-address', childId);
  if (await isAddressHidden(tx, childId)) throw new Refused(409, 'The address is hidden already.');
  await hideNow(asked, paths.addressHide, reason(why));
}

async function hideNow({ tx, requester, rules, childId }: Asked, route: string, why: string): Promise<void> {
  await changeWithheld(tx, rules, childId, (entries) =>
    hideAddress(tx, childId, why, patternsIn(entries.map(({ content }) => content))),
  );
  if (!(await isAddressHidden(tx, childId))) throw new Error('an address was not hidden');
  await recordAudit(tx, requester, {
    verb: 'alteration',
    route,
    childIds: [childId],
    act: 'hide-address',
    fieldGroups: GROUPS,
  });
}

/** Asks to see a hidden address, or to end the hiding; somebody else of the responsible authority decides. */
export async function ask(
  { tx, requester, childId, now }: Asked,
  kind: 'reveal' | 'unhide',
  why: string,
): Promise<void> {
  const act = kind === 'reveal' ? 'reveal-address' : 'unhide-address';
  await requireOfChild(tx, requester, act, childId);
  if (!(await isAddressHidden(tx, childId))) throw new Refused(409, 'The address is not hidden.');
  const { userId, agencyCode } = requester;
  if (userId === null) throw new Refused(403, 'Only a person may ask for this.');
  await addRequest(tx, { childId, kind, why: reason(why), userId, agencyCode, now });
  const route = kind === 'reveal' ? paths.addressAsk : paths.addressUnhide;
  await recordAudit(tx, requester, {
    verb: 'consultation',
    route,
    childIds: [childId],
    act: `ask-${act}`,
    fieldGroups: ['access'],
  });
}

/** A request that the person may decide; somebody's own is answered as not there. */
export async function requireDecidable(asked: Asked, requestId: number): Promise<AddressRequest> {
  const { tx, requester, childId } = asked;
  await requireOfChild(tx, requester, 'approve-address', childId);
  const request = await findRequest(tx, childId, requestId);
  if (request === undefined) throw notFound();
  insist(decisionOn(asked, request));
  return request;
}

function decisionOn({ requester }: Asked, request: AddressRequest): Decision {
  return mayDecideRequest({ askedBy: request.askedBy, decider: requester.userId, decided: request.decidedAt !== null });
}

/** Decides a request. Ending a hiding shows everything again to whoever may see the child. */
export async function decideOn(asked: Asked, requestId: number, approved: boolean): Promise<void> {
  const { tx, requester, rules, childId, now } = asked;
  const request = await requireDecidable(asked, requestId);
  const until = (now + REVEALED_FOR) as Instant;
  const decided = await changeWithheld(tx, rules, childId, () => decideRequest(tx, requestId, approved, until));
  if (decided !== true) throw new Refused(409, 'Somebody has decided this meanwhile.');
  await recordAudit(tx, requester, {
    verb: 'alteration',
    route: paths.addressRequest,
    childIds: [childId],
    act: approved ? `approve-${request.kind}-address` : `refuse-${request.kind}-address`,
    aboutUserId: request.askedBy,
    fieldGroups: GROUPS,
  });
}

/** Shows the hidden address to a person named on the record, or whose request was approved and has not run out. */
export async function reveal({ tx, requester, childId }: Asked, whatFor: string): Promise<Address[]> {
  await requireOfChild(tx, requester, 'reveal-address', childId);
  const addresses = await revealAddress(tx, childId, reason(whatFor));
  if (addresses.length === 0) throw new Refused(403, 'The address is not open to you now. Ask to see it.');
  await recordAudit(tx, requester, {
    verb: 'disclosure',
    route: paths.addressSee,
    childIds: [childId],
    act: 'reveal-address',
    fieldGroups: ['address'],
  });
  return addresses;
}

/** What the person may do about the addresses of a child. */
export async function rights({ tx, requester, childId }: Asked): Promise<{
  readonly record: boolean;
  readonly hide: boolean;
  readonly ask: boolean;
  readonly unhide: boolean;
  readonly approve: boolean;
  readonly named: boolean;
}> {
  const standing = await requireSeen(tx, requester, childId);
  return {
    record: may(requester, 'record-address', standing),
    hide: may(requester, 'hide-address', standing),
    ask: may(requester, 'reveal-address', standing),
    unhide: may(requester, 'unhide-address', standing),
    approve: may(requester, 'approve-address', standing),
    named: standing.named,
  };
}
