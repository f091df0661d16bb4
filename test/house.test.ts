/** The laws of the house, kept by a machine: who may import whom, what the rules may not touch, how things are named. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const sources = globSync('src/**/*.ts', { cwd: root })
  .map((file) => file.split(path.sep).join('/'))
  .filter((file) => !file.endsWith('.test.ts'))
  .sort();

/** What a file imports: files of ours as paths from the root, others by name. */
function importsOf(file: string): string[] {
  const text = read(file);
  const named = [...text.matchAll(/(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s*['"]([^'"]+)['"]/g)];
  const bare = [...text.matchAll(/(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g)];
  const lazy = [...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)];
  return [...named, ...bare, ...lazy].map((match) => {
    const target = match[1] ?? '';
    return target.startsWith('.') ? path.posix.join(path.posix.dirname(file), target) : target;
  });
}

/** Without comments and without the text inside quotes. */
function codeOf(file: string): string {
  return read(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[^:])\/\/.*$/gm, '$1')
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");
}

const domain = sources.filter((file) => file.startsWith('src/domain/'));
const featureOf = (file: string): string | undefined => /^src\/features\/([^/]+)\//.exec(file)?.[1];

function breaches(files: readonly string[], test: (file: string) => readonly string[]): string[] {
  return files.flatMap((file) => test(file).map((breach) => `${file}: ${breach}`));
}

describe('the house', () => {
  it('keeps the rules pure: domain imports only domain', () => {
    assert.deepEqual(
      breaches(domain, (file) => importsOf(file).filter((target) => !target.startsWith('src/domain/'))),
      [],
    );
  });

  it('keeps the rules pure: no clock, no chance, no waiting, no Date', () => {
    const forbidden =
      /\bTemporal\.Now\b|\bDate\b|\bMath\.random\b|\basync\b|\bawait\b|\bprocess\b|\bcrypto\b|\bfetch\b|\bsetTimeout\b/;
    assert.deepEqual(
      breaches(domain, (file) => {
        const found = forbidden.exec(codeOf(file).replaceAll('PlainDate', ''));
        return found ? [found[0]] : [];
      }),
      [],
    );
  });

  it('lets a feature import domain, db, web and itself, never another feature', () => {
    const features = sources.filter((file) => featureOf(file) !== undefined);
    assert.deepEqual(
      breaches(features, (file) =>
        importsOf(file).filter((target) => {
          const other = featureOf(target);
          return other !== undefined && other !== featureOf(file);
        }),
      ),
      [],
    );
  });

  it('lets db import nothing of ours but db, domain and config', () => {
    const allowed = /^src\/(db|domain)\/|^src\/(config|setup-error)\.ts$/;
    assert.deepEqual(
      breaches(
        sources.filter((file) => file.startsWith('src/db/')),
        (file) => importsOf(file).filter((target) => target.startsWith('src/') && !allowed.test(target)),
      ),
      [],
    );
  });

  it('lets web import nothing of ours but web and the time of domain', () => {
    assert.deepEqual(
      breaches(
        sources.filter((file) => file.startsWith('src/web/')),
        (file) =>
          importsOf(file).filter((target) => target.startsWith('src/') && !/^src\/(web|domain\/time)\//.test(target)),
      ),
      [],
    );
  });

  it('has no import cycle, and nothing imports main.ts', () => {
    const graph = new Map(sources.map((file) => [file, importsOf(file).filter((target) => sources.includes(target))]));
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (file: string, trail: readonly string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        cycles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
        return;
      }
      state.set(file, 'open');
      for (const target of graph.get(file) ?? []) visit(target, [...trail, file]);
      state.set(file, 'done');
    };
    for (const file of sources) visit(file, []);
    assert.deepEqual(cycles, []);
    assert.deepEqual(
      breaches(sources, (file) => importsOf(file).filter((target) => target === 'src/main.ts')),
      [],
    );
  });

  it('keeps all SQL in queries, db and migrations', () => {
    const home = /^src\/db\/|queries\.ts$|-queries\.ts$/;
    const files = sources.filter((file) => !home.test(file));
    assert.deepEqual(
      breaches(files, (file) => importsOf(file).filter((target) => target === 'sql-template-tag' || target === 'pg')),
      [],
    );
  });

  it('reads the environment in config.ts alone', () => {
    assert.deepEqual(
      sources.filter((file) => file !== 'src/config.ts' && /\bprocess\.env\b/.test(codeOf(file))),
      [],
    );
  });

  it('starts processes in the keeper alone', () => {
    assert.deepEqual(
      sources.filter((file) => !file.startsWith('src/db/keeper/') && importsOf(file).includes('node:child_process')),
      [],
    );
  });

  it('gives every exported rule a docstring with its source', () => {
    const missing = breaches(domain, (file) => {
      const text = read(file);
      return [...text.matchAll(/(\/\*\*(?:[^*]|\*(?!\/))*\*\/\s*)?export (?:const|function|type) (\w+)/g)]
        .filter((match) => !/@source/.test(match[1] ?? ''))
        .map((match) => match[2] ?? '');
    });
    assert.deepEqual(missing, []);
  });

  it('gives everything exported a docstring', () => {
    const missing = breaches(
      sources.filter((file) => !file.startsWith('src/domain/')),
      (file) => {
        const text = read(file);
        return [...text.matchAll(/(\*\/\s*\n)?^export (?:async )?(?:const|function|type|class) (\w+)/gm)]
          .filter((match) => match[1] === undefined)
          .map((match) => match[2] ?? '');
      },
    );
    assert.deepEqual(missing, []);
  });

  it('has no folder that says nothing, and none too deep', () => {
    assert.deepEqual(
      sources.filter((file) => /\/(utils?|helpers?|common|core|misc|shared|lib)(\/|\.ts$)/.test(file)),
      [],
    );
    assert.deepEqual(
      sources.filter((file) => file.split('/').length > 6),
      [],
    );
  });

  it('keeps files to a size that can be read', () => {
    assert.deepEqual(
      sources
        .filter((file) => read(file).split('\n').length > 300)
        .map((file) => `${file}: ${read(file).split('\n').length} lines`),
      [],
    );
  });

  it('leaves nothing unfinished, and skips no test', () => {
    const all = globSync('{src,test,bench,scripts}/**/*.ts', { cwd: root }).filter(
      (file) => !file.endsWith('house.test.ts'),
    );
    const unfinished = /\b(TODO|FIXME|XXX|HACK)\b|not implemented|\b(?:it|test|describe)\.(?:skip|only|todo)\b/;
    assert.deepEqual(
      all.filter((file) => unfinished.test(read(file))),
      [],
    );
  });
});
