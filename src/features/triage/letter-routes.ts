/** The letters of a green return: shown to be printed, and marked as sent. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { decideOn } from '../../decisions/decide-on.ts';
import { registerDecision } from '../../decisions/register-decision.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { LetterWay } from '../../domain/triage/acts.ts';
import { letterTo } from '../../domain/triage/letter.ts';
import { FORM_WORDS, READER_WORDS, WAY_WORDS } from '../../domain/triage/words.ts';
import type { Services } from '../../services.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { wayField } from './fields.ts';
import { letterPage } from './letter-page.ts';
import { LETTERS } from './letters-section.ts';
import { openReturn } from './open-return.ts';
import { returnParams } from './return-routes.ts';

/** Registers the letters. */
export function registerLetters(app: FastifyInstance, services: Services): void {
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
      const before = triage.letters.findLast((one) => one.to === reader && one.form === form);
      return {
        fields: [wayField],
        known: {},
        page: (view) =>
          letterPage(view, {
            letter: letterTo(reader, form, {
              forename: opened.record.details.forename,
              returnedAt: triage.followUp.returnedAt,
              dueAt: triage.followUp.dueAt,
              writtenAt: now,
              signedBy: writer.displayName,
              agency: writer.agencyName,
              contact: triage.protocol.rules.letterContact,
            }),
            form,
            title: `Letter to the ${READER_WORDS[reader].toLowerCase()}, ${FORM_WORDS[form].toLowerCase()}`,
            action: to(paths.triageLetter, { childId, episodeId, letter: name }),
            sentBefore:
              before === undefined
                ? null
                : `It was sent before: ${formatInstant(before.sentAt)}, ${WAY_WORDS[before.way].toLowerCase()}.`,
          }),
        decide: (inside, { answers, expectedVersion, requester, now: at }) =>
          decideOn(inside, requester, services.rules, {
            childId,
            expectedVersion,
            content: {
              kind: 'letter-sent',
              letterRef: randomUUID(),
              episodeKey: triage.episode.episodeKey,
              to: reader,
              form,
              way: answers['way'] as LetterWay,
            },
            route: paths.triageLetter,
            now: at,
          }),
      };
    },
  });
}
