/** Who looked at a child, as a file. */
import { requireOfChild } from '../../access.ts';
import { agencyNames } from '../../db/agencies.ts';
import { actWords, groupWords, roleWords } from '../../domain/access/audit-words.ts';
import { toIso } from '../../domain/time/instant.ts';
import type { ExportKind } from '../../export-kind.ts';
import type { Services } from '../../services.ts';
import { notFound } from '../../web/refusal.ts';
import { looksAtChild } from './queries.ts';

/** Looks in one file: the latest. */
const AT_MOST = 5000;

/** The kind of file that the page of looks at a child offers. */
export const childLooksFile: ExportKind<Services> = {
  name: 'looks-at-child',
  act: 'export-children',
  ownRows: false,
  takes: ['child'],
  describe: ({ child }) => ({ title: `Who looked at child ${child ?? ''}`, fileName: `looks-at-child-${child ?? ''}` }),
  read: async (_services, tx, requester, parameters) => {
    const childId = Number(parameters['child']);
    if (!Number.isSafeInteger(childId) || childId < 1) throw notFound();
    await requireOfChild(tx, requester, 'see-looks-at-child', childId);
    const looks = await looksAtChild(tx, childId, { from: null, until: null }, null, null, AT_MOST);
    const agencyName = await agencyNames(tx);
    return {
      header: ['at', 'person', 'role', 'agency', 'what', 'outcome', 'purpose', 'shown', 'children_in_the_same_list'],
      rows: looks.map((look) => [
        toIso(look.at),
        look.person,
        look.role === null ? null : roleWords(look.role),
        look.agencyCode === null ? null : agencyName(look.agencyCode),
        actWords(look.act, look.verb),
        look.outcome,
        look.purpose,
        groupWords(look.fieldGroups).join('; '),
        look.listed,
      ]),
      childIds: [childId],
    };
  },
};
