import { z } from 'zod';
import { villageOf } from '../../identity/idbdt.ts';
import { maskName } from '../../identity/mask-name.ts';
import { parseNik } from '../../identity/nik.ts';
import { localDay } from '../../identity/time-zone.ts';
import { unpackForm } from '../../instrument/digits.ts';
import { type Form, formNamed } from '../../instrument/instrument.ts';
import type { MessageCall } from '../../report/types.ts';
import { memberOf, needsHousehold, recordsOf } from '../household-of.ts';
import { type FlowNode, type NodeType, plainNode, type Taken, type View } from '../node-type.ts';
import { blockReason, blockReasonKeys, longestBlockReasons } from '../reason.ts';
import { openFormOf, saved } from '../saved.ts';
import type { OpenForm } from '../state.ts';
import { digitsOf } from '../typed.ts';
import { say } from '../words.ts';

const Nik = z.strictObject({
  type: z.literal('nik'),
  /** Form with the NIK, and the same without it for a member who is known. */
  with: z.string(),
  without: z.string(),
  /** Asks for the rest item by item. */
  guided: z.string(),
  /** Where the whole form was typed at once. */
  to: z.string(),
});
type Nik = z.infer<typeof Nik>;

/** On the screen of a known member: it is they, and their NIK stays. */
const keepKey = '1';
const nikWidth = 16;
const nikColumn = 'NIK';

const reasons = {
  digits: 'reason.nik-digits',
  impossible: 'reason.nik-impossible',
  twice: 'reason.nik-twice',
  unknown: 'reason.nik-unknown-member',
} as const;

/**
 * Shows whose answers are asked for, by number and masked name, and takes what confirms it: `1` where the NIK stays,
 * a NIK, or all digits of the member at once, with the NIK or without.
 */
export const nik: NodeType = {
  type: 'nik',
  bind: (definition) => makeNik(Nik.parse(definition)),
};

function makeNik(definition: Nik): FlowNode {
  const { with: withNik, without, guided, to } = definition;
  return {
    ...plainNode,
    type: 'nik',
    targets: [guided, to],
    messageKeys: [
      'screen.nik.known',
      'screen.nik.new',
      'screen.nik.again',
      'screen.nik.again-new',
      'screen.nik.at-once',
      'screen.nik.at-once-new',
      ...Object.values(reasons),
      ...blockReasonKeys,
    ],
    // What was answered says which of the two follows: the guide passes over what was typed at once.
    to: guided,
    isSaved: true,
    needs: needsHousehold,
    show: (view) => contentOf(view, definition, memberNameOf(view)),
    take: (view, token) => takeDigits(view, definition, token),
    isAnswered: ({ state }) => state.form?.layout !== undefined,
    faults: (instrument) =>
      [withNik, without]
        .filter((name) => !instrument.forms.has(name))
        .map((name) => `the instrument has no form ${name}`),
    longestReasons: (instrument, language) => [
      ...Object.values(reasons).map((key) => ({ key, values: { other: '88', lengths: '16/33/49' } })),
      ...[withNik, without].flatMap((name) => {
        const form = formNamed(instrument, name);
        return form.blocks.flatMap((block) => longestBlockReasons(form, block, language));
      }),
    ],
    longestContents: (view) => ['W*** W*** W*** W***', null].map((name) => contentOf(view, definition, name)),
    keystrokes: () => [nikWidth],
  };
}

/** Masked name of the member; null for one who is in no list. */
function memberNameOf(view: View): string | null {
  const row = memberOf(view, openFormOf(view).unit ?? '');
  if (row === undefined) return null;
  return maskName(typeof row.Nama === 'string' ? row.Nama : null);
}

function contentOf(view: View, definition: Nik, name: string | null) {
  const { unit = '88' } = openFormOf(view);
  const [whole, part] = widthsOf(view, definition);
  const ask =
    name === null
      ? [say(view, 'screen.nik.new', { unit }), say(view, 'screen.nik.at-once-new', { whole })]
      : [say(view, 'screen.nik.known', { unit, name }), say(view, 'screen.nik.at-once', { whole, part })];
  const again =
    name === null
      ? say(view, 'screen.nik.again-new', { unit, whole })
      : say(view, 'screen.nik.again', { unit, name, whole, part });
  return { lead: ask, shortLead: [again], rest: null, actions: [] };
}

function widthsOf({ instrument }: View, definition: Nik): [number, number] {
  const [whole, part] = [definition.with, definition.without].map(
    (name) => formNamed(instrument, name).width,
  );
  return [whole ?? 0, part ?? 0];
}

function takeDigits(view: View, definition: Nik, token: string): Taken {
  const { with: withNik, without, guided, to } = definition;
  const open = openFormOf(view);
  const isKnown = memberNameOf(view) !== null;
  const [whole, part] = widthsOf(view, definition);
  const unknown = { kind: 'wrong', reason: { key: reasons.unknown, values: {} } } as const;
  if (token === keepKey) return isKnown ? saved(guided, { ...open, layout: without, digits: {} }) : unknown;
  const digits = digitsOf(token) ?? '';
  if (digits.length === nikWidth) {
    const reason = nikReason(view, digits);
    const block = formNamed(view.instrument, withNik).blocks[0]?.name ?? '';
    if (reason) return { kind: 'wrong', reason };
    return saved(guided, { ...open, layout: withNik, digits: { [block]: digits } });
  }
  if (digits.length === part && !isKnown) return unknown;
  if (digits.length !== part && digits.length !== whole) {
    const lengths = isKnown ? `${nikWidth}/${part}/${whole}` : `${nikWidth}/${whole}`;
    return { kind: 'wrong', reason: { key: reasons.digits, values: { lengths } } };
  }
  return takeAtOnce(view, to, { ...open, layout: digits.length === part ? without : withNik }, digits);
}

/** All digits of the member, blocks one after another. */
function takeAtOnce(view: View, to: string, open: OpenForm, digits: string): Taken {
  const form = formNamed(view.instrument, open.layout ?? '');
  const read = unpackForm(form, digits, localDay(view.beganAt, villageOf(open.idbdt)));
  const reason = blockReason(view.instrument, read.problems, view.state.language);
  if (reason) return { kind: 'wrong', reason };
  const nikTyped = read.answers[nikColumn];
  const wrongNik = typeof nikTyped === 'string' ? nikReason(view, nikTyped) : null;
  if (wrongNik) return { kind: 'wrong', reason: wrongNik };
  return saved(to, { ...open, digits: byBlock(form, digits) });
}

function byBlock(form: Form, digits: string): Record<string, string> {
  let offset = 0;
  return Object.fromEntries(
    form.blocks.map(({ name, width }) => {
      offset += width;
      return [name, digits.slice(offset - width, offset)];
    }),
  );
}

/** Why a NIK can't be this member's, or null. All zeros say that they have none. */
function nikReason(view: View, digits: string): MessageCall | null {
  const { idbdt, unit } = openFormOf(view);
  if (/^0+$/.test(digits)) return null;
  if (typeof parseNik(digits, localDay(view.beganAt, villageOf(idbdt))) === 'string') {
    return { key: reasons.impossible, values: {} };
  }
  const other = [...recordsOf(view).members].find(
    ([number, row]) => number !== Number(unit) && row[nikColumn] === digits && row.row_status !== 'DELETED',
  );
  return other ? { key: reasons.twice, values: { other: String(other[0]).padStart(2, '0') } } : null;
}
