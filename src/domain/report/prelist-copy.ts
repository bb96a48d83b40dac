import { isProposal, partsOfIdbdt } from '../identity/idbdt.ts';
import type { Instrument } from '../instrument/instrument.ts';
import type { HouseholdFacts, NewHousehold, RecordRow } from './types.ts';

/** What the prelist says of a household. */
export type PrelistHousehold = Pick<
  HouseholdFacts,
  'idbdt' | 'village' | 'headName' | 'address' | 'slsName' | 'noKk'
>;

/** What the prelist says of a member. */
export interface PrelistMember {
  /** The member's number on the form, 1-99. */
  readonly number: number;
  readonly name: string | null;
  /** 16 digits. */
  readonly nik: string | null;
  /** As `Hub_KRT`. */
  readonly relation: number | null;
  /** As `JnsKel`. */
  readonly sex: number | null;
  /** `YYYY-MM-DD`. */
  readonly bornOn: string | null;
}

/** The row of a household that nobody reported on yet: what the prelist says, everything else absent, that is NULL. */
export function householdCopy(instrument: Instrument, household: PrelistHousehold): RecordRow {
  const parts = partsOfIdbdt(household.idbdt);
  return {
    IDBDT: household.idbdt,
    KDPROP: parts.province,
    KDKAB: parts.regency,
    KDKEC: parts.subDistrict,
    KDDESA: parts.village,
    kodewilayah: household.village,
    nourut_rt: parts.serial,
    Nama_KRT: household.headName,
    Alamat: household.address,
    Nama_SLS: household.slsName,
    NOKK: household.noKk,
    id_periode: instrument.mapping.idPeriode,
    row_status: isProposal(household.idbdt) ? 'NEW' : 'COPY',
    capped: [],
  };
}

/** The row of a member that nobody reported on yet, as {@link householdCopy}. */
export function memberCopy(idbdt: string, member: PrelistMember): RecordRow {
  return {
    IDBDT: idbdt,
    no_urut: member.number,
    Nama: member.name,
    NIK: member.nik,
    Hub_KRT: member.relation,
    JnsKel: member.sex,
    TglLahir: member.bornOn,
    row_status: 'COPY',
    capped: [],
  };
}

/** The facts of a household that comes to be by a proposal, before anything is stored of it. */
export function factsOfProposal({ idbdt, village, headName, address }: NewHousehold): HouseholdFacts {
  return {
    idbdt,
    village,
    headName,
    address,
    slsName: null,
    noKk: null,
    prelistMembers: null,
    record: null,
    members: [],
    families: [],
    businesses: [],
    revision: 0,
    lastOfficerId: null,
    lastReceipt: null,
    lastReportedAt: null,
  };
}
