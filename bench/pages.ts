/** The worklist and a child page: at 10,000 and at 1,000,000 episodes, and beside a bare handler that runs the same query. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import path from 'node:path';
import type { Ready } from './page-server.ts';

/** Requests in flight at a time. */
const CONNECTIONS = 8;
/** Milliseconds of each round. */
const ROUND = 3000;
const ROUNDS = 3;

type Figures = { readonly perSecond: number; readonly p50: number; readonly p99: number };

/** One line of the table: a page at a size, with the product's figures beside the bare handler's. */
export type PageLine = { readonly page: string; readonly episodes: number; readonly product: Figures; readonly bare: Figures; readonly rssMb: number };

async function request(address: string, cookie: string, agent: Agent): Promise<number> {
  const began = performance.now();
  const [answer] = (await once(get(address, { agent, headers: { cookie } }), 'response')) as [import('node:http').IncomingMessage];
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
  const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  const at = (share: number): number =>
    median(rounds.map((times) => times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN));
  return { perSecond: median(rounds.map((times) => (times.length * 1000) / ROUND)), p50: at(0.5), p99: at(0.99) };
}

async function answerOf<Message>(child: ChildProcess): Promise<Message> {
  const answered = once(child, 'message').then(([message]) => message as Message);
  const died = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the page server ended with ${String(code)}`)));
  return Promise.race([answered, died]);
}

/** Measures both pages at one size, the product and the bare handler in turn. */
async function measure(episodes: number): Promise<PageLine[]> {
  const child = fork(path.join(import.meta.dirname, 'page-server.ts'), [String(episodes)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
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

/** Every line, the small nation first. */
export async function measurePages(sizes: readonly number[] = [10_000, 1_000_000]): Promise<PageLine[]> {
  const lines: PageLine[] = [];
  for (const episodes of sizes) lines.push(...(await measure(episodes)));
  return lines;
}
