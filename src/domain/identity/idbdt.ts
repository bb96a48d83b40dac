/** A household's id: BPS village code (10 digits) and serial (6 digits). Always a string: many are above 2^53. */
export interface IdbdtParts {
  /** 2 digits. */
  readonly province: string;
  /** 2 digits, within the province. */
  readonly regency: string;
  /** 3 digits, within the regency. */
  readonly subDistrict: string;
  /** 3 digits, within the sub-district. */
  readonly village: string;
  /** 6 digits. */
  readonly serial: string;
}

/** New proposals of a village count from here; what is below comes from the prelist. */
const firstProposal = 900_001;
const lastSerial = 999_999;

const IDBDT = /^\d{16}$/;
const VILLAGE = /^\d{10}$/;

export function isIdbdt(text: string): boolean {
  return IDBDT.test(text);
}

/** The parts of an IDBDT, which must be one. */
export function partsOfIdbdt(idbdt: string): IdbdtParts {
  return {
    province: idbdt.slice(0, 2),
    regency: idbdt.slice(2, 4),
    subDistrict: idbdt.slice(4, 7),
    village: idbdt.slice(7, 10),
    serial: idbdt.slice(10),
  };
}

/** BPS code of the village, 10 digits. */
export function villageOf(idbdt: string): string {
  return idbdt.slice(0, 10);
}

/** The serial as a number. */
export function serialOf(idbdt: string): number {
  return Number(idbdt.slice(10));
}

/**
 * The id of a household in a village.
 *
 * @returns null where the village is not 10 digits or the serial not in 0-999999.
 */
export function makeIdbdt(village: string, serial: number): string | null {
  if (!VILLAGE.test(village) || !Number.isInteger(serial) || serial < 0 || serial > lastSerial) return null;
  return village + String(serial).padStart(6, '0');
}

/** Whether the household was proposed in the field and was in no prelist. */
export function isProposal(idbdt: string): boolean {
  return serialOf(idbdt) >= firstProposal;
}

/**
 * The id of a village's next proposal.
 *
 * @param highestSerial the highest serial that the village has, null where it has none.
 * @returns null when the village's serials are used up.
 */
export function nextProposal(village: string, highestSerial: number | null): string | null {
  return makeIdbdt(village, Math.max(firstProposal, (highestSerial ?? 0) + 1));
}
