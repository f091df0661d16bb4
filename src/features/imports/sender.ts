/** What an agency may send in files of its own: what it says itself, about children with whom it is involved. */
import type { RowContent } from '../../domain/feeds/definition.ts';

/** Why a row is not the sender's to send, as far as the row itself says; undefined where it is. */
export function whyNotToldBy(sender: string, content: RowContent): string | undefined {
  if (content.feed === 'notifications' && content.notification.reportedBy !== sender) {
    return 'reported_by is another agency than yours. Send what your agency was told; the other agency sends its own.';
  }
  if (content.feed === 'children' && content.details.responsibleAuthority !== sender) {
    return 'responsible_authority is another agency than yours. Send the children your agency is responsible for.';
  }
  return undefined;
}

/**
 * Why a row about a child is not the sender's to send: the child's own details are for the responsible authority, the rest for
 * an agency that is involved. `relationships` is undefined for a child who is new, and whom the row itself has placed.
 */
export function whyNotOfSender(feed: string, relationships: readonly string[] | undefined): string | undefined {
  if (relationships === undefined || feed === 'notifications') return undefined;
  if (feed === 'children') {
    if (relationships.includes('responsible-authority')) return undefined;
    return 'child_ref is on the list of another authority. Ask it to change the child’s details, or correct the reference.';
  }
  return relationships.length > 0
    ? undefined
    : 'child_ref names a child with whom your agency is not involved. Correct the reference.';
}
