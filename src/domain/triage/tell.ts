/** What was done to triage a return, in words. */
import { said, told, type Told } from '../chronology/told.ts';
import { MEANS_WORDS } from '../interview/words.ts';
import { formatInstant } from '../time/format.ts';
import type { FactorAnswer, RiskFactor, TriageAct } from './acts.ts';
import { ANSWER_WORDS, FACTOR_WORDS, FORM_WORDS, LEVEL_WORDS, MEMBER_WORDS, READER_WORDS, WAY_WORDS } from './words.ts';

/** One act in words. @source design: pages, letters and reports print the same words */
export function tellTriage(content: TriageAct, agencyName: (code: string) => string): Told {
  switch (content.kind) {
    case 'triage-decided': {
      const { proposed, decided, why, because } = content;
      const overruled = proposed !== decided;
      return told(
        `Triaged ${LEVEL_WORDS[decided].toLowerCase()}${overruled ? `, overruling ${LEVEL_WORDS[proposed].toLowerCase()}` : ''}`,
        said('Reasons of the protocol', because.map(({ sentence }) => sentence).join(' ')),
        why,
      );
    }
    case 'information-asked':
      return told(
        'Asked for information',
        [
          ...said('Asked', agencyName(content.agency)),
          ...said('About', content.factors.map((factor) => FACTOR_WORDS[factor].toLowerCase()).join('; ')),
          ...said('Answer by', formatInstant(content.dueAt)),
        ],
        content.why,
      );
    case 'risk-factors-recorded': {
      const answers = Object.entries(content.factors) as [RiskFactor, FactorAnswer][];
      return told(
        content.questionRef === null
          ? 'What is known about risk'
          : content.rationale === undefined
            ? 'Information given'
            : 'Information changed that was given before',
        [
          ...answers.flatMap(([factor, answer]) => said(FACTOR_WORDS[factor], ANSWER_WORDS[answer])),
          ...said('Why the answer changes', content.rationale),
        ],
        content.why,
      );
    }
    case 'family-answered': {
      const answers = Object.entries(content.factors) as [RiskFactor, FactorAnswer][];
      return told('What the child or the family said about risk', [
        ...said('Who said it', MEMBER_WORDS[content.member]),
        ...said('How', MEANS_WORDS[content.means]),
        ...answers.flatMap(([factor, answer]) => said(FACTOR_WORDS[factor], ANSWER_WORDS[answer])),
        ...said('In their own words', content.words['said']),
      ]);
    }
    case 'letter-sent':
      return told('Letter sent', [
        ...said('To', READER_WORDS[content.to]),
        ...said('Who that is', content.relation && MEMBER_WORDS[content.relation]),
        ...said('Addressed to', content.words['name']),
        ...said('Form', FORM_WORDS[content.form]),
        ...said('How', WAY_WORDS[content.way]),
        ...said('Letter as sent', content.words['letter']),
      ]);
  }
}
