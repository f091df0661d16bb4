/** What every feature is given: the database, the settings, the protocols and the time. */
import type { Config } from './config.ts';
import type { Database } from './db/transaction.ts';
import type { FoldRules } from './domain/duties/rules.ts';
import type { Protocol } from './domain/protocol/protocol.ts';
import type { Instant } from './domain/time/instant.ts';
import type { Retention } from './retention.ts';

/** Given to the `register` of each feature; holds no state of its own. */
export type Services = {
  readonly database: Database;
  readonly config: Config;
  readonly protocols: readonly Protocol[];
  /** How long everything is kept, from the retention schedules. */
  readonly retention: Retention;
  /** Duty rules by responsible authority, from the protocols. */
  readonly rules: FoldRules;
  /** The present instant; tests give their own. */
  readonly clock: () => Instant;
  /** Whether the demonstration partnership and its sign-in door are offered. */
  readonly demonstration: boolean;
};
