import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at } from '../../../test/support/notifications.ts';
import { instant } from '../time/instant.ts';
import type { PlainDate } from '../time/plain-date.ts';
import {
  ageBandOf,
  answerBy,
  poundsOf,
  priceOfWithdrawal,
  standingOf,
  termsToAsk,
  type ProviderTerms,
} from './request.ts';
import { financialYearOf, yearsOfWork } from './work-done.ts';

const on = (text: string): PlainDate => text as PlainDate;
const NOW = at('2026-03-10T09:00Z');

describe('a request to a provider', () => {
  it('shows an age band and no age', () => {
    assert.deepEqual(
      [0, 9, 10, 12, 13, 15, 16, 17, 18, null].map((age) => ageBandOf(age)),
      ['under-10', 'under-10', '10-12', '10-12', '13-15', '13-15', '16-17', '16-17', 'not-known', 'not-known'],
    );
  });

  it('comes back by itself at its limit, and not a minute before; an answer stands', () => {
    const limit = answerBy(NOW, 4);
    const open = { accepted: null, answerBy: limit, withdrawnAt: null, givenBackAt: null };
    assert.equal(standingOf(open, instant(limit - 60_000)), 'waiting');
    assert.equal(standingOf(open, limit), 'came-back');
    assert.equal(standingOf({ ...open, accepted: true }, instant(limit + 1)), 'accepted');
    assert.equal(standingOf({ ...open, accepted: false }, NOW), 'refused');
  });

  it('withdrawn costs what was agreed for it, and only after it was accepted', () => {
    const open = { accepted: null, answerBy: answerBy(NOW, 4), withdrawnAt: NOW, givenBackAt: null };
    assert.equal(standingOf(open, NOW), 'withdrawn');
    assert.equal(standingOf({ ...open, accepted: true }, NOW), 'withdrawn');
    assert.equal(standingOf({ ...open, accepted: true, withdrawnAt: null, givenBackAt: NOW }, NOW), 'given-back');
    assert.deepEqual(
      (['waiting', 'accepted', 'came-back', 'refused', 'withdrawn', 'given-back'] as const).map((standing) =>
        priceOfWithdrawal(standing, { cancelPence: 4_000 }),
      ),
      [null, 4_000, null, null, null, null],
    );
    assert.equal(priceOfWithdrawal('accepted', { cancelPence: null }), null);
  });

  it('goes to providers approved on the day, for the area, who do not look after the child, the cheapest first', () => {
    const terms = (termsId: number, provider: string, changes: Partial<ProviderTerms> = {}): ProviderTerms => ({
      termsId,
      provider,
      providerName: provider,
      fromOn: on('2026-01-01'),
      toOn: on('2026-03-31'),
      pricePence: 10_000,
      travelPence: 0,
      cancelPence: null,
      areas: [],
      ...changes,
    });
    const all = [
      terms(1, 'streetwise', { travelPence: 500 }),
      terms(2, 'streetwise', { pricePence: 9_000 }),
      terms(3, 'far-away', { areas: ['swindon'] }),
      terms(4, 'the-elms'),
      terms(5, 'beacon', { travelPence: 100 }),
    ];
    const asked = (day: string, area: string | null) =>
      termsToAsk(all, { area, on: on(day), placedWith: ['the-elms'] }).map(({ termsId }) => termsId);
    assert.deepEqual(asked('2026-03-31', 'oxfordshire'), [2, 5]);
    assert.deepEqual(asked('2026-01-01', 'swindon'), [2, 3, 5]);
    assert.deepEqual(asked('2026-01-01', null), [2, 3, 5]);
    assert.deepEqual(asked('2026-04-01', 'oxfordshire'), []);
    assert.deepEqual(asked('2025-12-31', 'oxfordshire'), []);
  });

  it('says money as people read it', () => {
    assert.deepEqual([0, 5, 12_000, 123_450, 100_000_000].map(poundsOf), [
      '£0',
      '£0.05',
      '£120',
      '£1,234.50',
      '£1,000,000',
    ]);
  });
});

describe('money and work by financial year', () => {
  it('begins a year on 1 April', () => {
    assert.deepEqual([financialYearOf(on('2026-03-31')), financialYearOf(on('2026-04-01'))], [2025, 2026]);
  });

  it('adds up sources and interviews, and says the cost of one only where both are known', () => {
    const month = (text: string, held: number) => ({
      month: on(text),
      offered: 0,
      accepted: 0,
      refused: 0,
      givenBack: 0,
      held,
      inTime: 0,
    });
    const funding = [
      { fundingId: 1, source: 'Council', financialYear: 2025, pence: 100_000 },
      { fundingId: 2, source: 'Lottery', financialYear: 2025, pence: 50_000 },
      { fundingId: 3, source: 'Council', financialYear: 2027, pence: 1 },
    ];
    const years = yearsOfWork(
      funding,
      [month('2026-03-01', 3), month('2025-04-01', 4), month('2026-04-01', 5)],
      new Map([[2024, 9]]),
    );
    assert.deepEqual(
      years.map(({ financialYear, pence, held, sessions, pencePerInterview }) => [
        financialYear,
        pence,
        held,
        sessions,
        pencePerInterview,
      ]),
      [
        [2027, 1, 0, 0, null],
        [2026, 0, 5, 0, null],
        [2025, 150_000, 7, 0, 21_429],
        [2024, 0, 0, 9, null],
      ],
    );
  });
});
