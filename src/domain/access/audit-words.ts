/** The audit in plain words: what was done, as what, for what, and what was shown. */
import { FIELD_GROUPS, type FieldGroup } from './field-groups.ts';
import { POLICY, type Rule } from './policy.ts';
import { isRole, ROLES } from './roles.ts';

const VERB_WORDS: Readonly<Record<string, string>> = {
  collection: 'Added to the record',
  alteration: 'Changed the record',
  consultation: 'Looked',
  disclosure: 'Was given it, or passed it on',
  combination: 'Brought records together',
  erasure: 'Erased',
};

/** One of the six verbs of the logging duty, as a sentence begins. @source Data Protection Act 2018, section 62 */
export function verbWords(verb: string): string {
  return VERB_WORDS[verb] ?? verb;
}

/**
 * What was done: the act of the policy in its own words, else the verb.
 * @source the policy; Data Protection Act 2018, section 62
 */
export function actWords(act: string, verb: string): string {
  if (!Object.hasOwn(POLICY, act)) return act === 'look' ? verbWords(verb) : `${verbWords(verb)}: ${spaced(act)}`;
  const rule: Rule = POLICY[act as keyof typeof POLICY];
  return rule.sentence;
}

/** A role as people name it; one that the policy no longer knows is named by its code. @source the list of roles */
export function roleWords(role: string | null): string {
  if (role === null) return 'Role not recorded';
  return isRole(role) ? ROLES[role].title : spaced(role);
}

/** Groups of fields as a list in words; empty where none was recorded. @source the list of groups of fields */
export function groupWords(groups: readonly string[]): readonly string[] {
  return groups.map((group) => (Object.hasOwn(FIELD_GROUPS, group) ? FIELD_GROUPS[group as FieldGroup] : group));
}

/** A code as a word or two. @source our judgement: codes are in full words with hyphens */
function spaced(code: string): string {
  return code.replaceAll('-', ' ');
}
