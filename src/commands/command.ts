import type { Config } from '../config.ts';

/** One option of a command, given as `--name VALUE`. */
export type CommandOption = {
  readonly name: string;
  /** What stands for the value in the help, in capitals. */
  readonly value: string;
  readonly required?: boolean;
  readonly sentence: string;
};

/** One thing that `./homeward` does. */
export type Command = {
  /** One word or two, as typed. */
  readonly name: string;
  readonly arguments: readonly string[];
  readonly options: readonly CommandOption[];
  readonly sentence: string;
  /** Loads what the command needs only when it is called, so that the others start fast. */
  readonly load: () => Promise<{ readonly run: (call: Call) => Promise<number> }>;
};

/** A command as it was called, checked against its own description. */
export type Call = {
  readonly config: Config;
  /** The arguments, as many as the command has. */
  readonly arguments: readonly string[];
  /** The options that were given; those required are here. */
  readonly options: Readonly<Record<string, string>>;
  /** Aborted when the operator asks to stop. */
  readonly signal: AbortSignal;
};

/** What was typed is not a command: shown without a stack; the process exits with 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}
