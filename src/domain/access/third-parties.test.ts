import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ANOTHER_PERSON, LEFT_OUT, withoutThirdParties } from './third-parties.ts';

const child = { forename: 'Ada', surname: 'Marsh-Lee' };
const agencies = ['Thames Valley Police', 'Oxfordshire Council'];
const without = (text: string): string => withoutThirdParties(text, child, agencies);

test('names of others are taken out, whole and with what is theirs; the child’s own and those of agencies stay', () => {
  assert.equal(without('Ada argued with Uncle Tobias Quill.'), `Ada argued with ${ANOTHER_PERSON}.`);
  assert.equal(without('Found at Tobias’s flat by PC Jones'), `Found at ${ANOTHER_PERSON}’s flat by ${ANOTHER_PERSON}`);
  assert.equal(
    without('Ada Marsh rang Thames Valley Police on Monday'),
    'Ada Marsh rang Thames Valley Police on Monday',
  );
  assert.equal(
    without('She left. Found in March. The School told us.'),
    'She left. Found in March. The School told us.',
  );
  assert.equal(without('O’Brien and Zoë saw it'), `${ANOTHER_PERSON} and ${ANOTHER_PERSON} saw it`);
});

test('what leads to a person or a place is left out', () => {
  assert.equal(without('call 07700 900123 or +44 20 7946 0999'), `call ${LEFT_OUT} or ${LEFT_OUT}`);
  assert.equal(without('write to quill@example.org'), `write to ${LEFT_OUT}`);
  assert.equal(without('seen at 12 Mill Lane, OX4 2LP and ox42lp'), `seen at ${LEFT_OUT}, ${LEFT_OUT} and ${LEFT_OUT}`);
  assert.equal(without('12 hours later, at 14:30'), '12 hours later, at 14:30');
});

test('whatever the name and wherever it stands, it is not in what is proposed, and proposing twice changes nothing', () => {
  const name = fc.stringMatching(/^[A-Z][a-z]{2,9}(ova|inho|wen|zsk)$/);
  const around = fc.constantFrom(
    'with % at night',
    '% said so',
    'to %’s house',
    'by % and %',
    'argued (%) again',
    'seen by %, then left',
  );
  fc.assert(
    fc.property(name, around, (who, sentence) => {
      const proposed = without(sentence.replaceAll('%', who));
      assert.ok(!proposed.includes(who), proposed);
      assert.equal(without(proposed), proposed);
    }),
  );
});
