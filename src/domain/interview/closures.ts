/** What people decided about returns: closed, passed on, or why they were late. */
import type { Entry } from '../chronology/entry.ts';
import type { Instant } from '../time/instant.ts';
import type { Closure, LateCause } from './acts.ts';

/** A return closed without an interview, by whom and why. @source local protocol of October 2016: the decision not to interview is recorded */
export type ReturnClosure = {
  readonly as: Closure;
  readonly at: Instant;
  readonly decidedBy: string;
  readonly why: string;
};

/** A return passed to another authority. @source statutory guidance 2014: responsible and host authorities agree who interviews */
export type ReturnPass = {
  readonly passRef: string;
  readonly episodeKey: string;
  /** Agency that asked; null where the operator's own load told of it. */
  readonly askedBy: string | null;
  readonly toAuthority: string;
  readonly at: Instant;
  readonly why: string;
  /** Null until answered. */
  readonly answeredAt: Instant | null;
  readonly accepted: boolean | null;
  /**
   * When it came to nothing: withdrawn by who asked before an answer; or settled, also where it was accepted, by an outcome
   * of the return before the answer, or by the report of the return going to another child at any time.
   */
  readonly endedAt: Instant | null;
  readonly endedAs: 'withdrawn' | 'settled' | null;
};

/** Whether a request waits for its answer. @source our judgement: a hand-off that nobody accepted has not happened */
export function isWaiting({ answeredAt, endedAt }: Pick<ReturnPass, 'answeredAt' | 'endedAt'>): boolean {
  return answeredAt === null && endedAt === null;
}

/** Why a return was late, as somebody explained it. @source Bracknell Forest 2014: an audit trail of reasons is kept */
export type LatenessExplained = { readonly cause: LateCause; readonly why: string; readonly at: Instant };

/** What was decided, by episode. @source local protocol of October 2016; our judgement */
export type ReturnDecisions = {
  /** The latest closure that nobody has reopened. */
  readonly closures: ReadonlyMap<string, ReturnClosure>;
  /** When each was closed, also where somebody reopened it since. */
  readonly closedAt: ReadonlyMap<string, readonly Instant[]>;
  /** In order of asking. */
  readonly passes: readonly ReturnPass[];
  readonly lateness: ReadonlyMap<string, LatenessExplained>;
};

const KINDS: ReadonlySet<string> = new Set([
  'return-closed',
  'return-reopened',
  'return-passed',
  'return-pass-answered',
  'return-pass-withdrawn',
  'lateness-explained',
]);

/** Folds what was decided about returns, in the order in which it was decided. @source local protocol of October 2016; our judgement */
export function foldReturnDecisions(entries: readonly Entry[]): ReturnDecisions {
  const closures = new Map<string, ReturnClosure>();
  const closedAt = new Map<string, Instant[]>();
  const passes = new Map<string, ReturnPass>();
  const lateness = new Map<string, LatenessExplained>();
  const decided = entries
    .filter(({ content }) => KINDS.has(content.kind))
    .sort((a, b) => a.occurredAt - b.occurredAt || a.version - b.version);
  const end = (pass: ReturnPass, endedAt: Instant, endedAs: 'withdrawn' | 'settled'): void => {
    if (isWaiting(pass)) passes.set(pass.passRef, { ...pass, endedAt, endedAs });
  };
  for (const { content, occurredAt, recordedBy } of decided) {
    switch (content.kind) {
      case 'return-closed': {
        const { as, decidedBy, why } = content;
        closures.set(content.episodeKey, { as, at: occurredAt, decidedBy, why });
        closedAt.set(content.episodeKey, [...(closedAt.get(content.episodeKey) ?? []), occurredAt]);
        // What is opened again later is asked again, if it still is to be: nobody is late with an answer for that time.
        for (const pass of passes.values())
          if (pass.episodeKey === content.episodeKey) end(pass, occurredAt, 'settled');
        break;
      }
      case 'return-reopened':
        closures.delete(content.episodeKey);
        break;
      case 'return-passed': {
        const { passRef, episodeKey, toAuthority, why } = content;
        passes.set(passRef, {
          passRef,
          episodeKey,
          askedBy: recordedBy,
          toAuthority,
          why,
          at: occurredAt,
          answeredAt: null,
          accepted: null,
          endedAt: null,
          endedAs: null,
        });
        break;
      }
      case 'return-pass-answered': {
        const pass = passes.get(content.passRef);
        if (pass && isWaiting(pass))
          passes.set(pass.passRef, { ...pass, answeredAt: occurredAt, accepted: content.accepted });
        break;
      }
      case 'return-pass-withdrawn': {
        const pass = passes.get(content.passRef);
        if (pass) end(pass, occurredAt, 'withdrawn');
        break;
      }
      case 'lateness-explained': {
        const { cause, why } = content;
        lateness.set(content.episodeKey, { cause, why, at: occurredAt });
        break;
      }
      default:
    }
  }
  return { closures, closedAt, passes: [...passes.values()], lateness };
}
