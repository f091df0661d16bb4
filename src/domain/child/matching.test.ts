import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { PlainDate } from '../time/plain-date.ts';
import { compareNames, isOneSlip, matchChild, type Candidate, type NamedChild } from './matching.ts';

const BORN = '2011-05-06' as PlainDate;
const NOBODY: NamedChild = { childRef: null, policeRef: null, forename: null, surname: null, dateOfBirth: null };
const aChild = (childId: number, changes: Partial<Candidate> = {}): Candidate => ({
  childId,
  childRef: `L${childId}`,
  policeRef: `P${childId}`,
  forename: 'Wren',
  surname: 'Ashby',
  dateOfBirth: BORN,
  ...changes,
});
const named = (changes: Partial<NamedChild>): NamedChild => ({ ...NOBODY, ...changes });
const byName = (forename: string, surname: string): NamedChild => named({ forename, surname, dateOfBirth: BORN });
const outcome = (match: ReturnType<typeof matchChild>): string =>
  match.kind === 'certain' ? `${match.childId} by ${match.by}` : `${match.kind}: ${match.because.code}`;

test('the authority’s reference decides before the police’s, and the police’s before a name', () => {
  const two = [aChild(1), aChild(2, { forename: 'Ivo', surname: 'Marsh' })];
  assert.equal(
    outcome(matchChild(named({ childRef: 'L2', forename: 'Wren', surname: 'Ashby', dateOfBirth: BORN }), two)),
    '2 by child_ref',
  );
  assert.equal(
    outcome(matchChild(named({ policeRef: 'P2', forename: 'Wren', surname: 'Ashby', dateOfBirth: BORN }), two)),
    '2 by police_ref',
  );
  assert.equal(outcome(matchChild(byName('Wren', 'Ashby'), two)), '1 by name');
});

test('an authority’s reference that nobody has is not made good by anything else; a police one falls back to the name', () => {
  const known = named({ childRef: 'L9', policeRef: 'P1', forename: 'Wren', surname: 'Ashby', dateOfBirth: BORN });
  assert.equal(outcome(matchChild(known, [aChild(1)])), 'unknown-reference: unknown-child-ref');
  assert.equal(outcome(matchChild({ ...known, childRef: null, policeRef: 'P9' }, [aChild(1)])), '1 by name');
});

test('references that name two children leave it to a person', () => {
  assert.equal(
    outcome(matchChild(named({ childRef: 'L1', policeRef: 'P2' }), [aChild(1), aChild(2)])),
    'uncertain: references-conflict',
  );
  assert.equal(
    outcome(matchChild(named({ childRef: 'L1', policeRef: 'P9' }), [aChild(1), aChild(2)])),
    '1 by child_ref',
  );
});

test('two children with the date of birth and a name that fits are never certain, even where one is the same', () => {
  assert.equal(
    outcome(
      matchChild(byName('Tom', 'Reed'), [
        aChild(1, { forename: 'Tom', surname: 'Reed' }),
        aChild(2, { forename: 'Tim', surname: 'Reed' }),
      ]),
    ),
    'uncertain: several-candidates',
  );
  assert.equal(
    outcome(
      matchChild(byName('Tom', 'Reed'), [
        aChild(1, { forename: 'Tom', surname: 'Reed' }),
        aChild(1, { forename: 'Thomas', surname: 'Reed' }),
      ]),
    ),
    '1 by name',
  );
});

test('a name without a date of birth, a date without a full name, or another date is not enough', () => {
  assert.equal(
    outcome(matchChild(named({ forename: 'Wren', surname: 'Ashby' }), [aChild(1)])),
    'uncertain: no-date-of-birth',
  );
  assert.equal(
    outcome(matchChild(named({ surname: 'Ashby', dateOfBirth: BORN }), [aChild(1)])),
    'uncertain: no-full-name',
  );
  assert.equal(
    outcome(matchChild(byName('Wren', 'Ashby'), [aChild(1, { dateOfBirth: '2011-05-07' as PlainDate })])),
    'uncertain: no-candidate',
  );
});

test('case, accents, hyphens, apostrophes and spaces make no difference to a name', () => {
  const same = (a: [string, string], b: [string, string]): string =>
    compareNames({ forename: a[0], surname: a[1] }, { forename: b[0], surname: b[1] });
  assert.equal(same(['ZOË-ANNE', "o'neil"], ['Zoe Anne', 'ONeil']), 'same');
  assert.equal(same(['Zoë', 'Łęcka'], ['zoe', 'lecka']), 'same');
  assert.equal(same(['Anne Marie', 'Lee'], ['Anne', 'Marie Lee']), 'same');
  assert.equal(same(['Jon', 'Reed'], ['John', 'Reed']), 'one-slip');
  assert.equal(same(['Jon', 'Read'], ['John', 'Reed']), 'different');
  assert.equal(same(['Reed', 'Jon'], ['Jon', 'Reed']), 'different');
});

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), minLength: 1, maxLength: 7 });

test('each single slip of the keyboard is one slip, from either side', () => {
  fc.assert(
    fc.property(word, fc.nat(7), fc.constantFrom('x', 'y'), (text, place, letter) => {
      const at = place % text.length;
      const slips = [
        text.slice(0, at) + text.slice(at + 1),
        text.slice(0, at) + letter + text.slice(at),
        text.slice(0, at) + letter + text.slice(at + 1),
        text.slice(0, at) + (text[at + 1] ?? '') + text.slice(at, at + 1) + text.slice(at + 2),
      ];
      for (const slip of slips) assert.equal(isOneSlip(text, slip), slip !== text, `${text} ${slip}`);
      for (const slip of slips) assert.equal(isOneSlip(slip, text), slip !== text, `${slip} ${text}`);
    }),
  );
});

/** How many letters must be dropped, added, changed or swapped with a neighbour, by the textbook. */
function distance(a: string, b: string): number {
  const rows: number[][] = [];
  for (let i = 0; i <= a.length; i += 1) {
    const row: number[] = [];
    rows.push(row);
    for (let j = 0; j <= b.length; j += 1) {
      if (i === 0 || j === 0) {
        row.push(i + j);
        continue;
      }
      let best = Math.min(
        (rows[i - 1]?.[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (rows[i - 1]?.[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      row.push(best);
    }
  }
  return rows[a.length]?.[b.length] ?? 0;
}

test('two texts are one slip apart exactly where the textbook counts one', () => {
  fc.assert(
    fc.property(word, word, (a, b) => assert.equal(isOneSlip(a, b), distance(a, b) === 1)),
    { numRuns: 1000 },
  );
});

test('whoever is certain stays so in any order of the candidates, and is never one of two who fit', () => {
  const someone = fc.record({
    childId: fc.integer({ min: 1, max: 4 }),
    forename: fc.constantFrom('Tom', 'Tim', 'Ana'),
    surname: fc.constantFrom('Reed', 'Rede', 'Marsh'),
  });
  fc.assert(
    fc.property(fc.array(someone, { maxLength: 6 }), (people) => {
      const candidates = people.map((person) => aChild(person.childId, { ...person, childRef: null, policeRef: null }));
      const match = matchChild(byName('Tom', 'Reed'), candidates);
      assert.equal(outcome(matchChild(byName('Tom', 'Reed'), candidates.toReversed())), outcome(match));
      const fitting = new Set(
        candidates
          .filter((one) => compareNames({ forename: 'Tom', surname: 'Reed' }, one) !== 'different')
          .map(({ childId }) => childId),
      );
      assert.equal(match.kind, fitting.size === 1 ? 'certain' : 'uncertain');
    }),
  );
});
