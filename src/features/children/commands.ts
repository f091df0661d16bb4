/** Reads everything a page of a child shows, and records the look before any of it is shown. */
import { actorOf, may, onlyGivenTo, requirePurpose, requireSeen } from '../../access.ts';
import { agencyNames } from '../../db/agencies.ts';
import { isAddressHidden } from '../../db/chronology/places.ts';
import { loadEntries } from '../../db/chronology/store.ts';
import { recordAudit } from '../../db/audit/record.ts';
import type { Database } from '../../db/transaction.ts';
import { decide } from '../../domain/access/decide.ts';
import { entriesWithin, recordWithin } from '../../domain/access/disclose.ts';
import type { Standing } from '../../domain/access/standing.ts';
import type { Entry } from '../../domain/chronology/entry.ts';
import { fold } from '../../domain/chronology/fold.ts';
import type { ChildRecord, Duty } from '../../domain/chronology/record.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import { isReturnGiven } from '../../domain/interview/given.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { SignedIn } from '../../web/session.ts';
import { dutyIds, episodeIds, interviewIds, peopleNames } from './queries.ts';

/** A child's record with what is needed to name and link what is in it. */
export type OpenedRecord = {
  readonly childId: number;
  readonly record: ChildRecord;
  readonly entries: readonly Entry[];
  readonly standing: Standing;
  /** Agency of the person asking. */
  readonly ownAgency: string | null;
  readonly agencyName: (code: string) => string;
  /** Who told us, as an agency and where known a person. */
  readonly teller: (entry: Entry) => string;
  readonly episodeId: (episodeKey: string) => number | undefined;
  /** Number by which pages name an interview. */
  readonly interviewId: (interviewRef: string) => number | undefined;
  readonly dutyId: (duty: Pick<Duty, 'kind' | 'subjectKey'>) => number | undefined;
  /** Whether a return is one that the person acts on: a provider sees all, and acts on those that were given to it. */
  readonly isGiven: (episodeKey: string) => boolean;
  /** What the person asking may do here. */
  readonly may: {
    readonly tell: boolean;
    readonly correct: boolean;
    readonly review: boolean;
    readonly settle: boolean;
    /** Read the facts around the child. */
    readonly facts: boolean;
    /** Say whether facts helped to find the child. */
    readonly useFacts: boolean;
    /** Offer and write return interviews. */
    readonly interview: boolean;
    /** Triage its returns. */
    readonly triage: boolean;
    /** Give its interviews to people of one's own agency. */
    readonly allocate: boolean;
    /** Ask providers for its interviews. */
    readonly askProviders: boolean;
    /** Answer, for one's own agency, what it was asked about the child. */
    readonly answer: boolean;
    /** See who may see the record, and until when. */
    readonly sight: boolean;
    /** See who looked at the child. */
    readonly looks: boolean;
    /** See what was shown to which agencies. */
    readonly disclosures: boolean;
    /** See how long the record is kept. */
    readonly retention: boolean;
    /** See support and referrals. */
    readonly support: boolean;
    /** See the copies made for the child. */
    readonly copies: boolean;
  };
};

/**
 * Opens the record of a child whom the person may see: as it is, or as it was known at an instant.
 * Throws what the web answers as not found where the child is not there or may not be seen.
 */
export async function openRecord(
  database: Database,
  requester: SignedIn,
  rules: FoldRules,
  asked: { readonly childId: number; readonly route: string; readonly knownAt: Instant | null },
): Promise<OpenedRecord> {
  const { childId, route, knownAt } = asked;
  return database.transaction('request', requester, async (tx) => {
    const standing = await requireSeen(tx, requester, childId);
    const purpose = await requirePurpose(tx, requester, childId);
    const groups = decide(actorOf(requester), 'see-child', standing).shows;
    await recordAudit(tx, requester, {
      verb: 'consultation',
      route,
      childIds: [childId],
      fieldGroups: groups,
      ...(purpose === null ? {} : { purpose }),
    });
    const all = await loadEntries(tx, childId, knownAt ?? undefined);
    const entries = entriesWithin(all, groups, requester.agencyCode);
    const record = recordWithin(
      fold(all, rules, { placesWithheld: await isAddressHidden(tx, childId) }),
      groups,
      requester.agencyCode,
    );
    const agencyName = await agencyNames(tx);
    const people = await peopleNames(tx, [...new Set(entries.flatMap(({ userId }) => userId ?? []))]);
    const ids = await episodeIds(tx, childId);
    const interviews = await interviewIds(tx, childId);
    const allocates = knownAt === null && may(requester, 'allocate-interview', standing);
    return {
      childId,
      record,
      entries,
      standing,
      ownAgency: requester.agencyCode,
      agencyName,
      teller: (entry) => {
        const agency = entry.recordedBy === null ? 'the operator’s own load' : agencyName(entry.recordedBy);
        const person = entry.userId === null ? undefined : people.get(entry.userId);
        return person === undefined ? agency : `${person}, ${agency}`;
      },
      episodeId: (key) => ids.get(key),
      interviewId: (ref) => interviews.get(ref),
      dutyId: await dutyIds(tx, childId),
      isGiven: (episodeKey) => isReturnGiven(record, episodeKey, onlyGivenTo(requester, 'hold-interview', standing)),
      may: {
        tell: may(requester, 'tell-of-absence', standing),
        correct: knownAt === null && may(requester, 'correct-record', standing),
        review: knownAt === null && may(requester, 'record-risk-review', standing),
        settle: knownAt === null && may(requester, 'settle-fault', standing),
        facts: knownAt === null && groups.includes('facts'),
        useFacts: knownAt === null && groups.includes('facts') && may(requester, 'use-fact', standing),
        interview: knownAt === null && may(requester, 'hold-interview', standing),
        triage: knownAt === null && may(requester, 'triage-return', standing),
        allocate: allocates,
        // Whoever may act only on what was given to it was asked itself.
        askProviders: allocates && onlyGivenTo(requester, 'allocate-interview', standing) === null,
        answer: knownAt === null && may(requester, 'give-information', standing),
        sight: may(requester, 'see-access', standing),
        looks: may(requester, 'see-looks-at-child', standing),
        disclosures: may(requester, 'see-disclosures', standing),
        retention: may(requester, 'decide-retention', standing),
        support: groups.includes('support'),
        copies: may(requester, 'review-subject-copy', standing),
      },
    };
  });
}
