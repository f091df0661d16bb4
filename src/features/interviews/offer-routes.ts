/** The page of one return: what was tried, and a further offer of an interview. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { decideOn } from '../../decisions/decide-on.ts';
import { registerDecision } from '../../decisions/register-decision.ts';
import { everyNameOf } from '../../domain/episode/names.ts';
import type { ChildChoice, ContactMeans, SpokenTo } from '../../domain/interview/acts.ts';
import type { OfferOutcome } from '../../domain/interview/told.ts';
import { faultsOfOffer, refsOf, returnsCovered } from '../../domain/interview/writing.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Services } from '../../services.ts';
import { asTyped } from '../../web/forms/answers.ts';
import type { FieldError } from '../../web/forms/field.ts';
import { paths, to } from '../../web/paths.ts';
import { idInPath } from '../../web/validation.ts';
import { errorsOf } from './faults.ts';
import { coversField, offerFields } from './fields.ts';
import { returnPage, stillAwayPage } from './offer-page.ts';
import { chosenReturns, coverableFor, episodeIn, goOnWith, numbersOf } from './returns-chosen.ts';
import { draftOfReturn, episodeKeys, interviewIds } from './queries.ts';

/** What an address names of a return. */
export const returnParams = z.object({ childId: idInPath, episodeId: idInPath });

/** Registers the page of one return. */
export function registerOffers(app: FastifyInstance, services: Services): void {
  registerDecision(app, services, {
    path: paths.interviewOfReturn,
    act: 'hold-interview',
    title: 'Return interview',
    params: returnParams,
    next: (params) => `${to(paths.interviewOfReturn, params)}#offers`,
    subject: async (tx, opened, params, now) => {
      const { childId, episodeId } = params;
      const keys = await episodeKeys(tx, childId);
      const episode = episodeIn(opened, keys, episodeId);
      if (episode.endedAt === null) {
        const away: FieldError = { name: 'at', text: 'The child is still away', href: '#main-content' };
        return {
          fields: [],
          known: {},
          page: () => stillAwayPage(opened, episode, episodeId),
          decide: async () => ({ kind: 'errors', errors: [away] }),
        };
      }
      const goingOn = goOnWith(opened, episode);
      const open = goingOn?.completedAt === null ? goingOn : null;
      const returns = coverableFor(opened, open?.interviewRef ?? null, episode.episodeKey);
      const numberOf = numbersOf(keys);
      const fields = offerFields(coversField(returns, numberOf));
      const covered = open === null ? [] : returnsCovered(opened.record, open.incidentRefs);
      const chosenAlready = [...new Set([episode.episodeKey, ...covered.map(({ episodeKey }) => episodeKey)])];
      const interviewRef = goingOn?.interviewRef ?? null;
      const draftId = await draftOfReturn(tx, { childId, interviewRef, episodeNames: everyNameOf(episode) });
      const numbers = await interviewIds(tx, childId);
      return {
        fields,
        known: {
          ...asTyped(fields, { at: now }),
          covers: chosenAlready.flatMap((key) => numberOf(key) ?? []).map(String),
        },
        page: (view) => returnPage(view, { episode, episodeId, goingOn, draftId: draftId ?? null, numbers, now }),
        decide: async (inside, { answers, expectedVersion, requester, now: at }) => {
          const about = chosenReturns(returns, keys, answers['covers']);
          const offer = {
            at: answers['at'] as Instant,
            covered: about,
            spokeTo: answers['spokeTo'] as SpokenTo,
            outcome: answers['outcome'] as OfferOutcome,
          };
          const errors = errorsOf(fields, faultsOfOffer(offer));
          if (errors.length > 0) return { kind: 'errors', errors };
          const { spokeTo, outcome } = offer;
          return decideOn(inside, requester, services.rules, {
            childId,
            expectedVersion,
            occurredAt: offer.at,
            content: {
              kind: 'interview-offered',
              interviewRef: open?.interviewRef ?? randomUUID(),
              incidentRefs: refsOf(about),
              means: answers['means'] as ContactMeans,
              spokeTo,
              outcome,
              ...(answers['choices'] == null ? {} : { choices: answers['choices'] as readonly ChildChoice[] }),
              words: answers['said'] == null ? {} : { said: answers['said'] as string },
            },
            route: paths.interviewOfReturn,
            now: at,
          });
        },
      };
    },
  });
}
