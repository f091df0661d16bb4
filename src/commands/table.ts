import type { Command } from './command.ts';

/** Every command: this table parses the command line and prints the help. */
export const commands: readonly Command[] = [
  {
    name: 'serve',
    arguments: [],
    options: [],
    sentence: 'Starts Homeward and prints its address; the same as npm start. Stop it with Ctrl-C.',
    load: () => import('./serve.ts'),
  },
  {
    name: 'admin create',
    arguments: [],
    options: [
      { name: 'agency', value: 'CODE', required: true, sentence: 'The agency the person works for.' },
      { name: 'name', value: 'NAME', required: true, sentence: 'The name colleagues see.' },
      { name: 'email', value: 'ADDRESS', required: true, sentence: 'The address by which the person signs in.' },
      { name: 'role', value: 'ROLE', sentence: 'The role; agency-administrator when not said.' },
      {
        name: 'agency-name',
        value: 'NAME',
        sentence: 'The name of an agency that is not on record yet; its code when not said.',
      },
      {
        name: 'agency-kind',
        value: 'KIND',
        sentence: 'The kind of an agency that is not on record yet; local-authority when not said.',
      },
    ],
    sentence: 'Makes an account, asking for its password.',
    load: () => import('./admin-create.ts'),
  },
  {
    name: 'migrate',
    arguments: [],
    options: [],
    sentence: 'Brings the database up to date, which every other command does too.',
    load: () => import('./migrate.ts'),
  },
];
