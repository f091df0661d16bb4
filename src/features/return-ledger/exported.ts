/** The list of the weekly scrutiny, as a file. */
import { teamWords } from '../../domain/chronology/words.ts';
import { CLOCK_WORDS } from '../../domain/interview/clock.ts';
import { CHANGE_WORDS } from '../../domain/interview/scrutiny.ts';
import { formatInstant } from '../../domain/time/format.ts';
import { toIso } from '../../domain/time/instant.ts';
import type { ExportKind } from '../../export-kind.ts';
import type { Services } from '../../services.ts';
import { readScrutiny } from './scrutinised.ts';

const MINUTE = 60_000;

/** The kind of file that the page of weekly scrutiny offers. */
export const scrutinyFile: ExportKind<Services> = {
  name: 'weekly-scrutiny',
  act: 'scrutinise-interviews',
  ownRows: false,
  takes: [],
  describe: () => ({ title: 'Weekly scrutiny of return interviews', fileName: 'weekly-scrutiny' }),
  read: async (services, tx, requester) => {
    const { returns } = await readScrutiny(services, tx, requester, services.clock());
    return {
      header: [
        'child',
        'forename',
        'surname',
        'team',
        'returned_at',
        'due_at',
        'clock',
        'late_by_minutes',
        'since_last_week',
        'why',
        'tried',
        'held_by',
        'next',
      ],
      rows: returns.map(({ one, clock, change, reasons, tried, holder, next }) => [
        one.childId,
        one.forename,
        one.surname,
        teamWords(one.team),
        toIso(one.returnedAt),
        toIso(one.dueAt),
        CLOCK_WORDS[clock.state],
        Math.floor(clock.lateBy / MINUTE),
        CHANGE_WORDS[change],
        reasons.join(' '),
        tried.map(({ at, what, who }) => `${at === null ? '' : `${formatInstant(at)}: `}${what} (${who})`).join('; '),
        holder,
        next,
      ]),
      childIds: [...new Set(returns.map(({ one }) => one.childId))],
    };
  },
};
