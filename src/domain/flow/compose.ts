import { checkDigits } from '../identity/check-digits.ts';
import { villageOf } from '../identity/idbdt.ts';
import type { Instrument } from '../instrument/instrument.ts';
import { blockDigits } from './form-answers.ts';
import type { FlowOfficer, OpenForm } from './state.ts';

/**
 * Writes an open form as the SMS that says the same, so that one reader reads both. References are long, with check
 * digits. V and RT are handed in by their digits instead.
 */
export function composeText(instrument: Instrument, officer: FlowOfficer, open: OpenForm): string {
  const { form, idbdt, digits, unit = '' } = open;
  switch (form) {
    case 'BATAL':
      return `BATAL ${digits.receipt ?? ''}`;
    case 'BARU':
      return proposalText(officer, open);
    case 'F':
      return ['F', longReference(idbdt), scopeText(instrument, open), ...pairsOf(open)]
        .filter((part) => part !== '')
        .join(' ');
    case 'SETUJU':
      return `SETUJU ${targetText(open)}`;
    case 'TOLAK':
      return `TOLAK ${targetText(open)} ${digits.reason ?? ''}`;
    case 'LAPOR':
      return ['LAPOR', digits.area, digits.done, digits.left, digits.refused, digits.hindrances]
        .filter((part) => part !== undefined && part !== '')
        .join(' ');
    case 'PERIKSA':
      return ['PERIKSA', longReference(idbdt), ...pairsOf(open)].join(' ');
    case 'LATIH': {
      const partner = open.partner === null ? '' : ` ${longReference(open.partner)}`;
      return `LATIH V ${longReference(idbdt)} ${blockDigits(instrument, open)}${partner}`;
    }
    default:
      return `${form} ${longReference(idbdt)} ${unit}${blockDigits(instrument, open)}`;
  }
}

function longReference(idbdt: string): string {
  return `${idbdt} ${checkDigits(idbdt)}`;
}

/** What is approved or sent back: a report by its receipt, an area by its code, else a household. */
function targetText({ idbdt, digits }: OpenForm): string {
  return digits.receipt ?? digits.area ?? longReference(idbdt);
}

function proposalText({ villages }: FlowOfficer, { idbdt, digits }: OpenForm): string {
  const village = villages.length > 1 ? `${villageOf(idbdt)} ` : '';
  return `BARU ${village}${digits.head ?? ''} / ${digits.address ?? ''}`;
}

/** `ART2` before the items of a member, `USAHA2` before those of a business. */
function scopeText(instrument: Instrument, { block = '', unit }: OpenForm): string {
  if (unit === undefined) return '';
  const word = instrument.blocks.get(block)?.items.some(({ table }) => table === 'usaha') ? 'USAHA' : 'ART';
  return `${word}${Number(unit)}`;
}

/** Item by item in the order they were asked; a written answer goes on to the end of the message and is the last. */
function pairsOf({ digits }: OpenForm): string[] {
  return Object.entries(digits).flatMap(([column, typed]) => (typed === '' ? [] : [`${column} ${typed}`]));
}
