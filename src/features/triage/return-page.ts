/** The page of one return's triage. */
import type { Opened } from '../../decisions/opened.ts';
import { fullName } from '../../domain/chronology/words.ts';
import type { AgencyKind } from '../../domain/child/agency.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { RiskFactor } from '../../domain/triage/acts.ts';
import { ANSWER_CHANGED } from '../../domain/triage/propose.ts';
import type { GivenAnswer } from '../../domain/triage/state.ts';
import type { Asking } from '../../domain/triage/whom.ts';
import { ANSWER_WORDS, FACTOR_WORDS, LEVEL_MEANINGS, LEVEL_WORDS, MEMBER_WORDS } from '../../domain/triage/words.ts';
import { button } from '../../web/components/button.ts';
import { details } from '../../web/components/details.ts';
import { table, type TableCell } from '../../web/components/table.ts';
import { html, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import { lettersSection } from './letters-section.ts';
import type { AskedAgency, ReturnTriage } from './open-return.ts';
import { KIND_NAMES, levelTag, RECORD_SAYS } from './words.ts';

/** What the page is made of. */
export type ReturnView = {
  readonly opened: Opened;
  readonly triage: ReturnTriage;
  /** Who decided; null where nobody did, or their account is not known. */
  readonly decidedBy: string | null;
  /** Agencies that can be asked by one press. */
  readonly asking: readonly Asking[];
  /** Kinds of agency that see the record and can be asked. */
  readonly knowing: ReadonlySet<AgencyKind>;
  readonly csrfToken: string;
};

/** The triage of one return: the proposal with its reasons, what would change it, what is known and from whom. */
export function returnPage(view: ReturnView): Html {
  const { opened, triage } = view;
  const { childId } = opened;
  const { episodeId, proposal, followUp, episode } = triage;
  const at = { childId, episodeId };
  return html`<span class="govuk-caption-l"><a class="govuk-link" href="${to(paths.child, { childId })}">${fullName(opened.record.details)}</a></span>
<h1 class="govuk-heading-l">Triage of the return of ${formatInstant(followUp.returnedAt)}</h1>
${standing(view)}
<p class="govuk-body">An interview is offered after every return, whatever its level. It is due by ${formatInstant(followUp.dueAt)}. <a class="govuk-link" href="${to(paths.episode, at)}">See the absence</a></p>
<div class="govuk-button-group">
${button({ text: triage.decision === null ? 'Decide the level' : 'Decide again', href: to(paths.triageDecide, at) })}
${button({ text: 'Record what is known', href: to(paths.triageFactors, at), classes: 'govuk-button--secondary' })}
${button({ text: 'Record what the child or family said', href: to(paths.triageFamily, { ...at, question: 'any' }), classes: 'govuk-button--secondary' })}
${button({ text: 'Ask an agency', href: to(paths.triageAsk, at), classes: 'govuk-button--secondary' })}
</div>
<h2 class="govuk-heading-m">Why the protocol proposes ${LEVEL_WORDS[proposal.level].toLowerCase()}</h2>
${reasons(opened, triage)}
<p class="govuk-body homeward-quiet">By the protocol “${triage.protocol.protocolName}”, on what is known of ${episode.incidentRefs.length === 0 ? 'this absence' : `incident ${episode.incidentRefs.join(', ')}`} now.</p>
${changes(triage)}
<h2 class="govuk-heading-m">Whom to ask for what</h2>
${askList(view)}
${askNow(view)}
${requestsTable(opened, triage)}
<h2 class="govuk-heading-m">What is known of each risk factor</h2>
${factorsTable(opened, triage)}
${whatTheySaid(opened, triage)}
<h2 class="govuk-heading-m">Letters</h2>
${lettersSection(childId, triage)}`;
}

function standing({ triage, decidedBy }: ReturnView): Html {
  const { decision, proposal, level } = triage;
  if (decision === null)
    return html`<p class="govuk-body-l">${levelTag(level)} Proposed. ${LEVEL_MEANINGS[level]} Nobody has decided yet.</p>`;
  const overruled = decision.level !== decision.proposed;
  const now =
    proposal.level === decision.proposed
      ? ''
      : html`<p class="govuk-body">On what is known now the protocol proposes ${levelTag(proposal.level)}. Decide again if this changes your mind.</p>`;
  return html`<p class="govuk-body-l">${levelTag(level)} ${LEVEL_MEANINGS[level]}</p>
<p class="govuk-body">Decided ${formatInstant(decision.decidedAt)}${decidedBy === null ? '' : ` by ${decidedBy}`}${overruled ? `, overruling ${LEVEL_WORDS[decision.proposed].toLowerCase()}` : ', as the protocol proposed'}.${decision.why === null ? '' : ` Why: ${decision.why}`}</p>
${now}`;
}

function reasons({ agencyName }: Opened, { proposal, factors }: ReturnTriage): Html {
  const changed = factors.flatMap(({ factor, said }) =>
    said.flatMap((one) => {
      const change = changeWords(one);
      return change === '' ? [] : [`${FACTOR_WORDS[factor]}: ${whoSaid(one, agencyName)} ${change}`];
    }),
  );
  return html`<ul class="govuk-list govuk-list--bullet">${proposal.because
    .filter(({ code }) => code !== ANSWER_CHANGED)
    .map(
      ({ sentence, source }) => html`<li>${sentence} <span class="homeward-quiet">(${source})</span></li>`,
    )}${changed.map((sentence) => html`<li class="homeward-as-typed">${sentence}</li>`)}</ul>`;
}

/** How an agency changed its answer, and why; nothing where it stands as first given. */
function changeWords({ answer, changed }: GivenAnswer): string {
  if (changed === null) return '';
  return `changed its answer from ${ANSWER_WORDS[changed.from].toLowerCase()} to ${ANSWER_WORDS[answer].toLowerCase()}, ${formatInstant(changed.at)}. Why: ${changed.why}`;
}

function changes({ proposal }: ReturnTriage): Html {
  const list = proposal.wouldChange;
  if (list.length === 0) return html`<p class="govuk-body">No single thing would change it.</p>`;
  return html`<h2 class="govuk-heading-m">What would change it</h2>
<ul class="govuk-list govuk-list--bullet">${list.map(
    ({ when, makes }) => html`<li>${when}: then ${LEVEL_WORDS[makes].toLowerCase()}.</li>`,
  )}</ul>`;
}

function askList({ opened, triage, knowing }: ReturnView): Html {
  const { proposal, level, episodeId } = triage;
  if (proposal.askFor.length === 0) return html`<p class="govuk-body">Every risk factor has an answer.</p>`;
  const family = html`<p class="govuk-body">Ask the child and the family too, where that is safe: choose the question, and record what they say in their own words.</p>`;
  const list = table({
    classes: 'homeward-stacked',
    head: [{ text: 'Not known' }, { text: 'Who may know' }, { text: 'Why ask' }],
    rows: proposal.askFor.map(({ factor, of, why }) => [
      cell('Not known', html`${FACTOR_WORDS[factor]}`),
      cell(
        'Who may know',
        html`${of.length === 0 ? '' : html`${of.map((kind) => KIND_NAMES[kind]).join('; ')}<br>`}${
          of.some((kind) => knowing.has(kind)) ? '' : 'Nobody who sees this record but the child and the family. '
        }<a class="govuk-link" href="${to(paths.triageFamily, { childId: opened.childId, episodeId, question: factor })}">Ask the child or family<span class="govuk-visually-hidden"> about ${FACTOR_WORDS[factor].toLowerCase()}</span></a>`,
      ),
      cell('Why ask', html`${why}`),
    ]),
  });
  return level === 'amber'
    ? html`${family}${list}`
    : details({ summaryText: 'What is not known, and who may know', html: html`${family}${list}` });
}

/** A button for each agency that may know, and one for all of them: one press asks. */
function askNow({ opened, triage, asking, csrfToken }: ReturnView): Html | '' {
  if (asking.length === 0) return '';
  const { agencyName, childId, record } = opened;
  const press = (agencies: readonly Asking[], text: string, describedBy: string | null): Html =>
    html`<form method="post" action="${to(paths.triageAskNow, {
      childId,
      episodeId: triage.episodeId,
    })}">${csrfField(csrfToken)}<input type="hidden" name="version" value="${record.version}">${agencies.map(
      ({ agency }) => html`<input type="hidden" name="agencies" value="${agency}">`,
    )}${button({
      text,
      classes: 'govuk-button--secondary govuk-!-margin-bottom-1',
      preventDoubleClick: true,
      attributes: describedBy === null ? {} : { 'aria-describedby': describedBy },
    })}</form>`;
  const about = (factors: readonly RiskFactor[]): string =>
    factors.map((factor) => FACTOR_WORDS[factor].toLowerCase()).join('; ');
  return html`${asking.map((one) => {
    const id = `ask-${one.agency}`;
    return html`<div class="govuk-!-margin-bottom-4">${press([one], `Ask ${agencyName(one.agency)}`, id)}
<p class="govuk-body govuk-!-margin-bottom-0" id="${id}">About ${about(one.factors)}.</p></div>`;
  })}${asking.length > 1 ? press(asking, `Ask all ${asking.length} agencies`, null) : ''}`;
}

function requestsTable({ agencyName }: Opened, { requests }: ReturnTriage): Html | '' {
  if (requests.length === 0) return '';
  return table({
    caption: 'Asked',
    attributes: { id: 'asked' },
    captionClasses: 'govuk-table__caption--s',
    classes: 'homeward-stacked',
    head: [{ text: 'Asked' }, { text: 'About' }, { text: 'Answer' }],
    rows: requests.map((asked) => [
      cell(
        'Asked',
        html`${agencyName(asked.agency)}<span class="homeward-under">${formatInstant(asked.askedAt)}</span>`,
      ),
      cell('About', html`${asked.factors.map((factor) => FACTOR_WORDS[factor]).join('; ')}`),
      cell('Answer', html`${answerWords(asked)}`),
    ]),
  });
}

function answerWords({ answeredAt, endedAt, dueAt }: AskedAgency): string {
  if (answeredAt !== null) return `Given ${formatInstant(answeredAt)}`;
  if (endedAt !== null) return `None; needed no more from ${formatInstant(endedAt)}, when the return had an outcome`;
  return `Not yet; due ${formatInstant(dueAt)}`;
}

function factorsTable({ agencyName }: Opened, { factors }: ReturnTriage): Html {
  return table({
    classes: 'homeward-stacked',
    head: [{ text: 'Risk factor' }, { text: 'Taken as' }, { text: 'From whom' }],
    rows: factors.map(({ factor, answer, said, byRecord }) => [
      cell('Risk factor', html`${FACTOR_WORDS[factor]}`),
      cell('Taken as', html`${ANSWER_WORDS[answer]}`),
      cell(
        'From whom',
        html`${said.map(
          (one) =>
            html`<div>${whoSaid(one, agencyName)}: ${ANSWER_WORDS[one.answer].toLowerCase()}, ${formatInstant(one.answeredAt)}${one.changed === null ? '' : html`<span class="homeward-under homeward-as-typed">It ${changeWords(one)}</span>`}</div>`,
        )}${byRecord === null ? '' : html`<div>${RECORD_SAYS[byRecord]}</div>`}${said.length === 0 && byRecord === null ? 'Nobody has answered' : ''}`,
      ),
    ]),
  });
}

/** What each rested its answers on, once however many factors they are about. */
function whatTheySaid({ agencyName, reader }: Opened, { factors }: ReturnTriage): Html | '' {
  const each = new Map<string, Html>();
  for (const one of factors.flatMap(({ said }) => said)) {
    const words = sayings(one, reader);
    const who = `${whoSaid(one, agencyName)}, ${formatInstant(one.answeredAt)}`;
    if (words !== '')
      each.set(`${who}: ${words}`, html`<li>${who}: <span class="homeward-as-typed">${words}</span></li>`);
  }
  if (each.size === 0) return '';
  return html`<h3 class="govuk-heading-s">What they said</h3>
<ul class="govuk-list govuk-list--bullet">${[...each.values()]}</ul>`;
}

/** What an answer rests on; the words of the child and the family are for whoever may read those of an interview. */
function sayings({ member, why }: GivenAnswer, { groups }: Opened['reader']): string {
  if (member === null) return why;
  return groups.includes('interview-words') ? `“${why}”` : '';
}

function whoSaid({ member, answeredBy }: GivenAnswer, agencyName: (code: string) => string): string {
  const agency = answeredBy === null ? 'The operator’s own load' : agencyName(answeredBy);
  return member === null ? agency : `${MEMBER_WORDS[member]}, to ${agency}`;
}

function cell(label: string, content: Html): TableCell {
  return { html: html`<div>${content}</div>`, attributes: { 'data-label': label } };
}
