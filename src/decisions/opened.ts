/** A child's record opened for a decision on it: what is needed to decide and to show it. */
import { actorOf, onlyGivenTo, requireOfChild } from '../access.ts';
import { agencyNames, listAgencies } from '../db/agencies.ts';
import { isAddressHidden } from '../db/chronology/places.ts';
import { loadEntries } from '../db/chronology/store.ts';
import type { Transaction } from '../db/transaction.ts';
import { decide } from '../domain/access/decide.ts';
import { entriesWithin } from '../domain/access/disclose.ts';
import type { FieldGroup } from '../domain/access/field-groups.ts';
import type { Act } from '../domain/access/policy.ts';
import type { Agency } from '../domain/child/agency.ts';
import type { Entry } from '../domain/chronology/entry.ts';
import { fold } from '../domain/chronology/fold.ts';
import type { ChildRecord } from '../domain/chronology/record.ts';
import { tell } from '../domain/chronology/tell.ts';
import type { FoldRules } from '../domain/duties/rules.ts';
import { isInterviewGiven, isReturnGiven, type GivenTo } from '../domain/interview/given.ts';
import type { Interview } from '../domain/interview/interviews.ts';
import { formatInstant } from '../domain/time/format.ts';
import type { Change } from '../web/changed-meanwhile.ts';
import { notFound } from '../web/refusal.ts';
import type { SignedIn } from '../web/session.ts';

/** Who reads a record: the groups of fields that are open to the person, and whose person it is. */
export type Reader = { readonly groups: readonly FieldGroup[]; readonly agency: string };

/** A record with what is needed to name what is in it. The record is whole: what is shown of it is within the reader's groups. */
export type Opened = {
  readonly childId: number;
  readonly entries: readonly Entry[];
  readonly record: ChildRecord;
  readonly agencyName: (code: string) => string;
  readonly authorities: readonly Agency[];
  readonly reader: Reader;
  /** The agency whose returns and interviews alone it was opened for; null where it was opened for all. */
  readonly givenTo: GivenTo;
};

/** Opens the record of a child for an act that the person may do to it. */
export async function openFor(
  tx: Transaction,
  requester: SignedIn,
  rules: FoldRules,
  act: Act,
  childId: number,
): Promise<Opened> {
  const standing = await requireOfChild(tx, requester, act, childId);
  const { shows } = decide(actorOf(requester), 'see-child', standing);
  const entries = await loadEntries(tx, childId);
  return {
    childId,
    entries,
    record: fold(entries, rules, { placesWithheld: await isAddressHidden(tx, childId) }),
    agencyName: await agencyNames(tx),
    authorities: await listAgencies(tx, ['local-authority']),
    reader: { groups: shows, agency: requester.agencyCode },
    givenTo: onlyGivenTo(requester, act, standing),
  };
}

/** Goes on only where the return was given to whom the record was opened for; another is answered as an absent one. */
export function requireGivenReturn({ record, givenTo }: Opened, episodeKey: string): void {
  if (!isReturnGiven(record, episodeKey, givenTo)) throw notFound();
}

/** Goes on only where the interview is there, and was given to whom the record was opened for. */
export function requireGivenInterview({ record, givenTo }: Opened, interviewRef: string | null | undefined): Interview {
  const interview = record.interviews.find((one) => one.interviewRef === interviewRef);
  if (interview === undefined || !isInterviewGiven(interview, givenTo)) throw notFound();
  return interview;
}

/**
 * Entries that came after a version, in words, as far as they are open to the reader; of others it is only said that there
 * is something, where there is nothing else.
 */
export function changesSince(since: readonly Entry[], { reader, agencyName }: Opened): Change[] {
  const open = entriesWithin(since, reader.groups, reader.agency);
  if (open.length === 0 && since.length > 0) return [{ what: 'Something that is not shown to you', told: null }];
  return open.map((entry) => ({
    what: tell(entry, agencyName).heading,
    told: {
      when: formatInstant(entry.recordedAt),
      by: entry.recordedBy === null ? 'the operator’s own load' : agencyName(entry.recordedBy),
    },
  }));
}

/** The version that a form was opened on; a form without one is taken as opened before anything was on record. */
export function versionIn(text: string): number {
  // No record has version 0: to the store it means a child who is not on record yet.
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : -1;
}
