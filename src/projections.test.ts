import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { programFolder } from './config.ts';
import { projectionVersion } from './projections.ts';
import { loadProtocols } from './protocols.ts';

test('the version is another for another threshold of duties or triage, and the same for another measure or name', () => {
  const protocols = loadProtocols(path.join(programFolder, 'protocols'));
  const version = projectionVersion(protocols);
  assert.equal(projectionVersion(loadProtocols(path.join(programFolder, 'protocols'))), version);
  const changed = (change: (one: (typeof protocols)[number]) => (typeof protocols)[number]): string =>
    projectionVersion(protocols.map((one, index) => (index === 0 ? change(one) : one)));
  assert.notEqual(
    changed((one) => ({ ...one, duties: { ...one.duties, interviewWithinHours: 73 } })),
    version,
  );
  assert.notEqual(
    changed((one) => ({ ...one, authorities: [...one.authorities, 'swindon'] })),
    version,
  );
  assert.notEqual(
    changed(({ triage, ...one }) => ({ ...one, triage: { ...triage, id: 'another' } as typeof triage })),
    version,
  );
  assert.equal(
    changed((one) => ({ ...one, name: 'Another name' })),
    version,
  );
});
