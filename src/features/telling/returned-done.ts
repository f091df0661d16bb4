/** What the person is told once a child's return is on record. */
import { may } from '../../access.ts';
import { agencyNames } from '../../db/agencies.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { loadRecord } from '../../db/chronology/store.ts';
import { standingTowards } from '../../db/standing.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { Duty } from '../../domain/chronology/record.ts';
import { fullName, KIND_WORDS, teamWords } from '../../domain/chronology/words.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import { formatElapsed, formatInstant } from '../../domain/time/format.ts';
import { hoursBetween, type Instant } from '../../domain/time/instant.ts';
import { londonOffset } from '../../domain/time/london.ts';
import { readsFacts } from '../../offers/offered.ts';
import { button } from '../../web/components/button.ts';
import { panel } from '../../web/components/panel.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import type { SignedIn } from '../../web/session.ts';
import type { Sent } from './flow.ts';
import { episodeIdOf } from './queries.ts';

/** The page after sending: what was recorded, and exactly when the return interview is due. */
export async function returnedDone(
  tx: Transaction,
  requester: SignedIn,
  sent: Sent,
  rules: FoldRules,
  now: Instant,
): Promise<Html> {
  const record = await loadRecord(tx, rules, sent.childId);
  if (record === undefined) throw notFound();
  await recordAudit(tx, requester, {
    verb: 'consultation',
    route: paths.tellReturnedDone,
    childIds: [sent.childId],
    counted: false,
  });
  const agencyName = await agencyNames(tx);
  const episode = record.episodes.find(({ notificationRefs }) => notificationRefs.includes(sent.notificationRef));
  const interview = record.duties.find(
    ({ kind, episodeKey }) => kind === 'return-interview' && episodeKey === episode?.episodeKey,
  );
  const standing = await standingTowards(tx, sent.childId);
  const triable = record.facts.some(({ factKind }) => factKind !== 'reason');
  const episodeId =
    episode !== undefined && triable && readsFacts(requester, standing) && may(requester, 'use-fact', standing)
      ? await episodeIdOf(tx, sent.childId, episode.episodeKey)
      : undefined;
  const lasted = episode?.endedAt == null ? '' : `, after ${formatElapsed(episode.endedAt - episode.startedAt)}`;
  return html`${panel({
    titleText: 'The return is on record',
    html: html`${fullName(record.details)} ${episode?.endedAt == null ? 'came back' : `came back ${formatInstant(episode.endedAt)}`}${lasted}`,
  })}
<h2 class="govuk-heading-m">What happens next</h2>
${interview === undefined ? noInterview(episode === undefined ? null : KIND_WORDS[episode.kind]) : interviewDue(interview, now, agencyName)}
${episodeId === undefined ? '' : html`<p class="govuk-body"><a class="govuk-link" href="${to(paths.useFacts, { childId: sent.childId, episodeId })}">Did what was on record help to find the child?</a> Say so while you know: what helps is offered first the next time.</p>`}
<div class="govuk-button-group">
${button({ text: 'Open the child’s record', href: to(paths.child, { childId: sent.childId }) })}
<a class="govuk-link" href="${paths.worklist}">Go to the worklist</a>
</div>
<p class="govuk-body-s homeward-quiet">Reference of your report: <span class="homeward-reference">${sent.notificationRef}</span></p>`;
}

function interviewDue(
  { openedAt, dueAt, owedBy, team, settledAt }: Duty,
  now: Instant,
  agencyName: (code: string) => string,
): Html {
  if (settledAt !== null)
    return html`<p class="govuk-body">The return interview for this absence has been held or declined already.</p>`;
  const hours = hoursBetween(openedAt, dueAt);
  const changes = londonOffset(openedAt) !== londonOffset(dueAt);
  const by =
    owedBy === null
      ? 'nobody yet, because no authority is known to be responsible'
      : `${agencyName(owedBy)} (${teamWords(team)})`;
  return html`<p class="govuk-body-l">${dueAt < now ? 'A return interview was due by' : 'A return interview is due by'} <strong>${onTheClock(dueAt, changes)}</strong>.</p>
<p class="govuk-body">That is ${hours} hours after the return, ${onTheClock(openedAt, changes)}.${
    changes
      ? ` The clocks ${londonOffset(dueAt) > londonOffset(openedAt) ? 'go forward' : 'go back'} in between, so the time of day is not the same.`
      : ''
  } It is owed by ${by}, and is on their worklist now.</p>`;
}

/** A time with the name of its clock, where the clocks change before the other. */
function onTheClock(at: Instant, changes: boolean): string {
  const words = formatInstant(at);
  return !changes || /(BST|GMT)$/.test(words) ? words : `${words} ${londonOffset(at) === 0 ? 'GMT' : 'BST'}`;
}

function noInterview(kind: string | null): Html {
  return kind === null
    ? html`<p class="govuk-body">No absence of this child was under way then. The return is kept, and is on the worklist as a recording fault: record the absence, or correct the time.</p>`
    : html`<p class="govuk-body">No return interview is due by rule: an interview follows an absence recorded as missing, of a child under 18, that was reported at the time. This one was recorded as ${kind.toLowerCase()}. You may still offer one.</p>`;
}
