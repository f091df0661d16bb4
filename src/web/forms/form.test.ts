import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Instant, instant } from '../../domain/time/instant.ts';
import { answerRows, asTyped, asWords } from './answers.ts';
import type { Field, Typed } from './field.ts';
import { readForm } from './read-form.ts';
import { showField, showFields } from './show-form.ts';

const now = instant(Date.UTC(2026, 2, 4, 14, 5));

const fields = [
  { name: 'firstName', label: 'First name', what: 'the first name', kind: 'text', maxlength: 20 },
  { name: 'bornOn', label: 'Date of birth', what: 'the date of birth', kind: 'date', inThePast: true },
  {
    name: 'lastSeenAt',
    label: 'When was the child last seen?',
    what: 'when the child was last seen',
    kind: 'datetime',
    inThePast: true,
  },
  {
    name: 'from',
    label: 'Missing from',
    what: 'where the child is missing from',
    kind: 'radios',
    options: [
      { value: 'home', text: 'Home' },
      { value: 'care', text: 'Care' },
    ],
  },
  { name: 'grade', label: 'Grade', what: 'a grade', kind: 'select', options: [{ value: 'high', text: 'High' }] },
  {
    name: 'harm',
    label: 'Kinds of harm',
    what: 'each kind of harm',
    kind: 'checkboxes',
    optional: true,
    options: [
      { value: 'a', text: 'A' },
      { value: 'b', text: 'B' },
    ],
  },
  { name: 'alone', label: 'Is the child alone?', what: 'the child is alone', kind: 'yes-no' },
  { name: 'home', label: 'Postcode', what: 'the postcode', kind: 'postcode', optional: true },
  { name: 'times', label: 'Times missing before', what: 'the number of times', kind: 'number', least: 0, most: 500 },
  { name: 'account', label: 'What happened?', what: 'what happened', kind: 'textarea', optional: true },
] as const satisfies readonly Field[];

const typed: Typed = {
  firstName: '  Kit ',
  'bornOn-day': '4',
  'bornOn-month': 'march',
  'bornOn-year': '2012',
  'lastSeenAt-day': '4',
  'lastSeenAt-month': '3',
  'lastSeenAt-year': '2026',
  'lastSeenAt-time': '1:30pm',
  from: 'care',
  grade: 'high',
  harm: ['b', 'a', 'none of ours'],
  alone: 'no',
  home: 'ox11nd',
  times: '1,0 ',
  account: 'One\r\ntwo',
};

function errorsOf(changed: Typed, at = now) {
  const read = readForm(fields, { ...typed, ...changed }, at);
  return read.kind === 'errors' ? read.errors.map(({ text, href }) => `${href} ${text}`) : [];
}

