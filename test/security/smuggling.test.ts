/** Requests that two servers could read differently, over a raw socket: each is refused, and nothing smuggled behind it is answered. */
import assert from 'node:assert/strict';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { openFront } from '../support/front.ts';

/** What is hidden behind the first request; an answer to it would say `smuggled`. */
const HIDDEN = 'GET /health?smuggled HTTP/1.1\r\nHost: x\r\n\r\n';
const chunked = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;

const post = (headers: readonly string[], body = '') =>
  `POST /sign-in HTTP/1.1\r\nHost: x\r\n${headers.map((one) => `${one}\r\n`).join('')}\r\n${body}`;
const FORM = 'Content-Type: application/x-www-form-urlencoded';

/** Each must be answered with a 400 at most once, and the connection closed. */
const REFUSED: Readonly<Record<string, string>> = {
  'a length and chunks': post([FORM, 'Content-Length: 4', 'Transfer-Encoding: chunked'], `${chunked('a=b')}${HIDDEN}`),
  'chunks and a length': post([FORM, 'Transfer-Encoding: chunked', 'Content-Length: 4'], `${chunked('a=b')}${HIDDEN}`),
  'two lengths': post([FORM, 'Content-Length: 3', 'Content-Length: 40'], `a=b${HIDDEN}`),
  'two lengths in one': post([FORM, 'Content-Length: 3, 40'], `a=b${HIDDEN}`),
  'a length with a sign': post([FORM, 'Content-Length: +3'], `a=b${HIDDEN}`),
  'a length that is negative': post([FORM, 'Content-Length: -3'], `a=b${HIDDEN}`),
  'a length in sixteens': post([FORM, 'Content-Length: 0x3'], `a=b${HIDDEN}`),
  'a length with a blank in it': post([FORM, 'Content-Length: 3 0'], `a=b${HIDDEN}`),
  'a blank before the colon': post([FORM, 'Content-Length : 3'], `a=b${HIDDEN}`),
  'a blank before the colon of chunks': post([FORM, 'Transfer-Encoding : chunked'], `${chunked('a=b')}${HIDDEN}`),
  'an encoding that is none': post([FORM, 'Transfer-Encoding: xchunked'], `${chunked('a=b')}${HIDDEN}`),
  'chunks that are not the last encoding': post(
    [FORM, 'Transfer-Encoding: chunked, identity'],
    `${chunked('a=b')}${HIDDEN}`,
  ),
  'two encodings': post(
    [FORM, 'Transfer-Encoding: chunked', 'Transfer-Encoding: identity'],
    `${chunked('a=b')}${HIDDEN}`,
  ),
  'a mark before chunked': post([FORM, 'Transfer-Encoding: \u000bchunked'], `${chunked('a=b')}${HIDDEN}`),
  'a size that is none': post([FORM, 'Transfer-Encoding: chunked'], `zz\r\na=b\r\n0\r\n\r\n${HIDDEN}`),
  'a size beyond counting': post(
    [FORM, 'Transfer-Encoding: chunked'],
    `fffffffffffffffff\r\na=b\r\n0\r\n\r\n${HIDDEN}`,
  ),
  'a chunk without its end': post([FORM, 'Transfer-Encoding: chunked'], `3\r\na=bXX0\r\n\r\n${HIDDEN}`),
  'line ends without a return': `POST /sign-in HTTP/1.1\nHost: x\nContent-Length: 3\n\na=b${HIDDEN}`,
  'a bare return in a header': post([FORM, 'X: a\rContent-Length: 3'], `a=b${HIDDEN}`),
  'a folded header': post([FORM, 'X: a', ' Content-Length: 3'], `a=b${HIDDEN}`),
  'a nothing in a header': post([FORM, 'X: a\u0000b'], HIDDEN),
  'a header without a colon': post([FORM, 'X'], HIDDEN),
  'no host': `GET /health HTTP/1.1\r\n\r\n${HIDDEN}`,
  'two hosts': `GET /health HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n${HIDDEN}`,
  'a version that is none': `GET /health HTTP/9.9\r\nHost: x\r\n\r\n${HIDDEN}`,
  'a method that is none': `G@T /health HTTP/1.1\r\nHost: x\r\n\r\n${HIDDEN}`,
  'a blank before the first header': `GET /health HTTP/1.1\r\n Host: x\r\n\r\n${HIDDEN}`,
  'HTTP/2 in clear text': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
};

test('a request that two servers could read differently is refused, and the connection closed behind it', async (t) => {
  const { app } = await openFront(t);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const say = async (text: string): Promise<{ said: string; closed: boolean }> => {
    const socket = net.connect(port, '127.0.0.1');
    let said = '';
    socket.on('data', (chunk) => (said += String(chunk)));
    socket.on('error', () => {});
    socket.write(text);
    const closed = await Promise.race([
      new Promise<boolean>((resolve) => socket.once('close', () => resolve(true))),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 3_000)),
    ]);
    socket.destroy();
    return { said, closed };
  };
  const control = await say(`GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  assert.match(control.said, /^HTTP\/1\.1 200/);
  const outcomes = await Promise.all(
    Object.entries(REFUSED).map(async ([what, text]) => ({ what, ...(await say(text)) })),
  );
  for (const { what, said, closed } of outcomes) {
    const answers = said.match(/HTTP\/1\.1 \d{3}/g) ?? [];
    assert.ok(answers.length <= 1 && answers.every((one) => one === 'HTTP/1.1 400'), `${what}: ${answers.join(', ')}`);
    assert.ok(closed, `${what}: the connection stays open`);
    // Node itself answers some, with nothing but the status.
    assert.ok(
      /content-security-policy/i.test(said) ||
        said
          .slice(said.indexOf('\r\n\r\n') + 4)
          .replace(/^0\s*$/, '')
          .trim() === '',
      what,
    );
  }
});
