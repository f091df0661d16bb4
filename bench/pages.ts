/** The worklist and a child page: at 10,000 and at 1,000,000 episodes, and beside a bare handler that runs the same query. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import path from 'node:path';
import type { Ready } from './page-server.ts';
import { inMs, median, ratio, type BenchTable } from './table.ts';

/** Requests in flight at a time. */
const CONNECTIONS = 8;
/** Milliseconds of each round. */
const ROUND = 3000;
const ROUNDS = 5;
/** Episodes of the two nations. */
const SMALL = 10_000;
const LARGE = 1_000_000;

type Figures = { readonly perSecond: number; readonly p50: number; readonly p99: number };

/** A page at a size, with the product's figures beside the bare handler's. */
type PageLine = {
  readonly page: string;
  readonly episodes: number;
  readonly product: Figures;
  readonly bare: Figures;
  readonly rssMb: number;
};

async function request(address: string, cookie: string, agent: Agent): Promise<number> {
  const began = performance.now();
  const [answer] = (await once(get(address, { agent, headers: { cookie } }), 'response')) as [IncomingMessage];
  answer.resume();
  await once(answer, 'end');
  if (answer.statusCode !== 200) throw new Error(`answered ${answer.statusCode}`);
  return performance.now() - began;
}

/** A closed loop for a while: each connection sends its next request when the last is answered. */
async function load(address: string, cookie: string, milliseconds: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const until = performance.now() + milliseconds;
  const times: number[] = [];
  const loop = async (): Promise<void> => {
    while (performance.now() < until) times.push(await request(address, cookie, agent));
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, loop));
  agent.destroy();
  return times;
}

function figures(rounds: readonly number[][]): Figures {
  const at = (share: number): number =>
    median(rounds.map((times) => times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN));
  return { perSecond: median(rounds.map((times) => (times.length * 1000) / ROUND)), p50: at(0.5), p99: at(0.99) };
}

async function answerOf<Message>(child: ChildProcess): Promise<Message> {
  const answered = once(child, 'message').then(([message]) => message as Message);
  const died = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`the page server ended with ${String(code)}`)),
  );
  return Promise.race([answered, died]);
}

/** Measures both pages at one size, the product and the bare handler in turn. */
async function measure(episodes: number): Promise<PageLine[]> {
  const child = fork(path.join(import.meta.dirname, 'page-server.ts'), [String(episodes)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const { cookie, pages } = await answerOf<Ready>(child);
  const lines: PageLine[] = [];
  for (const page of pages) {
    await load(page.product, cookie, 1000);
    await load(page.bare, cookie, 1000);
    const [product, bare]: [number[][], number[][]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      product.push(await load(page.product, cookie, ROUND));
      bare.push(await load(page.bare, cookie, ROUND));
    }
    child.send('memory');
    const { rss } = await answerOf<{ rss: number }>(child);
    lines.push({ page: page.name, episodes, product: figures(product), bare: figures(bare), rssMb: rss / 2 ** 20 });
  }
  child.send('stop');
  await once(child, 'exit');
  return lines;
}

/** Measures the worklist and a child page, small nation first. */
export async function bench(): Promise<readonly BenchTable[]> {
  const small = await measure(SMALL);
  const large = await measure(LARGE);
  return [besideBare([...small, ...large]), flatness(small, large)];
}

function besideBare(lines: readonly PageLine[]): BenchTable {
  return {
    title: 'Pages beside a bare handler',
    about: `The bare handler runs the same statements in the same transactions under the same role and sends the same bytes; it has no session, no form token and no rendering. ${CONNECTIONS} requests in flight. Target: p50 within 1.5 times.`,
    head: [
      'page',
      'episodes',
      'Homeward p50',
      'bare p50',
      'ratio',
      'Homeward p99',
      'bare p99',
      'ratio',
      'per second',
      'memory',
    ],
    rows: lines.map(({ page, episodes, product, bare, rssMb }) => [
      page,
      episodes.toLocaleString('en-GB'),
      inMs(product.p50),
      inMs(bare.p50),
      ratio(product.p50, bare.p50),
      inMs(product.p99),
      inMs(bare.p99),
      ratio(product.p99, bare.p99),
      `${Math.round(product.perSecond)} and ${Math.round(bare.perSecond)}`,
      `${Math.round(rssMb)} MB`,
    ]),
    notes: [
      'Figures are medians of rounds, the product and the bare handler in turn.',
      ...lines
        .filter(({ product, bare }) => product.p50 > 1.5 * bare.p50)
        .map(
          ({ page, episodes, product, bare }) =>
            `Missed: the ${page} at ${episodes.toLocaleString('en-GB')} episodes takes ${ratio(product.p50, bare.p50)} times as long. What it adds is a round trip that finds the session, the fold of the chronology, and the drawing of the page.`,
        ),
      'Memory is that of the process that serves both. The load comes from another process on the same two cores, as does PostgreSQL.',
    ],
  };
}

function flatness(small: readonly PageLine[], large: readonly PageLine[]): BenchTable {
  const times = LARGE / SMALL;
  return {
    title: `Pages at ${times} times the episodes`,
    about: `The same page at ${LARGE.toLocaleString('en-GB')} episodes beside ${SMALL.toLocaleString('en-GB')}. Target: p50 within 1.2 times.`,
    head: [
      'page',
      `p50 at ${SMALL.toLocaleString('en-GB')}`,
      `p50 at ${LARGE.toLocaleString('en-GB')}`,
      'ratio',
      'p99 ratio',
    ],
    rows: large.map((line) => {
      const before = small.find(({ page }) => page === line.page) ?? line;
      return [
        line.page,
        inMs(before.product.p50),
        inMs(line.product.p50),
        ratio(line.product.p50, before.product.p50),
        ratio(line.product.p99, before.product.p99),
      ];
    }),
    notes: ['The small nation is measured first and the large one after it, each in a process of its own.'],
  };
}
