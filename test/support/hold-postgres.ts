/** A process that holds the PostgreSQL of a data folder: says so in one line, and lets go when its standard input ends. */
import { holdPostgres } from '../../src/db/keeper/keeper.ts';

const hold = await holdPostgres(process.argv[2] ?? '');
process.stdout.write('holding\n');
process.stdin.resume().once('end', () => void hold.release().then(() => process.exit()));
