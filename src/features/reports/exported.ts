/** The episodes behind a figure, as a file. */
import { actorOf } from '../../access.ts';
import { maySeeChild } from '../../domain/access/decide.ts';
import { standingBy } from '../../domain/access/standing.ts';
import { RELATIONSHIPS } from '../../domain/chronology/record.ts';
import { instant, toIso } from '../../domain/time/instant.ts';
import type { ExportKind } from '../../export-kind.ts';
import type { Services } from '../../services.ts';
import { Refused } from '../../web/refusal.ts';
import { openReportFigure } from './commands.ts';
import { findListedEpisodes } from './queries.ts';
import { refusedAs, requireReport } from './routes.ts';

/** The kind of file that the page of a figure offers. */
export const figureFile: ExportKind<Services> = {
  name: 'figure',
  act: 'open-figure',
  ownRows: false,
  takes: ['report', 'authority', 'from', 'to', 'cell'],
  describe: ({ cell = '', authority = '', from = '', to = '' }) => ({
    title: `Episodes counted in ${cell}, ${authority}, ${from} to ${to}`,
    fileName: `${cell}-${authority}-${from}-${to}`,
  }),
  read: async (services, tx, requester, { report = '', authority = '', from = '', to = '', cell = '' }) => {
    const seesChildren = RELATIONSHIPS.some((one) => maySeeChild(actorOf(requester), standingBy(one)).allowed);
    if (!seesChildren) throw new Refused(403, 'Your role sees figures and no child, so there is no file to make.');
    await requireReport(tx, requester, authority);
    const opened = await openReportFigure(tx, requester, services, { report, authority, from, to, figure: cell });
    if (opened.kind === 'refused') throw refusedAs(opened);
    const ids = opened.figure.numerator.rows.map((row) => opened.facts.episodeId[row] as number);
    const listed = await findListedEpisodes(tx, ids);
    return {
      header: ['child', 'forename', 'surname', 'episode', 'started_at', 'ended_at'],
      rows: listed.map((episode) => [
        episode.childId,
        episode.forename,
        episode.surname,
        episode.episodeRef,
        toIso(instant(episode.startedAt)),
        episode.endedAt === null ? null : toIso(instant(episode.endedAt)),
      ]),
      childIds: listed.map(({ childId }) => childId),
    };
  },
};
