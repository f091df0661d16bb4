/** A child's record opened for a decision on it: what is needed to decide and to show it. */
import { requireOfChild } from '../access.ts';
import { agencyNames, listAgencies } from '../db/agencies.ts';
import { isAddressHidden } from '../db/chronology/places.ts';
import { loadEntries } from '../db/chronology/store.ts';
import type { Transaction } from '../db/transaction.ts';
import type { Act } from '../domain/access/policy.ts';
import type { Agency } from '../domain/child/agency.ts';
import type { Entry } from '../domain/chronology/entry.ts';
import { fold } from '../domain/chronology/fold.ts';
import type { ChildRecord } from '../domain/chronology/record.ts';
import { tell } from '../domain/chronology/tell.ts';
import type { FoldRules } from '../domain/duties/rules.ts';
import { formatInstant } from '../domain/time/format.ts';
import type { Change } from '../web/changed-meanwhile.ts';
import type { SignedIn } from '../web/session.ts';

/** A record with what is needed to name what is in it. */
export type Opened = {
  readonly childId: number;
  readonly entries: readonly Entry[];
  readonly record: ChildRecord;
  readonly agencyName: (code: string) => string;
  readonly authorities: readonly Agency[];
};

/** Opens the record of a child for an act that the person may do to it. */
export async function openFor(
  tx: Transaction,
  requester: SignedIn,
  rules: FoldRules,
  act: Act,
  childId: number,
): Promise<Opened> {
  await requireOfChild(tx, requester, act, childId);
  const entries = await loadEntries(tx, childId);
  return {
    childId,
    entries,
    record: fold(entries, rules, { placesWithheld: await isAddressHidden(tx, childId) }),
    agencyName: await agencyNames(tx),
    authorities: await listAgencies(tx, ['local-authority']),
  };
}

/** Entries that came after a version, in words. */
export function changesSince(since: readonly Entry[], agencyName: (code: string) => string): Change[] {
  return since.map((entry) => ({
    what: tell(entry, agencyName).heading,
    when: formatInstant(entry.recordedAt),
    by: entry.recordedBy === null ? 'the operator’s own load' : agencyName(entry.recordedBy),
  }));
}

/** The version that a form was opened on; a form without one is taken as opened on none. */
export function versionIn(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : -1;
}