describe('a form', () => {
  it('gives its answers as what they mean', () => {
    const read = readForm(fields, typed, now);
    assert.deepEqual(read, {
      kind: 'answers',
      answers: {
        firstName: 'Kit',
        bornOn: '2012-03-04',
        lastSeenAt: Date.UTC(2026, 2, 4, 13, 30),
        from: 'care',
        grade: 'high',
        harm: ['a', 'b'],
        alone: false,
        home: 'OX1 1ND',
        times: 10,
        account: 'One\ntwo',
      },
    });
  });

  it('names everything that is missing at once, and where to go', () => {
    const read = readForm(fields, {}, now);
    assert.deepEqual(read.kind === 'errors' && read.errors.map(({ text, href }) => [href, text]), [
      ['#firstName', 'Enter the first name'],
      ['#bornOn-day', 'Enter the date of birth'],
      ['#lastSeenAt-day', 'Enter when the child was last seen'],
      ['#from', 'Select where the child is missing from'],
      ['#grade', 'Select a grade'],
      ['#alone', 'Select yes if the child is alone'],
      ['#times', 'Enter the number of times'],
    ]);
  });

  it('leaves what is optional empty', () => {
    const read = readForm(fields, { ...typed, harm: '', home: ' ', account: '' }, now);
    assert.deepEqual(read.kind === 'answers' && [read.answers.harm, read.answers.home, read.answers.account], [
      null,
      null,
      null,
    ]);
  });

  it('says what is wrong with a date and takes people to the part', () => {
    assert.deepEqual(errorsOf({ 'bornOn-month': '' }), ['#bornOn-month The date of birth must include a month']);
    assert.deepEqual(errorsOf({ 'bornOn-day': '', 'bornOn-month': '' }), [
      '#bornOn-day The date of birth must include a day and a month',
    ]);
    assert.deepEqual(errorsOf({ 'bornOn-year': '12' }), ['#bornOn-year Year must include 4 numbers']);
    assert.deepEqual(errorsOf({ 'bornOn-day': '31', 'bornOn-month': '2' }), [
      '#bornOn-day The date of birth must be a real date',
    ]);
    assert.deepEqual(errorsOf({ 'bornOn-day': '5', 'bornOn-year': '2026' }), [
      '#bornOn-day The date of birth must be today or in the past',
    ]);
  });

  it('says what is wrong with a time', () => {
    assert.deepEqual(errorsOf({ 'lastSeenAt-time': '' }), [
      '#lastSeenAt-time When the child was last seen must include a time',
    ]);
    assert.deepEqual(errorsOf({ 'lastSeenAt-time': 'late' }), ['#lastSeenAt-time Enter a time, like 2:05pm or 14:05']);
    assert.deepEqual(errorsOf({ 'lastSeenAt-time': '14:06' }), [
      '#lastSeenAt-time When the child was last seen must be in the past',
    ]);
    assert.deepEqual(errorsOf({ 'lastSeenAt-time': '14:05' }), [], 'this very minute is not the future');
    assert.deepEqual(errorsOf({ 'lastSeenAt-day': '', 'lastSeenAt-month': '', 'lastSeenAt-year': '' }), [
      '#lastSeenAt-day When the child was last seen must include a date',
    ]);
  });

  it('knows that the clocks skip an hour in March and repeat one in October', () => {
    const later = instant(Date.UTC(2027, 0, 1));
    const on = (day: string, month: string, time: string): Typed => ({
      'lastSeenAt-day': day,
      'lastSeenAt-month': month,
      'lastSeenAt-time': time,
    });
    assert.match(errorsOf(on('29', '3', '1:30am'), later)[0] ?? '', /^#lastSeenAt-time The clocks went forward/);
    const october = (hour: string | null, asOf = later) =>
      readForm(
        fields,
        { ...typed, ...on('25', '10', '1:30am'), ...(hour === null ? {} : { 'lastSeenAt-hour': hour }) },
        asOf,
      );
    const meant = (hour: string | null, asOf = later): unknown => {
      const read = october(hour, asOf);
      return read.kind === 'answers' ? read.answers.lastSeenAt : read.errors.map(({ href, text }) => `${href} ${text}`);
    };
    const asks = ['#lastSeenAt-hour The clocks went back that night, so this time came twice: choose which it was'];
    assert.deepEqual(meant(null), asks);
    assert.deepEqual(meant('both'), asks);
    const [first, second] = [Date.UTC(2026, 9, 25, 0, 30), Date.UTC(2026, 9, 25, 1, 30)];
    assert.equal(meant('first'), first);
    assert.equal(meant('second'), second);
    // A minute before the second came, only the first can be meant.
    assert.equal(meant(null, instant(second - 1)), first);
    assert.match(String(meant('second', instant(second - 1))), /must be in the past/);
    assert.deepEqual(meant(null, instant(second)), asks);
    // The last minute before, and the first after, came once, whatever is said of the hour.
    for (const [time, at] of [
      ['12:59am', Date.UTC(2026, 9, 24, 23, 59)],
      ['2am', Date.UTC(2026, 9, 25, 2)],
    ] as const) {
      const once = readForm(fields, { ...typed, ...on('25', '10', time), 'lastSeenAt-hour': 'second' }, later);
      assert.equal(once.kind === 'answers' && once.answers.lastSeenAt, at);
    }
    for (const at of [first, second]) {
      const again = asTyped(fields, { lastSeenAt: instant(at) });
      const read = readForm(fields, { ...typed, ...again }, later);
      assert.equal(read.kind === 'answers' && read.answers.lastSeenAt, at, 'what is known opens as it was');
    }
    const page = String(showFields(fields, { ...typed, ...on('25', '10', '1:30am'), 'lastSeenAt-hour': 'second' }, []));
    assert.match(page, /id="lastSeenAt-hour"[^>]*value="first"/);
    assert.match(page, /value="second" checked/);
    assert.doesNotMatch(String(showFields(fields, typed, [])), /lastSeenAt-hour/);
  });

  it('says what is wrong with a text, a number and a postcode', () => {
    assert.deepEqual(errorsOf({ firstName: 'x'.repeat(21) }), [
      '#firstName The first name must be 20 characters or fewer',
    ]);
    assert.deepEqual(errorsOf({ times: 'many' }), ['#times The number of times must be a number']);
    assert.deepEqual(errorsOf({ times: '1.5' }), ['#times The number of times must be a whole number']);
    assert.deepEqual(errorsOf({ times: '-1' }), ['#times The number of times must be 0 or more']);
    assert.deepEqual(errorsOf({ times: '501' }), ['#times The number of times must be 500 or less']);
    assert.deepEqual(errorsOf({ home: 'Oxford' }), ['#home Enter a full UK postcode, like OX1 1ND']);
    assert.deepEqual(errorsOf({ from: 'elsewhere' }), ['#from Select where the child is missing from']);
  });
});

describe('a form that comes back', () => {
  const back: Typed = {
    firstName: '<Kit> & "Co"',
    'bornOn-day': '31',
    'bornOn-month': 'Feb',
    'bornOn-year': '12',
    from: 'care',
    harm: ['b'],
    alone: 'yes',
    account: '\nOne\n\ntwo ',
    times: 'many',
  };
  const read = readForm(fields, back, now);
  const shown = String(showFields(fields, back, read.kind === 'errors' ? read.errors : []));

  it('shows everything as it was typed', () => {
    assert.match(shown, /name="firstName" type="text" spellcheck="false" value="&lt;Kit&gt; &amp; &quot;Co&quot;"/);
    assert.match(shown, /name="bornOn-month" type="text" value="Feb"/);
    assert.match(shown, /value="care" checked/);
    assert.match(shown, /value="b" checked/);
    assert.doesNotMatch(shown, /value="a" checked/);
    assert.match(shown, /value="yes" checked/);
    assert.match(shown, /name="times"[^>]*value="many"/);
    assert.ok(
      shown.includes('>\n\nOne\n\ntwo </textarea>'),
      'a browser drops the first line break of a textarea, so there are two',
    );
  });

  it('has every element that an error leads to', () => {
    assert.ok(read.kind === 'errors' && read.errors.length === 4);
    for (const error of read.kind === 'errors' ? read.errors : []) {
      assert.ok(shown.includes(`id="${error.href.slice(1)}"`), error.href);
      assert.ok(shown.includes(error.text), error.text);
    }
  });

  it('marks only the part of a date that is wrong', () => {
    const year = /<input class="([^"]*)" id="bornOn-year"/.exec(shown)?.[1] ?? '';
    const day = /<input class="([^"]*)" id="bornOn-day"/.exec(shown)?.[1] ?? '';
    assert.match(year, /govuk-input--error/);
    assert.doesNotMatch(day, /govuk-input--error/);
  });

  it('can have its one question as the heading of the page', () => {
    assert.match(
      String(showField(fields[3], {}, [], { asHeading: true })),
      /<h1 class="govuk-fieldset__heading">Missing from<\/h1>/,
    );
    assert.match(String(showField(fields[0], {}, [], { asHeading: true })), /<h1 class="govuk-label-wrapper">/);
  });
});

