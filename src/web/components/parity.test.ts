import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { type Html, raw } from '../html.ts';

// Every component against every example that the Design System publishes for it, white space aside.

type Fixture = { readonly name: string; readonly options: unknown; readonly html: string };

const published = new URL('../../../node_modules/govuk-frontend/dist/govuk/components/', import.meta.url);
const partsOfComponents = new Set(['choices', 'content', 'form-group']);
const ours = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => file.slice(0, -'.ts'.length))
  .filter((name) => !partsOfComponents.has(name));

/** What is left out on purpose: taken out of the published HTML before it is compared. */
const leftOut: Readonly<Record<string, { readonly because: string; readonly from: (html: string) => string }>> = {
  footer: {
    because:
      'Homeward is not a service of the Crown: no crown, no Crown copyright, and a licence only where the page states one',
    from: (html) =>
      html
        .replace(/<svg[^>]*govuk-footer__crown[\s\S]*?<\/svg>/, '')
        .replace(/<svg[^>]*govuk-footer__licence-logo[\s\S]*?<\/svg>/, '')
        .replace(
          /<span class="govuk-footer__licence-description">\s*All content is available under[\s\S]*?<\/span>/,
          '',
        )
        .replace(/<div class="govuk-footer__meta-item">[\s\S]*?<\/div>/, ''),
  },
};

const namesOfMarkup = new Set([
  'html',
  'titleHtml',
  'summaryHtml',
  'descriptionHtml',
  'logoHtml',
  'start',
  'end',
  'navigationStart',
  'navigationEnd',
]);

function asOurs(value: unknown, name = '', parent = ''): unknown {
  if (typeof value === 'string')
    return namesOfMarkup.has(name) && (name.endsWith('tml') || parent === 'slots') ? raw(value) : value;
  if (Array.isArray(value)) return value.map((item) => asOurs(item));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asOurs(inner, key, name)]));
  }
  return value;
}

/** Words and elements stay as they are; only white space that a browser does not show is made equal. */
function normalised(html: string): string {
  return html
    .replace(/\s+/g, ' ')
    .replace(/> </g, '><')
    .replace(/ ?(\/?>)/g, '$1')
    .replace(/(<[^/>][^>]*>) /g, '$1')
    .replace(/ <\//g, '</')
    .replace(/(<\/(?:div|svg|p|ul|label|h\d)>) /g, '$1')
    .replace(/ (<(?:div|svg|ul|p|input|button)\b)/g, '$1')
    .trim();
}

for (const name of ours) {
  describe(`the ${name} component`, async () => {
    const file = new URL(`${name}/fixtures.json`, published);
    it('has published examples', () => assert.ok(existsSync(file)));
    const { fixtures } = JSON.parse(readFileSync(file, 'utf8')) as { fixtures: readonly Fixture[] };
    const functionName = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    const exported = ((await import(`./${name}.ts`)) as Readonly<Record<string, unknown>>)[functionName] as (
      o: unknown,
    ) => Html;
    for (const fixture of fixtures) {
      it(`prints "${fixture.name}" as published`, () => {
        const expected = leftOut[name] ? leftOut[name].from(fixture.html) : fixture.html;
        assert.equal(normalised(String(exported(asOurs(fixture.options)))), normalised(expected));
      });
    }
  });
}

describe('the examples', () => {
  it('are compared for every component that the pages use', () => {
    assert.ok(ours.length >= 31, `${ours.length} components`);
    assert.deepEqual(
      Object.keys(leftOut).filter((name) => !ours.includes(name)),
      [],
    );
  });
});
