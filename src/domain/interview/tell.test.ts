import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EVERY_ACT } from '../../../test/support/every-act.ts';
import { aChronology } from '../../../test/support/notifications.ts';
import { entriesWithin } from '../access/disclose.ts';
import { withoutPlaces } from '../chronology/apart.ts';
import { tell } from '../chronology/tell.ts';

const ENTRIES = aChronology(EVERY_ACT);

test('every act reads as a heading with what was said, and names agencies in words', () => {
  for (const entry of ENTRIES) {
    const said = tell(entry, (code) => `the agency ${code}`);
    assert.match(said.heading, /^[A-Z]/, entry.content.kind);
    assert.doesNotMatch(JSON.stringify(said), /undefined|\[object/, entry.content.kind);
  }
});

test('no act tells where a child is while the address is hidden', () => {
  for (const entry of ENTRIES) {
    const said = JSON.stringify(tell({ ...entry, content: withoutPlaces(entry.content) }, (code) => code));
    assert.doesNotMatch(said, /OX1|Larch/, entry.content.kind);
  }
});

test('who may not read what a child said sees that the interview was held, and none of the words', () => {
  const words = JSON.stringify(entriesWithin(ENTRIES, ['interviews'], null).map(({ content }) => content));
  assert.match(words, /interview-held/);
  assert.doesNotMatch(words, /Cold/);
  assert.doesNotMatch(words, /fact-recorded|triage-decided|support-started/);
  const all = entriesWithin(ENTRIES, ['interviews', 'interview-words', 'triage', 'facts', 'support'], null);
  assert.equal(all.length, ENTRIES.length);
  assert.match(JSON.stringify(all), /Cold/);
});
