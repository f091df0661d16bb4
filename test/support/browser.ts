/** One browser for the journeys: an installed Chromium, or else the one that npm brings. */
import { existsSync } from 'node:fs';
import type { TestContext } from 'node:test';
import chromium from '@sparticuz/chromium';
import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { chromium as playwright, type Browser, type BrowserContext, type Page } from 'playwright-core';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** What a browser must not do in a test: reach for the network, or ask anything of the person. */
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Flags of the packaged browser for machines that start a process for each request: one process is not stable here. */
const NOT_HERE = new Set(['--single-process', '--no-zygote']);

let launched: Promise<Browser> | undefined;

async function launch(): Promise<Browser> {
  const installed = INSTALLED.find((file) => existsSync(file));
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  if (installed !== undefined) return playwright.launch({ executablePath: installed, args: [...sandbox, ...QUIET] });
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args.filter((flag) => !NOT_HERE.has(flag)), ...sandbox, ...QUIET],
  });
}

/** How somebody uses the browser. */
export type Browsing = {
  readonly javaScript?: boolean;
  /** In CSS pixels; 320 wide is a window of 1280 at 400% zoom. */
  readonly viewport?: { readonly width: number; readonly height: number };
};

/** A window of the shared browser that closes with the test. */
export async function openBrowser(
  t: Pick<TestContext, 'after'>,
  baseURL: string,
  how: Browsing = {},
): Promise<BrowserContext> {
  launched ??= launch();
  const context = await (
    await launched
  ).newContext({
    baseURL,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    javaScriptEnabled: how.javaScript ?? true,
    viewport: how.viewport ?? { width: 1280, height: 900 },
  });
  context.setDefaultTimeout(15_000);
  t.after(() => context.close());
  return context;
}

/** Ends the browser; call it once, when a file's tests are over. */
export async function closeBrowser(): Promise<void> {
  await (await launched)?.close();
  launched = undefined;
}

/** Refuses a page on which axe finds a breach of WCAG 2.2 at A or AA. */
export async function isForEveryone(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
  );
  assert.deepEqual(found, [], new URL(page.url()).pathname);
}
