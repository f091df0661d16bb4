import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { programFolder } from './config.ts';
import { chooseSchedule } from './domain/retention/schedule.ts';
import { SHORT_LIVED } from './domain/retention/short-lived.ts';
import type { PlainDate } from './domain/time/plain-date.ts';
import { loadRetention } from './retention.ts';

const OURS = path.join(programFolder, 'retention');
type Json = Record<string, unknown>;

/** Our folder, with one file changed. */
function changed(t: TestContext, file: string, change: (json: Json) => Json, as = file): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'retention-'));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(OURS, folder, { recursive: true });
  const json = JSON.parse(readFileSync(path.join(OURS, file), 'utf8')) as Json;
  writeFileSync(path.join(folder, as), JSON.stringify(change(json)));
  return folder;
}

describe('the retention schedules', () => {
  it('are whole: every kind of agency has one, every class a source, and short-lived data its hours', () => {
    const { schedules, shortLived } = loadRetention(OURS);
    assert.equal(schedules.length, 3);
    assert.equal(shortLived.length, SHORT_LIVED.length);
    const council = schedules.find(({ id }) => id === 'england-councils');
    assert.deepEqual(
      council?.classes.filter(({ statutory }) => statutory).map(({ id, from, years }) => [id, from, years]),
      [['looked-after', 'birth', 75]],
    );
  });

  it('let an agency state its own, dated', (t) => {
    const folder = changed(
      t,
      'england-police.json',
      (json) => ({ ...json, id: 'thames', agencies: ['thames-valley-police'], validFrom: '2026-07-01' }),
      'thames.json',
    );
    const { schedules } = loadRetention(folder);
    const on = (day: string, code: string): string | undefined =>
      chooseSchedule(schedules, { code, kind: 'police' }, day as PlainDate)?.id;
    assert.equal(on('2026-06-30', 'thames-valley-police'), 'england-police');
    assert.equal(on('2026-07-01', 'thames-valley-police'), 'thames');
    assert.equal(on('2026-07-01', 'wiltshire-police'), 'england-police');
    assert.equal(on('2009-01-01', 'wiltshire-police'), undefined);
  });

  it('refuse a file that is wrong, by its name and its field', (t) => {
    const refusals: [string, (json: Json) => Json, RegExp, string?][] = [
      ['england-police.json', (json) => ({ ...json, validFrom: '2010-02-30' }), /england-police\.json: validFrom/],
      ['england-police.json', (json) => ({ ...json, classes: [] }), /needs a class whose when is "always"/],
      ['england-police.json', (json) => ({ ...json, kinds: ['health'] }), /no schedule has the agencies \* for police/],
      ['england-police.json', (json) => json, /id is england-police/, 'other.json'],
      ['england-police.json', (json) => ({ ...json, id: 'twice' }), /both are for \* \(police\)/, 'twice.json'],
      ['short-lived.json', (json) => ({ ...json, rules: [] }), /short-lived\.json: rules: must state each/],
    ];
    for (const [file, change, message, as] of refusals)
      assert.throws(() => loadRetention(changed(t, file, change, as)), { name: 'SetupError', message });
  });
});
