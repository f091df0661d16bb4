import { type Html, html } from './html.ts';

/** Content that may be wider than the window: it scrolls by itself, by keyboard too, so that the page does not. */
export function scrolling(label: string, content: Html): Html {
  return html`<div class="homeward-scroll" role="region" aria-label="${label}" tabindex="0">${content}</div>`;
}
