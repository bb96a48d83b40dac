import { z } from 'zod';
import { consoleRoles } from '../../../../domain/workflow/console-user.ts';
import { type Html, html, nothing } from '../../../../html.ts';
import type { OfficerRecord } from '../../../../ports.ts';
import { moment, optional, table } from '../../lists.ts';
import { type Route, route, type UserVisit } from '../../route.ts';
import { doerOf } from './acts.ts';
import { officerForms } from './forms.ts';
import { Officer, officerJson } from './list.ts';
import { isBelow, keptAt, OfficerInput, readByCode, seenAt } from './scope.ts';

const gone = (visit: UserVisit) =>
  ({ kind: 'refusal', status: 404, text: visit.say('officer-fault.unknown-officer') }) as const;

export const officerPageRoutes: readonly Route[] = [
  route({
    id: 'officer',
    method: 'get',
    path: '/officers/:code',
    who: consoleRoles,
    scope: seenAt,
    input: OfficerInput.extend({ done: optional(z.string().max(30)) }),
    answer: async ({ code, done }, visit) => {
      const officer = await readByCode(code, visit);
      if (!officer) return gone(visit);
      return {
        kind: 'page',
        title: officer.name,
        crumbs: [{ text: visit.say('officers.title'), href: '/officers' }],
        body: html`${done === undefined ? nothing : html`<p class="done" role="status">${visit.say('officer.done')}</p>`}
${facts(officer, visit)}${numbers(officer, visit)}${isBelow(officer.role, visit) ? officerForms(officer, visit) : nothing}`,
      };
    },
  }),
  route({
    id: 'api.officer',
    method: 'get',
    path: '/api/v1/officers/:code',
    who: consoleRoles,
    scope: seenAt,
    input: OfficerInput,
    summary: 'An officer, with every number that is or was theirs',
    output: Officer.extend({
      language: z.enum(['id', 'en']),
      isQuiet: z.boolean(),
      isStopped: z.boolean(),
      replaces: z.string().nullable(),
      replacedBy: z.string().nullable(),
      team: z.int(),
      numbers: z.array(z.object({ msisdn: z.string(), since: z.string(), until: z.string().nullable() })),
    }),
    answer: async ({ code }, visit) => {
      const officer = await readByCode(code, visit);
      if (!officer) return gone(visit);
      const { language, isQuiet, isStopped, replaces, replacedBy, team, numbers: all } = officer;
      const told = { language, isQuiet, isStopped, replaces, replacedBy, team, numbers: all };
      return { kind: 'json', body: { ...officerJson(officer), ...told } };
    },
  }),
  route({
    id: 'officer.reset-pin',
    method: 'post',
    path: '/officers/:code/reset-pin',
    who: consoleRoles,
    scope: keptAt,
    input: OfficerInput,
    answer: async ({ code }, visit) => {
      const officer = await readByCode(code, visit);
      const reset = officer && (await visit.stores.staff.resetPin(officer.id, doerOf(visit)));
      if (!officer || !reset) return gone(visit);
      if (typeof reset === 'string')
        return { kind: 'refusal', status: 409, text: visit.say(`officer-fault.${reset}`) };
      // Shown once, and so no redirect: only its hash is kept.
      return {
        kind: 'page',
        title: visit.say('officer.pin-title', { code }),
        body: html`<p class="raw"><strong>${reset.pin}</strong></p><p>${visit.say('officer.pin-text')}</p>
<p><a href="/officers/${code}">${officer.name}</a></p>`,
      };
    },
  }),
];

function facts(officer: OfficerRecord, { say }: UserVisit): Html {
  const settings = [
    say(`language.${officer.language}`),
    ...(officer.isQuiet ? [say('officer.is-quiet')] : []),
    ...(officer.isStopped ? [say('officer.is-stopped')] : []),
  ];
  const link = (code: string | null) =>
    code === null ? null : html`<a href="/officers/${code}">${code}</a>`;
  const lines: readonly (readonly [string, Html | string | null])[] = [
    ['code', officer.code],
    ['number', officer.msisdn],
    ['role', say(`officer-role.${officer.role}`)],
    ['areas', officer.areas.join(' ')],
    ['superior', link(officer.superior)],
    ['team', officer.team === 0 ? null : String(officer.team)],
    ['settings', settings.join(', ')],
    ['ended', officer.endedAt && moment(officer.endedAt)],
    ['replaces', link(officer.replaces)],
    ['replaced-by', link(officer.replacedBy)],
  ];
  return html`<dl class="facts card">${lines.map(([key, value]) =>
    value === null || value === '' ? nothing : html`<dt>${say(`officer.${key}`)}</dt><dd>${value}</dd>`,
  )}</dl>`;
}

function numbers({ numbers: all }: OfficerRecord, { say }: UserVisit): Html {
  const rows = all.map(
    ({ msisdn, since, until }) =>
      html`<th scope="row">${msisdn}</th><td>${moment(since)}</td><td>${until ? moment(until) : ''}</td>`,
  );
  const label = say('officer.numbers');
  const heads = ['number', 'since', 'until'].map((key) => say(`officer.${key}`));
  return html`<h2>${label}</h2>${table({ label, heads, rows }, say)}`;
}
