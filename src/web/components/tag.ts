import { type Html, attributes, html } from '../html.ts';
import { type StyledContent, classNames, contentOf } from './content.ts';

/** Options of the Design System's tag. */
export type TagOptions = StyledContent;

/** A short status. The words carry it; the colour only helps. */
export function tag(o: TagOptions): Html {
  return html`<strong class="${classNames('govuk-tag', o.classes)}"${attributes(o.attributes)}>
  ${contentOf(o)}
</strong>`;
}
