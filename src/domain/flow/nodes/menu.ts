import { z } from 'zod';
import { navigation } from '../navigation.ts';
import { type FlowNode, type NodeType, plainNode } from '../node-type.ts';
import { borrowedNote } from '../notes.ts';
import { shownToken } from '../typed.ts';
import { say } from '../words.ts';

const Choice = z.strictObject({
  key: z.string().regex(/^\d{1,2}$/),
  label: z.string(),
  to: z.string(),
  /** The dialogue and all messages go on in this language. */
  language: z.enum(['id', 'en']).optional(),
});

const Menu = z.strictObject({
  type: z.literal('menu'),
  title: z.string(),
  choices: z.array(Choice).min(1),
  /** Choices of another menu that this one takes too without showing them: who knows the key saves a screen. */
  hidden: z.array(Choice).default([]),
});
type Menu = z.infer<typeof Menu>;

/** A list of choices, each with a key. */
export const menu: NodeType = {
  type: 'menu',
  bind: (definition) => makeMenu(Menu.parse(definition)),
};

function makeMenu({ title, choices, hidden }: Menu): FlowNode {
  const all = [...choices, ...hidden];
  const byKey = new Map(all.map((choice) => [choice.key, choice]));
  const allowed = keysText(choices.map(({ key }) => key));
  const noChoice = (typed: string) => ({ key: 'reason.no-choice', values: { typed, allowed } });
  const node: FlowNode = {
    ...plainNode,
    type: 'menu',
    targets: all.map(({ to }) => to),
    messageKeys: [title, ...choices.map(({ label }) => label), 'reason.no-choice', borrowedNote.key],
    show(view) {
      const lines = choices.map(({ key, label }) => `${key} ${say(view, label)}`);
      return { lead: [say(view, title), ...lines], shortLead: lines, rest: null, actions: [] };
    },
    take(_view, token) {
      const choice = byKey.get(token);
      if (!choice) return { kind: 'wrong', reason: noChoice(shownToken(token)) };
      if (!choice.language) return { kind: 'go', to: choice.to };
      const { language, to } = choice;
      return { kind: 'go', to, change: { language }, effects: [{ kind: 'set-language', language }] };
    },
    faults: () => (byKey.size < all.length ? ['two choices have one key'] : []),
    couldAnswer: (token) => byKey.has(token),
    // A main menu can begin with a note in the place of a reason.
    longestReasons: () => [noChoice(`${navigation.next.repeat(4)}..`), borrowedNote],
    longestContents: (view) => [node.show(view)],
  };
  return node;
}

/** `1-5` for keys that follow each other, else all of them. */
function keysText(keys: readonly string[]): string {
  const first = Number(keys[0]);
  const isRun = keys.length > 2 && keys.every((key, index) => Number(key) === first + index);
  return isRun ? `${first}-${first + keys.length - 1}` : keys.join('/');
}
