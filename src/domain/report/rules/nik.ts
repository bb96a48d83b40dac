import { type Nik, parseNik } from '../../identity/nik.ts';
import { ageOn } from '../../instrument/calendar.ts';
import { memberColumns } from '../columns.ts';
import { ageToleranceYears } from '../lay-member.ts';
import { numberIn } from '../numbers.ts';
import type { RecordRow } from '../types.ts';
import { type Check, presentMembers, type RuleInput } from './check.ts';

const { nik: nikColumn, sex, age, presence } = memberColumns;
const century = 100;

/** A NIK that is nobody's: wrong length, zero in front, impossible date, serial 0000. */
export const nikImpossible: Check = {
  name: 'nik-impossible',
  columns: [nikColumn],
  find: ({ report, receivedOn }) =>
    report.members
      .filter(({ answers }) => {
        const text = answers[nikColumn];
        return typeof text === 'string' && typeof parseNik(text, receivedOn) === 'string';
      })
      .map(({ number }) => number),
};

/** A NIK that another member has, a member of the prelist not reported yet included; prelist mistakes are not. */
export const nikTwice: Check = {
  name: 'nik-twice',
  columns: [nikColumn],
  find: ({ report, state }) =>
    report.members
      .filter(({ number, answers }) => {
        const text = answers[nikColumn] ?? null;
        const others = [...state.members].filter(([other, row]) => other !== number && !isDeleted(row));
        return text !== null && others.some(([, row]) => row[nikColumn] === text);
      })
      .map(({ number }) => number),
};

/** A NIK of the other sex. */
export const nikSex: Check = {
  name: 'nik-sex',
  columns: [nikColumn, sex, presence],
  find: (input) => membersWhose(input, (nik, row) => (numberIn(row, sex) ?? nik.sex) !== nik.sex),
};

/** A NIK whose birthday makes an age more than a year away from that told. */
export const nikAge: Check = {
  name: 'nik-age',
  columns: [nikColumn, age, presence],
  find: (input) => {
    const oldest = input.instrument.items.get(age)?.cappedAt ?? Number.POSITIVE_INFINITY;
    return membersWhose(input, (nik, row) => {
      const told = numberIn(row, age);
      const byNik = ageOn(nik.bornOn, input.receivedOn);
      // A NIK holds the year without its century.
      const ages = [byNik, byNik + century].map((years) => Math.min(years, oldest));
      return told !== null && ages.every((years) => Math.abs(years - told) > ageToleranceYears);
    });
  },
};

/** A NIK that begins with the code of no area, of whatever vintage. */
export const nikArea: Check = {
  name: 'nik-area',
  columns: [nikColumn],
  find: (input) => membersWhose(input, ({ area }) => input.nikAreas?.isUnknown(area) ?? false),
};

function membersWhose(input: RuleInput, isBroken: (nik: Nik, row: RecordRow) => boolean): number[] {
  return presentMembers(input)
    .filter(([, row]) => {
      const nik = parseNik(String(row[nikColumn] ?? ''), input.receivedOn);
      return typeof nik !== 'string' && isBroken(nik, row);
    })
    .map(([number]) => number);
}

function isDeleted(row: RecordRow): boolean {
  return row.row_status === 'DELETED';
}
