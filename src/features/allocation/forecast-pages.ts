/** The page of the forecast: the sentence, what if, what it rests on, and how such forecasts fared. */
import type { BackTest } from '../../domain/capacity/back-test.ts';
import type { Asked, Forecast } from '../../domain/capacity/forecast.ts';
import type { LearntLengths } from '../../domain/capacity/lengths.ts';
import { ASSUMED_PROVIDER_HOURS } from '../../domain/capacity/simulate.ts';
import type { Scenario } from '../../domain/capacity/what-if.ts';
import { formatDate, formatElapsed } from '../../domain/time/format.ts';
import { instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { table } from '../../web/components/table.ts';
import type { FieldError, Typed } from '../../web/forms/field.ts';
import { html, type Html } from '../../web/html.ts';
import { scrolling } from '../../web/scrolling.ts';
import type { ForecastFields } from './forecast-fields.ts';
import { lengthWords } from './length-words.ts';
import type { ApprovedProvider } from './queries.ts';
import { changesPart, spreadWords, triedWords, whatIfForm } from './what-if-pages.ts';

/** What the page is made of. */
export type ForecastView = {
  readonly agencyName: string;
  readonly asked: Asked;
  readonly forecast: Forecast;
  /** Interviews that the people can still begin before the forecast ends. */
  readonly room: number;
  readonly scenarios: readonly Scenario[];
  /** Whether the scenarios were asked for, or are examples of ours. */
  readonly wasAsked: boolean;
  readonly providers: readonly ApprovedProvider[];
  readonly fields: ForecastFields;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  /** How long interviews took, as far as it was learnt. */
  readonly lengths: LearntLengths;
  readonly tested: BackTest;
};

/** The forecast. */
export function forecastPage(view: ForecastView): Html {
  return html`<span class="govuk-caption-l">${view.agencyName}</span>
<h1 class="govuk-heading-l">What will be late</h1>
${insetText({ html: html`<p class="govuk-body-l">${sentenceOf(view)}</p>${insteadOf(view)}` })}
${changesPart(view)}
${whatIfForm(view)}
${restsOn(view)}
${testedPart(view.tested)}`;
}

function sentenceOf({ asked, forecast: { late, returns, open, lateAlready, leftOver } }: ForecastView): string {
  const last = formatDate(londonDate(instant(asked.until - 1)));
  const people = asked.people.length === 1 ? 'this 1 person' : `these ${asked.people.length} people`;
  const between = late.low === late.high ? '' : ` (${late.low} to ${late.high})`;
  const already =
    lateAlready + leftOver === 0
      ? ''
      : ` Not counted: ${lateAlready.toLocaleString('en-GB')} late already, ${leftOver.toLocaleString('en-GB')} due more than two weeks ago.`;
  return `With ${people} and the returns expected by ${last}, ${late.middle} of ${returns.middle} will be late${between}. ${open} of them ${open === 1 ? 'is' : 'are'} open now.${already}`;
}

/** What everything that was asked for comes to, together: the last of the scenarios. */
function insteadOf({ scenarios, wasAsked, asked, providers }: ForecastView): Html | '' {
  const last = scenarios.at(-1);
  if (!wasAsked || last === undefined) return '';
  const words = triedWords(last, asked.people, providers).join('; ');
  return html`<p class="govuk-body-l">${words.charAt(0).toUpperCase() + words.slice(1)}: ${spreadWords(last.late)} late.</p>`;
}

function restsOn({ asked, lengths, forecast: { model } }: ForecastView): Html {
  const ended = model.ended.interview + model.ended.declined + model.ended.otherwise;
  const share = (count: number): string => (ended === 0 ? 'none known' : `${Math.round((100 * count) / ended)}%`);
  return html`<h2 class="govuk-heading-m">What it rests on</h2>
<p class="govuk-body">${String(asked.runs)} runs of what may happen, drawn from the last ${String(Math.round(model.weeks))} weeks, in which ${String(model.returns)} children’s returns are on record. “${spreadWords({ middle: 9, low: 7, high: 12 })}” would mean: in the middle run 9 are late, in one run of ten fewer than 7, in one of ten more than 12.</p>
<ul class="govuk-list govuk-list--bullet">
<li>Returns come as they came: ${model.weekly.toFixed(1)} a week, more on some weekdays and hours than on others.</li>
<li>${share(model.ended.interview)} end in an interview, ${share(model.ended.declined)} are declined or cannot be reached, ${share(model.ended.otherwise)} end otherwise.</li>
<li>A child is reached after ${middleOf(model.untilReached)} in the middle.</li>
<li>Each interviewer’s working time is cut into appointments as long as an interview and its travel; a child who was reached is given the next free one of somebody who goes to the area and has no part in the child’s care. Who was reached first chooses first.</li>
<li>${lengthWords(lengths)}</li>
<li>What a provider has, it holds as fast as it did before; where nothing is known of that, ${String(ASSUMED_PROVIDER_HOURS)} hours after it is asked.</li>
<li>What is late already takes appointments, too, until two weeks after it was due; what was due before that takes none.</li>
<li>Nobody is ill, no visit is aborted, and a child who accepts keeps the appointment. The past weeks below show what that leaves out.</li>
</ul>`;
}

function middleOf(times: readonly number[]): string {
  const middle = times[Math.floor((times.length - 1) / 2)];
  return middle === undefined ? 'no time that is known, and so at once,' : formatElapsed(middle);
}

function testedPart({ weeks, tested, coverage, bias }: BackTest): Html {
  return html`<h2 class="govuk-heading-m" id="back-test">How such forecasts fared</h2>
<p class="govuk-body">${testedWords(tested, coverage, bias)} Each week is forecast from what could be known on its Monday, and compared with what happened. A week counts once all its returns have fallen due.</p>
${scrolling(
  'How such forecasts fared',
  table({
    caption: 'Weeks that are over',
    captionClasses: 'govuk-visually-hidden',
    head: [
      { text: 'Week of' },
      { text: 'Returns', format: 'numeric' },
      { text: 'Would have been said', format: 'numeric' },
      { text: 'Were late', format: 'numeric' },
      { text: 'Within' },
    ],
    firstCellIsHeader: true,
    rows: weeks.map(({ weekOf, returns, said, late, within }) => [
      { text: formatDate(weekOf) },
      { text: String(returns), format: 'numeric' },
      { text: said === null ? 'Nothing' : spreadWords(said), format: 'numeric' },
      { text: String(late), format: 'numeric' },
      { text: within === null ? 'Nobody was on record as an interviewer, or no return before' : within ? 'Yes' : 'No' },
    ]),
  }),
)}`;
}

function testedWords(tested: number, coverage: number | null, bias: number | null): string {
  if (coverage === null || bias === null) return 'No past week could be tested yet.';
  const direction =
    Math.abs(bias) < 0.05
      ? 'and the middle was neither too high nor too low'
      : `and the middle was ${Math.abs(bias).toFixed(1)} too ${bias > 0 ? 'high' : 'low'} on average`;
  return `Of ${tested} past ${tested === 1 ? 'week' : 'weeks'} what happened lay within what would have been said in ${Math.round(coverage * tested)} (about 8 in 10 should), ${direction}.`;
}