describe('answers to be checked', () => {
  const read = readForm(fields, typed, now);
  const answers = read.kind === 'answers' ? read.answers : assert.fail();

  it('are shown in words, each with the way to change it', () => {
    assert.deepEqual(
      fields.map((field) => asWords(field, answers[field.name])),
      ['Kit', '4 March 2012', '4 March 2026 at 1:30pm', 'Care', 'High', 'A, B', 'No', 'OX1 1ND', '10', 'One\ntwo'],
    );
    const [row] = answerRows(fields, answers, (field) => `/q/${field.name}`);
    assert.deepEqual(row?.actions, {
      items: [{ text: 'Change', href: '/q/firstName', visuallyHiddenText: 'the first name' }],
    });
    assert.equal(asWords(fields[7], null), 'Not given');
  });

  it('open a form again that gives the same answers', () => {
    for (const lastSeenAt of [
      answers.lastSeenAt,
      Date.UTC(2025, 6, 1, 22, 59) as Instant,
      Date.UTC(2025, 11, 31, 23, 0) as Instant,
    ]) {
      const again = readForm(fields, asTyped(fields, { ...answers, lastSeenAt }), now);
      assert.deepEqual(again, { kind: 'answers', answers: { ...answers, lastSeenAt } });
    }
  });
});
