import { z } from 'zod';
import { maxUploadBytes } from '../../../domain/upload-limit.ts';
import { type ConsoleRole, consoleRoles } from '../../../domain/workflow/console-user.ts';
import { scopeOf } from '../../../domain/workflow/scope.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { RefusedFile, Upload, Uploader, UploadKind } from '../../../ports.ts';
import { csrfInput } from '../form.ts';
import { moment, table } from '../lists.ts';
import type { Page, Reply } from '../reply.ts';
import { type Route, route, type UserVisit } from '../route.ts';
import { writeNumber } from '../texts.ts';
import { keeperRole } from './officers/scope.ts';

/** Areas are the nation's; the others are kept by whoever answers for their area. */
const kindsOf: Readonly<Record<ConsoleRole, readonly UploadKind[]>> = {
  admin: ['officers', 'households', 'members', 'areas'],
  pusat: ['officers', 'households', 'members', 'areas'],
  korwil: ['officers', 'households', 'members'],
  korkab: ['officers', 'households', 'members'],
  korcam: ['officers', 'households', 'members'],
};
const uploadKinds = kindsOf.admin;

const columnsOf: Readonly<Record<UploadKind, string>> = {
  officers: 'msisdn,nama,peran,wilayah,atasan,bahasa',
  households: 'IDBDT,Nama_KRT,Alamat,Nama_SLS,NOKK,Jumlah_ART',
  members: 'IDBDT,no_urut,Nama,NIK,JnsKel,TglLahir,Hub_KRT',
  areas: 'kode_bps,kode_kemendagri,nama,tingkat',
};

const KindInput = z.object({ kind: z.enum(uploadKinds) });
const IdInput = z.object({ id: z.uuid() });
type IdInput = z.output<typeof IdInput>;

/** Files shown of a user's. */
const shownFiles = 20;
/** Bad rows shown on the page; the file of them has up to 1,000. */
const shownBad = 100;
const refreshSeconds = 2;

const statusOf = { 'too-large': 413, empty: 422 } as const satisfies Record<RefusedFile, 413 | 422>;

const UploadJson = z.object({
  id: z.string(),
  kind: z.enum(uploadKinds),
  fileName: z.string(),
  state: z.enum(['receiving', 'checking', 'checked', 'importing', 'imported', 'failed']),
  bytes: z.int(),
  bytesRead: z.int(),
  rows: z.object({ read: z.int(), good: z.int(), bad: z.int() }).nullable(),
  bad: z.array(z.object({ line: z.int(), reason: z.string() })),
  fault: z.string().nullable(),
});

/** Of one's own files only: of another's nobody hears. An administrator's are theirs alone too. */
const ofFile = {
  who: consoleRoles,
  input: IdInput,
  scope: async ({ id }: IdInput, { stores, user }: UserVisit) => {
    const upload = await stores.uploads.read(id);
    return upload?.userId === user.id ? user.areas : null;
  },
} as const;

