import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { aChronology, at } from '../../../test/support/notifications.ts';
import { TWENTY_FOUR_HOURS, type Instant } from '../time/instant.ts';
import { FACT_KINDS, HELP_ANSWERS } from './acts.ts';
import { ASSESSMENTS, gradeOrder, HANDLINGS, SOURCE_EVALUATIONS, suggestedGrading, type Grading } from './grading.ts';
import { foldFacts, foldUsesOfOthers, matchKeyOf, type KnownFact } from './known-facts.ts';
import { helpText, offerFacts, OFFERED_AT_MOST, RECENT_DAYS } from './offer.ts';

const now = at('2026-03-10T09:00Z');

function fact(factRef: string, changes: Partial<KnownFact> = {}): KnownFact {
  const made = {
    factRef,
    factKind: 'place',
    grading: { source: '2', assessment: 'A', handling: 'P' },
    interviewRef: null,
    value: `Place ${factRef}`,
    detail: null,
    conditions: null,
    learntAt: at('2026-03-01T09:00Z'),
    learntFrom: 'oxfordshire',
    uses: [],
    elsewhere: { tried: 0, helped: 0 },
    ...changes,
  } satisfies Omit<KnownFact, 'matchKey'>;
  return { ...made, matchKey: matchKeyOf(made.factKind, made.value) };
}

function used(...answers: readonly (typeof HELP_ANSWERS)[number][]): Pick<KnownFact, 'uses'> {
  return { uses: answers.map((helped, place) => ({ episodeKey: `E${place}`, helped, at: now })) };
}

function order(own: readonly KnownFact[], others: Parameters<typeof offerFacts>[1] = []): string[] {
  return offerFacts(own, others, [], now).map((offer) => offer.fact.factRef);
}

const before = (days: number, more = 0): Instant => (now - days * TWENTY_FOUR_HOURS - more) as Instant;

