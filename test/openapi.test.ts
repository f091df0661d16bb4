/** The API's description: whole, current, and what is served. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { openApi, operations } from '../src/api.ts';
import { programFolder } from '../src/config.ts';
import { API_ROOT } from '../src/web/api.ts';
import { openFront } from './support/front.ts';

type Schema = { readonly [name: string]: unknown };
type Described = {
  readonly operationId: string;
  readonly parameters: readonly { name: string; in: string; required: boolean; schema: Schema }[];
  readonly requestBody?: { readonly content: Schema };
  readonly responses: Readonly<Record<string, { description: string; content: Record<string, { schema: Schema }> }>>;
};
type Description = {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Schema };
};

const description = JSON.parse(JSON.stringify(openApi())) as Description;
const all = Object.entries(description.paths).flatMap(([address, methods]) =>
  Object.entries(methods).map(([method, one]) => ({ address, method, one })),
);

/** Every value of a name anywhere below. */
function valuesOf(name: string, value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => (key === name ? [member] : valuesOf(name, member)));
}

test('the description kept in docs is current: run npm run docs', () => {
  const kept = readFileSync(path.join(programFolder, 'docs', 'openapi.json'), 'utf8');
  assert.deepEqual(JSON.parse(kept), description);
});

test('the description says every operation once, with its answers, and each name in it leads to something', () => {
  assert.match(description.openapi, /^3\.1\./);
  assert.equal(all.length, operations.length);
  assert.equal(new Set(all.map(({ one }) => one.operationId)).size, all.length);
  for (const reference of valuesOf('$ref', description)) {
    const name = /^#\/components\/schemas\/(\w+)$/.exec(String(reference))?.[1];
    assert.ok(name !== undefined && Object.hasOwn(description.components.schemas, name), String(reference));
  }
  assert.deepEqual(valuesOf('$defs', description), []);
  for (const { address, method, one } of all) {
    const inPath = [...address.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    assert.deepEqual(
      one.parameters.filter((each) => each.in === 'path').map(({ name }) => name),
      inPath,
      one.operationId,
    );
    assert.ok(one.parameters.every((each) => each.in !== 'path' || each.required));
    assert.equal(one.requestBody !== undefined, method === 'post', one.operationId);
    for (const status of ['400', '401', '403', '500', '503'])
      assert.ok(one.responses[status]?.content['application/problem+json'], `${one.operationId} ${status}`);
    const success = Object.entries(one.responses).filter(([status]) => status.startsWith('2'));
    assert.equal(success.length, 1, one.operationId);
    assert.ok(success[0]?.[1].content['application/json']?.schema, one.operationId);
  }
});

test('no address of the API takes a name, a date of birth or a postcode', () => {
  const personal = /name$|birth|postcode|surname/;
  for (const { one } of all) {
    const taken = one.parameters.filter(
      (each) => each.in !== 'header' && personal.test(each.name) && each.name !== 'name',
    );
    assert.deepEqual(taken, [], one.operationId);
  }
});

test('every operation is served, to nobody without a session or a token; the description to anybody', async (t) => {
  const { app } = await openFront(t);
  const served = await app.inject({ method: 'GET', url: `${API_ROOT}/openapi.json` });
  assert.deepEqual(served.json(), description);
  for (const { method, path: address, open } of operations) {
    const url = API_ROOT + address.replace(/:\w+/g, '1');
    const answer = await app.inject({
      method,
      url,
      ...(method === 'POST' ? { headers: { 'content-type': 'application/json' }, payload: '{}' } : {}),
    });
    assert.equal(answer.statusCode, open ? 200 : 401, `${method} ${url}`);
    if (open) continue;
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
  }
});
