import { compileChain } from './compile-chain.ts';
import type { CodesByColumn, Item, Mapping } from './instrument.ts';
import type { MappingFile } from './schema.ts';

/** Columns whose answer decides what becomes of a record. */
const rowStatusColumn = 'status_rumahtangga';
const workflowColumn = 'hasil_verivali';
const presenceColumn = 'Sta_keberadaan_art';

/** Compiles the record mapping; what is wrong is added to `problems`. */
export function compileMapping(
  file: MappingFile,
  items: ReadonlyMap<string, Item>,
  problems: string[],
): Mapping {
  const rowStatus = byCode(file.row_status);
  const workflow = new Map(
    Object.entries(file.workflow).map(([code, step]) => [
      Number(code),
      { status: step.status, stereotype: step.stereotype, photosPending: step.photos_pending },
    ]),
  );
  const mapping: Mapping = {
    version: file.version,
    idPeriode: file.id_periode,
    sumberData: file.sumber_data,
    rowStatus,
    memberRowStatus: byCode(file.member_row_status),
    present: new Set(file.present),
    workflow,
    copies: Object.entries(file.copies),
    photos: file.photos,
    statuses: file.statuses,
    ...compileChain(file, problems),
    backCheck: file.back_check.flatMap((column) => items.get(column) ?? []),
    progress: {
      refused: codesByColumn(file.progress.refused),
      notFound: codesByColumn(file.progress.not_found),
      approved: new Set(file.progress.approved),
    },
  };
  const say = (problem: string) => problems.push(`mapping: ${problem}`);
  checkCovers('row_status', rowStatus, items.get(rowStatusColumn), say);
  checkCovers('workflow', workflow, items.get(workflowColumn), say);
  checkPresence(mapping, items.get(presenceColumn), say);
  checkSteps(mapping, say);
  checkProgress(mapping, items, say);
  checkBackCheck(file, items, say);
  for (const [, from] of mapping.copies) {
    if (!items.has(from)) say(`copies from ${from}, which is no item`);
  }
  return mapping;
}

function checkCovers(
  name: string,
  map: ReadonlyMap<number, unknown>,
  item: Item | undefined,
  say: (problem: string) => void,
): void {
  const codes = [...(item?.codes?.keys() ?? [])];
  if (codes.length === 0) say(`${name} has no item to go by`);
  if (codes.join() !== [...map.keys()].join()) say(`${name} must have exactly the codes ${codes.join(', ')}`);
}

/** Only an instrument that asks for members needs what becomes of them. */
function checkPresence(mapping: Mapping, item: Item | undefined, say: (problem: string) => void): void {
  if (item !== undefined) checkCovers('member_row_status', mapping.memberRowStatus, item, say);
  for (const code of mapping.present) {
    if (!mapping.memberRowStatus.has(code)) say(`present names ${code}, which is no code`);
  }
}

function byCode(file: Readonly<Record<string, string>>): Map<number, string> {
  return new Map(Object.entries(file).map(([code, status]) => [Number(code), status]));
}

function codesByColumn(file: Readonly<Record<string, readonly number[]>>): CodesByColumn {
  return new Map(Object.entries(file).map(([column, codes]) => [column, new Set(codes)]));
}

function checkProgress(
  { progress, statuses }: Mapping,
  items: ReadonlyMap<string, Item>,
  say: (problem: string) => void,
): void {
  for (const [column, codes] of [...progress.refused, ...progress.notFound]) {
    const item = items.get(column);
    const unknown = [...codes].filter((code) => !item?.codes?.has(code));
    if (item?.table !== 'udrt') say(`progress goes by ${column}, which is no item of the household`);
    else if (unknown.length > 0) say(`progress goes by ${column} ${unknown.join(', ')}, which is no code`);
  }
  for (const status of progress.approved) {
    if (!statuses.some(({ code }) => code === status)) say(`progress counts ${status}, which is no status`);
  }
}

/** What is asked again must have an answer to be compared: always asked, with codes. */
function checkBackCheck(
  file: MappingFile,
  items: ReadonlyMap<string, Item>,
  say: (problem: string) => void,
): void {
  for (const column of file.back_check) {
    const item = items.get(column);
    const isCompared = item?.table === 'udrt' && item.codes !== null && item.askedIf === null;
    if (!isCompared) say(`back_check asks ${column}, which is no item with codes that is always asked`);
  }
}

function checkSteps(mapping: Mapping, say: (problem: string) => void): void {
  for (const [code, step] of mapping.workflow) {
    const isKnown = mapping.statuses.some(
      (status) => status.code === step.status && status.stereotype === step.stereotype,
    );
    if (!isKnown) say(`workflow ${code} lands on ${step.status} ${step.stereotype}, which is no status`);
    if (step.photosPending > mapping.photos.length)
      say(`workflow ${code} waits for more photos than there are`);
  }
}
