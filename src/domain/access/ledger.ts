/**
 * The ledger of a child: who was shown what, for what and on what basis, in words that a family can read. It names
 * agencies and roles, never the people who looked, and nobody but the child.
 */
import type { AgencyKind } from '../child/agency.ts';
import type { Relationship } from '../chronology/record.ts';
import { RELATIONSHIP_WORDS } from '../chronology/words.ts';
import type { Instant } from '../time/instant.ts';
import type { PlainDate } from '../time/plain-date.ts';
import { actWords, groupWords, roleWords } from './audit-words.ts';

/** What one agency was shown for one purpose on one day, as the audit counts it. @source Data Protection Act 2018, section 62 */
export type ShownRow = {
  readonly onDay: PlainDate;
  /** Null for the operator. */
  readonly agencyCode: string | null;
  readonly role: string | null;
  readonly verb: 'consultation' | 'disclosure';
  readonly act: string;
  readonly purpose: string | null;
  readonly fieldGroups: readonly string[];
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly times: number;
};

/** An agency as the ledger names it. @source design: relationship, not ownership */
export type LedgerAgency = {
  readonly code: string;
  readonly name: string;
  readonly kind: AgencyKind;
  /** Its relationships to the child today; empty where they have ended. */
  readonly relationships: readonly Relationship[];
};

/** One line of the ledger, in words. @source UK GDPR article 15(1): purposes, categories and recipients */
export type LedgerLine = {
  readonly onDay: PlainDate;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly times: number;
  readonly agency: string;
  readonly role: string;
  readonly what: string;
  readonly purpose: string;
  readonly basis: string;
  readonly shown: readonly string[];
};

/** For whom a ledger is printed: those who keep the record, or the child and family who ask for it. @source UK GDPR article 15 */
export type LedgerReader = 'professional' | 'subject';

/** Purposes of pages, as a family reads them. @source our judgement: plain words for what a page is for */
const PURPOSES: Readonly<Record<string, string>> = {
  child: 'To read the child’s record',
  episode: 'To read about one absence',
  search: 'To find the child among others',
  worklist: 'To see what had to be done for the child',
  'missing now': 'To see which children were missing at that time',
  'review queue': 'To decide which child a report was about',
  reports: 'To make or explain figures',
  correction: 'To put the record right',
  'tell us': 'To report that the child was missing or had come back',
  notices: 'To see which agencies were involved',
  'who looked': 'To check who had looked at the record',
  disclosures: 'To check what had been shown to whom',
  'subject access': 'To answer a request for a copy of the record',
  'first involvement with the child': 'To let the agency see the record, because it told us about the child',
  api: 'To keep the agency’s own system up to date',
};

const BASES: Readonly<Record<AgencyKind, string>> = {
  'local-authority':
    'A council must protect children in its area and those in its care (Children Act 1989, sections 17, 22 and 47; UK GDPR article 6(1)(e))',
  police:
    'The police must find and protect missing children and prevent crime (Data Protection Act 2018, section 35; Children Act 2004, section 11)',
  'interview-provider':
    'It holds return interviews for the council (statutory guidance on missing children, 2014; UK GDPR article 6(1)(e))',
  'placement-provider':
    'It cares for the child for the council (Care Standards Act 2000 and its regulations; UK GDPR article 6(1)(c))',
  health: 'Health services must work with councils to protect children (Children Act 2004, sections 10 and 11)',
  education: 'Schools must work with councils to protect children (Education Act 2002, section 175)',
  charity: 'It works with the child for the council (Children Act 2004, section 10; UK GDPR article 6(1)(e))',
  board: 'Safeguarding partners must review how children are protected (Children Act 2004, sections 16E to 16H)',
};

/**
 * Why an agency of a kind may be shown a child's record, with the law.
 * @source the Acts that each sentence names
 */
export function basisWords(kind: AgencyKind): string {
  return BASES[kind];
}

/** A purpose in plain words; one that a person wrote is shown to professionals alone. @source UK GDPR article 15(4): rights of others */
export function purposeWords(purpose: string | null, reader: LedgerReader): string {
  if (purpose === null || purpose === '') return 'Not recorded';
  const known = Object.hasOwn(PURPOSES, purpose) ? PURPOSES[purpose] : undefined;
  return known ?? (reader === 'professional' ? purpose : 'For a purpose that the agency has on record');
}

/**
 * The lines of a ledger, in order of time: everything that other agencies than `ownAgency` were shown, and whatever any
 * agency was given or took away. What was one page to the audit is one line a day here.
 * @source UK GDPR article 15(1)(c): recipients; our judgement that looks inside the agency asked are not disclosures
 */
export function ledgerLines(
  rows: readonly ShownRow[],
  agencies: ReadonlyMap<string, LedgerAgency>,
  ownAgency: string,
  reader: LedgerReader,
): LedgerLine[] {
  return rows
    .filter(({ agencyCode, verb }) => agencyCode !== ownAgency || verb === 'disclosure')
    .map((row) => lineOf(row, row.agencyCode === null ? undefined : agencies.get(row.agencyCode), reader))
    .sort((a, b) => a.firstAt - b.firstAt);
}

function lineOf(row: ShownRow, agency: LedgerAgency | undefined, reader: LedgerReader): LedgerLine {
  const { onDay, firstAt, lastAt, times } = row;
  const involved = agency?.relationships.map((relationship) => RELATIONSHIP_WORDS[relationship].toLowerCase()) ?? [];
  const basis =
    agency === undefined ? 'It runs the system for the agencies (UK GDPR article 28)' : basisWords(agency.kind);
  return {
    onDay,
    firstAt,
    lastAt,
    times,
    agency: agency?.name ?? row.agencyCode ?? 'The operator of the system',
    role: row.role === null || row.role === 'agency-system' ? 'A computer system' : roleWords(row.role),
    what: whatWords(row),
    purpose: purposeWords(row.purpose, reader),
    basis: involved.length === 0 ? `${basis}.` : `${basis}. Its part: ${involved.join('; ')}.`,
    shown: groupWords(row.fieldGroups),
  };
}

function whatWords({ act, verb, purpose }: ShownRow): string {
  if (purpose === 'first involvement with the child') return 'Was let in to the record';
  if (act === 'look') return verb === 'disclosure' ? 'Took or was given a copy' : 'Looked';
  return actWords(act, verb);
}
