import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at } from '../../../test/support/notifications.ts';
import { toIso, type Instant } from '../time/instant.ts';
import type { PlainDate } from '../time/plain-date.ts';
import { BUDGETS, budgetsOn, decideLook, decideSearch, type Budgets, type Spending } from './budgets.ts';

const now = at('2026-03-10T09:00Z');

function spending(changes: Partial<Spending> = {}): Spending {
  return { asker: 'person', children: 0, childrenOfAgency: 0, newChildren: 1, ...changes };
}

describe('the budget of children', () => {
  it('allows the limit itself, and nothing beyond', () => {
    assert.equal(decideLook(spending({ children: 199 }), now).kind, 'allowed');
    const spent = decideLook(spending({ children: 200 }), now);
    assert.equal(spent.kind, 'spent');
    assert.ok(spent.kind === 'spent');
    assert.equal(spent.because.code, 'children-of-day');
    assert.match(spent.because.sentence, /200 children outside the caseload since 10 March 2026 .* 1 child more/);
    assert.ok(spent.because.source.length > 0);
  });

  it('takes a list whole or not at all', () => {
    assert.equal(decideLook(spending({ children: 150, newChildren: 50 }), now).kind, 'allowed');
    assert.equal(decideLook(spending({ children: 150, newChildren: 51 }), now).kind, 'spent');
    assert.equal(decideLook(spending({ asker: 'system', newChildren: 201 }), now).kind, 'spent');
  });

  it('never refuses what was shown before, however much is spent', () => {
    const again = spending({ children: 200, childrenOfAgency: 5000, newChildren: 0 });
    assert.deepEqual(decideLook(again, now), { kind: 'allowed', warning: null });
  });

  it('keeps an agency to its limit, whoever of it looks', () => {
    assert.equal(decideLook(spending({ childrenOfAgency: 4999 }), now).kind, 'allowed');
    const spent = decideLook(spending({ childrenOfAgency: 5000 }), now);
    assert.ok(spent.kind === 'spent');
    assert.equal(spent.because.code, 'children-of-day-of-agency');
  });

  it('warns from four fifths of the limit', () => {
    const warned = (children: number): boolean => {
      const decision = decideLook(spending({ children }), now);
      return decision.kind === 'allowed' && decision.warning !== null;
    };
    assert.deepEqual([158, 159, 199].map(warned), [false, true, true]);
  });

  it('counts by London’s midnight, also on the days when the clocks change', () => {
    const opens = (instant: Instant): string => {
      const spent = decideLook(spending({ children: 200 }), instant);
      assert.ok(spent.kind === 'spent');
      return `${toIso(spent.since)} ${toIso(spent.opensAt)}`;
    };
    assert.equal(opens(at('2026-03-29T12:00Z')), '2026-03-29T00:00:00Z 2026-03-29T23:00:00Z');
    assert.equal(opens(at('2026-10-25T12:00Z')), '2026-10-24T23:00:00Z 2026-10-26T00:00:00Z');
    assert.equal(opens(at('2026-06-30T23:30Z')), '2026-06-30T23:00:00Z 2026-07-01T23:00:00Z');
  });
});

describe('the budget of searches', () => {
  const hourAgo = (now - 3_599_000) as Instant;
  const searches = {
    asker: 'person',
    lastHour: 0,
    lastDay: 0,
    earliestOfHour: hourAgo,
    earliestOfDay: hourAgo,
  } as const;

  it('allows a hundred in an hour and opens an hour after the first of them', () => {
    assert.equal(decideSearch({ ...searches, lastHour: 99, lastDay: 99 }, now).kind, 'allowed');
    const spent = decideSearch({ ...searches, lastHour: 100, lastDay: 100 }, now);
    assert.ok(spent.kind === 'spent');
    assert.equal(spent.because.code, 'searches-of-hour');
    assert.equal(spent.opensAt - now, 1000);
  });

  it('allows four hundred in 24 hours, and says so before the hour', () => {
    assert.equal(decideSearch({ ...searches, lastHour: 0, lastDay: 399 }, now).kind, 'allowed');
    const spent = decideSearch({ ...searches, lastHour: 100, lastDay: 400 }, now);
    assert.ok(spent.kind === 'spent');
    assert.equal(spent.because.code, 'searches-of-day');
  });

  it('lets systems search more than people', () => {
    assert.equal(decideSearch({ ...searches, asker: 'system', lastHour: 999, lastDay: 9_999 }, now).kind, 'allowed');
    assert.equal(decideSearch({ ...searches, asker: 'system', lastHour: 1_000, lastDay: 1_000 }, now).kind, 'spent');
  });

  it('warns from the eightieth of the hour', () => {
    const warned = (lastHour: number): boolean => {
      const decision = decideSearch({ ...searches, lastHour, lastDay: lastHour }, now);
      return decision.kind === 'allowed' && decision.warning !== null;
    };
    assert.deepEqual([78, 79].map(warned), [false, true]);
  });
});

describe('the budgets in force', () => {
  const [first] = BUDGETS;
  assert.ok(first);
  const later: Budgets = { ...first, validFrom: '2026-04-01' as PlainDate, warnFrom: 0.5 };

  it('are those of the day, and the first before any', () => {
    const on = (day: string): Budgets => budgetsOn(day as PlainDate, [first, later]);
    assert.equal(on('2026-03-31'), first);
    assert.equal(on('2026-04-01'), later);
    assert.equal(on('2001-01-01'), first);
    assert.throws(() => budgetsOn('2026-01-01' as PlainDate, []), RangeError);
  });
});
