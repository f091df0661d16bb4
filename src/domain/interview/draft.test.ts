import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { at } from '../../../test/support/notifications.ts';
import {
  EMPTY_DRAFT,
  lateTexts,
  putBeside,
  saveInto,
  settledAnswers,
  unsettled,
  writtenElsewhere,
  type DraftSave,
  type DraftState,
} from './draft.ts';

const NOW = at('2026-03-10T09:00Z');
const LATER = at('2026-03-10T09:01Z');
const A = 'window-a';
const B = 'window-b';

function save(writer: string, step: number, base: number, changed: DraftSave['changed']): DraftSave {
  return { writer, step, base, changed, at: NOW };
}

test('one window saves what changed, and a save that changes nothing is none', () => {
  const first = saveInto(EMPTY_DRAFT, save(A, 1, 0, { where: 'The park' }));
  assert.deepEqual([first.version, first.answers], [1, { where: 'The park' }]);
  assert.equal(saveInto(first, save(A, 2, 1, { where: 'The park' })), first);
  assert.equal(
    saveInto(saveInto(first, save(A, 2, 1, { where: 'a\nb' })), save(A, 3, 2, { where: 'a\r\nb' })).version,
    2,
  );
});

test('a window may replace its own text though it never heard that it was saved, and never by an earlier step', () => {
  const first = saveInto(EMPTY_DRAFT, save(A, 1, 0, { where: 'The' }));
  const second = saveInto(first, save(A, 3, 0, { where: 'The park' }));
  assert.deepEqual([second.answers['where'], second.beside], ['The park', {}]);
  assert.equal(saveInto(second, save(A, 2, 0, { where: 'The pa' })), second, 'overtaken on its way');
});

test('what another window wrote unseen stands beside what came after it, until it is settled', () => {
  const first = saveInto(EMPTY_DRAFT, save(A, 1, 0, { where: 'The park' }));
  const second = saveInto(first, save(B, 1, 0, { where: 'The station', whom: 'Ash' }));
  assert.equal(second.answers['where'], 'The station');
  assert.deepEqual(second.beside['where'], [{ writer: A, value: 'The park', at: NOW, version: 1 }]);
  assert.deepEqual(unsettled(second), ['where']);
  assert.deepEqual(writtenElsewhere(second, save(A, 2, 1, { help: 'x' })), { where: 'The station', whom: 'Ash' });
  for (const [how, stands] of [
    ['this', 'The station'],
    ['other', 'The park'],
    ['both', 'The station\n\nThe park'],
  ] as const) {
    const settled = saveInto(second, save(B, 2, 2, { 'settle-where': how }));
    assert.deepEqual(unsettled(settled), []);
    assert.deepEqual(settledAnswers(settled), { where: stands, whom: 'Ash' });
    const again = saveInto(settled, save(A, 2, 1, { where: 'The bridge' }));
    assert.deepEqual(unsettled(again), ['where'], 'a further text is to be settled again');
  }
});

test('what a window has seen it may change, and the same text twice is no quarrel', () => {
  const first = saveInto(EMPTY_DRAFT, save(A, 1, 0, { where: 'The park' }));
  assert.deepEqual(saveInto(first, save(B, 1, 1, { where: 'The station' })).beside, {});
  assert.equal(saveInto(first, save(B, 1, 0, { where: 'The park' })), first);
  assert.deepEqual(
    saveInto(first, save(B, 1, 0, { where: '' })).beside['where']?.[0]?.value,
    'The park',
    'to empty it is a change',
  );
});

