import fc from 'fast-check';
import { checkDigits } from '../../src/domain/identity/check-digits.ts';
import { receiptCode } from '../../src/domain/identity/receipt.ts';
import { enumerator, otherEnumerator } from '../contracts/store-fixtures.ts';
import { members, wholeBlocks } from '../support/sms.ts';

/** What may happen in the field and around it; `sent` is how many messages there are, this one included. */
export type Step =
  | { readonly kind: 'message'; readonly sender: string; readonly text: (sent: number) => string }
  | { readonly kind: 'approve' | 'reject'; readonly idbdt: string }
  | { readonly kind: 'fold'; readonly limit: number }
  | { readonly kind: 'recount' };

export const villages = ['9415010001', '9415010002'] as const;
const district = '9415010';
/** Few, so that reports meet each other. */
const households = villages.map((village) => `${village}000001`);
/** Of the demo. */
const enumerators = [enumerator, otherEnumerator];
const pengawas = '+6281200000011';
const coordinators = ['+6281200000021', '+6281200000031'];

type Text = (sent: number) => string;
const anArea = fc.constantFrom(...villages, district);
const aHousehold = fc.constantFrom(...households.map((idbdt) => `${idbdt} ${checkDigits(idbdt)}`));
/** A text with the receipt of any message before, whoever sent it. */
const withReceipt = (text: (receipt: string) => string): fc.Arbitrary<Text> =>
  fc.nat().map((seed) => (sent) => text(receiptCode(String(1 + (seed % Math.max(1, sent))), 0)));
const aWithdrawal = withReceipt((receipt) => `BATAL ${receipt}`);

const { housing, assets, programmes } = wholeBlocks;
const aReport: fc.Arbitrary<Text> = fc.oneof(
  fc
    .record({
      of: aHousehold,
      status: fc.constantFrom('101', '401', '210', '300'),
      result: fc.constantFrom('1', '2', '3', '5'),
    })
    .map(({ of, status, result }) => `V ${of} ${status}${result}2411`)
    .map((text) => () => text),
  fc
    .record({ of: aHousehold, count: fc.constantFrom('01', '02') })
    .map(({ of, count }) => `RT ${of} 1212411${count}1${housing}${assets}${programmes}`)
    .map((text) => () => text),
  fc
    .record({
      of: aHousehold,
      number: fc.constantFrom('01', '02', '03'),
      member: fc.constantFrom(members.man, members.woman),
    })
    .map(({ of, number, member }) => `ART ${of} ${number}${member.digits}`)
    .map((text) => () => text),
  // Two heads, which is held.
  aHousehold.map((of) => () => `ART ${of} 01${members.man.digits} 02${members.man.digits}`),
  aHousehold.map((of) => () => `KK ${of} 19999990101900001`),
  fc.constantFrom(...villages).map((village) => () => `BARU ${village} Contoh Baru / Satu`),
  fc.constant(() => 'Y'),
  aWithdrawal,
);

/** Counts that make up the prelist, as a coordinator's do who is not asked back. */
const aClaim: fc.Arbitrary<Text> = fc
  .record({ area: anArea, done: fc.integer({ min: 0, max: 20 }) })
  .map(({ area, done }) => `LAPOR ${area} ${done} ${(area === district ? 40 : 20) - done} 0`)
  .map((text) => () => text);

const aReview: fc.Arbitrary<Text> = fc.oneof(
  withReceipt((receipt) => `SETUJU ${receipt}`),
  withReceipt((receipt) => `TOLAK ${receipt} contoh alasan`),
  aHousehold.map((of) => () => `SETUJU ${of}`),
  aClaim,
);

const aCoordination: fc.Arbitrary<Text> = fc.oneof(
  aClaim,
  anArea.map((area) => () => `SETUJU ${area}`),
  aWithdrawal,
);

const messageOf = (sender: fc.Arbitrary<string>, text: fc.Arbitrary<Text>) =>
  fc.record({ kind: fc.constant('message' as const), sender, text });

export const aStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: messageOf(fc.constantFrom(...enumerators), aReport) },
  { weight: 4, arbitrary: messageOf(fc.constant(pengawas), aReview) },
  { weight: 3, arbitrary: messageOf(fc.constantFrom(...coordinators), aCoordination) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('approve' as const, 'reject' as const),
      idbdt: fc.constantFrom(...households),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('fold' as const), limit: fc.integer({ min: 1, max: 9 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'recount' as const }) },
);
