/** Whose episodes a table counts. Tables that must agree with each other share one of these. */
import type { EpisodeFact } from './fact.ts';
import type { LeftOut, Population, Scope } from './definition.ts';

const notMissing: LeftOut = {
  code: 'not-missing',
  sentence: 'Episodes of kind absent or away: only missing episodes count.',
  leavesOut: (fact) => fact.kind !== 'missing',
};

const otherAuthority: LeftOut = {
  code: 'other-authority',
  sentence: 'Episodes of children for whom another authority, or none that is known, is responsible.',
  leavesOut: (fact, scope) => fact.responsibleAuthority !== scope.authority,
};

const areaNotKnown: LeftOut = {
  code: 'area-not-known',
  sentence:
    'Episodes of the authority’s own children where nobody recorded in which authority’s area they went missing: they are neither in nor out of the area.',
  leavesOut: (fact, scope) => fact.responsibleAuthority === scope.authority && fact.missingFromAuthority === null,
};

const elsewhere: LeftOut = {
  code: 'elsewhere',
  sentence: 'Episodes of other authorities’ children that began outside the area.',
  leavesOut: (fact, scope) =>
    fact.responsibleAuthority !== scope.authority && fact.missingFromAuthority !== scope.authority,
};

const outOfArea: LeftOut = {
  code: 'out-of-area',
  sentence: 'Episodes of the authority’s own children that began in another authority’s area.',
  leavesOut: (fact, scope) => fact.missingFromAuthority !== scope.authority,
};

/** Missing episodes of the authority's own children, wherever they went missing. @source Croydon Council 2018; Birmingham evidence 2015 */
export const ownChildren: Population = {
  sentence:
    'Missing episodes that started in the period, of children for whom the authority is responsible, wherever they went missing from.',
  considered: 'started in the period',
  leftOut: [otherAuthority, notMissing],
};

/** Missing episodes of the authority's own children that began in its area. @source Oxfordshire prevalence report 2020 */
export const ownChildrenInArea: Population = {
  sentence:
    'Missing episodes that started in the period, in the authority’s area, of children for whom it is responsible.',
  considered: 'started in the period',
  leftOut: [otherAuthority, areaNotKnown, outOfArea, notMissing],
};

/** Missing episodes of own children anywhere and of others' children in the area. @source Oxfordshire prevalence report 2020 */
export const ownOrInArea: Population = {
  sentence:
    'Missing episodes that started in the period, of children for whom the authority is responsible, in its area or out of it, and of other authorities’ children in its area.',
  considered: 'started in the period',
  leftOut: [elsewhere, areaNotKnown, notMissing],
};

/** Whether a return is recorded. @source feeds definition, measures */
export function hasReturned(fact: EpisodeFact): boolean {
  return fact.hasEnded;
}

/** As `ownChildren`, ended. @source Birmingham evidence 2015 */
export const ownChildrenEnded: Population = {
  sentence:
    'Missing episodes that started in the period and have ended, of children for whom the authority is responsible.',
  considered: 'started in the period',
  partOf: { population: ownChildren, counts: hasReturned },
  leftOut: [
    otherAuthority,
    notMissing,
    {
      code: 'not-ended',
      sentence: 'Episodes with no return recorded: still open, or overtaken by the child’s next episode.',
      leavesOut: (fact) => !fact.hasEnded,
    },
  ],
};

/** Missing episodes up to the last day of own children. @source Birmingham evidence 2015 */
export const ownChildrenToDate: Population = {
  sentence:
    'All missing episodes that started on or before the last day of the period, of children for whom the authority is responsible and who had one in the period.',
  considered: 'started by the last day',
  leftOut: [otherAuthority, notMissing],
};

/** Missing and absent episodes of own children. @source Birmingham evidence 2015 */
export const ownChildrenMissingOrAbsent: Population = {
  sentence:
    'Missing and absent episodes that started in the period, of children for whom the authority is responsible.',
  considered: 'started in the period',
  leftOut: [
    otherAuthority,
    { code: 'away', sentence: 'Episodes of kind away.', leavesOut: (fact) => fact.kind === 'away' },
  ],
};

/** Missing episodes of own children, by the day of the return. @source feeds definition, rhi-ledger */
export const ownChildrenReturned: Population = {
  sentence:
    'Missing episodes that ended in the period, whenever they started, of children for whom the authority is responsible.',
  considered: 'ended in the period',
  leftOut: [otherAuthority, notMissing],
};

/** As `ownChildrenReturned`, with others’ children who went missing in the area. @source Oxfordshire prevalence report 2020; Devon, answer of 2018 */
export const ownOrInAreaReturned: Population = {
  sentence:
    'Missing episodes that ended in the period, whenever they started, of children for whom the authority is responsible, and of other authorities’ children who went missing from its area.',
  considered: 'ended in the period',
  leftOut: [elsewhere, notMissing],
};

/** Whether a fact started in the period. @unit London days, both ends included @source feeds definition, measures */
export function startedInPeriod(fact: EpisodeFact, scope: Scope): boolean {
  return fact.startDay >= scope.fromDay && fact.startDay <= scope.toDay;
}
