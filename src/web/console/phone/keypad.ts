import { type Html, html } from '../../../html.ts';
import type { Say } from '../texts.ts';

const keys = [
  ['1', ''],
  ['2', 'abc'],
  ['3', 'def'],
  ['4', 'ghi'],
  ['5', 'jkl'],
  ['6', 'mno'],
  ['7', 'pqrs'],
  ['8', 'tuv'],
  ['9', 'wxyz'],
  ['*', ''],
  ['0', ''],
  ['#', ''],
] as const;

/** The keys: call, delete, end; below them the twelve. */
export function keypad(say: Say): Html {
  return html`<div class="keys">
<button type="button" class="key call" data-do="call">${say('phone.call')}</button>
<button type="button" class="key soft" data-do="delete">${say('phone.delete')}</button>
<button type="button" class="key end" data-do="end">${say('phone.end')}</button>
${keys.map(([digit, letters]) => html`<button type="button" class="key" data-key="${digit}"><b>${digit}</b><small aria-hidden="true">${letters}</small></button>\n`)}</div>`;
}
