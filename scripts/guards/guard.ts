/** A guard as data: where it stands, how it is taken away, and which tests miss it then. */

/** One guard of the code: a passage that stands exactly once in its file, and what stands there without the guard. */
export type CodeGuard = {
  readonly guard: string;
  readonly file: string;
  readonly find: string;
  readonly put: string;
  /** Test files of which at least one must fail without it. */
  readonly tests: readonly string[];
};

/** One guard of the database, taken away by a migration of its own. */
export type DatabaseGuard = { readonly guard: string; readonly sql: string; readonly tests: readonly string[] };

/** One guard. */
export type Guard = CodeGuard | DatabaseGuard;
