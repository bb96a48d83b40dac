import type { ReviewStep } from '../instrument/instrument.ts';

/** Columns of a household's row that say where it stands in the status chain, and by whom. */
export type ChainColumns = Readonly<
  Partial<
    Record<
      | 'status'
      | 'stereotype'
      | 'foto_tertunda'
      | 'foto_tersimpan'
      | 'approved_by'
      | 'approved_at'
      | 'confirmed_by',
      string | number | null
    >
  >
>;

/** A household that nobody has approved. */
export const noApproval = { approved_by: null, approved_at: null, confirmed_by: null } satisfies ChainColumns;

/** A place of the chain as a household's row has it. */
export function placeColumns({ code, stereotype }: ReviewStep['to']) {
  return { status: code, stereotype };
}
