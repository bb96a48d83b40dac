import { phoneCode } from '../../../domain/flow/phone-code.ts';
import { localDay } from '../../../domain/identity/time-zone.ts';
import { gsm7Basic, gsm7Extension } from '../../../domain/sms/gsm7.ts';
import { type Html, html } from '../../../html.ts';
import type { PhoneNumber } from '../../../ports.ts';
import type { Page } from '../reply.ts';
import type { Visit } from '../route.ts';
import type { Say } from '../texts.ts';
import { keypad } from './keypad.ts';

/** Where the page's script asks, and with what. */
interface PhoneAddress {
  readonly base: string;
  readonly csrfToken: string;
}

/** What the script says by itself; each is `phone.<key>`. */
const spoken = [
  'ready',
  'dialling',
  'connected',
  'ended',
  'cut',
  'timed-out',
  'wrong-code',
  'failed',
  'same',
  'other',
  'nothing-to-repeat',
  'sent',
  'no-answer',
  'new-sms',
  'saved',
] as const;

const delays = [0, 2, 5, 12] as const;

/** The page of the phone: the handset, its messages, what the network may do to it, and what to try. */
export function phonePage(visit: Visit, numbers: readonly PhoneNumber[], address: PhoneAddress): Page {
  const { say } = visit;
  const head = { kind: 'page', title: say('phone.title') } as const;
  if (numbers.length === 0) return { ...head, body: html`<p>${say('phone.no-number')}</p>` };
  const { screenSeptets, sessionSeconds } = visit.stores.phone.profile;
  const body = html`<p class="phone-lead">${say('phone.lead')}</p>
<noscript><p class="note">${say('phone.no-script')}</p></noscript>
<div class="phone" data-phone data-base="${address.base}" data-csrf="${address.csrfToken}"
  data-code="${phoneCode}" data-limit="${screenSeptets}" data-seconds="${sessionSeconds}"
  data-gsm7="${gsm7Basic}" data-gsm7-extension="${gsm7Extension}"
  data-texts="${JSON.stringify(Object.fromEntries(spoken.map((key) => [key, say(`phone.${key}`)])))}">
${handset(say, numbers, screenSeptets)}
<div class="phone-side">
${messages(say)}
${network(say)}
${toTry(visit, numbers[0]?.areas[0] ?? '')}
</div>
</div>`;
  return { ...head, body, scripts: ['phone.js'], styles: ['phone.css'] };
}

function handset(say: Say, numbers: readonly PhoneNumber[], limit: number): Html {
  return html`<section class="handset" aria-label="${say('phone.handset')}">
<label class="phone-as">${say('phone.as')}
<select data-as>${numbers.map((number) => html`<option value="${number.code}">${numberText(say, number)}</option>`)}</select></label>
<div class="handset-body">
<div class="handset-ear" aria-hidden="true"></div>
<div class="display">
<p class="display-bar"><span aria-hidden="true" class="bars"><i></i><i></i><i></i><i></i></span>
<span data-state role="status">${say('phone.ready')}</span><span data-seconds-left></span></p>
<pre class="display-text" data-screen role="log" aria-live="polite" aria-label="${say('phone.screen')}" tabindex="0"></pre>
<label class="display-input"><span class="unseen">${say('phone.input')}</span>
<input data-input type="text" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="200" enterkeyhint="send"></label>
<p class="display-meter" data-meter>0/${limit} GSM-7</p>
</div>
${keypad(say)}
</div>
</section>`;
}

function numberText(say: Say, { msisdn, name, role, kind }: PhoneNumber): string {
  const told = `${name}, ${role}, ${msisdn}`;
  return kind === 'test' ? `${told} (${say('phone.test-number')})` : told;
}

function messages(say: Say): Html {
  return html`<section class="card" aria-labelledby="phone-sms">
<h2 id="phone-sms">${say('phone.sms')}</h2>
<label>${say('phone.sms-text')}
<textarea data-sms rows="3" maxlength="1000"></textarea></label>
<p class="phone-row"><label class="check"><input type="checkbox" data-practice> ${say('phone.practice')}</label>
<span class="display-meter" data-sms-meter>0/160 GSM-7</span></p>
<p class="phone-row"><button type="button" data-do="sms">${say('phone.send')}</button></p>
<p class="hint">${say('phone.practice-hint')}</p>
<ol class="bubbles" data-messages aria-live="polite" aria-label="${say('phone.messages')}"></ol>
</section>`;
}

function network(say: Say): Html {
  return html`<section class="card" aria-labelledby="phone-network">
<h2 id="phone-network">${say('phone.network')}</h2>
<p class="phone-row"><label>${say('phone.delay')}
<select data-delay>${delays.map((seconds) => html`<option value="${seconds}">${say('phone.seconds', { seconds })}</option>`)}</select></label></p>
<p class="phone-row"><button type="button" data-do="cut">${say('phone.do-cut')}</button>
<button type="button" data-do="retry">${say('phone.do-retry')}</button></p>
<p class="hint">${say('phone.network-hint')}</p>
<h3>${say('phone.transcript')}</h3>
<p class="phone-row"><button type="button" data-do="save">${say('phone.save')}</button>
<button type="button" class="quiet" data-do="forget">${say('phone.forget')}</button></p>
<details><summary>${say('phone.show-transcript')}</summary><pre class="phone-log" data-log role="region" aria-label="${say('phone.transcript')}" tabindex="0"></pre></details>
</section>`;
}

/** Codes and messages that fill the phone in when they are chosen; visited today, where the number's area is. */
function toTry({ say, now }: Visit, area: string): Html {
  const [, month, day] = localDay(now, area).split('-');
  const digits = `1011${day}${month}`;
  const codes = [
    { text: phoneCode, key: 'menu' },
    { text: '*384*94*14#', key: 'practice' },
    { text: `*384*94*1*716*${digits}*1#`, key: 'through' },
  ];
  const texts = [
    { text: `LATIH V 7-16 ${digits}`, key: 'practice-sms' },
    { text: `V 7-16 ${digits}`, key: 'visit-sms' },
    { text: 'CEK 7-16', key: 'check-sms' },
  ];
  const row = (kind: 'dial' | 'text', { text, key }: { text: string; key: string }) =>
    html`<li><button type="button" class="try" data-try="${kind}" value="${text}"><code>${text}</code></button> ${say(`phone.try-${key}`)}</li>`;
  return html`<section class="card" aria-labelledby="phone-try">
<h2 id="phone-try">${say('phone.try')}</h2>
<ul class="tries">${codes.map((one) => row('dial', one))}${texts.map((one) => row('text', one))}</ul>
<p>${trainingLink(say)}</p>
</section>`;
}

function trainingLink(say: Say): Html {
  return html`<a href="/training">${say('phone.to-training')}</a>`;
}
