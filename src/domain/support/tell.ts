/** Support and referrals, in words. */
import { said, told, type Told } from '../chronology/told.ts';
import type { SupportAct } from './acts.ts';
import { END_WORDS, PROGRAMME_WORDS, recipientWords, REFERRAL_WORDS, TOPIC_WORDS } from './words.ts';

/** One act in words. @source design: pages, letters and reports print the same words */
export function tellSupport(content: SupportAct, agencyName: (code: string) => string): Told {
  switch (content.kind) {
    case 'support-started':
      return told(`Support began: ${PROGRAMME_WORDS[content.programme].toLowerCase()}`, [
        ...said('Given by', agencyName(content.agency)),
        ...content.goalRefs.flatMap((goalRef) => said('Goal', content.words[goalRef])),
      ]);
    case 'support-session-held':
      return told(content.attended ? 'Support session held' : 'Support session missed', [
        ...said('Minutes', content.attended ? String(content.minutes) : null),
        ...said('About', content.topics.map((topic) => TOPIC_WORDS[topic].toLowerCase()).join(', ')),
        ...said('The child said', content.words.said),
        ...said('Next', content.words.next),
      ]);
    case 'support-ended':
      return told(`Support ended: ${END_WORDS[content.as].toLowerCase()}`, [], content.why);
    case 'referral-made':
      return told(
        `Referred: ${REFERRAL_WORDS[content.to].toLowerCase()}`,
        [
          ...said('To', recipientWords({ agency: content.agency, name: content.words.name ?? null }, agencyName)),
          ...said('How they are reached', content.words.contact),
        ],
        content.why,
      );
    case 'referral-answered':
      return told(content.accepted ? 'The referral was accepted' : 'The referral was not accepted', [], content.why);
  }
}
