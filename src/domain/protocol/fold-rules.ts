/** The duty rules of each authority, from the protocols. */
import type { DutyRules, FoldRules } from '../duties/rules.ts';
import { chooseProtocol, dutiesOn, type Protocol } from './protocol.ts';

/**
 * Rules by responsible authority and day: of triage those of the day of the return, and of duties those of the day that is
 * asked for, or the latest.
 * @source design: thresholds are never in code; an episode of 2015 is judged by the rules of 2015
 */
export function foldRules(protocols: readonly Protocol[]): FoldRules {
  const known = new Map<string, DutyRules>();
  return {
    dutyRules: (responsibleAuthority, on) => {
      const key = `${responsibleAuthority ?? ''} ${on ?? ''}`;
      const rules = known.get(key) ?? dutiesOn(protocols, responsibleAuthority, on);
      known.set(key, rules);
      return rules;
    },
    triageRules: (authority, on) => {
      const protocol = chooseProtocol(protocols, authority, on);
      if (protocol === undefined) throw new RangeError('no protocol applies to every authority');
      return protocol.triage;
    },
  };
}
