/** What an entry is told as: a heading, its facts, what changed and why. */

/** A fact of an entry: its name and what was said. @source design: pages, letters and reports print the same words */
export type ToldFact = { readonly name: string; readonly said: string };

/** A value that was corrected: what it was, and what it is now. @source design: a correction keeps the old value */
export type ToldChange = { readonly name: string; readonly was: string; readonly now: string };

/** An entry in words. @source design: pages, letters and reports print the same words */
export type Told = {
  readonly heading: string;
  readonly facts: readonly ToldFact[];
  /** Only of a correction. */
  readonly changes: readonly ToldChange[];
  /** Reason a person gave; null where none was asked for. */
  readonly why: string | null;
};

/** An entry without changes. @source design: pages, letters and reports print the same words */
export function told(heading: string, facts: readonly ToldFact[], why: string | null = null): Told {
  return { heading, facts, changes: [], why };
}

/** A fact where there is one to tell. @source design: pages, letters and reports print the same words */
export function said(name: string, value: string | null | undefined): ToldFact[] {
  return value === null || value === undefined || value === '' ? [] : [{ name, said: value }];
}
