import { z } from 'zod';
import { maxUploadBytes } from '../../../domain/upload-limit.ts';
import { type ConsoleRole, consoleRoles } from '../../../domain/workflow/console-user.ts';
import { nation } from '../../../domain/workflow/progress.ts';
import { scopeOf } from '../../../domain/workflow/scope.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { RefusedFile, Upload, Uploader, UploadKind } from '../../../ports.ts';
import { csrfInput } from '../form.ts';
import { moment, table } from '../lists.ts';
import type { Page, Reply } from '../reply.ts';
import { type Route, route, type UserVisit } from '../route.ts';
import { writeNumber } from '../texts.ts';
import { keeperRole } from './officers/scope.ts';

/** What whoever answers for an area brings; areas themselves are the nation's. */
const ownKinds = ['officers', 'households', 'members'] as const satisfies readonly UploadKind[];
const uploadKinds = [...ownKinds, 'areas'] as const satisfies readonly UploadKind[];
const areaKeepers: readonly ConsoleRole[] = ['admin', 'pusat'];

const columnsOf: Readonly<Record<UploadKind, string>> = {
  officers: 'msisdn,nama,peran,wilayah,atasan,bahasa',
  households: 'IDBDT,Nama_KRT,Alamat,Nama_SLS,NOKK,Jumlah_ART',
  members: 'IDBDT,no_urut,Nama,NIK,JnsKel,TglLahir,Hub_KRT',
  areas: 'kode_bps,kode_kemendagri,nama,tingkat',
};

const KindInput = z.object({ kind: z.enum(ownKinds) });
const FileInput = z.object({ fileName: z.string().min(1).max(200), csv: z.string() });
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

/** A file is its user's, and of whoever answers for all that they could write by it. */
const ofFile = {
  who: consoleRoles,
  input: IdInput,
  scope: async ({ id }: IdInput, { stores }: UserVisit) => {
    const upload = await stores.uploads.read(id);
    return upload ? upload.by.scope.map((area) => area || nation) : null;
  },
} as const;

const bringing = { method: 'post', maxFileBytes: maxUploadBytes } as const;
const bringingJson = {
  method: 'post',
  maxBodyBytes: maxUploadBytes,
  output: z.object({ id: z.string() }),
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
    ...bringing,
    id: 'imports.add',
    who: consoleRoles,
    scope: 'own',
    path: '/imports',
    input: KindInput,
    answer: ({ kind }, visit) => receiveForm(kind, visit),
  }),
  route({
    ...bringing,
    id: 'imports.add-areas',
    who: areaKeepers,
    scope: 'nowhere',
    path: '/imports/areas',
    input: z.object({}),
    answer: (_input, visit) => receiveForm('areas', visit),
  }),
  route({
    ...bringingJson,
    id: 'api.imports.add',
    who: consoleRoles,
    scope: 'own',
    path: '/api/v1/imports',
    input: KindInput.extend(FileInput.shape),
    summary: 'Keeps a CSV file and sets about checking it; nothing is written before it is confirmed',
    answer: ({ kind, fileName, csv }, visit) => receiveJson(kind, fileName, csv, visit),
  }),
  route({
    ...bringingJson,
    id: 'api.imports.add-areas',
    who: areaKeepers,
    scope: 'nowhere',
    path: '/api/v1/imports/areas',
    input: FileInput,
    summary: 'The same for areas',
    answer: ({ fileName, csv }, visit) => receiveJson('areas', fileName, csv, visit),
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

async function receiveForm(kind: UploadKind, visit: UserVisit): Promise<Reply> {
  const { file, say } = visit;
  if (!file) return { kind: 'refusal', status: 422, text: say('imports.fault.empty') };
  const received = await receive(file.bytes, kind, file.name, visit);
  return 'id' in received ? { kind: 'redirect', to: `/imports/${received.id}` } : received;
}

async function receiveJson(
  kind: UploadKind,
  fileName: string,
  csv: string,
  visit: UserVisit,
): Promise<Reply> {
  const received = await receive(once(Buffer.from(csv)), kind, fileName, visit);
  return 'id' in received ? { kind: 'json', body: received } : received;
}

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
    body: html`${fileForm('/imports', ownKinds, visit)}
${areaKeepers.includes(user.role) ? fileForm('/imports/areas', ['areas'], visit) : nothing}
<h2>${label}</h2>${table({ label, heads, rows }, say)}`,
  };
}

function fileForm(path: string, kinds: readonly UploadKind[], visit: UserVisit): Html {
  const { say } = visit;
  const [first] = kinds;
  const name = kinds.length === 1 ? `file-${first}` : 'file';
  const described = (kind: UploadKind) => `${say(`imports.kinds.${kind}`)}: ${columnsOf[kind]}`;
  return html`<form class="card" method="post" action="${path}" enctype="multipart/form-data">${csrfInput(visit)}
${
  kinds.length === 1
    ? html`<p>${kinds.map(described).join('')}</p>`
    : html`<label for="kind">${say('imports.kind')}</label>
<select id="kind" name="kind">${kinds.map((kind) => html`<option value="${kind}">${described(kind)}</option>`)}</select>`
}
<label for="${name}">${say('imports.file')}</label>
<input id="${name}" name="file" type="file" accept=".csv,text/csv" required>
<p class="hint">${say('imports.hint', { megabytes })}</p>
<button>${say('imports.check')}</button></form>`;
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