test('however windows save, each text of each window still stands or was replaced by its own writer or by one that had seen it', () => {
  const saves = fc.array(
    fc.record({
      writer: fc.constantFrom(A, B, 'window-c'),
      sees: fc.boolean(),
      text: fc.string({ minLength: 1, maxLength: 4 }),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(saves, (all) => {
      let state: DraftState = EMPTY_DRAFT;
      const seen = new Map<string, number>();
      const steps = new Map<string, number>();
      for (const { writer, sees, text } of all) {
        if (sees) seen.set(writer, state.version);
        const before = state;
        const step = (steps.get(writer) ?? 0) + 1;
        steps.set(writer, step);
        state = saveInto(state, save(writer, step, seen.get(writer) ?? 0, { where: text }));
        const [was, mark] = [before.answers['where'], before.marks['where']];
        if (was === undefined || mark === undefined || was === state.answers['where']) continue;
        const knew = mark.writer === writer || mark.version <= (seen.get(writer) ?? 0);
        const stands = (state.beside['where'] ?? []).some(({ value }) => value === was);
        assert.ok(knew || stands, `${String(was)} was lost`);
      }
    }),
  );
});

test('whatever comes after sending is late, and stands or is shown beside what stands once it is put to the interview', () => {
  const texts = fc.array(
    fc.record({
      writer: fc.constantFrom(A, B, 'window-c'),
      name: fc.constantFrom('where', 'help'),
      text: fc.string({ minLength: 1, maxLength: 4 }),
    }),
    { maxLength: 8 },
  );
  const again = fc.dictionary(fc.constantFrom('where', 'help'), fc.string({ maxLength: 4 }), { noNullPrototype: true });
  fc.assert(
    fc.property(texts, texts, again, (before, after, answers) => {
      let state: DraftState = EMPTY_DRAFT;
      let step = 0;
      for (const { writer, name, text } of before)
        state = saveInto(state, save(writer, (step += 1), 0, { [name]: text }));
      const sent = { version: state.version, at: NOW };
      assert.deepEqual(lateTexts(state, sent), []);
      for (const { writer, name, text } of after)
        state = { ...saveInto(state, { ...save(writer, (step += 1), state.version, { [name]: text }), at: LATER }) };
      const late = lateTexts(state, sent);
      for (const [name, mark] of Object.entries(state.marks))
        assert.equal(
          late.some((one) => one.name === name && one.values.includes(state.answers[name] ?? '')),
          mark.version > sent.version,
        );
      const put = putBeside({ ...EMPTY_DRAFT, answers }, late, LATER);
      for (const [name, was] of Object.entries(answers)) if (was !== '') assert.equal(put.answers[name], was);
      for (const { name, values } of late)
        for (const value of values)
          assert.ok(
            [put.answers[name], ...(put.beside[name] ?? []).map((one) => one.value)].some((one) =>
              sameLines(one, value),
            ),
          );
    }),
  );
});

function sameLines(a: unknown, b: unknown): boolean {
  const lines = (text: unknown): string => String(text).replace(/\r\n?/g, '\n');
  return lines(a) === lines(b);
}

test('text that was emptied again is not late, and text that another late one put aside is', () => {
  const sent = { version: 1, at: NOW };
  let state = saveInto(EMPTY_DRAFT, save(A, 1, 0, { where: 'The mill', help: 'A bus' }));
  state = saveInto(state, { ...save(B, 1, 0, { where: 'The canal', help: '' }), at: LATER });
  assert.deepEqual(lateTexts(state, sent), [{ name: 'where', values: ['The canal'] }], 'what was sent is not late');
  state = saveInto(state, { ...save('window-c', 1, 1, { where: 'The park' }), at: LATER });
  assert.deepEqual(lateTexts(state, sent), [{ name: 'where', values: ['The park', 'The canal'] }]);
});

test('text that was thrown away or added does not come back as late when a later text puts it aside', () => {
  let state = saveInto(EMPTY_DRAFT, save(A, 1, 0, { where: 'The mill' }));
  state = saveInto(state, { ...save(B, 1, 0, { where: 'The canal' }), at: LATER });
  assert.deepEqual(lateTexts(state, { version: 1, at: NOW }), [{ name: 'where', values: ['The canal'] }]);
  const seenTo = { version: state.version, at: NOW };
  assert.deepEqual(lateTexts(state, seenTo), []);
  state = saveInto(state, { ...save('window-c', 1, 0, { where: 'The park' }), at: LATER });
  assert.deepEqual(lateTexts(state, seenTo), [{ name: 'where', values: ['The park'] }]);
  const old = (state.beside['where'] ?? []).map(({ version: _version, ...one }) => one);
  assert.deepEqual(
    lateTexts({ ...state, beside: { where: old } }, { version: 1, at: NOW }),
    [{ name: 'where', values: ['The park', 'The canal'] }],
    'what was put aside before versions were kept goes by its time',
  );
});