describe('what is offered when a child is missing', () => {
  it('puts what helped first, then what was never tried, then what was tried in vain', () => {
    const own = [
      fact('vain', used('no')),
      fact('untried', used('not-tried')),
      fact('once', used('yes', 'no')),
      fact('twice', used('yes', 'yes')),
    ];
    assert.deepEqual(order(own), ['twice', 'once', 'untried', 'vain']);
  });

  it('puts what is suspected to be false last and marks it, whatever it did before', () => {
    const doubtful = fact('doubtful', {
      grading: { source: '1', assessment: 'E', handling: 'P' },
      ...used('yes', 'yes'),
    });
    const offers = offerFacts([doubtful, fact('vain', used('no'))], [], [], now);
    assert.deepEqual(
      offers.map(({ fact: one, suspectedFalse }) => [one.factRef, suspectedFalse]),
      [
        ['vain', false],
        ['doubtful', true],
      ],
    );
    assert.match(offers[1]?.because.map(({ sentence }) => sentence).join(' ') ?? '', /do not rely on it/);
  });

  it('puts this child’s own before the same thing of another child, and that before what else that child has', () => {
    const bea = {
      childId: 2,
      name: 'Bea Marsh',
      facts: [
        fact('hers', { value: '07700 900123', factKind: 'phone', ...used('yes') }),
        fact('same', { value: 'BUS STATION, bay 4' }),
        fact('why', { factKind: 'reason', value: 'wanting-space' }),
      ],
    };
    const own = [fact('own', { value: 'Bus station bay 4' })];
    const offers = offerFacts(own, [bea], [], now);
    assert.deepEqual(
      offers.map(({ fact: one, other }) => [one.factRef, other?.childId ?? null]),
      [
        ['own', null],
        ['same', 2],
        ['hers', 2],
      ],
    );
    assert.deepEqual(
      offers.map(({ because }) => because[0]?.sentence),
      [
        'It is on this child’s own record.',
        'The same place is on the record of Bea Marsh.',
        'It is on the record of Bea Marsh, who shares Bus station bay 4 with this child.',
      ],
    );
    assert.equal(offers[0]?.because[1]?.sentence, 'Bea Marsh: the same place is on record.');
    const nobody = { ...bea, facts: [fact('alone')] };
    assert.deepEqual(order(own, [nobody]), ['own'], 'a child who shares nothing is not offered from');
  });

  it('says that others have it elsewhere and whom to ask, and puts what is shared first', () => {
    const shared = fact('shared', { value: 'Ash Tree Park' });
    const elsewhere = [
      { factKind: 'place', matchKey: shared.matchKey ?? '', children: 2, agencies: ['Swindon Council', 'Kent Police'] },
    ] as const;
    const offers = offerFacts([fact('a'), shared], [], elsewhere, now);
    assert.deepEqual(
      offers.map(({ fact: one }) => one.factRef),
      ['shared', 'a'],
    );
    assert.equal(
      offers[0]?.because.find(({ code }) => code === 'elsewhere')?.sentence,
      'Other children’s records, which are not open to you, have the same place. Ask Swindon Council or Kent Police.',
    );
  });

  it('puts what was learnt lately first, to the millisecond at each bound, and then the better graded', () => {
    const [recent, year] = RECENT_DAYS;
    const grading = { source: '1', assessment: 'A', handling: 'P' } as const;
    const own = [
      fact('old', { learntAt: before(year, 1), grading }),
      fact('within-year', { learntAt: before(year), grading }),
      fact('just-not-recent', { learntAt: before(recent, 1) }),
      fact('recent', { learntAt: before(recent) }),
      fact('recent-and-better', { learntAt: before(recent), grading }),
    ];
    assert.deepEqual(order(own), ['recent-and-better', 'recent', 'within-year', 'just-not-recent', 'old']);
  });

  it('says whether handling has conditions', () => {
    const grading = { source: '2', assessment: 'A', handling: 'C' } as const;
    const [offer] = offerFacts([fact('told', { grading, conditions: 'Do not say who said it' })], [], [], now);
    assert.equal(offer?.conditional, true);
  });

  it('for any facts in any order, offers the same order, own facts once each, and the suspected false last', () => {
    const grading: fc.Arbitrary<Grading> = fc.record({
      source: fc.constantFrom(...(Object.keys(SOURCE_EVALUATIONS) as Grading['source'][])),
      assessment: fc.constantFrom(...(Object.keys(ASSESSMENTS) as Grading['assessment'][])),
      handling: fc.constantFrom(...(Object.keys(HANDLINGS) as Grading['handling'][])),
    });
    const facts = fc
      .array(
        fc.record({
          grading,
          factKind: fc.constantFrom(...FACT_KINDS),
          value: fc.constantFrom('Ash Grove', 'Ashley', '07700 900123', 'Bus station', 'x'),
          answers: fc.array(fc.constantFrom(...HELP_ANSWERS), { maxLength: 3 }),
          days: fc.nat(800),
        }),
        { maxLength: 12 },
      )
      .map((all) =>
        all.map(({ grading: graded, factKind, value, answers, days }, index) =>
          fact(`f${index}`, { grading: graded, factKind, value, learntAt: before(days), ...used(...answers) }),
        ),
      );
    fc.assert(
      fc.property(facts, facts, fc.boolean(), (own, theirs, flip) => {
        const others = [{ childId: 2, name: 'Bea Marsh', facts: theirs }];
        const offers = offerFacts(own, others, [], now);
        const again = offerFacts(flip ? own.toReversed() : own, others, [], now);
        assert.deepEqual(
          again.map((one) => [one.fact.factRef, one.other?.childId]),
          offers.map((one) => [one.fact.factRef, one.other?.childId]),
        );
        assert.ok(offers.length <= OFFERED_AT_MOST);
        const marks = offers.map(({ suspectedFalse }) => suspectedFalse);
        assert.deepEqual(
          marks,
          marks.toSorted((a, b) => Number(a) - Number(b)),
        );
        const owned = offers.filter(({ other }) => other === null).map((one) => one.fact.factRef);
        assert.equal(new Set(owned).size, owned.length);
        assert.ok(offers.every(({ because }) => because.length >= 3));
        const sharing = own.some((one) =>
          theirs.some(
            (their) => one.matchKey !== null && one.factKind === their.factKind && one.matchKey === their.matchKey,
          ),
        );
        assert.equal(
          offers.some(({ other }) => other !== null) || offers.length === OFFERED_AT_MOST,
          sharing || offers.length === OFFERED_AT_MOST,
        );
      }),
    );
  });
});

