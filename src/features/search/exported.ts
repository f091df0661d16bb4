/** What a search found, as a file. */
import { z } from 'zod';
import { findChildren } from '../../db/child-search.ts';
import { findDraft } from '../../db/drafts.ts';
import { readSearch } from '../../domain/child/search.ts';
import type { ExportKind } from '../../export-kind.ts';
import type { Services } from '../../services.ts';
import { notFound } from '../../web/refusal.ts';
import { SHOWN_AT_MOST } from './routes.ts';

/** The kind of file that the page of a search offers: the children that it shows. */
export const searchFile: ExportKind<Services> = {
  name: 'search',
  act: 'search-children',
  ownRows: false,
  takes: ['search'],
  describe: () => ({ title: 'Children that a search found', fileName: 'children-found' }),
  read: async (_services, tx, _requester, parameters) => {
    const search = z.uuid().safeParse(parameters['search']);
    const saved = search.success ? await findDraft(tx, 'search', search.data) : undefined;
    const typed = saved?.answers['name'];
    if (typeof typed !== 'string' || typed === '') throw notFound();
    const found = await findChildren(tx, readSearch(typed), SHOWN_AT_MOST);
    return {
      header: ['child', 'forename', 'surname', 'date_of_birth', 'child_ref', 'police_ref', 'responsible_authority'],
      rows: found.map((child) => [
        child.childId,
        child.forename,
        child.surname,
        child.dateOfBirth,
        child.childRef,
        child.policeRef,
        child.responsibleAuthority,
      ]),
      childIds: found.map(({ childId }) => childId),
    };
  },
};
