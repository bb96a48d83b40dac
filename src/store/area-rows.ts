import { z } from 'zod';
import { areaLevels, codeLengths, parseKemendagriCode } from '../domain/identity/area-code.ts';
import type { RowForm } from './import-rows.ts';

/** A row of any of the files that bring areas or their codes, as it waits to be written. */
export type StagedArea = {
  /** BPS code; null for a code of Kemendagri's own list. */
  readonly code: string | null;
  readonly name: string;
  readonly kemendagri: string | null;
  /** The name in Kemendagri's list. */
  readonly kemendagri_name: string;
  /** Days, `YYYY-MM-DD`, both included; null where they are not known. */
  readonly valid_from: string | null;
  readonly valid_to: string | null;
};

const Name = z.string().min(1, 'is missing');
const Digits = z.string().regex(/^\d+$/, 'must be digits');
const Dotted = z
  .string()
  .transform((code) => code.replaceAll('.', ''))
  .pipe(z.string().regex(/^\d*$/, 'must be digits, with or without dots'));
const Day = z.union([z.literal('').transform(() => null), z.iso.date('must be a date like 2022-07-25')]);

const areaColumns = ['kode_bps', 'kode_kemendagri', 'nama', 'tingkat'] as const;
const dayColumns = ['berlaku_dari', 'berlaku_sampai'] as const;

/** Areas with their codes in both lists; the days are those of the Kemendagri code. */
export const areaForm: RowForm<(typeof areaColumns)[number] | (typeof dayColumns)[number], StagedArea> = {
  placesOf,
  columns: areaColumns,
  optional: dayColumns,
  schema: z
    .object({
      kode_bps: Digits,
      kode_kemendagri: Dotted,
      nama: Name,
      tingkat: z
        .string()
        .toLowerCase()
        .pipe(z.enum(areaLevels, `must be one of ${areaLevels.join(', ')}`)),
      berlaku_dari: Day,
      berlaku_sampai: Day,
    })
    .superRefine((area, context) => {
      const { bps, kemendagri } = codeLengths[area.tingkat];
      const refuse = (column: string, message: string) =>
        context.addIssue({ code: 'custom', path: [column], message });
      const length = (digits: number) => `must have ${digits} digits for a ${area.tingkat}`;
      if (area.kode_bps.length !== bps) refuse('kode_bps', length(bps));
      const given = area.kode_kemendagri.length;
      if (given > 0 && given !== kemendagri) refuse('kode_kemendagri', length(kemendagri));
      const { berlaku_dari: from, berlaku_sampai: to } = area;
      if (from !== null && to !== null && to < from) refuse('berlaku_sampai', 'is before berlaku_dari');
    })
    .transform((area) => ({
      code: area.kode_bps,
      name: area.nama,
      kemendagri: area.kode_kemendagri === '' ? null : area.kode_kemendagri,
      kemendagri_name: area.nama,
      valid_from: area.berlaku_dari,
      valid_to: area.berlaku_sampai,
    })),
};

const bridgeColumns = ['kode_bps', 'nama_bps', 'kode_dagri', 'nama_dagri'] as const;

/**
 * The bridge between both lists as BPS publishes it, a file for each level.
 *
 * @param from first day of its Kemendagri codes, null where that is not known.
 */
export function bridgeForm(from: string | null): RowForm<(typeof bridgeColumns)[number], StagedArea> {
  const BridgeRow = z
    .object({ kode_bps: Digits, nama_bps: Name, kode_dagri: Dotted, nama_dagri: z.string() })
    .superRefine((area, context) => {
      const level = areaLevels.find((one) => codeLengths[one].bps === area.kode_bps.length);
      const refuse = (column: string, message: string) =>
        context.addIssue({ code: 'custom', path: [column], message });
      if (level === undefined) return refuse('kode_bps', 'must have 2, 4, 7 or 10 digits');
      const given = area.kode_dagri.length;
      const { kemendagri } = codeLengths[level];
      if (given > 0 && given !== kemendagri)
        refuse('kode_dagri', `must have ${kemendagri} digits for a ${level}`);
    })
    .transform((area) => ({
      code: area.kode_bps,
      name: area.nama_bps,
      kemendagri: area.kode_dagri === '' ? null : area.kode_dagri,
      kemendagri_name: area.nama_dagri === '' ? area.nama_bps : area.nama_dagri,
      valid_from: from,
      valid_to: null,
    }));
  return { columns: bridgeColumns, schema: BridgeRow, placesOf };
}

const listColumns = ['code', 'name'] as const;
const unreadColumns = ['province_code', 'regency_code', 'district_code'] as const;

/**
 * Kemendagri's own list, in the columns of the package idn-area-data: codes that NIKs begin with, also where their
 * place in BPS's list is not known.
 *
 * @param from first day of its codes, null where that is not known.
 */
export function kemendagriForm(
  from: string | null,
): RowForm<(typeof listColumns)[number] | (typeof unreadColumns)[number], StagedArea> {
  const Code = z.string().transform((text, context) => {
    const code = parseKemendagriCode(text);
    if (code !== null) return code;
    context.addIssue({ code: 'custom', message: 'must have 2, 4, 6 or 10 digits, with or without dots' });
    return z.NEVER;
  });
  const ListRow = z.object({ code: Code, name: Name }).transform(({ code, name }) => ({
    code: null,
    name,
    kemendagri: code,
    kemendagri_name: name,
    valid_from: from,
    valid_to: null,
  }));
  return { columns: listColumns, optional: unreadColumns, schema: ListRow, placesOf };
}

function placesOf({ code }: StagedArea): readonly string[] {
  return code === null ? [] : [code];
}
