/** Facts to try now that a child is missing: which, in what order, and why each. */
import type { Because } from '../chronology/because.ts';
import { formatElapsed } from '../time/format.ts';
import { TWENTY_FOUR_HOURS, type Instant } from '../time/instant.ts';
import type { FactKind } from './acts.ts';
import { ASSESSMENTS, gradeOrder, SOURCE_EVALUATIONS } from './grading.ts';
import type { KnownFact, Tried } from './known-facts.ts';
import { FACT_WORDS, gradeText } from './words.ts';

/** The facts of another child whom the reader may see and who shares something with this one. @source issue of return interviews: offered at the report of any child with the same place or person */
export type OtherChild = { readonly childId: number; readonly name: string; readonly facts: readonly KnownFact[] };

/** That other children, whom the reader may not see, have the same: how many, and whom to ask. @source our judgement: the least that lets somebody ask */
export type Elsewhere = {
  readonly factKind: FactKind;
  readonly matchKey: string;
  readonly children: number;
  /** Names of the agencies to ask. */
  readonly agencies: readonly string[];
};

/** One fact to try. @source issue of return interviews: facts that come back */
export type Offer = {
  readonly fact: KnownFact;
  /** The other child on whose record it is; null where it is on this child's own. */
  readonly other: { readonly childId: number; readonly name: string } | null;
  /** Whether it is suspected to be false: it stands last, and is marked. */
  readonly suspectedFalse: boolean;
  /** Whether its handling has conditions, which the page shows. */
  readonly conditional: boolean;
  readonly because: readonly Because[];
};

/** @unit facts on one page @source our judgement: more than anybody can try in a night is no help */
export const OFFERED_AT_MOST = 30;
/** @unit days since it was learnt; exactly so many is recent @source our judgement: three months of a child's life, then a year */
export const RECENT_DAYS = [90, 365] as const;

const SOURCE = 'Issue of return interviews: facts that come back; the order is our judgement';

type Origin = 'own' | 'same' | 'through';
type Ranked = Offer & { readonly origin: Origin };

/**
 * The facts to try, the first to be tried first. What is suspected to be false comes last. Then this child's own facts
 * come before the same thing on another child's record, and that before what else is on the record of a child who shares
 * something with this one. Within each, what helped before comes first and what was tried and never helped last; then
 * what other children share, what was learnt lately, and the better graded; of equals the latest learnt.
 * Reasons of other children are theirs alone and are not offered.
 * @source issue of return interviews: facts that come back; our judgement on the order
 */
export function offerFacts(
  own: readonly KnownFact[],
  others: readonly OtherChild[],
  elsewhere: readonly Elsewhere[],
  now: Instant,
): Offer[] {
  const ownKeys = new Map(own.flatMap((fact) => (fact.matchKey === null ? [] : [[keyOf(fact), fact] as const])));
  const ranked: Ranked[] = own.map((fact) => {
    const same = fact.matchKey === null ? [] : others.filter(({ facts }) => facts.some((one) => isSame(one, fact)));
    const away = elsewhere.filter((one) => fact.matchKey !== null && keyOf(one) === keyOf(fact));
    return ranking(fact, null, 'own', [
      because('own', 'It is on this child’s own record.'),
      ...(same.length === 0
        ? []
        : [because('shared', `${same.map(({ name }) => name).join(', ')}: the same ${word(fact)} is on record.`)]),
      ...away.map((one) => because('elsewhere', elsewhereWords(one))),
      ...reasons(fact, now),
    ]);
  });
  for (const { childId, name, facts } of others) {
    const shared = facts.find((fact) => fact.matchKey !== null && ownKeys.has(keyOf(fact)));
    if (shared === undefined) continue;
    for (const fact of facts) {
      if (fact.factKind === 'reason') continue;
      const isSameThing = fact.matchKey !== null && ownKeys.has(keyOf(fact));
      ranked.push(
        ranking(fact, { childId, name }, isSameThing ? 'same' : 'through', [
          isSameThing
            ? because('same', `The same ${word(fact)} is on the record of ${name}.`)
            : because(
                'through',
                `It is on the record of ${name}, who shares ${ownKeys.get(keyOf(shared))?.value ?? shared.value} with this child.`,
              ),
          ...reasons(fact, now),
        ]),
      );
    }
  }
  return ranked
    .sort((a, b) => compare(a, b, now))
    .slice(0, OFFERED_AT_MOST)
    .map(({ fact, other, suspectedFalse, conditional, because: why }) => ({
      fact,
      other,
      suspectedFalse,
      conditional,
      because: why,
    }));
}

