/** What a page about sight of a child goes by: the record, what was decided, and whom it is about. */
import { requireOfChild } from '../../access.ts';
import { listAgencies } from '../../db/agencies.ts';
import { loadEntries } from '../../db/chronology/store.ts';
import { loadDecisions, peopleOf, type AgencyPerson } from '../../db/sight.ts';
import type { Transaction } from '../../db/transaction.ts';
import { involvementsNow } from '../../domain/access/involvement.ts';
import type { Act } from '../../domain/access/policy.ts';
import { isRank } from '../../domain/access/ranks.ts';
import { isRole, ROLES } from '../../domain/access/roles.ts';
import type { Seer } from '../../domain/access/seers.ts';
import { foldSight, type SightDecision, type SightState } from '../../domain/access/sight.ts';
import type { Standing } from '../../domain/access/standing.ts';
import type { Agency, AgencyKind } from '../../domain/child/agency.ts';
import type { Entry } from '../../domain/chronology/entry.ts';
import { fold } from '../../domain/chronology/fold.ts';
import type { ChildRecord, Relationship } from '../../domain/chronology/record.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { SignedIn } from '../../web/session.ts';

/** Everything that a page about sight of one child shows or decides on. */
export type OpenedSight = {
  readonly childId: number;
  readonly standing: Standing;
  readonly entries: readonly Entry[];
  readonly record: ChildRecord;
  readonly decisions: readonly SightDecision[];
  /** What holds by these decisions. */
  readonly state: SightState;
  readonly agencies: readonly Agency[];
  /** People of the agencies involved, and those named or barred wherever they work. */
  readonly people: readonly AgencyPerson[];
};

/** Opens what is on record about sight of a child, for who may do the act. */
export async function openSight(
  tx: Transaction,
  requester: SignedIn,
  rules: FoldRules,
  act: Act,
  childId: number,
): Promise<OpenedSight> {
  const standing = await requireOfChild(tx, requester, act, childId);
  const entries = await loadEntries(tx, childId);
  const record = fold(entries, rules);
  const decisions = await loadDecisions(tx, childId);
  const state = foldSight(decisions);
  const involved = [...relationshipsIn(record, requester.at).keys()];
  const people = await peopleOf(tx, involved, [...state.named, ...state.barred]);
  return { childId, standing, entries, record, decisions, state, agencies: await listAgencies(tx), people };
}

/** Relationships that have not ended at an instant, by agency. */
export function relationshipsIn(record: ChildRecord, now: Instant): Map<string, Relationship[]> {
  const live = involvementsNow(record.involvements, now);
  return new Map(
    [...Map.groupBy(live, ({ agency }) => agency)].map(([agency, all]) => [
      agency,
      all.map(({ relationship }) => relationship),
    ]),
  );
}

/** People as the policy knows them; an account whose role it does not know sees nothing. */
export function asSeers(people: readonly AgencyPerson[]): Seer[] {
  return people.flatMap(({ userId, agencyCode, agencyKind, role, rank }) =>
    isRole(role)
      ? [
          {
            userId,
            actor: { agencyCode, agencyKind: agencyKind as AgencyKind, role, rank: isRank(rank) ? rank : null },
          },
        ]
      : [],
  );
}

/** A person in words: name, role and agency. */
export function personWords({ displayName, role, agencyName }: AgencyPerson): string {
  return `${displayName}, ${isRole(role) ? ROLES[role].title.toLowerCase() : role}, ${agencyName}`;
}
