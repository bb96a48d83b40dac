import { type Html, html } from '../../html.ts';
import { csrfField } from './csrf.ts';
import type { UserVisit } from './route.ts';

/** The hidden field that every form with `method="post"` needs. */
export function csrfInput({ csrfToken }: Pick<UserVisit, 'csrfToken'>): Html {
  return html`<input type="hidden" name="${csrfField}" value="${csrfToken}">`;
}
