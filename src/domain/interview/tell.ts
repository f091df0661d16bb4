/** What people did about a return, in words. */
import { said, told, type Told } from '../chronology/told.ts';
import { OFFER_WORDS } from '../chronology/words.ts';
import { formatInstant } from '../time/format.ts';
import type { InterviewAct } from './acts.ts';
import { codeWords, GOING_REASONS, OTHERS_PRESENT } from './code-lists.ts';
import { ANSWER_HEADINGS } from './questions.ts';
import {
  CHOICE_WORDS,
  INTERVIEW_PLACE_WORDS,
  LATE_WORDS,
  MEANS_WORDS,
  minutesInWords,
  PARTICIPATION_WORDS,
  PURPOSE_WORDS,
  SPOKEN_WORDS,
  WITHDRAWAL_WORDS,
} from './words.ts';

/** One act in words. @source design: pages, letters and reports print the same words */
export function tellInterview(content: InterviewAct, agencyName: (code: string) => string): Told {
  switch (content.kind) {
    case 'interview-offered':
      return told(`Return interview offered: ${OFFER_WORDS[content.outcome].toLowerCase()}`, [
        ...said('How', MEANS_WORDS[content.means]),
        ...said('Spoke to', SPOKEN_WORDS[content.spokeTo]),
        ...said('Choice given of', (content.choices ?? []).map((one) => CHOICE_WORDS[one].toLowerCase()).join(', ')),
        ...said('What was said', content.words.said),
        ...said('Covers', content.incidentRefs.join(', ')),
      ]);
    case 'interview-allocated':
      return told('Return interview allocated', said('To', agencyName(content.agency)), content.why);
    case 'interview-requested':
      return told(
        'A provider was asked to interview',
        [
          ...said('Provider', agencyName(content.agency)),
          ...said('Answer by', formatInstant(content.dueAt)),
          ...said('Price', content.pricePence === null ? null : poundsInWords(content.pricePence)),
          ...said('If it is withdrawn', content.cancelPence == null ? null : poundsInWords(content.cancelPence)),
        ],
        content.why,
      );
    case 'interview-request-answered':
      return told(content.accepted ? 'The provider accepted' : 'The provider refused', [], content.why);
    case 'interview-request-withdrawn':
      return told(
        'The request to a provider was withdrawn',
        [
          ...said('Because', WITHDRAWAL_WORDS[content.cause].toLowerCase()),
          ...said('To be paid', content.pricePence === null ? null : poundsInWords(content.pricePence)),
        ],
        content.why,
      );
    case 'interview-given-back':
      return told('The provider gave the interview back', [], content.why);
    case 'interview-held':
      return told(
        content.participation === 'carer-only' ? 'Parents or carers were asked instead' : 'Return interview written',
        [
          ...said('Covers', content.incidentRefs.join(', ')),
          ...said('By', agencyName(content.agency)),
          ...said('Where', INTERVIEW_PLACE_WORDS[content.place]),
          ...said('How much', PARTICIPATION_WORDS[content.participation]),
          ...said('The child chose', content.chose.map((one) => CHOICE_WORDS[one].toLowerCase()).join(', ')),
          ...said('Who else was there', content.present.map((one) => codeWords(OTHERS_PRESENT, one)).join(', ')),
          ...said('Reasons for going', content.reasons.map((one) => codeWords(GOING_REASONS, one)).join(', ')),
          ...said('How long', minutesInWords(content.interviewMinutes)),
          ...said('The way there and back', minutesInWords(content.travelMinutes)),
          ...said('Independent of the child’s care', content.independent ? 'Yes' : 'No'),
          ...Object.entries(content.words).flatMap(([name, words]) => said(ANSWER_HEADINGS[name] ?? name, words)),
          ...said(
            'Kept as written before',
            (content.keeps ?? []).map((name) => ANSWER_HEADINGS[name] ?? name).join(', '),
          ),
        ],
        content.why ?? null,
      );
    case 'interview-signed-off':
      return told('Return interview signed off', [], content.why);
    case 'interview-sent-back':
      return told('Return interview sent back to be improved', [], content.why);
    case 'interview-reopened':
      return told('Return interview opened again after it was signed off', [], content.why);
    case 'return-closed':
      return told(
        content.as === 'not-required' ? 'Decided: no return interview is required' : 'Decided: attempts exhausted',
        said('Decided by', content.decidedBy),
        content.why,
      );
    case 'return-reopened':
      return told('The return was reopened', [], content.why);
    case 'return-passed':
      return told(
        'Another authority was asked to see to the interview',
        said('Authority', agencyName(content.toAuthority)),
        content.why,
      );
    case 'return-pass-answered':
      return told(
        content.accepted ? 'Accepted: sees to the interview' : 'Refused to see to the interview',
        [],
        content.why,
      );
    case 'return-pass-withdrawn':
      return told('The request to another authority was withdrawn', [], content.why);
    case 'lateness-explained':
      return told('Why the interview is late', said('Because', LATE_WORDS[content.cause]), content.why);
    case 'transmission-sent':
      return told('Return interview shared', [
        ...said('For', PURPOSE_WORDS[content.purpose]),
        ...said('With', agencyName(content.toAgency)),
        ...said('What was sent', content.words.summary),
      ]);
    case 'transmission-answered':
      return told(RECEIPTS[content.outcome], [], content.why);
  }
}

const RECEIPTS = {
  received: 'Receipt: it came',
  recorded: 'Receipt: it is on their record',
  refused: 'Sent back by the receiver',
} as const;

function poundsInWords(pence: number): string {
  return `£${(pence / 100).toFixed(2)}`;
}
