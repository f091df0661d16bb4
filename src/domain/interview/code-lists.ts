/** The code lists of what is written of an interview: reasons for going, and who else was there. */

/**
 * Reasons for going, as codes: the five by which Oxfordshire counts, then others that interviews bring up.
 * @source Oxfordshire prevalence report 2020 (the first five); Missing People, return interview template; Croydon key messages
 */
export const GOING_REASONS = {
  'argument-with-parent-or-carer': 'Argument with a parent or carer',
  'to-be-with-friends-or-partner': 'To be with friends or a partner',
  'social-networks': 'Social networks',
  'wanting-space': 'Wanting space',
  'mental-health-or-wellbeing': 'Mental health or wellbeing',
  'contact-with-family': 'To be with family',
  'unhappy-where-they-live': 'Unhappy where they live',
  'harm-at-home': 'Harm, or fear of harm, where they live',
  'bullying-or-school': 'Bullying, or something at school',
  'exploited-or-coerced': 'Somebody made them, or gained from it',
  'alcohol-or-drugs': 'Alcohol or drugs',
  'lost-track-of-time': 'Lost track of time, or could not get back',
  other: 'Another reason',
} as const satisfies Readonly<Record<string, string>>;

/** Others who were there, as codes. @source Missing People, return interview template: who else was there can change what a child says */
export const OTHERS_PRESENT = {
  'parent-or-carer': 'A parent or carer',
  'placement-staff': 'Somebody who works at the placement',
  'social-worker': 'The child’s social worker',
  advocate: 'An advocate',
  interpreter: 'An interpreter',
  friend: 'A friend, brother or sister of the child',
  teacher: 'Somebody from school or college',
  police: 'The police',
  other: 'Somebody else',
} as const satisfies Readonly<Record<string, string>>;

/** A code of one of these lists in words; a code that no list has, as sent by a feed, is its own words. @source our judgement */
export function codeWords(list: Readonly<Record<string, string>>, code: string): string {
  return list[code] ?? code.replaceAll('-', ' ');
}
