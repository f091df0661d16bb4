/** Guards of the triage of returns. */
import type { CodeGuard } from './guard.ts';

/** @returns the guards between what is known of a return and what follows from it */
export const TRIAGE_GUARDS: readonly CodeGuard[] = [
  {
    guard: 'not known is never no',
    file: 'src/domain/triage/level.ts',
    find: "if (effect === 'none' || facts.factors[factor] === 'no') continue;",
    put: "if (effect === 'none' || facts.factors[factor] !== 'yes') continue;",
    tests: ['src/domain/triage/level.test.ts'],
  },
  {
    guard: 'the yes of one agency stands beside the no of another',
    file: 'src/domain/triage/of-return.ts',
    find: "if (says('yes')) return",
    put: "if (says('yes') && !says('no')) return",
    tests: ['src/domain/triage/of-return.test.ts'],
  },
  {
    guard: 'a proposal is overruled only with a reason',
    file: 'src/features/triage/return-routes.ts',
    find: 'if (decided !== proposal.level && why === null)',
    put: 'if (decided !== proposal.level && why === decided)',
    tests: ['src/features/triage/triage.test.ts'],
  },
  {
    guard: 'a question is answered by the agency that was asked, and once',
    file: 'src/features/triage/answer-routes.ts',
    find: 'if (request === undefined || request.agency !== asked.agencyCode) throw notFound();',
    put: 'if (request === undefined) throw notFound();',
    tests: ['src/features/triage/triage.test.ts'],
  },
  {
    guard: 'asking an agency gives it no sight of the child',
    file: 'src/features/triage/askable.ts',
    find: 'filter(({ code }) => involved.has(code) && code !== asker)',
    put: 'filter(({ code }) => code !== asker)',
    tests: ['src/features/triage/triage.test.ts'],
  },
  {
    guard: 'what the child and the family said for a triage is for who reads what a child said',
    file: 'src/domain/access/disclose.ts',
    find: "if (opens('interview-words')) return triage;",
    put: "if (opens('triage')) return triage;",
    tests: ['src/domain/access/disclose.test.ts'],
  },
  {
    guard: 'outside readers are shown whole years of triage alone',
    file: 'src/features/triage/figures-routes.ts',
    find: 'if (!opens && !(Number(period) < thisYear))',
    put: 'if (!opens && Number(period) > thisYear)',
    tests: ['src/features/triage/triage.test.ts'],
  },
  {
    guard: 'letters are for green returns',
    file: 'src/features/triage/letter-routes.ts',
    find: "if (named === undefined || triage.level !== 'green') throw notFound();",
    put: 'if (named === undefined) throw notFound();',
    tests: ['src/features/triage/triage.test.ts'],
  },
  {
    guard: 'readers who may not open a figure see no small number of triage',
    file: 'src/features/triage/figures-routes.ts',
    find: 'tables: opens ? tables : forOutsideReaders(tables),',
    put: 'tables: opens ? tables : tables,',
    tests: ['src/features/triage/triage.test.ts'],
  },
  {
    guard: 'the returns behind a number of triage are for who may open figures',
    file: 'src/features/triage/figures-routes.ts',
    find: "requireAct(requester, 'open-figure');",
    put: 'void requester;',
    tests: ['src/features/triage/triage.test.ts'],
  },
];
