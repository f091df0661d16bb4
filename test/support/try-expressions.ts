/** A process of its own that runs expressions against long texts, saying before each which it is at: whoever started it ends it when it hangs. */
import { createInterface } from 'node:readline';

const LENGTH = 100_000;

/** Texts on which an expression has most to try: what it names, again and again, and then something that it does not. */
function adversarial(source: string): string[] {
  const letters = [
    ...new Set(source.replace(/\\[dDwWsSbBpP](?:\{[^}]*\})?/g, 'a1 ').replace(/[\\^$*+?()[\]{}|]/g, '')),
  ].slice(0, 8);
  const units = [
    ...new Set([
      'a',
      '1',
      ' ',
      '\t',
      'a1',
      'A',
      '-',
      "'",
      ' a',
      'a ',
      ...letters,
      ...letters.map((one) => `${one}a`),
      ...letters.slice(0, 4).map((one) => `${one} `),
    ]),
  ];
  return units.flatMap((unit) => {
    const long = unit.repeat(Math.ceil(LENGTH / unit.length)).slice(0, LENGTH);
    return [long, `${long}\u0000`, `\n${long}!\n`];
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  const { id, source, flags } = JSON.parse(line) as { id: number; source: string; flags: string };
  const expression = new RegExp(source, flags.replace('g', '').replace('y', ''));
  let longest = 0;
  for (const text of adversarial(source)) {
    const from = performance.now();
    expression.test(text);
    longest = Math.max(longest, performance.now() - from);
  }
  process.stdout.write(`${JSON.stringify({ id, longest })}\n`);
}
