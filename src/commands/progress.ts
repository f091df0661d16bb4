import type { WriteStream } from 'node:tty';

const WIDTH = 30;
/** A line is written anew at most this often, in milliseconds. */
const EVERY_MS = { terminal: 100, log: 2000 };

/** Shows how far a long command is: a bar on a terminal, a line now and then in a log. `done` is from 0 to 1. */
export function showProgress(stream: WriteStream): { show: (done: number, sentence: string) => void; end: () => void } {
  const terminal = stream.isTTY;
  let shownAt = Number.NEGATIVE_INFINITY;
  let last = '';
  return {
    show: (done, sentence) => {
      const now = performance.now();
      if (now - shownAt < (terminal ? EVERY_MS.terminal : EVERY_MS.log) && done < 1) return;
      const line = `${terminal ? bar(done) : `${Math.floor(done * 100)}%`} ${sentence}`;
      if (line === last) return;
      stream.write(terminal ? `\r\u001B[2K${line}` : `${line}\n`);
      shownAt = now;
      last = line;
    },
    end: () => {
      if (terminal && last !== '') stream.write('\n');
      last = '';
    },
  };
}

function bar(done: number): string {
  const full = Math.round(Math.min(1, Math.max(0, done)) * WIDTH);
  return `[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}] ${String(Math.floor(done * 100)).padStart(3)}%`;
}