/**
 * How often a fact was tried, for whichever child, and how often it helped; what was not tried counts for neither.
 * @source our judgement: “did it help?”
 */
export function helpOf(fact: KnownFact): Tried {
  const own = ownHelp(fact);
  return { tried: own.tried + fact.elsewhere.tried, helped: own.helped + fact.elsewhere.helped };
}

function ownHelp({ uses }: KnownFact): Tried {
  return {
    tried: uses.filter(({ helped }) => helped !== 'not-tried').length,
    helped: uses.filter(({ helped }) => helped === 'yes').length,
  };
}

/** In words, how often it was tried and helped; null where it was never tried. @source our judgement */
export function helpText(fact: KnownFact): string | null {
  const said = [helpWords('Tried', ownHelp(fact)), helpWords('When another child was missing, tried', fact.elsewhere)];
  return said.every((words) => words === null) ? null : said.filter((words) => words !== null).join(' ');
}

function helpWords(begin: string, { tried, helped }: Tried): string | null {
  if (tried === 0) return null;
  const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);
  return `${begin} ${times(tried)}, and it ${helped === 0 ? 'did not help' : `helped ${times(helped)}`}.`;
}

const ORIGINS: readonly Origin[] = ['own', 'same', 'through'];

function compare(a: Ranked, b: Ranked, now: Instant): number {
  return (
    Number(a.suspectedFalse) - Number(b.suspectedFalse) ||
    ORIGINS.indexOf(a.origin) - ORIGINS.indexOf(b.origin) ||
    helpOrder(a.fact) - helpOrder(b.fact) ||
    Number(isShared(b)) - Number(isShared(a)) ||
    ageOrder(a.fact, now) - ageOrder(b.fact, now) ||
    gradeOrder(a.fact.grading) - gradeOrder(b.fact.grading) ||
    b.fact.learntAt - a.fact.learntAt ||
    (a.other?.childId ?? 0) - (b.other?.childId ?? 0) ||
    (a.fact.factRef < b.fact.factRef ? -1 : 1)
  );
}

function isShared({ because: why }: Offer): boolean {
  return why.some(({ code }) => code === 'shared' || code === 'elsewhere');
}

/** More often helpful first; then what was never tried; last what was tried in vain. */
function helpOrder(fact: KnownFact): number {
  const { tried, helped } = helpOf(fact);
  return tried === 0 ? 0 : helped === 0 ? 1 : -helped;
}

function ageOrder({ learntAt }: KnownFact, now: Instant): number {
  return RECENT_DAYS.filter((days) => now - learntAt > days * TWENTY_FOUR_HOURS).length;
}

function ranking(fact: KnownFact, other: Offer['other'], origin: Origin, why: readonly Because[]): Ranked {
  const { assessment, handling } = fact.grading;
  return { fact, other, origin, suspectedFalse: assessment === 'E', conditional: handling === 'C', because: why };
}

function reasons(fact: KnownFact, now: Instant): Because[] {
  const help = helpText(fact);
  const { grading } = fact;
  return [
    ...(grading.assessment === 'E'
      ? [because('suspected-false', 'It is suspected to be false: do not rely on it.')]
      : []),
    ...(help === null ? [] : [because(helpOf(fact).helped > 0 ? 'helped' : 'did-not-help', help)]),
    because(
      'learnt',
      now - fact.learntAt < 60_000 ? 'Learnt just now.' : `Learnt ${formatElapsed(now - fact.learntAt)} ago.`,
    ),
    because(
      'grade',
      `Graded ${gradeText(grading)}: source ${SOURCE_EVALUATIONS[grading.source].toLowerCase()}, ${ASSESSMENTS[grading.assessment].toLowerCase()}.`,
    ),
  ];
}

function elsewhereWords({ factKind, children, agencies }: Elsewhere): string {
  const records = children === 1 ? 'Another child’s record, which is' : 'Other children’s records, which are';
  const ask = agencies.length === 0 ? '' : ` Ask ${agencies.join(' or ')}.`;
  return `${records} not open to you, ${children === 1 ? 'has' : 'have'} the same ${FACT_WORDS[factKind].toLowerCase()}.${ask}`;
}

function word({ factKind }: KnownFact): string {
  return FACT_WORDS[factKind].toLowerCase();
}

function keyOf({ factKind, matchKey }: { readonly factKind: FactKind; readonly matchKey: string | null }): string {
  return `${factKind} ${matchKey ?? ''}`;
}

function isSame(a: KnownFact, b: KnownFact): boolean {
  return a.matchKey !== null && keyOf(a) === keyOf(b);
}

function because(code: string, sentence: string): Because {
  return { code, sentence, source: SOURCE };
}
