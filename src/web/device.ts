/** Browsers by the words they call themselves, the more particular first: most claim to be several. */
const BROWSERS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bEdg(?:A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(?:iPhone|iPad)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** Browser and system in a few words of ours, out of what a browser says of itself: enough to know one's own again. */
export function deviceOf(userAgent: string | undefined): string {
  const said = userAgent ?? '';
  const browser = BROWSERS.find(([pattern]) => pattern.test(said))?.[1] ?? 'A browser we do not know';
  const system = SYSTEMS.find(([pattern]) => pattern.test(said))?.[1];
  return system === undefined ? browser : `${browser} on ${system}`;
}
