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
    name: 'verify',
    arguments: [],
    options: [
      {
        name: 'heads',
        value: 'FILE',
        sentence: 'Heads of the audit that were kept outside; those of HOMEWARD_AUDIT_HEADS when not said.',
      },
    ],
    sentence: 'Recomputes the record and the audit’s seals and compares; exits with 1 where anything differs.',
    load: () => import('./verify.ts'),
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
    name: 'admin recover',
    arguments: [],
    options: [
      { name: 'email', value: 'ADDRESS', required: true, sentence: 'The address by which the person signs in.' },
    ],
    sentence: 'Confirms the recovery of an account whose agency has no second person, and prints its code.',
    load: () => import('./admin-recover.ts'),
  },
  {
    name: 'migrate',
    arguments: [],
    options: [],
    sentence: 'Brings the database up to date, which every other command does too.',
    load: () => import('./migrate.ts'),
  },
  {
    name: 'import',
    arguments: ['DIR'],
    options: [],
    sentence: 'Reads every feed of a folder and prints what became of the rows.',
    load: () => import('./import.ts'),
  },
  {
    name: 'report',
    arguments: ['NAME'],
    options: [
      { name: 'authority', value: 'CODE', required: true, sentence: 'The local authority, by its agency code.' },
      { name: 'from', value: 'YYYY-MM-DD', required: true, sentence: 'The first day, included.' },
      { name: 'to', value: 'YYYY-MM-DD', required: true, sentence: 'The last day, included.' },
      { name: 'format', value: 'FORMAT', sentence: 'json, csv or html; json when not said.' },
      { name: 'out', value: 'FILE', sentence: 'The file to write; standard output when not said.' },
    ],
    sentence: 'Prints a report: rhi-monthly, prevalence, persistence, rhi-ledger or return-interviews.',
    load: () => import('./report.ts'),
  },
  {
    name: 'trace',
    arguments: ['NAME', 'TABLE.ROW.COLUMN'],
    options: [
      { name: 'authority', value: 'CODE', required: true, sentence: 'The local authority, by its agency code.' },
      { name: 'from', value: 'YYYY-MM-DD', required: true, sentence: 'The first day, included.' },
      { name: 'to', value: 'YYYY-MM-DD', required: true, sentence: 'The last day, included.' },
    ],
    sentence: 'Prints the episodes and children behind one figure of a report.',
    load: () => import('./trace.ts'),
  },
];
