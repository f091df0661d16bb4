/** The places of the service navigation: those that the policy opens to the person asking, and no other. */
import { may } from './access.ts';
import type { Act } from './domain/access/policy.ts';
import type { Place } from './web/layout.ts';
import { paths } from './web/paths.ts';
import type { SignedIn } from './web/session.ts';

const PLACES: readonly (Place & { readonly act: Act })[] = [
  { text: 'Worklist', href: paths.worklist, act: 'see-worklist' },
  { text: 'Missing now', href: paths.missingNow, act: 'see-worklist' },
  { text: 'Children', href: paths.children, act: 'search-children' },
  { text: 'Reports', href: paths.reports, act: 'run-report' },
  { text: 'Import', href: paths.imports, act: 'import' },
  { text: 'Review queue', href: paths.reviewQueue, act: 'decide-review' },
  { text: 'What people saw', href: paths.looks, act: 'see-looks' },
  { text: 'Accounts', href: paths.administration, act: 'keep-accounts' },
];

/** The places that a person may go. */
export function placesOf(requester: SignedIn): readonly Place[] {
  return PLACES.filter(({ act }) => may(requester, act)).map(({ text, href }) => ({ text, href }));
}

/** Where a person begins: the first place that is theirs. */
export function firstPlaceOf(requester: SignedIn): string {
  return placesOf(requester)[0]?.href ?? paths.reports;
}
