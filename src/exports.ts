/** What can be taken out as a file, as a table of contents: each feature says what it offers. */
import type { ExportKind } from './export-kind.ts';
import { childLooksFile } from './features/audit-trail/exported.ts';
import { rejectedFile } from './features/imports/exported.ts';
import { figureFile } from './features/reports/exported.ts';
import { scrutinyFile } from './features/return-ledger/exported.ts';
import { searchFile } from './features/search/exported.ts';
import type { Services } from './services.ts';

/** Every kind of file. */
export const exportKinds: readonly ExportKind<Services>[] = [
  figureFile,
  rejectedFile,
  searchFile,
  childLooksFile,
  scrutinyFile,
];
