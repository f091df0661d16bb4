/** The places of the service navigation: those that the policy opens to the person asking, and no other. */
import { may } from './access.ts';
import type { Act } from './domain/access/policy.ts';
import type { Waiting } from './waiting.ts';
import type { Place } from './web/layout.ts';
import { paths } from './web/paths.ts';
import type { SignedIn } from './web/session.ts';

type Opened = { readonly text: string; readonly href: string; readonly act: Act };

/** Everything about return interviews that is not of one child. */
const RETURN_INTERVIEWS: readonly Opened[] = [
  { text: 'Every return', href: paths.ledger, act: 'see-interview-ledger' },
  { text: 'Weekly scrutiny', href: paths.scrutiny, act: 'scrutinise-interviews' },
  { text: 'Interviews you are writing', href: paths.interviewDrafts, act: 'see-interview-capacity' },
  { text: 'Allocation', href: paths.allocation, act: 'see-interview-capacity' },
  { text: 'What will be late', href: paths.forecast, act: 'see-interview-capacity' },
  { text: 'Asked of us', href: paths.interviewRequests, act: 'answer-interview-request' },
  { text: 'Our own figures', href: paths.interviewWork, act: 'see-interview-capacity' },
  { text: 'To share', href: paths.sentInterviews, act: 'see-sent-interviews' },
  { text: 'Received', href: paths.receivedInterviews, act: 'see-received-interviews' },
  { text: 'Sharing', href: paths.sharingCounts, act: 'see-interview-ledger' },
  { text: 'Support and referrals', href: paths.supportGiven, act: 'see-support-given' },
  { text: 'Triage', href: paths.triageFigures, act: 'see-interview-ledger' },
  { text: 'Ten questions', href: paths.tenQuestions, act: 'see-interview-ledger' },
  { text: 'Shared people and places', href: paths.networks, act: 'see-networks' },
];

const PLACES: readonly (Opened & { readonly pages?: readonly Opened[] })[] = [
  { text: 'Worklist', href: paths.worklist, act: 'see-worklist' },
  { text: 'Missing now', href: paths.missingNow, act: 'see-worklist' },
  { text: 'Children', href: paths.children, act: 'search-children' },
  {
    text: 'Return interviews',
    href: paths.ledger,
    act: 'see-interview-ledger',
    pages: RETURN_INTERVIEWS,
  },
  { text: 'Reports', href: paths.reports, act: 'run-report' },
  { text: 'Import', href: paths.imports, act: 'import' },
  { text: 'Review queue', href: paths.reviewQueue, act: 'decide-review' },
  { text: 'Emergency openings', href: paths.glassReviews, act: 'review-broken-glass' },
  { text: 'Exports', href: paths.exports, act: 'export-children' },
  { text: 'Alerts', href: paths.alerts, act: 'decide-alert' },
  { text: 'What people saw', href: paths.looks, act: 'see-looks' },
  { text: 'Retention', href: paths.retention, act: 'see-retention' },
  { text: 'Accounts', href: paths.administration, act: 'keep-accounts' },
  { text: 'Agencies', href: paths.agencies, act: 'see-agencies' },
  { text: 'Recoveries', href: paths.recoveries, act: 'confirm-recovery' },
];

/** The places that a person may go, with how much waits at each. */
export function placesOf(requester: SignedIn, waiting: Waiting = new Map()): readonly Place[] {
  const open = ({ act }: Opened): boolean => may(requester, act);
  const counted = (text: string, count: number): string => (count === 0 ? text : `${text} (${count})`);
  return PLACES.filter(open).map(({ text, href, pages }) => {
    if (pages === undefined) return { text: counted(text, waiting.get(href) ?? 0), href };
    const shown = pages.filter(open);
    // What waits at a page waits at its place: who is elsewhere sees no row of pages.
    const all = shown.reduce((sum, page) => sum + (waiting.get(page.href) ?? 0), 0);
    return {
      text: counted(text, all),
      href,
      pages: shown.map((page) => ({ text: counted(page.text, waiting.get(page.href) ?? 0), href: page.href })),
    };
  });
}

/** Where a person begins: the first place that is theirs. */
export function firstPlaceOf(requester: SignedIn): string {
  return placesOf(requester)[0]?.href ?? paths.reports;
}
