/** The codes of facts in plain words. */
import { codeWords, GOING_REASONS } from '../interview/code-lists.ts';
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

/** A fact in words: a reason is kept as a code, everything else as it was said. @source our judgement: reasons are the code list of interviews */
export function factText({ factKind, value }: { readonly factKind: FactKind; readonly value: string }): string {
  return factKind === 'reason' ? codeWords(GOING_REASONS, value) : value;
}

/** A grade as the police write it: source, assessment, handling. @source College of Policing, intelligence report (3×5×2) */
export function gradeText({ source, assessment, handling }: Grading): string {
  return `${source}${assessment}${handling}`;
}
