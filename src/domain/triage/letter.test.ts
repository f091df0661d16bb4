import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at } from '../../../test/support/notifications.ts';
import { LETTER_FORMS, LETTER_READERS, RISK_FACTORS } from './acts.ts';
import { letterCopy, lettersToSend, letterText, shownLetter } from './kept-letter.ts';
import { letterTo, type Letter, type LetterFacts } from './letter.ts';
import { FACTOR_WORDS } from './words.ts';

const FACTS: LetterFacts = {
  forename: 'Ada',
  returnedAt: at('2026-03-28T23:30Z'),
  dueAt: at('2026-03-31T23:30Z'),
  writtenAt: at('2026-03-29T09:00Z'),
  signedBy: 'Ewa Lis',
  agency: 'Oxfordshire Council',
  contact: { telephone: '01865 000000', email: null },
};
const ALL = LETTER_READERS.flatMap((reader) => LETTER_FORMS.map((form) => ({ reader, form })));

function textOf({ greeting, parts, close }: Letter): string {
  return [greeting, ...parts.flatMap(({ heading, sentences }) => [heading ?? '', ...sentences]), ...close].join(' ');
}

describe('the letters of a green return', () => {
  it('offer the interview, say by when in London’s time, and how to reach somebody', () => {
    for (const { reader, form } of ALL) {
      const text = textOf(letterTo(reader, form, FACTS));
      assert.match(text, /return interview/, `${reader} ${form}`);
      assert.match(text, /by 1 April 2026 at 12:30am/, `${reader} ${form}`);
      assert.match(text, /01865 000000/, `${reader} ${form}`);
      assert.match(text, /116 000/, `${reader} ${form}`);
      assert.match(text, /say (?:yes or )?no/, `${reader} ${form}`);
    }
  });

  it('say nothing of risk, of triage or of the police’s grade', () => {
    const never = [
      ...RISK_FACTORS.map((factor) => FACTOR_WORDS[factor]),
      'risk',
      'red',
      'amber',
      'green',
      'triage',
      'exploit',
      'grade',
      'low',
      'missing from',
    ];
    for (const { reader, form } of ALL) {
      const text = textOf(letterTo(reader, form, FACTS)).toLowerCase();
      for (const word of never) assert.doesNotMatch(text, new RegExp(`\\b${word.toLowerCase()}`), `${reader} ${form}`);
    }
  });

  it('say in easy read one short thing at a time', () => {
    for (const reader of LETTER_READERS) {
      const { parts } = letterTo(reader, 'easy-read', FACTS);
      for (const sentence of parts.flatMap(({ sentences }) => sentences))
        assert.ok(sentence.split(/\s+/).length <= 13 && !/[;:].*[;:]/.test(sentence), sentence);
    }
  });

  it('leave room to write in a number where the authority states none', () => {
    const contact = { telephone: null, email: 'returns@council.example' };
    for (const { reader, form } of ALL) {
      const text = textOf(letterTo(reader, form, { ...FACTS, contact }));
      assert.match(text, /_{12}/);
      assert.match(text, /returns@council\.example/);
    }
  });
});

describe('a letter that is kept', () => {
  it('is shown in the very parts that it was sent in, and its copy too, under a line that says so', () => {
    for (const { reader, form } of ALL) {
      const letter = letterTo(reader, form, FACTS);
      const text = letterText(letter);
      const opening = ['Oxfordshire Council', '29 March 2026', letter.greeting];
      const shown = { opening, parts: letter.parts, close: letter.close };
      assert.deepEqual(shownLetter(text), shown, `${reader} ${form}`);
      const line = 'Copy of our letter sent on 29 March 2026.';
      assert.deepEqual(shownLetter(letterCopy(text, at('2026-03-28T23:59Z'))), {
        ...shown,
        opening: ['Copy of our letter sent on 28 March 2026.', ...opening],
      });
      assert.deepEqual(
        shownLetter(letterCopy(text, at('2026-03-29T23:00Z'))).opening[0],
        'Copy of our letter sent on 30 March 2026.',
      );
      assert.equal(letterCopy(text, at('2026-03-29T22:59Z')), `${line}\n\n${text}`);
    }
  });

  it('loses nothing where its words have no such parts', () => {
    assert.deepEqual(shownLetter('[address withheld]\n\nDear parent'), {
      opening: ['[address withheld]', 'Dear parent'],
      parts: [],
      close: [],
    });
  });

  it('is missed for whoever had none, in whichever form', () => {
    assert.deepEqual(lettersToSend([]), ['parent-or-carer', 'child']);
    assert.deepEqual(lettersToSend([{ to: 'child' }, { to: 'child' }]), ['parent-or-carer']);
    assert.deepEqual(lettersToSend([{ to: 'child' }, { to: 'parent-or-carer' }]), []);
  });
});
