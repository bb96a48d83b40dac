import type { Item, Mapping } from './instrument.ts';
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
  };
  const say = (problem: string) => problems.push(`mapping: ${problem}`);
  checkCovers('row_status', rowStatus, items.get(rowStatusColumn), say);
  checkCovers('workflow', workflow, items.get(workflowColumn), say);
  checkPresence(mapping, items.get(presenceColumn), say);
  checkSteps(mapping, say);
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
