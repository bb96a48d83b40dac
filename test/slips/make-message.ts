import { type Making, makeAnswer, makeAnswers, makeDigits } from '../../src/cli/simulate/answers.ts';
import type { Piece, Typed } from '../../src/cli/simulate/typed.ts';
import { checkDigits } from '../../src/domain/identity/check-digits.ts';
import { serialOf } from '../../src/domain/identity/idbdt.ts';
import { packBlock, packForm } from '../../src/domain/instrument/digits.ts';
import type { Item } from '../../src/domain/instrument/instrument.ts';
import type { HouseholdFacts } from '../../src/domain/report/types.ts';
import { isTyped } from '../../src/domain/sms/mend/lay-pairs.ts';
import { mendableItems } from '../../src/domain/sms/mend/scope.ts';
import { formOf, instrument } from '../support/instrument.ts';
import type { Area } from './area.ts';
import { makeMembers } from './members.ts';

type Maker = (making: Making, area: Area) => Draft;

/** A message before it is typed out. */
interface Draft {
  readonly keyword: string;
  readonly household: HouseholdFacts;
  readonly body: readonly Piece[];
}

/** Sorts of messages, and how many in a hundred there are of each. */
const mix: readonly (readonly [string, number, Maker])[] = [
  ['V', 25, visit],
  ['V+ref', 5, visitOfTwo],
  ['RT', 25, whole],
  ['ART+NIK', 15, membersOf('ART')],
  ['ART', 10, membersOf('ART_PRELIST')],
  ['KK', 8, cards],
  ['USAHA', 4, businesses],
  ['F', 8, mending],
];

export const sorts: readonly string[] = mix.map(([sort]) => sort);

const separators = [' ', ' ', ' ', ' ', '.', '-', '/', ', '] as const;
const shareOfLong = 0.2;
const shareOfSeparated = 0.7;
/** Of separated messages, those that have separators around the reference only. */
const shareOfSolidBody = 0.25;
const mostUnits = 4;

/** A message of the usual mix. It may break a rule: whether it is right is for the reader to say. */
export function makeMessage(making: Making, area: Area): Typed {
  const { random } = making;
  const hundred = mix.flatMap(([sort, share, make]) => Array.from({ length: share }, () => ({ sort, make })));
  const { sort, make } = random.pick(hundred);
  const draft = make(making, area);
  const isSeparated = draft.keyword === 'F' || random.unit() < shareOfSeparated;
  return { sort, isSeparated, ...(isSeparated ? typeSeparated(making, draft) : typeSolid(making, draft)) };
}

function typeSolid({ random }: Making, draft: Draft): Pick<Typed, 'pieces' | 'gaps'> {
  const pieces = piecesOf(draft, random.unit() < shareOfLong);
  // A space behind the keyword shows nothing of where the digits belong.
  const first = random.pick(['', ' ']);
  return { pieces, gaps: pieces.map((_, index) => (index === 1 ? first : '')) };
}

function typeSeparated({ random }: Making, draft: Draft): Pick<Typed, 'pieces' | 'gaps'> {
  const pieces = piecesOf(draft, random.unit() < shareOfLong);
  const separator = random.pick(separators);
  const isSolid = draft.keyword !== 'F' && random.unit() < shareOfSolidBody;
  const inReference = random.pick(['-', ' ', '']);
  const gaps = pieces.map(({ place }, index) => {
    const before = pieces[index - 1]?.place;
    if (index < 2) return index === 0 ? '' : ' ';
    if (place === 'reference' && before === 'reference') return inReference;
    if (place !== before) return ' ';
    return isSolid ? '' : separator;
  });
  return { pieces, gaps };
}

function piecesOf({ keyword, household, body }: Draft, isLong: boolean): Piece[] {
  return [piece(keyword, 'keyword'), ...referenceTo(household, isLong), ...body];
}

/** A reference as typed: serial or whole IDBDT, and check digits. */
function referenceTo({ idbdt }: HouseholdFacts, isLong: boolean): Piece[] {
  const name = isLong ? idbdt : String(serialOf(idbdt));
  return [piece(name, 'reference'), piece(checkDigits(idbdt), 'reference')];
}

function piece(text: string, place: Piece['place'] = 'elsewhere', unit: number | null = null): Piece {
  return { text, place, unit };
}

function visit(making: Making, area: Area): Draft {
  const answers = makeAnswers(making, formOf('V'), {
    hasil_verivali: making.random.pick([1, 1, 1, 2, 3, 5]),
  });
  return visitDraft(making, area, packForm(formOf('V'), answers));
}

