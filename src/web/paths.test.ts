import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { localPath, paths, to } from './paths.ts';

describe('an address', () => {
  it('is filled in with what it needs', () => {
    assert.equal(to(paths.worklist), '/worklist');
    assert.equal(to(paths.episode, { childId: 7, episodeId: 12 }), '/children/7/episodes/12');
    assert.equal(to(paths.report, { name: 'a/b?c' }), '/reports/a%2Fb%3Fc');
  });

  it('takes what follows the question mark, without what is empty', () => {
    assert.equal(
      to(paths.worklist, null, { team: 'north', kind: ['a', 'b'], page: 2, child: null, late: '' }),
      '/worklist?team=north&kind=a&kind=b&page=2',
    );
  });

  it('is refused when something is missing, by the compiler and when it runs', () => {
    // @ts-expect-error a child has a number
    assert.throws(() => to(paths.child), /needs childId/);
    // @ts-expect-error an episode has two
    assert.throws(() => to(paths.episode, { childId: 7 }), /needs episodeId/);
  });

  it('is given to one page only', () => {
    const all = Object.values(paths);
    assert.equal(new Set(all).size, all.length);
    assert.ok(all.every((path) => path.startsWith('/')));
  });
});

describe('the way back after signing in', () => {
  it('is a path of ours without its query', () => {
    assert.equal(localPath('/children/7?name=x#y'), '/children/7');
    assert.equal(localPath('/'), '/');
  });

  it('is the first page when somebody made it up', () => {
    for (const made of [
      'https://elsewhere.example',
      '//elsewhere.example',
      '/\\elsewhere.example',
      '\\\\elsewhere.example',
      '/a\\b',
      '/a\nb',
      'javascript:alert(1)',
      '',
      ' /',
      undefined,
      ['/a'],
      `/${'a'.repeat(600)}`,
    ]) {
      assert.equal(localPath(made), '/', String(made));
    }
  });

  it('never leaves this server', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `/${text}`),
          fc.webUrl(),
        ),
        (made) => {
          assert.equal(new URL(localPath(made), 'http://here.example').host, 'here.example');
        },
      ),
    );
  });
});
