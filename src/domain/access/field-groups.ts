/** The groups of fields of a child's record that the policy opens or closes together. */

/** Each group, and what is in it. @source UK GDPR article 5(1)(c): the least that the purpose needs; our judgement on the grouping */
export const FIELD_GROUPS = {
  identity: 'Names, date of birth, sex, ethnicity and references',
  address: 'Where the child lives: home and placement, postcodes, places gone missing from and found at, and distances',
  status: 'Status in social care and the authority responsible',
  episodes: 'Absences: times, kind, who reported, who returned the child',
  risk: 'The police’s grade and reviews',
  narrative: 'Circumstances in people’s own words',
  interviews: 'Return interviews: offers, outcomes, reasons',
  'interview-words': 'What the child said in a return interview, in the child’s own words, and what carers said',
  triage: 'How returns were triaged, risk factors and what agencies answered about them',
  facts: 'People, places, telephones, vehicles and online names around the child, graded',
  support: 'Programmes of support, their sessions and goals, and referrals',
  screenings: 'Screening tools completed and their outcome',
  duties: 'What is due, from whom and by when',
  involvements: 'Which agencies are involved, and as what',
  access: 'Restrictions, bars, and who looked',
} as const satisfies Readonly<Record<string, string>>;

/** @source the list of groups above */
export type FieldGroup = keyof typeof FIELD_GROUPS;
