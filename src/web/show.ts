import type { FastifyReply, FastifyRequest } from 'fastify';
import { formToken } from './form-token.ts';
import { notificationBanner } from './components/notification-banner.ts';
import { html } from './html.ts';
import { type PageOptions, page } from './layout.ts';
import { localAddress, paths } from './paths.ts';
import { type AskFirst, type FieldProblem, problem, type RefusalFromBelow, wordsFor } from './refusal.ts';
import { backgroundOf, isForPrograms, pathOf } from './requests.ts';

/** A page as a feature gives it: who asks, where we are and the form token are filled in. */
export type ShownPage = Omit<PageOptions, 'requester' | 'navigation' | 'currentPath' | 'csrfToken'> & {
  /** 200 unless given; a form sent back with errors is 422. */
  readonly status?: number;
  /** The path that was asked for, unless given. */
  readonly currentPath?: string;
};

/** Sends a page. */
export function showPage(request: FastifyRequest, reply: FastifyReply, shown: ShownPage): FastifyReply {
  const { status, ...options } = shown;
  const { requester } = request;
  return reply
    .code(status ?? ((shown.errors?.length ?? 0) > 0 ? 422 : 200))
    .type('text/html; charset=utf-8')
    .send(
      page({
        ...options,
        banner: bannersOf(request, options.banner),
        requester,
        navigation: requester ? request.server.web.navigation(requester) : [],
        currentPath: options.currentPath ?? pathOf(request),
        csrfToken: formToken(request, reply),
      }),
    );
}

function bannersOf(request: FastifyRequest, own: ShownPage['banner']): ShownPage['banner'] {
  const notice = request.requester === null ? null : request.server.web.notice(request.requester);
  if (notice === null) return own;
  const told = notificationBanner({ text: notice, titleId: 'homeward-notice', disableAutoFocus: true });
  return own ? html`${told}${own}` : told;
}

/** Leads a person to the page that asks something first, and from there back; null where a page is not the answer to give. */
export function toAsk(request: FastifyRequest, reply: FastifyReply, asking: AskFirst): FastifyReply | null {
  if (isForPrograms(request) || backgroundOf(request) !== null || request.method !== 'GET') return null;
  const back = localAddress(request.url);
  const query = back === paths.home ? '' : `?${new URLSearchParams({ return: back }).toString()}`;
  return reply.redirect(asking.page + query, 303);
}

const refused = new WeakSet<FastifyRequest>();

/** Whether what is answered is a refusal, or says that something failed: words of ours alone. */
export function isRefused(request: FastifyRequest): boolean {
  return refused.has(request);
}

/** Sends a refusal in its own words: a page to people, problem details to programs. */
export function showRefusalFromBelow(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, code, title, sentences, retryAfterSeconds }: RefusalFromBelow,
): FastifyReply {
  refused.add(request);
  void reply.header('retry-after', String(retryAfterSeconds));
  if (isForPrograms(request)) {
    const body = { ...problem(status, code, title, sentences.join(' ')), requestId: request.id };
    return reply.code(status).type('application/problem+json').send(JSON.stringify(body));
  }
  return showPage(request, reply, {
    status,
    currentPath: '',
    title,
    body: html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">${title}</h1>
${sentences.map((sentence) => html`<p class="govuk-body">${sentence}</p>`)}
<p class="govuk-body">If you need help, give this reference: <span class="homeward-reference">${request.id}</span></p>
</div></div>`,
  });
}

/** Sends a refusal: a page to people, problem details to programs. */
export function showRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  detail?: string,
  errors?: readonly FieldProblem[],
): FastifyReply {
  refused.add(request);
  const words = wordsFor(status);
  if (isForPrograms(request)) {
    const body = { ...problem(status, words.type, words.title, detail, errors), requestId: request.id };
    return reply.code(status).type('application/problem+json').send(JSON.stringify(body));
  }
  return showPage(request, reply, {
    status,
    // The same under every address: a page that may not be seen must not be told from one that is not there.
    currentPath: '',
    title: words.title,
    body: html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">${words.title}</h1>
${(detail ? [detail] : words.body).map((sentence) => html`<p class="govuk-body">${sentence}</p>`)}
${errors && errors.length > 0 ? html`<ul class="govuk-list govuk-list--bullet">${errors.map((error) => html`<li>${error.detail}</li>`)}</ul>` : ''}
<p class="govuk-body">If you need help, give this reference: <span class="homeward-reference">${request.id}</span></p>
</div></div>`,
  });
}