/** CSV in: kept, checked without being written, and imported once its user has seen what is wrong with it. */
export const importRoutes: readonly Route[] = [
  route({
    id: 'imports',
    method: 'get',
    path: '/imports',
    who: consoleRoles,
    scope: 'own',
    input: z.object({}),
    answer: (_input, visit) => importsPage(visit),
  }),
  route({
    id: 'imports.add',
    method: 'post',
    path: '/imports',
    who: consoleRoles,
    scope: (input, { user }) => (kindsOf[user.role].includes(input.kind) ? user.areas : '00'),
    input: KindInput,
    maxFileBytes: maxUploadBytes,
    answer: async ({ kind }, visit) => {
      const { file, say } = visit;
      if (!file) return { kind: 'refusal', status: 422, text: say('imports.fault.empty') };
      const received = await receive(file.bytes, kind, file.name, visit);
      return 'id' in received ? { kind: 'redirect', to: `/imports/${received.id}` } : received;
    },
  }),
  route({
    id: 'api.imports.add',
    method: 'post',
    path: '/api/v1/imports',
    who: consoleRoles,
    scope: (input, { user }) => (kindsOf[user.role].includes(input.kind) ? user.areas : '00'),
    input: KindInput.extend({ fileName: z.string().min(1).max(200), csv: z.string() }),
    maxBodyBytes: maxUploadBytes,
    summary: 'Keeps a CSV file and sets about checking it; nothing is written before it is confirmed',
    output: z.object({ id: z.string() }),
    answer: async ({ kind, fileName, csv }, visit) => {
      const received = await receive(once(Buffer.from(csv)), kind, fileName, visit);
      return 'id' in received ? { kind: 'json', body: received } : received;
    },
  }),
  route({
    ...ofFile,
    id: 'import',
    method: 'get',
    path: '/imports/:id',
    answer: async ({ id }, visit) => {
      const upload = await visit.stores.uploads.read(id);
      return upload ? importPage(upload, visit) : { kind: 'redirect', to: '/imports' };
    },
  }),
  route({
    ...ofFile,
    id: 'api.import',
    method: 'get',
    path: '/api/v1/imports/:id',
    summary: 'How far a file is, and what is wrong with it: the first 1,000 bad rows',
    output: UploadJson,
    answer: async ({ id }, { stores, say }) => {
      const upload = await stores.uploads.read(id);
      if (!upload) return { kind: 'refusal', status: 404, text: say('denied.not-found.text') };
      const { kind, fileName, state, bytes, bytesRead, rows, bad, fault } = upload;
      return { kind: 'json', body: { id, kind, fileName, state, bytes, bytesRead, rows, bad, fault } };
    },
  }),
  route({
    ...ofFile,
    id: 'import.bad',
    method: 'get',
    path: '/imports/:id/bad.csv',
    answer: async ({ id }, { stores }) => {
      const bad = (await stores.uploads.read(id))?.bad ?? [];
      const rows = [['line', 'reason'], ...bad.map(({ line, reason }) => [line, reason])];
      return { kind: 'csv', name: 'bad-rows', rows };
    },
  }),
  ...(['/imports/:id/confirm', '/api/v1/imports/:id/confirm'] as const).map((path) => {
    const isApi = path.startsWith('/api/');
    return route({
      ...ofFile,
      id: isApi ? 'api.import.confirm' : 'import.confirm',
      method: 'post',
      path,
      ...(isApi && {
        summary: 'Imports the good rows of a checked file',
        output: z.object({ id: z.string() }),
      }),
      answer: async ({ id }, { stores, say }) => {
        const isBegun = await stores.importUploads.confirm(id);
        if (!isBegun) return { kind: 'refusal', status: 409, text: say('imports.not-checked') };
        return isApi ? { kind: 'json', body: { id } } : { kind: 'redirect', to: `/imports/${id}` };
      },
    });
  }),
];

async function receive(
  bytes: AsyncIterable<Uint8Array>,
  kind: UploadKind,
  fileName: string,
  { user, stores, say }: UserVisit,
): Promise<{ readonly id: string } | Extract<Reply, { kind: 'refusal' }>> {
  const by: Uploader = { userId: user.id, scope: scopeOf(user.areas), role: keeperRole(user.role) };
  const received = await stores.importUploads.receive(bytes, { kind, fileName }, by);
  if (typeof received !== 'string') return received;
  return {
    kind: 'refusal',
    status: statusOf[received],
    text: say(`imports.fault.${received}`, { megabytes }),
  };
}

