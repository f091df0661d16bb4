/** What the questions about a child's return go by: which absence it ends, or which child came back. */
import { findChildren, type ChildSummary } from '../../db/child-search.ts';
import type { Transaction } from '../../db/transaction.ts';
import { readSearch } from '../../domain/child/search.ts';
import { textIn } from '../../web/forms/field.ts';
import type { Situation } from './flow.ts';
import { absencesWithoutReturnOf, absenceWithoutReturn, latestOpenAbsences, type OpenAbsence } from './queries.ts';

/** The absence that the return ends, or only the child where no absence fits. */
export type EndedAbsence = {
  readonly childId: number;
  readonly absence: OpenAbsence | null;
  readonly child: ChildSummary | null;
};

/** The situation of a draft about a return. */
export type ReturnedSituation = Situation & {
  /** Absences open now, among which the first question asks. */
  readonly listed: readonly OpenAbsence[];
  /** Children found by what was typed into the search. */
  readonly found: readonly ChildSummary[];
  /** Their absences without a return. */
  readonly foundAbsences: readonly OpenAbsence[];
  readonly ended: EndedAbsence | null;
};

/** Absences that the first question lists. */
const LISTED_AT_MOST = 20;
const FOUND_AT_MOST = 20;

/** The answer that the absence is not in the list. */
export const ANOTHER = 'another';

/** Reads the situation of a draft. */
export async function returnedSituation(tx: Transaction, base: Situation): Promise<ReturnedSituation> {
  const answer = textIn(base.typed, 'absence');
  const listed = await latestOpenAbsences(tx, LISTED_AT_MOST);
  const asked = Number(answer) || null;
  if (asked !== null && !listed.some(({ episodeId }) => episodeId === asked)) {
    const one = await absenceWithoutReturn(tx, asked);
    if (one !== undefined) listed.unshift(one);
  }
  const sought = answer === ANOTHER ? readSearch(textIn(base.typed, 'searched')) : null;
  const found = sought === null ? [] : await findChildren(tx, sought, FOUND_AT_MOST);
  const foundAbsences =
    found.length === 0
      ? []
      : await absencesWithoutReturnOf(
          tx,
          found.map(({ childId }) => childId),
        );
  return { ...base, listed, found, foundAbsences, ended: endedIn(base, listed, found, foundAbsences) };
}

function endedIn(
  { typed }: Situation,
  listed: readonly OpenAbsence[],
  found: readonly ChildSummary[],
  foundAbsences: readonly OpenAbsence[],
): EndedAbsence | null {
  const answer = textIn(typed, 'absence');
  const picked = textIn(typed, 'picked');
  const absence =
    answer === ANOTHER
      ? foundAbsences.find(({ episodeId }) => picked === `absence-${episodeId}`)
      : listed.find(({ episodeId }) => String(episodeId) === answer);
  if (absence !== undefined) return { childId: absence.childId, absence, child: null };
  const child = answer === ANOTHER ? found.find(({ childId }) => picked === `child-${childId}`) : undefined;
  return child === undefined ? null : { childId: child.childId, absence: null, child };
}
