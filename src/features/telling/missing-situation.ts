/** What the questions about a missing child go by: who it may be, and whether an absence is open already. */
import { listAgencies } from '../../db/agencies.ts';
import { summariesOf, type ChildSummary } from '../../db/child-search.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { Agency } from '../../domain/child/agency.ts';
import type { NamedChild } from '../../domain/child/matching.ts';
import { textIn, type Typed } from '../../web/forms/field.ts';
import { readForm } from '../../web/forms/read-form.ts';
import { candidateId, findCandidates, type Candidate } from './candidates.ts';
import type { Situation } from './flow.ts';
import { whoFields } from './missing-fields.ts';
import { openAbsenceOf, type OpenAbsence } from './queries.ts';

/** Which child is told of: one on record, or one to be recorded. */
export type ChosenChild = { readonly kind: 'existing'; readonly childId: number } | { readonly kind: 'new' };

/** The situation of a draft about a missing child. */
export type MissingSituation = Situation & {
  /** As named; null until asked, or where the child was chosen from a page. */
  readonly named: NamedChild | null;
  readonly candidates: readonly Candidate[];
  /** A child whose record is closed to the person and who is the one meant: what is told goes there. */
  readonly closed: number | null;
  readonly chosen: ChosenChild | null;
  /** The child chosen, where the person may see it. */
  readonly child: ChildSummary | null;
  /** The absence of that child that is open now. */
  readonly open: OpenAbsence | null;
  readonly authorities: readonly Agency[];
  readonly agencyName: (code: string) => string;
};

/** The field that holds a child chosen on the child's own page; set by us and never posted. */
export const FIXED_CHILD = 'fixedChild';

/** Reads the situation of a draft. */
export async function missingSituation(tx: Transaction, base: Situation): Promise<MissingSituation> {
  const agencies = await listAgencies(tx);
  const names = new Map(agencies.map(({ code, name }) => [code, name]));
  const fixed = Number(textIn(base.typed, FIXED_CHILD)) || null;
  const named = fixed === null && base.seen.includes('who') ? namedIn(base) : null;
  const { shown: candidates, closed } = named === null ? { shown: [], closed: null } : await findCandidates(tx, named);
  const chosen =
    fixed === null ? chosenIn(base.typed, named, candidates) : { kind: 'existing' as const, childId: fixed };
  const [child = null] = chosen?.kind === 'existing' ? await summariesOf(tx, [chosen.childId]) : [];
  const open = child === null ? null : ((await openAbsenceOf(tx, child.childId)) ?? null);
  const { requester } = base;
  const usual = requester.agencyKind === 'local-authority' ? requester.agencyCode : (child?.responsibleAuthority ?? '');
  return {
    ...base,
    typed: { missingFromAuthority: usual, responsibleAuthority: usual, ...base.typed },
    named,
    candidates,
    closed,
    chosen,
    child,
    open,
    authorities: agencies.filter(({ kind }) => kind === 'local-authority'),
    agencyName: (code) => names.get(code) ?? code,
  };
}

function namedIn({ typed, now }: Situation): NamedChild | null {
  const read = readForm(whoFields, typed, now);
  if (read.kind === 'errors') return null;
  const { forename, surname, childRef, policeRef, dateOfBirth } = read.answers;
  return { forename, surname, childRef, policeRef, dateOfBirth };
}

function chosenIn(typed: Typed, named: NamedChild | null, candidates: readonly Candidate[]): ChosenChild | null {
  if (named === null) return null;
  const answer = textIn(typed, 'child');
  if (candidates.length === 0 || answer === 'none') return { kind: 'new' };
  const candidate = candidates.find((one) => String(candidateId(one)) === answer);
  return candidate === undefined ? null : { kind: 'existing', childId: candidateId(candidate) };
}
