/** Facts around a child, in words. */
import { said, told, type Told } from '../chronology/told.ts';
import type { IntelligenceAct } from './acts.ts';
import { FACT_WORDS, factText, gradeText, HELP_WORDS } from './words.ts';

/** One act in words. @source design: pages, letters and reports print the same words */
export function tellIntelligence(content: IntelligenceAct): Told {
  switch (content.kind) {
    case 'fact-recorded':
      return told(`Fact recorded: ${FACT_WORDS[content.factKind].toLowerCase()}`, [
        ...said(FACT_WORDS[content.factKind], factText({ factKind: content.factKind, value: content.words.value })),
        ...said('What is known', content.words.detail),
        ...said('Grade', gradeText(content.grading)),
        ...said('Conditions of handling', content.words.conditions),
      ]);
    case 'fact-withdrawn':
      return told('Fact withdrawn', [], content.why);
    case 'fact-used':
      return told(content.of === undefined ? 'A fact was tried' : 'A fact of another child’s record was tried', [
        ...said('Did it help?', HELP_WORDS[content.helped]),
        ...said('What happened', content.words.said),
      ]);
  }
}
