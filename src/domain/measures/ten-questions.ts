/** The ten questions that requests for information keep asking of return interviews, each answered from tables of one report. */
import type { Column } from './definition.ts';
import type { Report, Table } from './report.ts';

/** Where a part of an answer is found. @source our judgement: an answer is figures of a report and no second arithmetic */
export type AnsweredBy = {
  readonly table: string;
  /** In this order; all of the table where this is absent. */
  readonly columns?: readonly string[];
};

/** A question. @source requests for information of 2019 and 2024 */
export type AskedQuestion = {
  /** Stable, for links. */
  readonly id: string;
  readonly asks: string;
  readonly answeredBy: readonly AnsweredBy[];
  /** What the answer does not say, in plain English. */
  readonly saysNot: readonly string[];
};

const HELD = ['returns', 'offered', 'offered_percent', 'completed', 'completed_percent', 'in_time'] as const;
const ANSWERED = ['offered', 'accepted', 'accepted_percent', 'declined', 'declined_percent'] as const;

/** The report that answers them. @source our judgement */
export const ANSWERING_REPORT = 'return-interviews';

/**
 * The ten, in the order in which they are asked.
 * @source requests for information of 2019 to many councils and of 2024 to Herefordshire; The First Step (The Children’s Society, 2019); Croydon scrutiny minutes of 28 November 2017
 */
export const TEN_QUESTIONS: readonly AskedQuestion[] = [
  {
    id: 'returned-per-month',
    asks: 'How many times did children come back from being missing, in each month?',
    answeredBy: [{ table: 'returns-by-month', columns: ['returns', 'children'] }],
    saysNot: ['Children who were absent or away without being missing are not in it, nor those still missing.'],
  },
  {
    id: 'children-and-repeats',
    asks: 'How many children was that, and how many came back more than once?',
    answeredBy: [{ table: 'returns-repeats' }],
    saysNot: ['A child who came back once in the period may have been missing before it or after it.'],
  },
  {
    id: 'offered-and-held',
    asks: 'How many return interviews were offered, how many were completed, and how many within 72 hours?',
    answeredBy: [
      {
        table: 'returns-by-month',
        columns: [...HELD, 'in_time_of_completed_percent', 'in_time_of_returns_percent'],
      },
    ],
    saysNot: [
      'One interview may cover several returns: these are returns covered, and fewer interviews were held.',
      'Whether an interview was a good one is not in a number.',
    ],
  },
  {
    id: 'who-delivers',
    asks: 'Who delivers the interviews?',
    answeredBy: [
      { table: 'returns-by-provider', columns: HELD },
      { table: 'returns-by-independence', columns: ['returns', 'in_time'] },
    ],
    saysNot: ['Whether an interviewer was independent is what was said on each interview; nobody checked it.'],
  },
  {
    id: 'what-came-of-them',
    asks: 'What came of the interviews: how many led to a referral, or to a report to the police?',
    answeredBy: [{ table: 'returns-passed-on', columns: ['returns', 'children', 'of_interviewed_percent'] }],
    saysNot: ['What was done without a referral on record, as by the child’s own social worker, is not in it.'],
  },
  {
    id: 'exploitation',
    asks: 'How many interviews told of exploitation?',
    answeredBy: [
      { table: 'returns-exploitation', columns: ['returns', 'children', 'of_interviewed_percent'] },
      { table: 'returns-reasons' },
    ],
    saysNot: [
      'A child who said nothing of exploitation may have been exploited: the number is of what was said and recorded.',
    ],
  },
  {
    id: 'police-notified',
    asks: 'In how many cases were the police notified?',
    answeredBy: [{ table: 'returns-police-told', columns: ['returns', 'children', 'of_returns_percent'] }],
    saysNot: ['How soon the police were told is not in it.'],
  },
  {
    id: 'information-sharing',
    asks: 'How is information shared: how many interviews were sent to the police, and how many did the police receive?',
    answeredBy: [{ table: 'returns-passed-on', columns: ['returns', 'of_interviewed_percent'] }],
    saysNot: [
      'Under which agreement the agencies share is in their agreement, and not in a number.',
      'What was said by telephone or in a meeting is not in it.',
      'Not received and not recorded are two things: a receipt is counted only where the police gave it in Homeward.',
    ],
  },
  {
    id: 'looked-after',
    asks: 'How many of these were looked-after children?',
    answeredBy: [{ table: 'returns-by-status', columns: ['children', ...HELD, 'in_time_of_returns_percent'] }],
    saysNot: ['Status is that of the day on which the absence began; a child may have become looked after since.'],
  },
  {
    id: 'area-and-age',
    asks: 'How many were in the area and out of it, and at which ages do children accept or decline?',
    answeredBy: [
      { table: 'returns-by-area', columns: HELD },
      { table: 'returns-by-home-or-care', columns: ['children', ...HELD] },
      { table: 'returns-by-responsibility', columns: HELD },
      { table: 'returns-by-age', columns: ANSWERED },
    ],
    saysNot: ['Why a child declined is in the words of each offer, and not counted.'],
  },
];

/** A part of an answer: a table of the report, and which of its columns. @source our judgement */
export type AnswerPart = { readonly table: Table; readonly columns: readonly Column[] };

/** A question with the figures that answer it. @source requests for information of 2019 and 2024 */
export type Answer = {
  readonly question: AskedQuestion;
  /** From 1. */
  readonly number: number;
  readonly parts: readonly AnswerPart[];
};

/** The answers out of a report that was run, suppressed or not. @source our judgement: each figure from the one runner */
export function answersIn(report: Report): readonly Answer[] {
  return TEN_QUESTIONS.map((question, place) => ({
    question,
    number: place + 1,
    parts: question.answeredBy.flatMap((by) => {
      const table = report.tables.find(({ definition }) => definition.id === by.table);
      if (table === undefined) return [];
      const all = table.definition.columns;
      const shown = all.filter((column) => column.kind !== 'count' || column.hidden !== true);
      const ids = by.columns ?? shown.map(({ id }) => id);
      return [{ table, columns: ids.flatMap((id) => shown.filter((column) => column.id === id)) }];
    }),
  }));
}
