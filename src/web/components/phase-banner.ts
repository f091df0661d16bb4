import { type Html, attributes, html } from '../html.ts';
import { type StyledContent, classNames, contentOf } from './content.ts';
import { type TagOptions, tag } from './tag.ts';

/** Options of the Design System's phase banner. */
export type PhaseBannerOptions = StyledContent & { readonly tag?: TagOptions | undefined };

/** Says that this is a trial or a demonstration. */
export function phaseBanner(o: PhaseBannerOptions): Html {
  const label = tag({
    text: o.tag?.text,
    html: o.tag?.html,
    classes: classNames('govuk-phase-banner__content__tag', o.tag?.classes),
  });
  return html`<div class="${classNames('govuk-phase-banner govuk-width-container', o.classes)}"${attributes(o.attributes)}>
<p class="govuk-phase-banner__content">
${label}
<span class="govuk-phase-banner__text">
${contentOf(o)}
</span>
</p>
</div>`;
}
