/** Returns for the weekly scrutiny with everything that is said of each: read once, for the page and for the file. */
import { actorOf } from '../../access.ts';
import { agencyNames } from '../../db/agencies.ts';
import type { Transaction } from '../../db/transaction.ts';
import { decide } from '../../domain/access/decide.ts';
import { entriesWithin } from '../../domain/access/disclose.ts';
import { standingBy } from '../../domain/access/standing.ts';
import { teamWords } from '../../domain/chronology/words.ts';
import type { DutyRules } from '../../domain/duties/rules.ts';
import { namesOfKept, underPresentNames } from '../../domain/episode/names.ts';
import { clockOf, whyLate, type InterviewClock } from '../../domain/interview/clock.ts';
import { foldReturnDecisions } from '../../domain/interview/closures.ts';
import type { OpenStage } from '../../domain/interview/follow-up.ts';
import { changedSince, type WeekChange } from '../../domain/interview/scrutiny.ts';
import { triedAfter, type Tried } from '../../domain/interview/tried.ts';
import { OUTCOME_WORDS, STAGE_WORDS } from '../../domain/interview/words.ts';
import { formatElapsed } from '../../domain/time/format.ts';
import { plusHours, type Instant } from '../../domain/time/instant.ts';
import { londonDate, startOfLondonDay } from '../../domain/time/london.ts';
import { plusDays } from '../../domain/time/plain-date.ts';
import type { Services } from '../../services.ts';
import type { SignedIn } from '../../web/session.ts';
import {
  countForScrutiny,
  countingEverybody,
  entriesOnReturns,
  episodesNamed,
  listForScrutiny,
  namesOfPeople,
  type ListedReturn,
} from './queries.ts';

/** Hours of the week that is looked back on. */
const WEEK = 7 * 24;

/** One return of the list. */
export type Scrutinised = {
  readonly one: ListedReturn;
  readonly clock: InterviewClock;
  readonly change: WeekChange;
  readonly whatChanged: string;
  readonly tried: readonly (Tried & { readonly who: string })[];
  /** How many of them in the week looked back on. */
  readonly triedSince: number;
  /** Why it is late, or may become so, in the words of whoever explained it and then of the record. */
  readonly reasons: readonly string[];
  readonly clockWords: string;
  readonly holder: string;
  readonly next: string;
};

/** The list. */
export type Scrutiny = {
  readonly returns: readonly Scrutinised[];
  /** Returns of children whose record is closed to the reader. */
  readonly notShown: number;
  readonly now: Instant;
  /** What ended late since then is listed. */
  readonly since: Instant;
  /** What changed is told since then. */
  readonly before: Instant;
  readonly rules: DutyRules;
};

/** The Monday on which last week began, at its first instant in London. */
export function startOfLastWeek(now: Instant): Instant {
  const today = londonDate(now);
  const weekday = Temporal.PlainDate.from(today).dayOfWeek;
  return startOfLondonDay(plusDays(today, -(weekday - 1) - 7));
}

/** Reads the list as a person may see it. */
export async function readScrutiny(
  { rules }: Pick<Services, 'rules'>,
  tx: Transaction,
  requester: SignedIn,
  now: Instant,
): Promise<Scrutiny> {
  const authority = requester.agencyCode;
  const dutyRules = rules.dutyRules(authority);
  const since = startOfLastWeek(now);
  const before = plusHours(now, -WEEK);
  const asked = { dueBy: plusHours(now, dutyRules.atRiskWithinHours), endedSince: since };
  const listed = await listForScrutiny(tx, authority, asked);
  const all = await countingEverybody(tx, () => countForScrutiny(tx, authority, asked));
  const childIds = [...new Set(listed.map(({ childId }) => childId))];
  const entries = await entriesOnReturns(tx, childIds);
  const episodes = await episodesNamed(tx, childIds);
  const people = [...new Set([...entries.values()].flat().flatMap(({ userId }) => userId ?? []))];
  const names = await namesOfPeople(tx, people);
  const agencyName = await agencyNames(tx);
  const { shows } = decide(actorOf(requester), 'see-child', standingBy('responsible-authority'));
  const who = ({ by, userId }: Tried): string => {
    const agency = by === null ? 'the operator’s own load' : agencyName(by);
    const name = userId === null ? undefined : names.get(userId);
    return name === undefined ? agency : `${name}, ${agency}`;
  };
  const returns = listed.map((one): Scrutinised => {
    const clock = clockOf(one, rules.dutyRules(authority, londonDate(one.returnedAt)), now);
    const ofChild = entries.get(one.childId) ?? [];
    // A later report may have renamed the absence: what was done under its earlier name is about it still.
    const named = underPresentNames(ofChild, namesOfKept(episodes.get(one.childId) ?? [], ofChild));
    const told = entriesWithin(named, shows, authority);
    const { lateness, closures } = foldReturnDecisions(told);
    const tried = triedAfter(one, told, agencyName).map((act) => ({ ...act, who: who(act) }));
    const closed = closures.get(one.episodeKey);
    const explained = lateness.get(one.episodeKey)?.why ?? null;
    const { change, because } = changedSince(one, clock, before);
    return {
      one,
      clock,
      change,
      whatChanged: because.sentence,
      tried,
      triedSince: tried.filter(({ at }) => at !== null && at >= before).length,
      reasons: [
        ...whyLate({ ...one, explained }).map(({ sentence }) => asSentence(sentence)),
        ...(one.outcome === null || closed === undefined ? [] : [asSentence(`Closed because: ${closed.why}`)]),
      ],
      clockWords: clockWords(clock),
      holder: holderOf(one, agencyName),
      next: whatToDo(one),
    };
  });
  return { returns, notShown: all - listed.length, now, since, before, rules: dutyRules };
}

/** What people wrote ends as they left it; another sentence follows. */
function asSentence(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

function clockWords({ state, remaining, lateBy }: InterviewClock): string {
  if (state === 'at-risk') return `${formatElapsed(remaining ?? 0)} left`;
  if (state === 'late') return `${formatElapsed(lateBy)} late`;
  return `${state === 'held-late' ? 'Held' : 'Ended'} ${formatElapsed(lateBy)} late`;
}

function holderOf(one: ListedReturn, agencyName: (code: string) => string): string {
  const agency = one.allocatedTo === null ? null : agencyName(one.allocatedTo);
  if (one.interviewer !== null) return agency === null ? one.interviewer : `${one.interviewer}, ${agency}`;
  return agency === null ? `${teamWords(one.team)}: nobody is named` : `${agency}: nobody is named`;
}

const NEXT: Readonly<Record<OpenStage, string>> = {
  'not-offered': 'Offer it today.',
  'pass-asked': 'Ring the authority that was asked, or see to it here.',
  unreached: 'Try another way and another time, or through somebody the child trusts.',
  waiting: 'Name an interviewer.',
  accepted: 'Agree the time and hold it.',
};

function whatToDo({ outcome, stage, lateCause }: ListedReturn): string {
  if (stage !== null) return `${STAGE_WORDS[stage]}. ${NEXT[stage]}`;
  const ended = outcome === null ? '' : `${OUTCOME_WORDS[outcome]}.`;
  return lateCause === null ? `${ended} Say why it was late.` : `${ended} Explained.`;
}
