/** The letters of a green return: shown, kept exactly as they are sent, and opened again as they were sent. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requirePurpose } from '../../access.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { isAddressHidden } from '../../db/chronology/places.ts';
import { decideOn } from '../../decisions/decide-on.ts';
import { openFor } from '../../decisions/opened.ts';
import { registerDecision } from '../../decisions/register-decision.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { FamilyMember, LetterWay } from '../../domain/triage/acts.ts';
import { letterCopy, letterText } from '../../domain/triage/kept-letter.ts';
import { letterTo } from '../../domain/triage/letter.ts';
import { FORM_WORDS, READER_WORDS } from '../../domain/triage/words.ts';
import type { Services } from '../../services.ts';
import { asTyped } from '../../web/forms/answers.ts';
import { errorOf } from '../../web/forms/read-form.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { readParams } from '../../web/validation.ts';
import { leftField, letterFields } from './fields.ts';
import { letterPage, sentLetterPage } from './letter-page.ts';
import { LETTERS } from './letters-section.ts';
import { openReturn } from './open-return.ts';
import { returnParams } from './return-routes.ts';

/** Registers the letters. */
export function registerLetters(app: FastifyInstance, services: Services): void {
  registerSending(app, services);
  registerSent(app, services);
}

function registerSending(app: FastifyInstance, services: Services): void {
  registerDecision(app, services, {
    path: paths.triageLetter,
    act: 'triage-return',
    title: 'A letter of a return',
    params: returnParams.extend({ letter: z.string() }),
    next: ({ childId, episodeId }) => to(paths.triage, { childId, episodeId }),
    subject: async (tx, opened, { childId, episodeId, letter: name }, now, writer) => {
      const triage = await openReturn(tx, opened, episodeId, services.rules);
      const named = LETTERS.get(name);
      if (named === undefined || triage.level !== 'green') throw notFound();
      const { reader, form } = named;
      const addressHidden = await isAddressHidden(tx, childId);
      const { returnedAt, dueAt } = triage.followUp;
      const before = triage.letters.filter((one) => one.to === reader && one.form === form);
      const first = before.find(({ text }) => text !== null);
      // The same words go out again; only the first is written anew, and bears the day on which it leaves.
      const textAt = (writtenAt: Instant): string =>
        first?.text
          ? letterCopy(first.text, first.sentAt)
          : letterText(
              letterTo(reader, form, {
                forename: opened.record.details.forename,
                returnedAt,
                dueAt,
                writtenAt,
                signedBy: writer.displayName,
                agency: writer.agencyName,
                contact: triage.protocol.rules.letterContact,
              }),
            );
      const fields = letterFields(reader);
      return {
        fields,
        known: asTyped([leftField], { leftAt: now }),
        page: (view) =>
          letterPage(view, {
            text: textAt(now),
            form,
            title: `Letter to the ${READER_WORDS[reader].toLowerCase()}, ${FORM_WORDS[form].toLowerCase()}`,
            action: to(paths.triageLetter, { childId, episodeId, letter: name }),
            before: before.at(-1) ?? null,
            isCopy: first !== undefined,
            addressHidden,
          }),
        decide: async (inside, { answers, expectedVersion, requester, now: at }) => {
          const leftAt = answers['leftAt'] as Instant;
          if (leftAt < returnedAt) {
            const text = `When it left must be after the return, ${formatInstant(returnedAt)}`;
            return { kind: 'errors', errors: [errorOf(leftField, text)] };
          }
          const letter = textAt(leftAt);
          return decideOn(inside, requester, services.rules, {
            childId,
            expectedVersion,
            content: {
              kind: 'letter-sent',
              letterRef: randomUUID(),
              episodeKey: triage.episode.episodeKey,
              to: reader,
              ...(reader === 'child' ? {} : { relation: answers['relation'] as FamilyMember }),
              form,
              way: answers['way'] as LetterWay,
              words: reader === 'child' ? { letter } : { letter, name: String(answers['name']) },
            },
            occurredAt: leftAt,
            route: paths.triageLetter,
            now: at,
          });
        },
      };
    },
  });
}

const SENT = 'A letter as it was sent';

function registerSent(app: FastifyInstance, { database, rules }: Services): void {
  const params = returnParams.extend({ letterRef: z.string().max(200) });
  app.get(paths.triageSentLetter, { config: { purpose: SENT } }, async (request, reply) => {
    const { childId, episodeId, letterRef } = readParams(params, request);
    const requester = requesterOf(request);
    const { opened, sent } = await database.transaction('request', requester, async (tx) => {
      const found = await openFor(tx, requester, rules, 'triage-return', childId);
      const { letters } = await openReturn(tx, found, episodeId, rules);
      const letter = letters.find((one) => one.letterRef === letterRef);
      if (letter === undefined) throw notFound();
      const purpose = await requirePurpose(tx, requester, childId);
      await recordAudit(tx, requester, {
        verb: 'consultation',
        route: paths.triageSentLetter,
        childIds: [childId],
        ...(purpose === null ? {} : { purpose }),
      });
      return { opened: found, sent: letter };
    });
    return showPage(request, reply, {
      title: SENT,
      currentPath: paths.children,
      backLink: to(paths.triage, { childId, episodeId }),
      body: sentLetterPage(opened, sent),
    });
  });
}
