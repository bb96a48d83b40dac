import { type Making, makeAnswers, makeNik } from '../../src/cli/simulate/answers.ts';
import { packForm } from '../../src/domain/instrument/digits.ts';
import type { Form } from '../../src/domain/instrument/instrument.ts';
import type { HouseholdFacts } from '../../src/domain/report/types.ts';

/** One member as typed. */
export interface TypedMember {
  /** The number, two digits. */
  readonly key: string;
  readonly digits: string;
}

const oldest = 85;
const youngestAdult = 20;
const shareStillThere = 0.95;
const shareWithoutNik = 0.1;

/** Members of these numbers: the first is the head of household and of family 1, nobody else is a head. */
export function makeMembers(
  making: Making,
  household: HouseholdFacts,
  numbers: readonly number[],
  form: Form,
): TypedMember[] {
  return numbers.map((number) => ({
    key: String(number).padStart(2, '0'),
    digits: packForm(form, makeMember(making, household, number, form)),
  }));
}

function makeMember(making: Making, { record }: HouseholdFacts, number: number, form: Form) {
  const { random } = making;
  const isHead = number === 1;
  const sex = random.integer(1, 2);
  const age = random.integer(isHead ? youngestAdult : 0, oldest);
  const isNikKnown = random.unit() >= shareWithoutNik;
  const given = {
    Hub_KRT: isHead ? 1 : random.integer(2, 8),
    NUK: isHead ? 1 : random.integer(1, Number(record?.Jumlah_Keluarga ?? 1)),
    Hubkel: isHead ? 1 : random.integer(2, 8),
    JnsKel: sex,
    Umur: age,
    Sta_keberadaan_art: isHead || random.unit() < shareStillThere ? 1 : 3,
  };
  const answers = makeAnswers(making, form, given);
  return { ...answers, NIK: isNikKnown ? makeNik(making, sex, age) : null };
}
