/** Which months and which team the ledger shows. */
import { teamWords } from '../../domain/chronology/words.ts';
import { button } from '../../web/components/button.ts';
import { input } from '../../web/components/input.ts';
import { select } from '../../web/components/select.ts';
import { html, type Html } from '../../web/html.ts';
import { paths } from '../../web/paths.ts';
import type { Chosen } from './queries.ts';
import type { MonthError, Months } from './schemas.ts';

/** What the form shows. */
export type Choosing = {
  readonly months: Months;
  readonly chosen: Chosen;
  readonly teams: readonly string[];
  readonly opens: boolean;
  readonly errors: readonly MonthError[];
};

/** The form that chooses months and, for whoever may open figures, a team. It only asks, so its answers stand in the address. */
export function chooseForm(view: Choosing): Html {
  const { months, teams, chosen, opens } = view;
  return html`<form method="get" action="${paths.ledger}" class="homeward-filter" role="search" aria-label="Choose what to show">
${monthInput(view, 'from', 'From month', months.from)}
${monthInput(view, 'to', 'To month', months.to)}
${
  opens
    ? select({
        name: 'team',
        label: { text: 'Team' },
        value: chosen.team ?? '',
        items: [{ value: '', text: 'All teams' }, ...teams.map((team) => ({ value: team, text: teamWords(team) }))],
      })
    : ''
}
${button({ text: 'Show', classes: 'govuk-button--secondary' })}
</form>`;
}

function monthInput({ errors }: Choosing, name: 'from' | 'to', label: string, known: string): Html {
  const error = errors.find((one) => one.name === name);
  return input({
    id: name,
    name,
    label: { text: label },
    hint: { text: 'Like 2026-03' },
    value: error?.typed ?? known,
    classes: 'govuk-input--width-5',
    spellcheck: false,
    errorMessage: error === undefined ? null : { text: error.text },
  });
}
