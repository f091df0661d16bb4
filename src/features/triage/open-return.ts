/** One return of an opened record, as its triage stands: what is known, what the protocol proposes, what was decided. */
import { requireGivenReturn, type Opened } from '../../decisions/opened.ts';
import { returnIn } from '../../decisions/return-in.ts';
import type { Duty } from '../../domain/chronology/record.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import type { ReturnFollowUp } from '../../domain/interview/follow-up.ts';
import type { TriageLevel } from '../../domain/triage/acts.ts';
import { knownReturn, type KnownReturn } from '../../domain/triage/of-return.ts';
import { proposeTriage, type TriageProposal } from '../../domain/triage/propose.ts';
import type { InformationRequest, SentLetter, TriageDecision } from '../../domain/triage/state.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../../db/transaction.ts';
import { notFound } from '../../web/refusal.ts';

/** What an agency was asked about the return. */
export type AskedAgency = InformationRequest & {
  /** When nobody needed its answer any more, as the return had its outcome; null while it is waited for, and where it came. */
  readonly endedAt: Instant | null;
};

/** The triage of one return. */
export type ReturnTriage = KnownReturn & {
  readonly episodeId: number;
  readonly proposal: TriageProposal;
  readonly decision: TriageDecision | null;
  /** What was decided, else what is proposed. */
  readonly level: TriageLevel;
  /** What became of it for who took it over last, where it was passed on: that authority sees to the interview. */
  readonly followUp: ReturnFollowUp;
  readonly requests: readonly AskedAgency[];
  readonly letters: readonly SentLetter[];
};

/** The triage of the return that an address names; answers as absent where the child has not come back from it. */
export async function openReturn(
  tx: Transaction,
  opened: Opened,
  episodeId: number,
  rules: FoldRules,
): Promise<ReturnTriage> {
  const { record, reader } = opened;
  const { episode, latest: followUp } = await returnIn(tx, opened, episodeId, reader.agency);
  const key = episode.episodeKey;
  const { details, episodes, screenings, facts, triage, duties } = record;
  const source = { episodes, screenings, facts, triage, responsibleAuthority: details.responsibleAuthority };
  const known = knownReturn(source, key, rules.triageRules);
  if (known === null || followUp === null) throw notFound();
  requireGivenReturn(opened, key);
  const proposal = proposeTriage(known.facts, known.protocol, known.factors);
  const decision = triage.decisions.find(({ episodeKey }) => episodeKey === key) ?? null;
  return {
    ...known,
    episodeId,
    proposal,
    decision,
    level: decision?.level ?? proposal.level,
    followUp,
    requests: triage.requests
      .filter(({ episodeKey }) => episodeKey === key)
      .map((asked) => ({ ...asked, endedAt: asked.answeredAt === null ? settledAt(duties, asked) : null })),
    letters: triage.letters.filter(({ episodeKey }) => episodeKey === key),
  };
}

function settledAt(duties: readonly Duty[], { questionRef }: InformationRequest): Instant | null {
  const owed = duties.find(({ kind, subjectKey }) => kind === 'information-request' && subjectKey === questionRef);
  return owed?.settledAt ?? null;
}

/** The requests that keep an agency from being asked again: of a return that is open again, not those that ended before. */
export function standingRequests({ requests, followUp }: ReturnTriage): readonly AskedAgency[] {
  return followUp.outcome === null ? requests.filter(({ endedAt }) => endedAt === null) : requests;
}
