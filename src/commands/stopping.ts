/** Exit code of a process that was asked to stop and did, by the shell's convention for SIGINT. */
export const STOPPED = 130;

/** How soon a second signal is still the first one heard twice (a terminal and npm both pass Ctrl-C on), in milliseconds. */
const SAME_SIGNAL_WITHIN_MS = 500;

/** Aborted on the first SIGINT, SIGTERM or SIGHUP; a later one ends the process at once, and the next start puts things right. */
export function stopSignal(): AbortSignal {
  const asked = new AbortController();
  let firstAt: number | undefined;
  const onSignal = (): void => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      asked.abort();
    } else if (performance.now() - firstAt > SAME_SIGNAL_WITHIN_MS) {
      process.exit(STOPPED);
    }
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal);
  return asked.signal;
}

/** Resolves when the operator asks to stop. */
export async function untilStopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
