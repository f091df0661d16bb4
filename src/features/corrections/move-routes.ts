/** It was about another child: look for the child, say why, and both records change together. */
import { changesSince, openFor, versionIn, type Opened } from '../../decisions/opened.ts';
import type { FormView } from '../../decisions/record-form.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireOfChild, requirePurpose } from '../../access.ts';
import { findChildren } from '../../db/child-search.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { readSearch } from '../../domain/child/search.ts';
import type { Notification } from '../../domain/chronology/entry.ts';
import { fold } from '../../domain/chronology/fold.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import { whatStays, type Staying } from '../../domain/interview/staying.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import { textIn, type Field, type FieldError, type Typed } from '../../web/forms/field.ts';
import { errorOf, readForm } from '../../web/forms/read-form.ts';
import { requireFresh } from '../../web/fresh.ts';
import { paths, to } from '../../web/paths.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readFields, readParams } from '../../web/validation.ts';
import { moveNotification } from './commands.ts';
import { whyField } from './correct-fields.ts';
import { findOtherChildPage, moveToPage, otherChildField } from './pages.ts';
import { standingIn } from './standing.ts';

/** What stays on the record when the report goes, as the record would then be, of each return that goes with it. */
function staysBehind(opened: Opened, rules: FoldRules, { notificationRef }: Notification, now: Instant): Staying[] {
  const { entries, record, reader, agencyName } = opened;
  const version = record.version + 1;
  const content = { kind: 'notification-moved', notificationRef, toChildId: 0, why: '' } as const;
  const moved = { version, occurredAt: now, recordedAt: now, recordedBy: null, userId: null, sourceKey: null, content };
  const left = fold([...entries, moved], rules);
  const gone = record.episodes.filter(
    (episode) =>
      episode.notificationRefs.includes(notificationRef) &&
      !left.episodes.some(({ notificationRefs }) =>
        notificationRefs.some((ref) => episode.notificationRefs.includes(ref)),
      ),
  );
  return gone.map((episode) => whatStays(record, episode, reader, agencyName));
}

const params = z.object({ childId: idInPath, version: idInPath });

const FOUND_AT_MOST = 20;

const searchedField = {
  kind: 'text',
  name: 'searched',
  label: 'Look for the child it was about',
  what: 'a name, a reference or a date of birth',
  hint: 'A name, a reference or a date of birth',
  maxlength: 200,
} as const satisfies Field;

/** Registers the page by which a notification goes to another child. */
export function registerMove(app: FastifyInstance, { database, clock, rules }: Services): void {
  const config = { purpose: 'correction of a child' };

  app.get(paths.move, { config }, async (request, reply) => {
    const { childId, version } = readParams(params, request);
    const requester = requesterOf(request);
    const opened = await database.transaction('request', requester, async (tx) => {
      const found = await openFor(tx, requester, rules, 'correct-record', childId);
      const purpose = await requirePurpose(tx, requester, childId);
      await recordAudit(tx, requester, {
        verb: 'consultation',
        route: paths.move,
        childIds: [childId],
        ...(purpose === null ? {} : { purpose }),
      });
      return found;
    });
    const notification = standingIn(opened, version);
    const view: FormView = {
      opened,
      fields: [searchedField],
      typed: {},
      errors: [],
      changes: [],
      csrfToken: formToken(request, reply),
    };
    return showPage(request, reply, {
      title: 'It was about another child',
      backLink: to(paths.correct, { childId, version }),
      body: findOtherChildPage(view, notification, version),
    });
  });

  app.post(paths.move, { config }, async (request, reply) => {
    const { childId, version } = readParams(params, request);
    const requester = requesterOf(request);
    const typed: Typed = readFields(request);
    const now = clock();
    const result = await database.transaction('request', requester, async (tx) => {
      const opened = await openFor(tx, requester, rules, 'correct-record', childId);
      const notification = standingIn(opened, version);
      const searched = textIn(typed, 'searched');
      const found = (await findChildren(tx, readSearch(searched), FOUND_AT_MOST)).filter(
        (child) => child.childId !== childId,
      );
      const looked = [childId, ...found.map((child) => child.childId)];
      const picked = textIn(typed, 'toChild') !== '' || 'why' in typed;
      const fields: readonly Field[] = found.length === 0 ? [searchedField] : [otherChildField(found, now), whyField];
      const again = (errors: readonly FieldError[], since: Parameters<typeof changesSince>[0] = []) => ({
        opened,
        notification,
        searched,
        found,
        fields,
        errors,
        since,
      });
      let outcome = again([]);
      if (found.length === 0) {
        const empty = searched.trim() === '';
        outcome = again([
          errorOf(
            searchedField,
            empty
              ? 'Enter a name, a reference or a date of birth'
              : 'No other child you can see fits. Try the last name alone, another spelling, or the date of birth',
          ),
        ]);
      } else if (picked) {
        requireFresh(request);
        const read = readForm(fields, typed, now);
        if (read.kind === 'errors') outcome = again(read.errors);
        else {
          const answers = read.answers as Readonly<Record<string, unknown>>;
          const toChildId = Number(answers['toChild']);
          await requireOfChild(tx, requester, 'correct-record', toChildId);
          const moved = await moveNotification(tx, requester, rules, {
            fromChildId: childId,
            toChildId,
            notification,
            expectedVersion: versionIn(textIn(typed, 'version')),
            why: String(answers['why']),
            route: paths.move,
            now,
          });
          if (moved.kind === 'saved') return { movedTo: toChildId };
          outcome = again([], moved.since);
        }
      }
      await recordAudit(tx, requester, { verb: 'consultation', route: paths.move, childIds: looked });
      return outcome;
    });
    if ('movedTo' in result) return reply.redirect(`${to(paths.child, { childId: result.movedTo })}#chronology`, 303);
    const { opened, notification, searched, found, fields, errors, since } = result;
    const changes = changesSince(since, opened);
    const view: FormView = { opened, fields, typed, errors, changes, csrfToken: formToken(request, reply) };
    return showPage(request, reply, {
      title: found.length === 0 ? 'It was about another child' : 'Which child was it about?',
      currentPath: paths.children,
      backLink: to(paths.move, { childId, version }),
      errors,
      ...(changes.length > 0 ? { status: 409 } : {}),
      body:
        found.length === 0
          ? findOtherChildPage(view, notification, version)
          : moveToPage(view, notification, version, {
              searched,
              stays: staysBehind(opened, rules, notification, clock()),
            }),
    });
  });
}
