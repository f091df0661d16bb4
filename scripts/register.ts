/** The record of processing, table by table. A table that nobody has put into it fails the documents and their test. */
import sql from 'sql-template-tag';
import type { Database } from '../src/db/transaction.ts';

type Processing = {
  readonly title: string;
  readonly tables: readonly string[];
  readonly purpose: string;
  readonly basis: string;
  readonly whose: string;
  readonly recipients: string;
  readonly kept: string;
};

const TASK =
  'UK GDPR 6(1)(e), 9(2)(g) with DPA 2018 schedule 1 paragraph 18 (safeguarding of children); for the police DPA 2018 part 3, section 35';
const DUTY = 'UK GDPR 5(2), 6(1)(c) and 32; DPA 2018 section 62 (logging)';
const INVOLVED = 'Agencies involved with the child, while they are (see access.md)';
const ITS_CHILD =
  'As long as the record of the child: the retention of the agency (docs/operations.md), at most until it is erased';

const REGISTER: readonly Processing[] = [
  {
    title: 'The record of a child',
    tables: [
      'child',
      'child_identifier',
      'chronology_entry',
      'chronology_place',
      'chronology_redacted',
      'episode',
      'status_period',
      'interview',
      'screening',
      'return_follow_up',
      'transmission',
      'known_fact',
      'fact_use',
      'support',
      'referral',
      'duty',
      'child_agency',
      'child_address',
      'address_pattern',
    ],
    purpose: 'To find children who are missing, to keep them safe afterwards, and to see to what is due',
    basis: TASK,
    whose:
      'Children; their family and others named in free text. Identity, places, absences, interviews, health or offences where told; ethnicity',
    recipients: INVOLVED,
    kept: ITS_CHILD,
  },
  {
    title: 'Who may see a child',
    tables: [
      'access_decision',
      'child_access',
      'child_person',
      'broken_glass',
      'address_request',
      'address_sight',
      'notice',
      'role_sight',
    ],
    purpose: 'To keep the record, and a hidden address, from whoever could do harm, and to let in whoever must act',
    basis: TASK,
    whose: 'Children; staff who are named, barred or decide',
    recipients: 'Those who decide and review in the agencies that answer for the child',
    kept: ITS_CHILD,
  },
  {
    title: 'Who looked, and did what',
    tables: [
      'audit_entry',
      'audit_seal',
      'audit_unsealed',
      'audit_head',
      'audit_place',
      'alert',
      'look_outside',
      'search_made',
    ],
    purpose: 'To answer who saw, changed or was refused what, and to notice looking without cause',
    basis: DUTY,
    whose: 'Staff; children by identifier alone, without any value of the record',
    recipients:
      'Information governance of the agency, and those who answer for the child; signed heads, which name nobody, leave the database',
    kept: 'Not thrown away by this version; what counts budgets goes when it is over',
  },
  {
    title: 'Accounts and sign-in',
    tables: [
      'user_account',
      'passkey',
      'one_time_code',
      'known_device',
      'identity',
      'invitation',
      'account_recovery',
      'session',
      'sign_in_attempt',
      'sign_in_step',
      'provider_session',
      'provider_sign_in',
    ],
    purpose: 'To know who asks',
    basis: 'UK GDPR 6(1)(e) and 32',
    whose: 'Staff: name, work address, role, proofs of who they are (as hashes, public keys or encrypted)',
    recipients: 'Administrators of the person’s agency; the agency’s own identity provider',
    kept: 'Accounts while the audit names them; sessions, attempts and steps as retention/short-lived.json and the limits of sign-in say',
  },
  {
    title: 'Agencies and their systems',
    tables: [
      'agency',
      'api_client',
      'api_client_key',
      'api_token',
      'proof_used',
      'identity_provider',
      'quarantined_message',
      'idempotency_key',
      'export_limit',
    ],
    purpose: 'To know which system asks, and to take each message once',
    basis: 'UK GDPR 6(1)(e) and 32',
    whose: 'Nobody, but for who set them up, and the answers kept with a key, which may name a child',
    recipients: 'Administrators of the agency',
    kept: 'Tokens and proofs until they end; keys of messages as retention/short-lived.json says',
  },
  {
    title: 'Receiving what agencies tell',
    tables: [
      'import_run',
      'import_rejection',
      'import_child',
      'import_match',
      'import_reference',
      'import_resolved',
      'import_staged',
      'review_item',
      'review_place',
    ],
    purpose: 'To put what is told on the right child’s record, and to give back what could not be read',
    basis: TASK,
    whose: 'Children, as the sender described them',
    recipients: 'The sender; for what is not certain, the agencies that it concerns',
    kept: 'Rejected rows and notifications set aside as retention/short-lived.json says; what an import lays down until it ends',
  },
  {
    title: 'Who interviews, and what pays for it',
    tables: ['interviewer', 'interviewer_leave', 'provider_terms', 'interview_request', 'funding'],
    purpose: 'To give each return interview to somebody who can hold it in time, and to pay for it',
    basis: TASK,
    whose:
      'Staff who interview: working times, languages, leave without a reason; of a child whom a provider is asked to interview age band, sex, area and language',
    recipients: 'Their agency; the provider that is asked, without the name or any reference of the child',
    kept: 'Requests as long as the record of the child; the rest while the agency keeps it',
  },
  {
    title: 'What somebody is writing',
    tables: ['draft', 'interview_draft', 'held_submission'],
    purpose: 'To lose nothing that was typed',
    basis: TASK,
    whose: 'Children, as their author is about to tell of them',
    recipients: 'The author alone',
    kept: 'As retention/short-lived.json says; what was held for a sign-in one hour',
  },
  {
    title: 'What is taken out or given to the child',
    tables: ['export', 'export_file', 'subject_access_copy', 'subject_access_passage'],
    purpose: 'To take rows out for a stated purpose, and to answer a child who asks for a copy',
    basis: `${TASK}; for copies UK GDPR 15, DPA 2018 section 45`,
    whose: 'Children; staff who ask and decide',
    recipients: 'Who asked, and for a large file the second person; for a copy, the child or who acts for the child',
    kept: 'Files 24 hours; that they were made, as the audit; copies with the record of the child',
  },
  {
    title: 'Keeping and erasing',
    tables: ['retention_clock', 'retention_hold', 'retention_review', 'retention_decision', 'tombstone'],
    purpose: 'To keep records as long as the law says and no longer',
    basis: 'UK GDPR 5(1)(e), 6(1)(c)',
    whose: 'Children by identifier; staff who decide',
    recipients: 'Agencies involved with the child',
    kept: 'Until the record is erased; the tombstone, which has no content, stays',
  },
  {
    title: 'Without personal data',
    tables: ['demonstration_load', 'fact_change', 'projection_build'],
    purpose: 'To run the service',
    basis: 'None is needed',
    whose: 'Nobody',
    recipients: 'The operator',
    kept: 'As long as the database',
  },
];

