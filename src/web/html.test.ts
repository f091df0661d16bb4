import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Html, attribute, attributes, html, raw } from './html.ts';

describe('markup', () => {
  it('escapes what people typed, in text and in attributes', () => {
    const typed = `<script>alert("x")</script> & 'more'`;
    assert.equal(
      String(html`<p title="${typed}">${typed}</p>`),
      '<p title="&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;more&#39;">&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;more&#39;</p>',
    );
  });

  it('never lets a text open or close an element or leave an attribute', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        assert.doesNotMatch(String(html`${text}`), /[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/);
      }),
    );
  });

  it('does not escape markup twice and joins lists', () => {
    assert.equal(
      String(html`<ul>${['a & b', html`<b>c</b>`].map((item) => html`<li>${item}</li>`)}</ul>`),
      '<ul><li>a &amp; b</li><li><b>c</b></li></ul>',
    );
  });

  it('prints numbers, zero too, and nothing for null, false and an empty text', () => {
    assert.equal(String(html`${0}|${12n}|${null}|${false}|${''}|${[]}`), '0|12||||');
  });

  it('refuses undefined and says where it stands', () => {
    const child = {} as { name: string };
    assert.throws(
      () => html`<h1>${'x'}</h1><td class="name">${child.name}</td>`,
      /value 2, after ".*<td class="name">", is undefined/,
    );
    assert.throws(() => html`<p>${[child.name]}</p>`, /value 1, after "<p>", is undefined/);
  });

  it('refuses what nobody can read: objects, not-a-number and true', () => {
    for (const value of [{}, Number.NaN, true, new Date(0)]) assert.throws(() => html`${value as never}`, TypeError);
  });

  it('cannot be made from a string but by those who own it', () => {
    assert.throws(() => new Html(Symbol('makes Html') as never, '<script>'), TypeError);
    assert.equal(String(raw('<hr>')), '<hr>');
  });
});

describe('attributes', () => {
  it('print with a space before each and their values escaped', () => {
    assert.equal(
      String(attributes({ 'data-a': 'x"y', 'aria-hidden': true, tabindex: 0 })),
      ' data-a="x&quot;y" aria-hidden="true" tabindex="0"',
    );
  });

  it('that are optional go when empty and stand alone when true', () => {
    const optional = (value: unknown) => String(attributes({ hidden: { value, optional: true } }));
    assert.deepEqual(
      [optional(true), optional(false), optional(undefined), optional('x')],
      [' hidden', '', '', ' hidden="x"'],
    );
  });

  it('refuse a name that is none', () => {
    assert.throws(() => attributes({ 'x onload': 'y' }), TypeError);
  });

  it('one at a time go when empty', () => {
    assert.equal(
      String(
        html`<p${attribute('id', 'a')}${attribute('title', '')}${attribute('hidden', true)}${attribute('lang', null)}>`,
      ),
      '<p id="a" hidden>',
    );
  });
});