function visitOfTwo(making: Making, area: Area): Draft {
  const { random } = making;
  const answers = makeAnswers(making, formOf('V'), { hasil_verivali: random.pick([4, 6]) });
  const draft = visitDraft(making, area, packForm(formOf('V'), answers));
  const other = referenceTo(random.pick([...area.households.values()]), random.unit() < shareOfLong);
  return { ...draft, body: [...draft.body, ...other] };
}

/** Codes, then day and month. */
function visitDraft({ random }: Making, area: Area, digits: string): Draft {
  const body = [piece(digits.slice(0, 4)), piece(digits.slice(4))];
  return { keyword: 'V', household: random.pick(area.unvisited), body };
}

function whole(making: Making, area: Area): Draft {
  const household = making.random.pick(area.unvisited);
  const given = { Jumlah_ART: household.prelistMembers, Jumlah_Keluarga: making.random.integer(1, 2) };
  const answers = makeAnswers(making, formOf('RT'), given);
  const body = formOf('RT').blocks.map((block) => piece(packBlock(block, answers)));
  return { keyword: 'RT', household, body };
}

/** One to four members, one after another; the NIK is a piece of its own. */
function membersOf(form: 'ART' | 'ART_PRELIST'): Maker {
  return (making, area) => {
    const { random } = making;
    const household = random.pick(area.counted);
    const most = household.members.length;
    const first = random.integer(1, most);
    const count = random.integer(1, Math.min(mostUnits, most - first + 1));
    const numbers = Array.from({ length: count }, (_, index) => first + index);
    const nikWidth = formOf(form).width - formOf('ART_PRELIST').width;
    const body = makeMembers(making, household, numbers, formOf(form)).flatMap(({ key, digits }, unit) => {
      const parts = [key, digits.slice(0, nikWidth), digits.slice(nikWidth)];
      return parts.flatMap((part) => (part === '' ? [] : [piece(part, 'elsewhere', unit)]));
    });
    return { keyword: 'ART', household, body };
  };
}

function cards({ random }: Making, area: Area): Draft {
  const household = random.pick([...area.counted, ...area.complete]);
  const families = Number(household.record?.Jumlah_Keluarga ?? 1);
  const body = Array.from({ length: random.integer(1, families) }, (_, unit) => [
    piece(String(unit + 1), 'elsewhere', unit),
    piece(makeDigits(random, 16), 'elsewhere', unit),
  ]);
  return { keyword: 'KK', household, body: body.flat() };
}

function businesses(making: Making, area: Area): Draft {
  const { random } = making;
  const household = random.pick([...area.counted, ...area.complete]);
  const numbers = random.shuffle(household.members.map(({ no_urut: number }) => Number(number)));
  const owners = numbers.slice(0, random.integer(1, 2));
  const body = owners.map((no_urut_art, unit) =>
    piece(
      packForm(formOf('USAHA'), makeAnswers(making, formOf('USAHA'), { no_urut_art })),
      'elsewhere',
      unit,
    ),
  );
  return { keyword: 'USAHA', household, body };
}

/** One answer of the household or of a member, by the item's number on the form or by its column. */
function mending({ random, receivedAt }: Making, area: Area): Draft {
  const household = random.pick(area.complete);
  const of = random.pick(['household', 'member'] as const);
  const form = formOf(of === 'household' ? 'RT' : 'ART_PRELIST');
  const items = mendableItems(instrument, of).filter(
    (item) => item.askedIf === null && item.kind === 'code' && isTyped(instrument, item),
  );
  const item = random.pick(items);
  const scope = of === 'household' ? [] : [piece(`ART${random.integer(1, household.members.length)}`)];
  const digits = String(makeAnswer(random, form, item, receivedAt)).padStart(item.width, '0');
  return { keyword: 'F', household, body: [...scope, piece(codeFor(item, items, random)), piece(digits)] };
}

/** As people write it, `3.7a`; by the column where the number is of several items. */
function codeFor(item: Item, items: readonly Item[], random: Making['random']): string {
  const [block = '', bare = ''] = item.number.split('.');
  const arabic = ['', 'I', 'II', 'III', 'IV', 'V'].indexOf(block);
  const isShared = items.filter(({ number }) => number === item.number).length > 1;
  return isShared || arabic < 1 || random.unit() < 0.3 ? item.column : `${arabic}.${bare}`;
}
