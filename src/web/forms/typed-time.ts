const MINUTE = 60_000;

const named: Readonly<Record<string, number>> = {
  noon: 12 * 60,
  midday: 12 * 60,
  midnight: 0,
  '12noon': 12 * 60,
  '12midnight': 0,
};

/**
 * Reads a time of day as people type it: 14:05, 1405, 14.05, 2:05pm, 2pm, noon, midnight. Midnight begins the day.
 * Milliseconds since the day began on the clock; null when it is no time, or might be two: a bare "2" is neither.
 */
export function readTypedTime(typed: string): number | null {
  const text = typed.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  const known = named[text];
  if (known !== undefined) return known * MINUTE;
  const match = /^(\d{1,2})(?:[:.]?(\d{2}))?(am|pm|a\.m\.?|p\.m\.?)?$/.exec(text);
  if (!match) return null;
  const [, hourText = '', minuteText, half] = match;
  if (minuteText === undefined && half === undefined) return null;
  const hour = hourOf(Number(hourText), half?.[0]);
  const minute = Number(minuteText ?? 0);
  return hour === null || minute > 59 ? null : (hour * 60 + minute) * MINUTE;
}

/** A time of day as it is typed: 14:05. */
export function asTypedTime(millisecondsOfDay: number): string {
  const minutes = Math.floor(millisecondsOfDay / MINUTE);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (hour > 23) return null;
  if (half === undefined) return hour;
  if (hour === 0) return null;
  if (hour > 12) return half === 'p' ? hour : null;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}
