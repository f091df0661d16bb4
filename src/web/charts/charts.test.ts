import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Instant, instant } from '../../domain/time/instant.ts';
import type { Html } from '../html.ts';
import { type BarsOptions, bars } from './bars.ts';
import { inLines } from './drawing.ts';
import { monthTicks, wholeMonths } from './time-axis.ts';
import { type TimelineOptions, timeline } from './timeline.ts';

const at = (year: number, month: number, day = 1, hour = 0): Instant => instant(Date.UTC(year, month - 1, day, hour));

const someBars: BarsOptions = {
  id: 'ages',
  title: 'Episodes by age',
  description: 'Most episodes were of children aged 15 to 17.',
  series: ['Missing', 'Absent'],
  rows: [
    { label: 'Under 12', values: [5, null] },
    { label: '12 to 14', values: [20, 0] },
    { label: '15 to 17', values: [40, 10], texts: ['40 (67%)', '10 (17%)'] },
  ],
};

function widths(chart: Html): number[] {
  return [...String(chart).matchAll(/<rect class="chart-span" x="200" y="[\d.]+" width="([\d.]+)"/g)].map((match) =>
    Number(match[1]),
  );
}

function isAccessible(chart: Html, id: string, title: string, description: string): void {
  const text = String(chart);
  assert.match(text, new RegExp(`role="img" aria-labelledby="${id}-title ${id}-desc"`));
  assert.ok(text.includes(`<title id="${id}-title">${title}</title>`));
  assert.ok(text.includes(`<desc id="${id}-desc">${description}</desc>`));
  assert.doesNotMatch(text, /\bstyle=|<script|on\w+=/);
}

describe('bars', () => {
  it('have a name and a description, and nothing that the security policy refuses', () => {
    isAccessible(bars(someBars), 'ages', someBars.title, someBars.description);
  });

  it('are as long as their figures', () => {
    const [under12 = 0, from12 = 0, , from15 = 0, absent = 0] = widths(bars(someBars));
    assert.ok(Math.abs(from12 / from15 - 0.5) < 0.01);
    assert.ok(Math.abs(under12 / from15 - 0.125) < 0.01);
    assert.ok(Math.abs(absent / from15 - 0.25) < 0.01);
  });

  it('say every figure in words, one that is not known too', () => {
    const text = String(bars(someBars));
    for (const words of ['>Missing<', '>Absent<', '>20<', '>0<', '>40 (67%)<', '>not known<'])
      assert.ok(text.includes(words), words);
  });

  it('of different series differ by pattern as well as colour', () => {
    const text = String(bars(someBars));
    assert.match(text, /<pattern id="ages-kind-1"[^>]*><rect class="chart-fill-1"[^>]*\/><\/pattern>/);
    assert.match(text, /<pattern id="ages-kind-2"[^>]*><rect class="chart-fill-2"[^>]*\/><path/);
  });

  it('stay inside the picture, whatever the figures', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 12 }), (values) => {
        const chart = bars({
          ...someBars,
          series: ['Missing'],
          rows: values.map((value, i) => ({ label: `Row ${i}`, values: [value] })),
        });
        for (const width of widths(chart)) assert.ok(width >= 0 && width <= 520);
      }),
    );
  });

  it('escape their labels', () => {
    assert.ok(String(bars({ ...someBars, rows: [{ label: '<b>&', values: [1] }] })).includes('&lt;b&gt;&amp;'));
  });
});

const aTimeline: TimelineOptions = {
  id: 'life',
  title: 'Episodes of this child',
  description: 'Two missing and one absent.',
  from: at(2025, 1),
  to: at(2026, 1),
  now: at(2025, 12, 1),
  kinds: ['Missing', 'Absent'],
  rows: [
    {
      label: 'Missing',
      spans: [
        { kind: 0, from: at(2025, 3), to: at(2025, 9), label: '184 days' },
        { kind: 0, from: at(2025, 11, 30), to: null, label: 'Missing now' },
      ],
    },
    { label: 'Absent', spans: [{ kind: 1, from: at(2025, 10, 1, 12), to: at(2025, 10, 1, 14), label: '2 hours' }] },
  ],
};

describe('a timeline', () => {
  const text = String(timeline(aTimeline));

  it('has a name and a description, and nothing that the security policy refuses', () => {
    isAccessible(timeline(aTimeline), 'life', aTimeline.title, aTimeline.description);
  });

  it('is drawn to scale', () => {
    const [, x = '', width = ''] =
      /<rect class="chart-span" x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="22" fill="url\(#life-kind-1\)"><title>184 days/.exec(
        text,
      ) ?? [];
    assert.ok(Math.abs(Number(x) - (110 + (59 / 365) * 606)) < 0.2, x);
    assert.ok(Math.abs(Number(width) - (184 / 365) * 606) < 0.2, width);
  });

  it('shows even two hours in a year', () => {
    assert.match(text, /width="4" height="22" fill="url\(#life-kind-2\)"><title>2 hours/);
  });

  it('ends what lasts still with a point at now', () => {
    assert.match(text, /<path class="chart-span" d="M[^"]*z"[^>]*><title>Missing now/);
    assert.match(text, /class="chart-now"[^>]*><title>Now</);
  });

  it('leaves out what is not on it and refuses an axis without length', () => {
    const before = { kind: 0, from: at(2020, 1), to: at(2020, 2), label: 'long ago' };
    assert.ok(!String(timeline({ ...aTimeline, rows: [{ label: 'Missing', spans: [before] }] })).includes('long ago'));
    assert.throws(() => timeline({ ...aTimeline, to: aTimeline.from }), RangeError);
  });
});

describe('the axis of time', () => {
  it('marks months by London’s calendar', () => {
    const ticks = monthTicks(instant(Date.UTC(2026, 2, 15)), instant(Date.UTC(2026, 5, 1)), 8);
    assert.deepEqual(ticks, [
      { at: Date.UTC(2026, 2, 31, 23), label: 'Apr 2026' },
      { at: Date.UTC(2026, 3, 30, 23), label: 'May 2026' },
      { at: Date.UTC(2026, 4, 31, 23), label: 'Jun 2026' },
    ]);
  });

  it('marks years when months would not fit', () => {
    assert.deepEqual(
      monthTicks(at(2015, 2), at(2020, 2), 8).map((tick) => tick.label),
      ['2016', '2017', '2018', '2019', '2020'],
    );
  });

  it('never has more marks than there is room for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at(1990, 1), max: at(2040, 1) }),
        fc.integer({ min: 1, max: 40 * 365 }),
        fc.integer({ min: 2, max: 12 }),
        (from, days, most) => {
          const ticks = monthTicks(instant(from), instant(from + days * 86_400_000), most);
          assert.ok(ticks.length <= most);
          for (const tick of ticks) assert.ok(tick.at >= from && tick.at <= from + days * 86_400_000);
        },
      ),
    );
  });

  it('is widened to whole months', () => {
    assert.deepEqual(wholeMonths(at(2026, 1, 15), at(2026, 2, 3)), { from: at(2026, 1), to: at(2026, 3) });
  });
});

describe('a label', () => {
  it('is broken between words and cut when it is too long', () => {
    assert.deepEqual(inLines('Looked after by another council', 104), ['Looked after', 'by another', 'council']);
    assert.deepEqual(inLines('a b c d e f g', 32), ['a b', 'c d', 'e f…']);
    assert.deepEqual(inLines('', 100), []);
  });
});
