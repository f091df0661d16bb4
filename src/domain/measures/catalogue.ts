/** The catalogue: every report there is, and the way to each. */
import type { ReportDefinition } from './definition.ts';
import { demography } from './tables/demography.ts';
import { distance } from './tables/distance.ts';
import { duration } from './tables/duration.ts';
import { episodesToDate } from './tables/episodes-to-date.ts';
import { frequency } from './tables/frequency.ts';
import { interviews } from './tables/interviews.ts';
import { missingAndAbsent } from './tables/missing-and-absent.ts';
import { policingArea } from './tables/policing-area.ts';
import { repeatMissingTrigger } from './tables/repeat-missing-trigger.ts';
import { responsibility } from './tables/responsibility.ts';
import { returnInterviewLedger } from './tables/return-interview-ledger.ts';
import { returnInterviewsMonthly } from './tables/return-interviews-monthly.ts';
import { returnsByAge } from './tables/returns-by-age.ts';
import { returnsByArea } from './tables/returns-by-area.ts';
import { returnsByEthnicity } from './tables/returns-by-ethnicity.ts';
import { returnsByHomeOrCare } from './tables/returns-by-home-or-care.ts';
import { returnsByIndependence } from './tables/returns-by-independence.ts';
import { returnsByMonth } from './tables/returns-by-month.ts';
import { returnsByPlace } from './tables/returns-by-place.ts';
import { returnsByPoliceGrade } from './tables/returns-by-police-grade.ts';
import { returnsByPolicingArea } from './tables/returns-by-policing-area.ts';
import { returnsByProvider } from './tables/returns-by-provider.ts';
import { returnsByResponsibility } from './tables/returns-by-responsibility.ts';
import { returnsBySex } from './tables/returns-by-sex.ts';
import { returnsByStatus } from './tables/returns-by-status.ts';
import { returnsByTriage } from './tables/returns-by-triage.ts';
import { returnsExploitation } from './tables/returns-exploitation.ts';
import { returnsLate } from './tables/returns-late.ts';
import { returnsPassedOn } from './tables/returns-passed-on.ts';
import { returnsPoliceTold } from './tables/returns-police-told.ts';
import { returnsReasons } from './tables/returns-reasons.ts';
import { returnsReasonsByAge } from './tables/returns-reasons-by-age.ts';
import { returnsRepeats } from './tables/returns-repeats.ts';
import { returnsTriage } from './tables/returns-triage.ts';
import { socialCareStatus } from './tables/social-care-status.ts';

/** Every report, in the order in which they are offered. @source design: the tables of the published documents */
export const REPORTS: readonly ReportDefinition[] = [
  {
    id: 'rhi-monthly',
    title: 'Return interviews by month',
    question: 'Are children interviewed after they come back, and is it getting better?',
    source: 'Croydon Council, report of 6 February 2018',
    tables: [returnInterviewsMonthly],
  },
  {
    id: 'prevalence',
    title: 'Prevalence',
    question: 'How many children go missing, who are they, where, and what is done when they come back?',
    source: 'Oxfordshire County Council, prevalence report of 12 November 2020',
    tables: [responsibility, frequency, socialCareStatus, policingArea, interviews, demography],
  },
  {
    id: 'persistence',
    title: 'Persistence',
    question: 'How often, how long and how far do children go missing, and who must be discussed?',
    source: 'The Children’s Society (Streetwise), evidence to the Birmingham inquiry 2015',
    tables: [episodesToDate, duration, distance, missingAndAbsent, repeatMissingTrigger],
  },
  {
    id: 'rhi-ledger',
    title: 'Return interview ledger',
    question: 'What came of every return?',
    source: 'Croydon Council, report of 6 February 2018; statutory guidance of January 2014',
    tables: [returnInterviewLedger],
  },
  {
    id: 'return-interviews',
    title: 'Return interviews in full',
    question: 'Who is offered a return interview, who has one, and in time?',
    source:
      'Requests for information of 2019 and 2024; The First Step (The Children’s Society, 2019); The Children’s Society (Streetwise), evidence 2015',
    tables: [
      returnsByMonth,
      returnsRepeats,
      returnsBySex,
      returnsByAge,
      returnsByEthnicity,
      returnsByStatus,
      returnsByHomeOrCare,
      returnsByPlace,
      returnsByArea,
      returnsByResponsibility,
      returnsByProvider,
      returnsByIndependence,
      returnsLate,
      returnsByPolicingArea,
      returnsByPoliceGrade,
      returnsByTriage,
      returnsTriage,
      returnsReasons,
      returnsReasonsByAge,
      returnsPassedOn,
      returnsExploitation,
      returnsPoliceTold,
    ],
  },
];

/** The report of that id. @source design: the tables of the published documents */
export function reportNamed(id: string): ReportDefinition | undefined {
  return REPORTS.find((report) => report.id === id);
}
