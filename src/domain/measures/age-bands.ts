/** The ages by which return interviews are split. */

/**
 * Bands of age, the lower end included; below nought is not known.
 * @unit completed years on the day the absence began
 * @source requests for information of 2019 and 2024, acceptance and decline by age; Croydon Council 2018, older teenagers who refuse
 */
export const AGE_BANDS = [
  { id: 'under-12', title: 'Under 12', from: 0, below: 12 },
  { id: '12-13', title: 'Aged 12 and 13', from: 12, below: 14 },
  { id: '14-15', title: 'Aged 14 and 15', from: 14, below: 16 },
  { id: '16', title: 'Aged 16', from: 16, below: 17 },
  { id: '17', title: 'Aged 17', from: 17, below: 18 },
  { id: '18-or-over', title: 'Aged 18 or over', from: 18, below: 128 },
  { id: 'not-known', title: 'Not known', from: -1, below: 0 },
] as const;
