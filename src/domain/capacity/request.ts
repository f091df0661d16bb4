/** Single interviews that a provider is asked for: what it sees before it accepts, at what price, and until when it may answer. */
import type { Instant } from '../time/instant.ts';
import { plusHours } from '../time/instant.ts';
import type { PlainDate } from '../time/plain-date.ts';
import { goesTo } from './interviewer.ts';

/** Ages as a provider sees them before it accepts. @source our judgement: enough to choose an interviewer, too little to know a child by */
export const AGE_BANDS = ['under-10', '10-12', '13-15', '16-17', 'not-known'] as const;
/** @source our judgement */
export type AgeBand = (typeof AGE_BANDS)[number];

/** @source our judgement */
export const AGE_BAND_WORDS: Readonly<Record<AgeBand, string>> = {
  'under-10': 'Under 10',
  '10-12': '10 to 12',
  '13-15': '13 to 15',
  '16-17': '16 or 17',
  'not-known': 'Not known',
};

/** The band of an age. @unit completed years; null where it is not known @source our judgement */
export function ageBandOf(age: number | null): AgeBand {
  if (age === null || age > 17) return 'not-known';
  return age < 10 ? 'under-10' : age < 13 ? '10-12' : age < 16 ? '13-15' : '16-17';
}

/** In how many hours a provider may be asked to answer. @unit elapsed hours @source our judgement: within the 72 hours there must be time left to ask another */
export const ANSWER_WITHIN_HOURS = [2, 4, 12, 24] as const;

/** Until when a request may be answered. @unit elapsed hours @source our judgement: from that instant it has come back to the sender */
export function answerBy(askedAt: Instant, hours: number): Instant {
  return plusHours(askedAt, hours);
}

/** Where a request stands. @source our judgement: what nobody answered comes back by itself */
export type RequestStanding = 'waiting' | 'accepted' | 'refused' | 'came-back' | 'withdrawn' | 'given-back';

/** Where a request stands at an instant: at the very instant of its limit an unanswered one has come back; what was withdrawn or given back stays so. @source our judgement */
export function standingOf(
  request: {
    readonly accepted: boolean | null;
    readonly answerBy: Instant;
    readonly withdrawnAt: Instant | null;
    readonly givenBackAt: Instant | null;
  },
  now: Instant,
): RequestStanding {
  if (request.withdrawnAt !== null) return 'withdrawn';
  if (request.givenBackAt !== null) return 'given-back';
  if (request.accepted !== null) return request.accepted ? 'accepted' : 'refused';
  return now < request.answerBy ? 'waiting' : 'came-back';
}

/** @source our judgement */
export const STANDING_WORDS: Readonly<Record<RequestStanding, string>> = {
  waiting: 'Waiting for an answer',
  accepted: 'Accepted',
  refused: 'Refused',
  'came-back': 'Not answered in time: it came back',
  withdrawn: 'Withdrawn by who asked',
  'given-back': 'Accepted, and given back since',
};

/**
 * What is to be paid where a request is withdrawn as it stands: nothing before it was accepted, then the price that was
 * agreed for it, if one was.
 * @unit pence; null where nothing is
 * @source our judgement: what was not agreed is not owed
 */
export function priceOfWithdrawal(
  standing: RequestStanding,
  { cancelPence }: { readonly cancelPence: number | null },
): number | null {
  return standing === 'accepted' ? cancelPence : null;
}

/** On what terms an authority has approved a provider. @source Croydon report 2018: only recognised, approved providers */
export type ProviderTerms = {
  readonly termsId: number;
  readonly provider: string;
  readonly providerName: string;
  readonly fromOn: PlainDate;
  /** Last day; null while no end is known. */
  readonly toOn: PlainDate | null;
  readonly pricePence: number;
  readonly travelPence: number;
  /** Price where it is withdrawn after it was accepted; null where none was agreed. */
  readonly cancelPence: number | null;
  readonly areas: readonly string[];
};

/**
 * Terms on which a provider can be asked on a day for a child in an area: of each provider its cheapest, the cheapest
 * provider first. Who looks after the child may not be asked.
 * @unit both ends of an approval included
 * @source Croydon report 2018 (approved providers, distant placements); statutory guidance 2014 (independent)
 */
export function termsToAsk(
  terms: readonly ProviderTerms[],
  wanted: { readonly area: string | null; readonly on: PlainDate; readonly placedWith: readonly string[] },
): ProviderTerms[] {
  const able = terms
    .filter(
      (one) =>
        one.fromOn <= wanted.on &&
        (one.toOn === null || one.toOn >= wanted.on) &&
        goesTo(one, wanted.area) &&
        !wanted.placedWith.includes(one.provider),
    )
    .sort((a, b) => priceOf(a) - priceOf(b) || (a.providerName < b.providerName ? -1 : 1) || a.termsId - b.termsId);
  return able.filter((one, index) => able.findIndex(({ provider }) => provider === one.provider) === index);
}

/** Price of one interview with travel. @unit pence @source our judgement: what is paid for one */
export function priceOf({ pricePence, travelPence }: Pick<ProviderTerms, 'pricePence' | 'travelPence'>): number {
  return pricePence + travelPence;
}

/** An amount as in `£1,234.50`; whole pounds without pence. @unit pence @source GOV.UK style guide, money */
export function poundsOf(pence: number): string {
  const pounds = Math.floor(pence / 100).toLocaleString('en-GB');
  return pence % 100 === 0 ? `£${pounds}` : `£${pounds}.${String(pence % 100).padStart(2, '0')}`;
}
