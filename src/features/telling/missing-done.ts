/** What the person is told once a child's absence is on record. */
import { agencyNames } from '../../db/agencies.ts';
import { involvementsNow } from '../../domain/access/involvement.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { standingTowards } from '../../db/standing.ts';
import { loadRecord } from '../../db/chronology/store.ts';
import type { Transaction } from '../../db/transaction.ts';
import { fullName, KIND_WORDS, teamWords } from '../../domain/chronology/words.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { offerList } from '../../offers/offer-list.ts';
import { openOffers } from '../../offers/offered.ts';
import { button } from '../../web/components/button.ts';
import { panel } from '../../web/components/panel.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import type { SignedIn } from '../../web/session.ts';
import type { Sent } from './flow.ts';

/** The page after sending: what was recorded, what happens next and what is due when. */
export async function missingDone(
  tx: Transaction,
  requester: SignedIn,
  sent: Sent,
  rules: FoldRules,
  now: Instant,
): Promise<Html> {
  const record = await loadRecord(tx, rules, sent.childId);
  if (record === undefined) {
    await recordAudit(tx, requester, {
      verb: 'consultation',
      route: paths.tellMissingDone,
      childIds: [],
      counted: false,
    });
    return keptClosed(sent);
  }
  await recordAudit(tx, requester, {
    verb: 'consultation',
    route: paths.tellMissingDone,
    childIds: [sent.childId],
    counted: false,
  });
  const agencyName = await agencyNames(tx);
  const episode = record.episodes.find(({ notificationRefs }) => notificationRefs.includes(sent.notificationRef));
  const review = record.duties.find(
    ({ kind, episodeKey, settledAt }) =>
      kind === 'episode-review' && episodeKey === episode?.episodeKey && settledAt === null,
  );
  const interviewOwed =
    episode !== undefined && rules.dutyRules(record.details.responsibleAuthority).interviewAfter.includes(episode.kind);
  const hours = rules.dutyRules(record.details.responsibleAuthority).interviewWithinHours;
  const standing = await standingTowards(tx, sent.childId);
  const asked = { childId: sent.childId, record, standing, route: paths.tellMissingDone, now };
  const offers = await openOffers(tx, requester, asked);
  return html`${panel({
    titleText: 'We have your report',
    html: html`${fullName(record.details)} is on record as ${KIND_WORDS[episode?.kind ?? 'missing'].toLowerCase()}`,
  })}
<h2 class="govuk-heading-m">What happens next</h2>
<ul class="govuk-list govuk-list--bullet">
<li>${who(
    involvementsNow(record.involvements, now).map(({ agency }) => agency),
    agencyName,
  )} can see the report now.</li>
${review === undefined ? '' : html`<li>The absence is to be reviewed by ${formatInstant(review.dueAt)}, by ${review.owedBy === null ? 'nobody yet' : agencyName(review.owedBy)} (${teamWords(review.team)}).</li>`}
${interviewOwed ? html`<li>When the child comes back, tell us at once: a return interview is due within ${hours} hours of the return.</li>` : html`<li>When the child comes back, tell us at once.</li>`}
</ul>
${offers === null || offers.length === 0 ? '' : offerList(sent.childId, offers)}
<div class="govuk-button-group">
${button({ text: 'Open the child’s record', href: to(paths.child, { childId: sent.childId }) })}
<a class="govuk-link" href="${paths.missingNow}">See who is missing now</a>
</div>
<p class="govuk-body-s homeward-quiet">Reference of your report: <span class="homeward-reference">${sent.notificationRef}</span></p>`;
}

/** The record is closed to who told us: that what they told has arrived is all that may be said. */
function keptClosed(sent: Sent): Html {
  return html`${panel({ titleText: 'We have your report' })}
<h2 class="govuk-heading-m">What happens next</h2>
<p class="govuk-body">Those who work with the child can see the report now. You cannot open the record yourself.</p>
<p class="govuk-body">When the child comes back, tell us at once. If you need the record in an emergency, <a class="govuk-link" href="${paths.breakGlass}">open it with a reason</a>.</p>
<div class="govuk-button-group"><a class="govuk-link" href="${paths.missingNow}">See who is missing now</a></div>
<p class="govuk-body-s homeward-quiet">Reference of your report: <span class="homeward-reference">${sent.notificationRef}</span></p>`;
}

function who(codes: readonly string[], agencyName: (code: string) => string): string {
  const names = [...new Set(codes)].map(agencyName).sort();
  const last = names.pop() ?? 'Your agency';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}
