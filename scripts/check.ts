/** Types and lint, without a test: what can be known of the code by reading it. */
import { readTheCode } from './read-the-code.ts';

process.exitCode = (await readTheCode()) ? 0 : 1;
