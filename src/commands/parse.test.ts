import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { settings } from '../config.ts';
import { UsageError, type Command } from './command.ts';
import { helpOnAll, helpOnOne } from './help.ts';
import { parseCommandLine } from './parse.ts';
import { commands } from './table.ts';

const load: Command['load'] = async () => ({ run: async () => 0 });
const table: readonly Command[] = [
  { name: 'serve', arguments: [], options: [], sentence: 'Serves.', load },
  {
    name: 'report',
    arguments: ['NAME'],
    options: [
      { name: 'authority', value: 'CODE', required: true, sentence: 'Which.' },
      { name: 'from', value: 'DATE', sentence: 'Since when.' },
    ],
    sentence: 'Reports.',
    load,
  },
  { name: 'admin create', arguments: [], options: [], sentence: 'Makes an account.', load },
];

describe('the command line', () => {
  test('a command takes its arguments and options in any order', () => {
    for (const line of [
      ['report', 'rhi', '--authority', 'OXON', '--from', '2020-01-01'],
      ['report', '--from=2020-01-01', '--authority=OXON', 'rhi'],
    ]) {
      const parsed = parseCommandLine(line, table);
      assert.ok(parsed.kind === 'run');
      assert.equal(parsed.command.name, 'report');
      assert.deepEqual(parsed.arguments, ['rhi']);
      assert.deepEqual(parsed.options, { authority: 'OXON', from: '2020-01-01' });
    }
  });

  for (const [line, complaint] of [
    [['sevre'], "There is no command 'sevre'. Did you mean 'serve'?"],
    [['xyzzy'], "There is no command 'xyzzy'. './homeward help' lists them."],
    [['admin', 'craete'], "There is no command 'admin craete'. Did you mean 'admin create'?"],
    [['admin'], "There is no command 'admin'. Did you mean 'admin create'?"],
    [['report', 'rhi', '--autority', 'X'], "'report' has no option --autority. Did you mean '--authority'?"],
    [['report', 'rhi', '-x'], "'report' has no option -x."],
    [['report', 'rhi', '--authority'], '--authority needs a value: --authority CODE.'],
    [['report', 'rhi', '--authority', '--from'], '--authority needs a value: --authority CODE.'],
    [['report', 'rhi', '--authority=A', '--authority=B'], '--authority is given twice.'],
    [['report', 'rhi'], "'report' needs --authority CODE."],
    [['report', '--authority', 'A'], "'report' needs NAME."],
    [['report', 'rhi', 'two', '--authority', 'A'], "'report' does not take 'two'."],
    [['serve', 'now'], "'serve' does not take 'now'."],
  ] as const) {
    test(`'${line.join(' ')}' is refused by name`, () => {
      assert.throws(
        () => parseCommandLine(line, table),
        (error) => error instanceof UsageError && error.message.startsWith(complaint),
      );
    });
  }

  test('help is had in every way that people ask for it', () => {
    for (const line of [[], ['help'], ['--help'], ['-h']]) {
      assert.deepEqual(parseCommandLine(line, table), { kind: 'help', command: undefined });
    }
    for (const line of [
      ['help', 'admin', 'create'],
      ['admin', 'create', '--help'],
    ]) {
      assert.deepEqual(parseCommandLine(line, table), { kind: 'help', command: table[2] });
    }
  });

  test('the help names every command, option and setting', () => {
    const all = helpOnAll(commands);
    for (const { name, sentence } of commands) assert.ok(all.includes(name) && all.includes(sentence), name);
    for (const { name } of settings) assert.ok(all.includes(name), name);
    for (const command of commands) {
      for (const option of command.options) assert.ok(helpOnOne(command).includes(`--${option.name} ${option.value}`));
    }
  });
});
