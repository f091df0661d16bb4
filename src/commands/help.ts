import { settings } from '../config.ts';
import type { Command } from './command.ts';

/** Every command and every setting, as `./homeward help` prints them. */
export function helpOnAll(commands: readonly Command[]): string {
  return [
    'Homeward: the shared record of children who go missing from home and care.',
    '',
    'Commands',
    ...columns([
      ...commands.map((command) => [usage(command), command.sentence] as const),
      ['help [COMMAND]', 'Says what there is, or what one command takes.'],
    ]),
    '',
    'Settings, from the environment',
    ...columns(settings.map((setting) => [setting.name, `${setting.sentence} Otherwise: ${setting.otherwise}.`])),
    '',
  ].join('\n');
}

/** One command: what it does, takes, and may be told. */
export function helpOnOne(command: Command): string {
  const options = command.options.map(
    (option) =>
      [
        `--${option.name} ${option.value}`,
        `${option.sentence}${option.required === true ? ' Required.' : ''}`,
      ] as const,
  );
  return [
    `./homeward ${usage(command)}`,
    '',
    `  ${command.sentence}`,
    ...(options.length === 0 ? [] : ['', ...columns(options)]),
    '',
  ].join('\n');
}

function usage(command: Command): string {
  return [
    command.name,
    ...command.arguments,
    ...command.options.filter((option) => option.required === true).map((option) => `--${option.name} ${option.value}`),
  ].join(' ');
}

const WIDEST_LEFT = 26;

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.min(WIDEST_LEFT, Math.max(...rows.map(([left]) => left.length)));
  return rows.flatMap(([left, right]) =>
    left.length > width ? [`  ${left}`, `  ${' '.repeat(width)}  ${right}`] : [`  ${left.padEnd(width)}  ${right}`],
  );
}
