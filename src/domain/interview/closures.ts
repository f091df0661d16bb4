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
  readonly toAuthority: string;
  readonly at: Instant;
  readonly why: string;
  /** Null until answered. */
  readonly answeredAt: Instant | null;
  readonly accepted: boolean | null;
};

/** Why a return was late, as somebody explained it. @source Bracknell Forest 2014: an audit trail of reasons is kept */
export type LatenessExplained = { readonly cause: LateCause; readonly why: string; readonly at: Instant };

/** What was decided, by episode. @source local protocol of October 2016; our judgement */
export type ReturnDecisions = {
  /** The latest closure that nobody has reopened. */
  readonly closures: ReadonlyMap<string, ReturnClosure>;
  /** In order of asking. */
  readonly passes: readonly ReturnPass[];
  readonly lateness: ReadonlyMap<string, LatenessExplained>;
};

const KINDS: ReadonlySet<string> = new Set([
  'return-closed',
  'return-reopened',
  'return-passed',
  'return-pass-answered',
  'lateness-explained',
]);

/** Folds what was decided about returns, in the order in which it was decided. @source local protocol of October 2016; our judgement */
export function foldReturnDecisions(entries: readonly Entry[]): ReturnDecisions {
  const closures = new Map<string, ReturnClosure>();
  const passes = new Map<string, ReturnPass>();
  const lateness = new Map<string, LatenessExplained>();
  const decided = entries
    .filter(({ content }) => KINDS.has(content.kind))
    .sort((a, b) => a.occurredAt - b.occurredAt || a.version - b.version);
  for (const { content, occurredAt } of decided) {
    switch (content.kind) {
      case 'return-closed': {
        const { as, decidedBy, why } = content;
        closures.set(content.episodeKey, { as, at: occurredAt, decidedBy, why });
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
          toAuthority,
          why,
          at: occurredAt,
          answeredAt: null,
          accepted: null,
        });
        break;
      }
      case 'return-pass-answered': {
        const pass = passes.get(content.passRef);
        if (pass && pass.answeredAt === null)
          passes.set(pass.passRef, { ...pass, answeredAt: occurredAt, accepted: content.accepted });
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
  return { closures, passes: [...passes.values()], lateness };
}
