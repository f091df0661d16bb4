/** The codes of facts in plain words. */
import type { FactKind, HelpAnswer } from './acts.ts';
import type { Grading } from './grading.ts';

/** @source our judgement */
export const FACT_WORDS: Readonly<Record<FactKind, string>> = {
  person: 'Person',
  place: 'Place',
  phone: 'Telephone',
  vehicle: 'Vehicle',
  'online-name': 'Online name',
  reason: 'Reason for going',
};

/** @source our judgement */
export const HELP_WORDS: Readonly<Record<HelpAnswer, string>> = {
  yes: 'It helped',
  no: 'It did not help',
  'not-tried': 'Not tried',
};

/** A grade as the police write it: source, assessment, handling. @source College of Policing, intelligence report (3×5×2) */
export function gradeText({ source, assessment, handling }: Grading): string {
  return `${source}${assessment}${handling}`;
}