const megabytes = maxUploadBytes / 1024 ** 2;

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function importsPage(visit: UserVisit): Promise<Page> {
  const { say, stores, user } = visit;
  const files = await stores.uploads.listOf(user.id, shownFiles);
  const label = say('imports.files');
  const heads = ['file', 'kind', 'state', 'at'].map((key) => say(`imports.${key}`));
  const rows = files.map(
    ({ id, fileName, kind, state, createdAt }) =>
      html`<th scope="row"><a href="/imports/${id}">${fileName}</a></th><td>${say(`imports.kinds.${kind}`)}</td>
<td>${say(`imports.states.${state}`)}</td><td>${moment(createdAt)}</td>`,
  );
  return {
    kind: 'page',
    title: say('imports.title'),
    body: html`<form class="card" method="post" action="/imports" enctype="multipart/form-data">${csrfInput(visit)}
<label for="kind">${say('imports.kind')}</label>
<select id="kind" name="kind">${kindsOf[user.role].map((kind) => html`<option value="${kind}">${say(`imports.kinds.${kind}`)}: ${columnsOf[kind]}</option>`)}</select>
<label for="file">${say('imports.file')}</label>
<input id="file" name="file" type="file" accept=".csv,text/csv" required>
<p class="hint">${say('imports.hint', { megabytes })}</p>
<button>${say('imports.check')}</button></form>
<h2>${label}</h2>${table({ label, heads, rows }, say)}`,
  };
}

function importPage(upload: Upload, visit: UserVisit): Page {
  const { say } = visit;
  const { state, kind, fileName } = upload;
  const isUnderWay = state === 'checking' || state === 'importing' || state === 'receiving';
  return {
    kind: 'page',
    title: fileName,
    crumbs: [{ text: say('imports.title'), href: '/imports' }],
    ...(isUnderWay && { refreshSeconds, scripts: ['refresh.js'] }),
    body: html`<p>${say(`imports.kinds.${kind}`)}: <strong role="status" data-state="${state}">${say(`imports.states.${state}`)}</strong></p>
${isUnderWay ? progress(upload, visit) : nothing}${upload.fault === null ? nothing : fault(upload.fault, visit)}
${figures(upload, visit)}${state === 'checked' ? confirmation(upload, visit) : nothing}${badRows(upload, visit)}`,
  };
}

function progress({ bytes, bytesRead }: Upload, { say }: UserVisit): Html {
  return html`<p><label for="read">${say('imports.progress')}</label>
<progress id="read" max="${Math.max(bytes, 1)}" value="${bytesRead}"></progress></p>`;
}

/** What is wrong with the file as a whole is said in the words of the import, or it was cut off. */
function fault(text: string, { say }: UserVisit): Html {
  return html`<p class="problem">${text === 'interrupted' ? say('imports.fault.interrupted') : text}</p>`;
}

function figures({ rows, state }: Upload, { say, language }: UserVisit): Html {
  if (rows === null) return nothing;
  const good = state === 'imported' ? 'imported' : 'good';
  const shown = [
    ['read', rows.read],
    [good, rows.good],
    ['bad', rows.bad],
  ] as const;
  return html`<dl class="figures">${shown.map(
    ([key, value]) =>
      html`<div><dt>${say(`imports.rows.${key}`)}</dt><dd data-figure="${key}">${writeNumber(value, language)}</dd></div>`,
  )}</dl>`;
}

function confirmation({ id, rows }: Upload, visit: UserVisit): Html {
  if (rows === null || rows.good === 0) return nothing;
  const { say } = visit;
  return html`<form method="post" action="/imports/${id}/confirm">${csrfInput(visit)}
<p>${say('imports.confirm-hint')}</p><button>${say('imports.confirm', { rows: rows.good })}</button></form>`;
}

function badRows({ id, bad, rows }: Upload, { say }: UserVisit): Html {
  if (bad.length === 0) return nothing;
  const label = say('imports.bad-rows');
  const cells = bad
    .slice(0, shownBad)
    .map(({ line, reason }) => html`<th scope="row" class="number">${line}</th><td>${reason}</td>`);
  const more =
    (rows?.bad ?? 0) > shownBad ? html`<p>${say('imports.more-bad', { shown: shownBad })}</p>` : nothing;
  const heads = [say('imports.line'), say('imports.reason')];
  return html`<h2>${label}</h2>${table({ label, heads, rows: cells }, say)}${more}
<p><a href="/imports/${id}/bad.csv">${say('list.csv')}</a></p>`;
}
