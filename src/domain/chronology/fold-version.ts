/** The version of what follows from a chronology. */

/**
 * Raise it with every change of a rule by which the same entries give another record: every database is then folded again
 * before it is served. Columns and protocols need no raising: they are part of the version by themselves.
 * @source design: projections are the fold of the chronology
 */
export const FOLD_VERSION = 7;