/**
 * The text of `docs/register.md`.
 * @throws Error naming a table that is in no processing, in two, or gone
 */
export async function register(database: Database): Promise<string> {
  const requester = { userId: null, agencyCode: null, purpose: 'documentation', requestId: 'documentation' };
  const tables = await database.read('owner', requester, (tx) =>
    tx.query<{ name: string }>(sql`select c.relname as name from pg_class c
      where c.relnamespace = 'homeward'::regnamespace and c.relkind in ('r', 'p') order by 1`),
  );
  const names = tables.map(({ name }) => name);
  const wrong = names.filter((name) => REGISTER.filter((one) => one.tables.includes(name)).length !== 1);
  const gone = REGISTER.flatMap((one) => one.tables).filter((name) => !names.includes(name));
  if (gone.length > 0) throw new Error(`in the register and not in the database: ${gone.join(', ')}`);
  if (wrong.length > 0) throw new Error(`in no processing of the register, or in two: ${wrong.join(', ')}`);
  return [
    '<!-- GENERATED by npm run docs from scripts/register.ts; do not edit. -->',
    '# The record of processing',
    '',
    'What an agency needs for its own record of processing (UK GDPR article 30, DPA 2018 section 61), table by table. The columns of each table and what',
    'they mean are in [the data dictionary](data-dictionary.md); who may see them in [who may do what](access.md). Each agency is a controller of what it',
    'puts on record; the bases are our proposal, for its own data protection officer to confirm.',
    ...REGISTER.flatMap((one) => [
      '',
      `## ${one.title}`,
      '',
      '| | |',
      '| --- | --- |',
      `| Purpose | ${one.purpose} |`,
      `| Lawful basis | ${one.basis} |`,
      `| Whose data, and which | ${one.whose} |`,
      `| Recipients | ${one.recipients} |`,
      `| Kept | ${one.kept} |`,
      `| Tables | ${one.tables.map((name) => `\`${name}\``).join(', ')} |`,
    ]),
    '',
  ].join('\n');
}
