/** Every guard that is tried. */
import { DATABASE_GUARDS } from './database.ts';
import type { Guard } from './guard.ts';
import { POLICY_GUARDS } from './policy.ts';
import { TRIAGE_GUARDS } from './triage.ts';
import { WEB_GUARDS } from './web.ts';

/** Every guard, in the order in which they are tried. */
export const ALL_GUARDS: readonly Guard[] = [...POLICY_GUARDS, ...WEB_GUARDS, ...TRIAGE_GUARDS, ...DATABASE_GUARDS];
