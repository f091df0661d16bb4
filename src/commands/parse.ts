import { parseArgs } from 'node:util';
import type { Command } from './command.ts';
import { UsageError } from './command.ts';
import { nearest } from './nearest.ts';

/** What a command line asks for. */
export type Parsed =
  | { readonly kind: 'help'; readonly command: Command | undefined }
  | {
      readonly kind: 'run';
      readonly command: Command;
      readonly arguments: readonly string[];
      readonly options: Readonly<Record<string, string>>;
    };

/** Reads a command line against the table of commands, or throws a UsageError that names what is wrong and the nearest match. */
export function parseCommandLine(line: readonly string[], commands: readonly Command[]): Parsed {
  const [first, ...others] = line;
  if (first === undefined || first === '--help' || first === '-h') return { kind: 'help', command: undefined };
  if (first === 'help')
    return { kind: 'help', command: others.length === 0 ? undefined : findCommand(others, commands) };
  const command = findCommand(line, commands);
  const rest = line.slice(command.name.split(' ').length);
  if (rest.includes('--help') || rest.includes('-h')) return { kind: 'help', command };
  const { positionals, options } = readOptions(command, rest);
  checkArguments(command, positionals);
  return { kind: 'run', command, arguments: positionals, options };
}

function findCommand(line: readonly string[], commands: readonly Command[]): Command {
  const found = commands.find((command) => command.name.split(' ').every((word, index) => word === line[index]));
  if (found !== undefined) return found;
  const known = commands.map((command) => command.name);
  const typed = known.some((name) => name.startsWith(`${line[0]} `)) ? line.slice(0, 2).join(' ') : (line[0] ?? '');
  throw new UsageError(
    `There is no command '${typed}'.${didYouMean(nearest(typed, [...known, 'help']))} './homeward help' lists them.`,
  );
}

function readOptions(
  command: Command,
  line: readonly string[],
): { positionals: string[]; options: Record<string, string> } {
  const config = Object.fromEntries(command.options.map((option) => [option.name, { type: 'string' as const }]));
  const { tokens } = parseArgs({
    args: [...line],
    options: config,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const positionals: string[] = [];
  const options: Record<string, string> = {};
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const option = command.options.find(({ name }) => name === token.name);
    if (option === undefined) {
      const like = nearest(
        token.name,
        command.options.map(({ name }) => name),
      );
      throw new UsageError(
        `'${command.name}' has no option ${token.rawName}.${didYouMean(like === undefined ? undefined : `--${like}`)} ${seeHelp(command)}`,
      );
    }
    if (token.value === undefined || token.value === '' || (!token.inlineValue && token.value.startsWith('--'))) {
      throw new UsageError(`--${option.name} needs a value: --${option.name} ${option.value}. ${seeHelp(command)}`);
    }
    if (options[option.name] !== undefined) throw new UsageError(`--${option.name} is given twice.`);
    options[option.name] = token.value;
  }
  const missing = command.options.find((option) => option.required === true && options[option.name] === undefined);
  if (missing !== undefined)
    throw new UsageError(`'${command.name}' needs --${missing.name} ${missing.value}. ${seeHelp(command)}`);
  return { positionals, options };
}

function checkArguments(command: Command, given: readonly string[]): void {
  const missing = command.arguments[given.length];
  if (missing !== undefined) throw new UsageError(`'${command.name}' needs ${missing}. ${seeHelp(command)}`);
  const extra = given[command.arguments.length];
  if (extra !== undefined) throw new UsageError(`'${command.name}' does not take '${extra}'. ${seeHelp(command)}`);
}

function seeHelp(command: Command): string {
  return `See './homeward help ${command.name}'.`;
}

function didYouMean(word: string | undefined): string {
  return word === undefined ? '' : ` Did you mean '${word}'?`;
}
