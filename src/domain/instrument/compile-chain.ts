import type { Mapping, Place } from './instrument.ts';
import type { MappingFile } from './schema.ts';

/** Compiles the steps of the status chain after the field work; what is wrong is added to `problems`. */
export function compileChain(
  { statuses, submitted, chain }: MappingFile,
  problems: string[],
): Pick<Mapping, 'submitted' | 'chain'> {
  const placeOf = (code: string): Place => {
    const status = statuses.find((known) => known.code === code);
    if (status === undefined) problems.push(`mapping: chain names ${code}, which is no status`);
    return { code, stereotype: status?.stereotype ?? '' };
  };
  return {
    submitted: submitted === null ? null : placeOf(submitted),
    chain: chain.map(({ role, from, to, back_from: backFrom, back_to: backTo }) => ({
      role,
      from: new Set(from.map((code) => placeOf(code).code)),
      to: placeOf(to),
      backFrom: new Set(backFrom.map((code) => placeOf(code).code)),
      backTo: placeOf(backTo),
    })),
  };
}
