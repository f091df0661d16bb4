/** What can be taken out as a file. Each feature says what it offers; asking, deciding and fetching are the same for all. */
import type { Transaction } from './db/transaction.ts';
import type { Act } from './domain/access/policy.ts';
import type { SignedIn } from './web/session.ts';

/** What is in a file: its columns, its rows, and the children they are about. */
export type ExportedRows = {
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** Empty where the children are not known, as in rows that were rejected. */
  readonly childIds: readonly number[];
};

/** What identifies the rows: codes and numbers that we gave, never anything of a child. */
export type ExportParameters = Readonly<Record<string, string>>;

/** One kind of file. */
export type ExportKind<Given> = {
  /** Stands in addresses: lower case and hyphens. */
  readonly name: string;
  /** What the person must be allowed besides taking out files. */
  readonly act: Act;
  /** Whether the rows are those that the agency itself sent. */
  readonly ownRows: boolean;
  /** Names of the parameters that it takes. */
  readonly takes: readonly string[];
  /** What it is in words, without anything of a child: a title, and the beginning of the file's name. */
  readonly describe: (parameters: ExportParameters) => { readonly title: string; readonly fileName: string };
  /** Reads the rows in the rights of the person, in their transaction; throws what the web answers where there are none. */
  readonly read: (
    given: Given,
    tx: Transaction,
    requester: SignedIn,
    parameters: ExportParameters,
  ) => Promise<ExportedRows>;
};
