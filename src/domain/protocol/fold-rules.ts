/** The duty rules of each authority, from the protocols. */
import type { DutyRules, FoldRules } from '../duties/rules.ts';
import type { PlainDate } from '../time/plain-date.ts';
import { chooseProtocol, type Protocol } from './protocol.ts';

/** Later than any protocol begins. */
const LATEST = '9999-12-31' as PlainDate;

/**
 * Rules by responsible authority. Of duties, those of its latest protocol, for what falls due is what is learnt now, and
 * what is learnt long after it happened opens no duty; of triage, those of the day of the return.
 * @source design: thresholds are never in code
 */
export function foldRules(protocols: readonly Protocol[]): FoldRules {
  const known = new Map<string | null, DutyRules>();
  return {
    dutyRules: (responsibleAuthority) => {
      let rules = known.get(responsibleAuthority);
      if (rules === undefined) {
        const protocol = chooseProtocol(protocols, responsibleAuthority, LATEST);
        if (protocol === undefined) throw new RangeError('no protocol applies to every authority');
        rules = protocol.duties;
        known.set(responsibleAuthority, rules);
      }
      return rules;
    },
    triageRules: (authority, on) => {
      const protocol = chooseProtocol(protocols, authority, on);
      if (protocol === undefined) throw new RangeError('no protocol applies to every authority');
      return protocol.triage;
    },
  };
}