describe('the grade of a fact', () => {
  it('opens as untested and known directly for what a child said, and as not known for the rest', () => {
    assert.deepEqual(suggestedGrading(true), { source: '2', assessment: 'A', handling: 'P' });
    assert.deepEqual(suggestedGrading(false), { source: '2', assessment: 'D', handling: 'P' });
  });

  it('bears more the better the source, then the assessment', () => {
    const grades = (['1A', '1E', '2A', '3E'] as const).map((text) => ({
      source: text[0] as Grading['source'],
      assessment: text[1] as Grading['assessment'],
      handling: 'P' as const,
    }));
    assert.deepEqual(grades.map(gradeOrder), [0, 4, 5, 14]);
  });

  it('counts the times when another child was missing, apart in words and together in the order', () => {
    const elsewhere = { tried: 2, helped: 1 };
    assert.equal(
      helpText(fact('F', { elsewhere })),
      'When another child was missing, tried twice, and it helped once.',
    );
    assert.equal(
      helpText(fact('F', { ...used('no'), elsewhere: { tried: 1, helped: 0 } })),
      'Tried once, and it did not help. When another child was missing, tried once, and it did not help.',
    );
    assert.deepEqual(order([fact('here', used('yes')), fact('both', { ...used('yes'), elsewhere })]), ['both', 'here']);
  });

  it('takes of one absence the last answer, and keeps what was said of another child’s fact apart', () => {
    const facts = [
      ['F', 'E1', 'yes', undefined],
      ['F', 'E1', 'no', undefined],
      ['F', 'E2', 'yes', undefined],
      ['F', 'E2', 'no', 'another-child'],
      ['G', 'E2', 'no', 'another-child'],
      ['G', 'E2', 'yes', 'another-child'],
    ] as const;
    const entries = aChronology([
      {
        kind: 'fact-recorded',
        factRef: 'F',
        factKind: 'place',
        grading: suggestedGrading(true),
        interviewRef: null,
        words: { value: 'Bus station' },
      },
      ...facts.map(([factRef, episodeKey, helped, of]) => ({
        kind: 'fact-used' as const,
        factRef,
        episodeKey,
        helped,
        ...(of === undefined ? {} : { of }),
        words: {},
      })),
    ]);
    const said = (uses: readonly { episodeKey: string; helped: string }[]) =>
      uses.map(({ episodeKey, helped }) => [episodeKey, helped]);
    assert.deepEqual(said(foldFacts(entries)[0]?.uses ?? []), [
      ['E1', 'no'],
      ['E2', 'yes'],
    ]);
    assert.deepEqual(
      foldUsesOfOthers(entries).map(({ factRef, helped }) => [factRef, helped]),
      [
        ['F', 'no'],
        ['G', 'yes'],
      ],
    );
  });

  it('says in words how often a fact was tried and helped', () => {
    assert.equal(helpText(fact('a')), null);
    assert.equal(helpText(fact('a', used('not-tried'))), null);
    assert.equal(helpText(fact('a', used('no'))), 'Tried once, and it did not help.');
    assert.equal(helpText(fact('a', used('no', 'yes', 'yes'))), 'Tried 3 times, and it helped twice.');
  });
});
