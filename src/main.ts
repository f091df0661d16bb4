import { UsageError, type Command } from './commands/command.ts';
import { helpOnAll, helpOnOne } from './commands/help.ts';
import { parseCommandLine } from './commands/parse.ts';
import { stopSignal, STOPPED } from './commands/stopping.ts';
import { commands } from './commands/table.ts';
import { loadConfig } from './config.ts';
import { SetupError } from './setup-error.ts';

const signal = stopSignal();
try {
  process.exitCode = await runCommandLine(process.argv.slice(2));
} catch (error) {
  process.exitCode = report(error);
}
// What is left open after a command has ended must not keep it alive.
process.stdout.write('', () => process.exit());

async function runCommandLine(line: readonly string[]): Promise<number> {
  const parsed = parseCommandLine(line, commands);
  if (parsed.kind === 'help') {
    process.stdout.write(parsed.command === undefined ? helpOnAll(commands) : helpOnOne(parsed.command));
    return 0;
  }
  const { run } = await (parsed.command satisfies Command).load();
  return run({ config: loadConfig(), arguments: parsed.arguments, options: parsed.options, signal });
}

/** Says what went wrong to whoever typed the command; only a fault of ours comes with its stack. */
function report(error: unknown): number {
  if (signal.aborted) return STOPPED;
  if (error instanceof UsageError || error instanceof SetupError) {
    process.stderr.write(`${error.message}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}
