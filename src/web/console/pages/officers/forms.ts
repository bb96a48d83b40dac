import { type Html, html, nothing } from '../../../../html.ts';
import type { OfficerRecord } from '../../../../ports.ts';
import { csrfInput } from '../../form.ts';
import type { UserVisit } from '../../route.ts';
import type { Say } from '../../texts.ts';

/** A form for each change, so that two people who change different things don't undo each other's. */
export function officerForms(officer: OfficerRecord, visit: UserVisit): Html {
  const { say } = visit;
  const form = (act: string, fields: Html, isDanger = false) =>
    html`<details class="card"><summary>${say(`officer.act.${act}`)}</summary>
<form method="post" action="/officers/${officer.code}/${act}">${csrfInput(visit)}${fields}
<button${isDanger ? html` class="danger"` : nothing}>${say(`officer.act.${act}`)}</button></form></details>`;
  const successor = form('replace-person', successorFields(officer, say));
  if (officer.endedAt !== null) {
    // Only the post can still be filled, once.
    if (officer.replacedBy !== null) return nothing;
    return html`<p class="warning">${say('officer.has-ended')}</p>${successor}`;
  }
  return html`<h2>${say('officer.change')}</h2>
${form('add-number', text(say, 'add-number', 'number'))}
${form('replace-number', replacedFields(officer, say))}
${form('set-areas', text(say, 'set-areas', 'areas', officer.areas.join('|')))}
${form('set-superior', optionalText(say, 'set-superior', 'superior', officer.superior ?? ''))}
${form('set-language', choice(say, 'set-language', 'language', officer.language, languages(say)))}
${form('set-quiet', choice(say, 'set-quiet', 'quiet', officer.isQuiet ? 'on' : 'off', onOff(say)))}
${form('reset-pin', html`<p>${say('officer.pin-hint')}</p>`)}
${successor}
${form('end', html`<p>${say('officer.end-hint')}</p>`, true)}`;
}

function replacedFields({ numbers }: OfficerRecord, say: Say): Html {
  const now = numbers.filter(({ until }) => until === null).map(({ msisdn }) => [msisdn, msisdn] as const);
  return html`${choice(say, 'replace-number', 'from', '', now)}${text(say, 'replace-number', 'to')}`;
}

function successorFields({ language }: OfficerRecord, say: Say): Html {
  const act = 'replace-person';
  return html`<p>${say('officer.replace-hint')}</p>
${text(say, act, 'name')}${text(say, act, 'number')}${choice(say, act, 'language', language, languages(say))}`;
}

function text(say: Say, act: string, name: string, value = ''): Html {
  return html`<label for="${act}-${name}">${say(`officer.field.${name}`)}</label>
<input id="${act}-${name}" name="${name}" value="${value}" autocomplete="off" required>`;
}

function optionalText(say: Say, act: string, name: string, value: string): Html {
  return html`<label for="${act}-${name}">${say(`officer.field.${name}`)}</label>
<input id="${act}-${name}" name="${name}" value="${value}" autocomplete="off">`;
}

type Choices = readonly (readonly [value: string, text: string])[];

function choice(say: Say, act: string, name: string, chosen: string, choices: Choices): Html {
  return html`<label for="${act}-${name}">${say(`officer.field.${name}`)}</label>
<select id="${act}-${name}" name="${name}">${choices.map(
    ([value, shown]) =>
      html`<option value="${value}"${value === chosen ? html` selected` : nothing}>${shown}</option>`,
  )}</select>`;
}

function languages(say: Say): Choices {
  return (['id', 'en'] as const).map((language) => [language, say(`language.${language}`)]);
}

function onOff(say: Say): Choices {
  return (['on', 'off'] as const).map((value) => [value, say(`officer.${value}`)]);
}
