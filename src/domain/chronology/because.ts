/** Why an outcome is what it is: a stable code, a sentence for people, and where the rule comes from. @source design: a decision carries its reason */
export type Because = { readonly code: string; readonly sentence: string; readonly source: string };
