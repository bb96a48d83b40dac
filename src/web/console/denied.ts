import { html, nothing } from '../../html.ts';
import type { Page } from './reply.ts';
import type { Outcome } from './serve-route.ts';
import type { Say } from './texts.ts';

type Denied = Extract<Outcome, { kind: 'denied' }>;

const codes = {
  400: 'bad-request',
  401: 'not-signed-in',
  403: 'not-allowed',
  404: 'not-found',
  413: 'too-large',
  500: 'failed',
  503: 'unavailable',
} as const satisfies Record<Denied['status'], string>;

/** Says in words why there is no page, and what to do. */
export function deniedPage({ status, fields }: Denied, say: Say): Page {
  const code = codes[status];
  return {
    kind: 'page',
    status,
    title: say(`denied.${code}.title`),
    body: html`<p>${say(`denied.${code}.text`)}</p>
${fields && fields.length > 0 ? html`<p>${say('denied.fields', { fields: fields.join(', ') })}</p>` : nothing}
<p><a href="/">${say('denied.home')}</a></p>`,
  };
}

/** The same for programs. */
export function deniedJson({ status, fields }: Denied): object {
  return { error: { code: codes[status], ...(fields && { fields }) } };
}
