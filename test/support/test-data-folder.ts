import path from 'node:path';
import { programFolder } from '../../src/config.ts';

/** Where the one PostgreSQL of every test process lives; it is stopped with its last user, and kept for the next run. */
export const testDataFolder = path.join(programFolder, '.tmp', 'test-database');
