import { z } from 'zod';
import { maskName } from '../../identity/mask-name.ts';
import { isStored } from '../../report/record.ts';
import { needsHousehold, recordsOf } from '../household-of.ts';
import { isOfMember } from '../mended.ts';
import { type FlowNode, type NodeType, plainNode, type View } from '../node-type.ts';
import { openFormOf, saved } from '../saved.ts';
import { dialogueForms, type OpenForm } from '../state.ts';
import { digitsOf, shownToken } from '../typed.ts';
import { householdLine, say } from '../words.ts';

const Member = z.strictObject({
  type: z.literal('member'),
  form: z.enum(dialogueForms),
  ask: z.string(),
  to: z.string(),
});
type Member = z.infer<typeof Member>;

const reasonKey = 'reason.member-number';
/** 99 turns the page. */
const highest = 98;

/** Lists the household's members by number and masked name, and asks for the number of the one it is about. */
export const member: NodeType = {
  type: 'member',
  bind: (definition) => makeMember(Member.parse(definition)),
};

function makeMember({ form, ask, to }: Member): FlowNode {
  const node: FlowNode = {
    ...plainNode,
    type: 'member',
    targets: [to],
    messageKeys: [ask, 'screen.member.reported', 'screen.member.unreported', 'screen.member.none', reasonKey],
    to,
    isPaged: true,
    isSaved: true,
    needs: needsHousehold,
    show: (view) => contentOf(view, ask, memberLines(view)),
    take(view, token) {
      const number = numberOf(token);
      if (number === null) {
        return { kind: 'wrong', reason: { key: reasonKey, values: { typed: shownToken(token) } } };
      }
      return saved(to, formOfMember(openFormOf(view), String(number).padStart(2, '0')));
    },
    // A block of the household has no member.
    isNeeded: ({ instrument, state }) =>
      state.form?.block === undefined || isOfMember(instrument, state.form.block),
    isAnswered: ({ state }) => state.form?.form === form && state.form.unit !== undefined,
    couldAnswer: (token) => numberOf(token) !== null,
    longestReasons: () => [{ key: reasonKey, values: { typed: '88888888..' } }],
    longestContents: (view) => [
      contentOf(view, ask, [`88 W*** W*** W*** W*** ${say(view, 'screen.member.unreported')}`]),
    ],
    keystrokes: () => [2],
  };
  return node;
}

function numberOf(token: string): number | null {
  const digits = digitsOf(token);
  const number = Number(digits);
  return digits !== null && digits.length <= 2 && number >= 1 && number <= highest ? number : null;
}

/** What was typed of another member goes; of the same one it stays, where back led here from it. */
function formOfMember(open: OpenForm, unit: string): OpenForm {
  if (open.unit === unit) return open;
  const { layout: _, ...others } = open;
  return { ...others, unit, digits: {} };
}

function memberLines(view: View): string[] {
  const { sent = [] } = openFormOf(view);
  const known = [...recordsOf(view).members];
  if (known.length === 0) return [say(view, 'screen.member.none')];
  return known.map(([number, row]) => {
    const unit = String(number).padStart(2, '0');
    const name = maskName(typeof row.Nama === 'string' ? row.Nama : null);
    const isThere = sent.includes(unit) || isStored(row);
    return `${unit} ${name} ${say(view, isThere ? 'screen.member.reported' : 'screen.member.unreported')}`;
  });
}

function contentOf(view: View, ask: string, members: readonly string[]) {
  const lines = [householdLine(openFormOf(view)), say(view, ask), ...members];
  return { lead: lines, shortLead: lines, rest: null, actions: [] };
}
