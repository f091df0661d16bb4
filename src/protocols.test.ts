import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { programFolder } from './config.ts';
import { chooseProtocol } from './domain/protocol/protocol.ts';
import type { PlainDate } from './domain/time/plain-date.ts';
import { loadProtocols } from './protocols.ts';

const folder = path.join(programFolder, 'protocols');

function copyOfProtocols(t: TestContext): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'protocols-'));
  t.after(() => rmSync(copy, { recursive: true }));
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** A protocol file as a test damages it: any shape, so that it can be wrong. */
// oxlint-disable-next-line typescript/no-explicit-any
type Json = Record<string, any>;

function change(copy: string, file: string, edit: (json: Json) => void): void {
  const full = path.join(copy, file);
  const json = JSON.parse(readFileSync(full, 'utf8')) as Json;
  edit(json);
  writeFileSync(full, JSON.stringify(json));
}

test('a partnership with a protocol of its own is judged by it, on the days it is in force', () => {
  const protocols = loadProtocols(folder);
  const chosen = (authority: string, on: string) => chooseProtocol(protocols, authority, on as PlainDate)?.id;
  assert.equal(chosen('birmingham', '2015-04-30'), 'west-midlands-2015');
  assert.equal(chosen('birmingham', '2017-03-31'), 'west-midlands-2015');
  assert.equal(chosen('birmingham', '2017-04-01'), 'england-2017-on');
  assert.equal(chosen('croydon', '2017-11-30'), 'croydon-2018');
  assert.equal(chosen('croydon', '2017-03-31'), 'england-2014');
  assert.equal(chosen('oxfordshire', '2020-06-30'), 'oxfordshire-2020');
  assert.equal(chosen('anywhere-else', '2020-06-30'), 'england-2017-on');
});

test('a protocol takes what it does not state from the one it is based on', () => {
  const croydon = loadProtocols(folder).find(({ id }) => id === 'croydon-2018');
  assert.equal(croydon?.duties.interviewWithinHours, 72);
  assert.equal(croydon?.duties.interviewTeams['child-protection'], 'Return interviews');
  assert.match(croydon?.dutySources.interviewTeams ?? '', /Croydon/);
  assert.match(croydon?.dutySources.interviewWithinHours ?? '', /Statutory guidance/);
});

test('a council changes a threshold by adding one file', (t) => {
  const copy = copyOfProtocols(t);
  const own = {
    id: 'croydon-2026',
    name: 'Croydon, from 2026',
    source: 'Local policy',
    basedOn: 'croydon-2018',
    authorities: ['croydon'],
    validFrom: '2026-01-01',
    validTo: null,
  };
  writeFileSync(
    path.join(copy, 'croydon-2026.json'),
    JSON.stringify({ ...own, duties: { interviewWithinHours: { value: 48, source: 'Local policy' } } }),
  );
  const protocols = loadProtocols(copy);
  assert.equal(chooseProtocol(protocols, 'croydon', '2025-12-31' as PlainDate)?.duties.interviewWithinHours, 72);
  assert.equal(chooseProtocol(protocols, 'croydon', '2026-01-01' as PlainDate)?.duties.interviewWithinHours, 48);
});

const faults: { what: string; edit: (json: Json) => void; says: RegExp }[] = [
  {
    what: 'a date that is not one',
    edit: (json) => (json['validFrom'] = '2017-02-30'),
    says: /england-2017-on\.json: validFrom: is not a date/,
  },
  {
    what: 'a threshold that is not a number',
    edit: (json) => (json['duties'].interviewWithinHours.value = 'soon'),
    says: /duties\.interviewWithinHours\.value/,
  },
  {
    what: 'a threshold without a source',
    edit: (json) => delete json['duties'].reviewTeam.source,
    says: /duties\.reviewTeam\.source/,
  },
  {
    what: 'a field it does not know',
    edit: (json) => (json['measures'].durations = {}),
    says: /measures: .*durations/,
  },
  {
    what: 'bands with a gap',
    edit: (json) => (json['measures'].duration.bands[1].from = 9),
    says: /measures\.duration: leaves a gap/,
  },
  {
    what: 'a triage that leaves out a risk factor',
    edit: (json) => delete json['triage'].factors.value['self-harm'],
    says: /triage\.factors\.value\.self-harm/,
  },
  {
    what: 'a triage with an effect that there is not',
    edit: (json) => (json['triage'].policeRisk.value.high = 'purple'),
    says: /triage\.policeRisk\.value\.high/,
  },
  { what: 'a name that is not its file’s', edit: (json) => (json['id'] = 'england'), says: /id is england/ },
  {
    what: 'a base that is not there',
    edit: (json) => (json['basedOn'] = 'wales'),
    says: /there is no protocols\/wales\.json/,
  },
  {
    what: 'a value stated nowhere',
    edit: (json) => delete json['measures'].frequency,
    says: /neither it nor what it is based on states measures\.frequency/,
  },
];
for (const { what, edit, says } of faults) {
  test(`a protocol with ${what} is refused by file and field`, (t) => {
    const copy = copyOfProtocols(t);
    change(copy, 'england-2017-on.json', edit);
    assert.throws(() => loadProtocols(copy), says);
  });
}

test('a council states its own thresholds of triage and how it is reached, and takes the rest with its source', (t) => {
  const copy = copyOfProtocols(t);
  change(copy, 'croydon-2018.json', (json) => {
    json['triage'] = {
      missing: { value: { signFrom: null, amberFrom: null, redFrom: 1 }, source: 'Local policy' },
      letterContact: { value: { telephone: '020 7946 0000', email: null }, source: 'Local policy' },
    };
  });
  const croydon = loadProtocols(copy).find(({ id }) => id === 'croydon-2018')?.triage;
  assert.equal(croydon?.rules.missing.redFrom, 1);
  assert.equal(croydon?.rules.letterContact.telephone, '020 7946 0000');
  assert.equal(croydon?.rules.absences.redFrom, 5);
  assert.match(croydon?.sources.absences ?? '', /Streetwise/);
  assert.deepEqual([croydon?.protocolId, croydon?.sources.missing], ['croydon-2018', 'Local policy']);
});

test('two protocols that begin on the same day for the same authority are refused', (t) => {
  const copy = copyOfProtocols(t);
  const second = JSON.parse(readFileSync(path.join(copy, 'croydon-2018.json'), 'utf8')) as object;
  writeFileSync(path.join(copy, 'croydon-again.json'), JSON.stringify({ ...second, id: 'croydon-again' }));
  assert.throws(() => loadProtocols(copy), /both apply to croydon from 2017-04-01/);
});
