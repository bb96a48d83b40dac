import { describe, expect, it } from 'vitest';
import { checkFlow } from '../../../src/domain/flow/check.ts';
import { parseFlow } from '../../../src/domain/flow/definition.ts';
import { defaultProfile } from '../../../src/domain/flow/profile.ts';
import type { Messages } from '../../../src/domain/messages.ts';
import { readFlow } from '../../../src/flow-files.ts';
import { shipped } from '../../support/dialogue-world.ts';

const { flow, flows, instrument, messages } = shipped;

type Nodes = Record<string, Record<string, unknown>>;

/** The shipped flow with some nodes put in another way. */
function flowWith(nodes: Nodes, more: Record<string, unknown> = {}) {
  const shippedFile = readFlow('enumerator');
  if (typeof shippedFile !== 'object' || shippedFile === null || !('nodes' in shippedFile))
    throw new Error('No flow');
  return parseFlow({ ...shippedFile, ...more, nodes: { ...Object(shippedFile.nodes), ...nodes } });
}

function problemsOf(nodes: Nodes, texts: Record<string, string> = {}, profile = defaultProfile) {
  const changed: Messages = { ...messages, id: new Map([...messages.id, ...Object.entries(texts)]) };
  return checkFlow(flowWith(nodes), instrument, changed, [profile]).problems.map(
    ({ node, detail }) => `${node}: ${detail}`,
  );
}

const help = { type: 'info', text: 'screen.help' };

describe('checkFlow', () => {
  it.each([...flows])('finds nothing wrong with the shipped flow: %s', (_, each) => {
    expect(checkFlow(each, instrument, messages, [defaultProfile]).problems).toEqual([]);
  });

  it.each(['pengawas', 'korcam', 'korkab', 'korwil'] as const)(
    'lets %s do every dialogue in one session',
    (role) => {
      const each = flows.get(role);
      const { table } = checkFlow(each ?? flow, instrument, messages, [defaultProfile]);
      expect(each?.role).toBe(role);
      for (const { sessions, longestScreen } of table) {
        expect(sessions).toBe(1);
        expect(longestScreen).toBeLessThanOrEqual(defaultProfile.screenSeptets);
      }
    },
  );

  it('measures every dialogue that the menus lead to', () => {
    const { table } = checkFlow(flow, instrument, messages, [defaultProfile]);
    const measured = new Map(table.map(({ dialogue, hops, keystrokes }) => [dialogue, [hops, keystrokes]]));
    expect([...measured.keys()]).toEqual([
      'visit_reference',
      'household_reference',
      'member_reference',
      'guided_reference',
      'mend_reference',
      'help',
      'card_reference',
      'business_reference',
      'proposal_village',
      'withdraw_report',
      'check_reference',
      'progress',
      'practice_reference',
      'language',
      'pin_old',
    ]);
    // Menu, reference, digits, partner, confirmation; each with the key that sends it.
    expect(measured.get('visit_reference')).toEqual([6, 2 + 9 + 9 + 9 + 2]);
    expect(measured.get('household_reference')).toEqual([8, 2 + 9 + (75 + 4) + 2]);
    // Every item of the form is a screen.
    const items = instrument.forms.get('RT')?.blocks.flatMap((block) => block.items) ?? [];
    expect(measured.get('guided_reference')).toEqual([4 + items.length, 2 + 9 + (75 + items.length) + 2]);
    // Those behind the menu `more` cost its screen too.
    expect(measured.get('progress')).toEqual([3, 2 + 2]);
    expect(measured.get('help')).toEqual([2, 2]);
  });

  it('counts the sessions of a dialogue that its drafts part', () => {
    const { table } = checkFlow(flow, instrument, messages, [defaultProfile]);
    const sessions = new Map(table.map(({ dialogue, sessions: count }) => [dialogue, count]));
    expect(sessions.get('visit_reference')).toBe(1);
    expect(sessions.get('household_reference')).toBe(1);
    expect(sessions.get('guided_reference')).toBeGreaterThan(3);
    for (const { seconds, sessions: count } of table) {
      expect(seconds).toBeLessThanOrEqual(count * defaultProfile.sessionSeconds);
    }
  });

  it.each([
    [
      'a target that is not there',
      { visit: { type: 'block', form: 'V', block: 'visit', to: 'nowhere' } },
      'visit: leads to nowhere, which is not there',
    ],
    ['a node that nothing leads to', { island: help }, 'island: nothing leads there'],
    [
      'a text that is missing',
      { help: { type: 'info', text: 'screen.none' } },
      'help: there is no text screen.none in id',
    ],
    [
      'a form without partner',
      { visit_partner: { type: 'partner', form: 'RT', to: 'visit_confirm' } },
      'visit_partner: form RT asks for no other household',
    ],
    [
      'a block that the instrument lacks',
      { visit: { type: 'block', form: 'V', block: 'housing', to: 'visit_partner' } },
      'visit: the instrument has no block housing in form V',
    ],
    [
      'an item that the instrument lacks',
      { visit_confirm: { type: 'confirm', form: 'V', facts: ['none'], to: 'submitted' } },
      'visit_confirm: there is no item none',
    ],
  ])('finds %s', (_, nodes: Nodes, problem) => {
    expect(problemsOf(nodes)).toContain(problem);
  });

  it.each(['0', '00', '99'])('refuses the navigation token %s as an answer', (key) => {
    const language = {
      type: 'menu',
      title: 'screen.language.title',
      choices: [{ key, label: 'screen.language.id', to: 'menu' }],
    };
    expect(problemsOf({ language })).toContain(`language: ${key} is an answer and navigation`);
  });

  it('refuses a block that a navigation token could fill', () => {
    const [form] = [instrument.forms.get('V')];
    const [block] = form?.blocks ?? [];
    if (!form || !block) throw new Error('No form');
    const narrow = { ...block, width: 2 };
    const changed = {
      ...instrument,
      forms: new Map([...instrument.forms, ['V', { ...form, blocks: [narrow] }]]),
    };
    const { problems } = checkFlow(flow, changed, messages, [defaultProfile]);
    expect(problems.map(({ node, detail }) => `${node}: ${detail}`)).toEqual([
      'visit: 00 is an answer and navigation',
      'visit: 99 is an answer and navigation',
      'practice_visit: 00 is an answer and navigation',
      'practice_visit: 99 is an answer and navigation',
    ]);
  });

  it.each([
    [
      'a question that is too long',
      { 'screen.reference.ask': 'panjang '.repeat(20) },
      /^visit_reference: its screen is \d+ septets in id/,
    ],
    [
      'a reason that leaves no room for the question',
      { 'reason.check-wrong': 'panjang '.repeat(20) },
      /^visit_reference: its screen is \d+ septets in id/,
    ],
    [
      'a screen outside of any node',
      { 'screen.no-flow': 'panjang '.repeat(21) },
      /^null: screen.no-flow is 168 septets in id/,
    ],
    [
      'signs counted as two',
      { 'screen.reference.ask': '['.repeat(80) },
      /^visit_reference: its screen is \d+ septets in id/,
    ],
    [
      'a sign that GSM-7 lacks',
      { 'screen.help': 'Terima kasih \u2764' },
      /^null: screen.help in id has characters/,
    ],
  ])('finds %s', (_, texts: Record<string, string>, problem) => {
    expect(problemsOf({}, texts)).toContainEqual(expect.stringMatching(problem));
  });

  it('finds a dialogue that has a screen longer than a session', () => {
    const profile = { ...defaultProfile, sessionSeconds: 30 };
    expect(problemsOf({}, {}, profile)).toContainEqual(
      expect.stringMatching(
        /^household_reference: takes 1\d\d s and can't be parted: a session of default lasts 30 s$/,
      ),
    );
  });

  it('finds screens that a narrower operator cuts', () => {
    expect(problemsOf({}, {}, { ...defaultProfile, name: 'narrow', screenSeptets: 100 })).toContainEqual(
      expect.stringMatching(/^household_confirm: its screen is \d+ septets in en, narrow shows 100$/),
    );
  });
});

describe('parseFlow', () => {
  it.each([
    ['a node type that is not there', { menu: { type: 'dance' } }, /menu: there is no node type dance/],
    ['a node without what it needs', { help: { type: 'info' } }, /help: text/],
    ['a node with a field too many', { help: { ...help, colour: 'red' } }, /colour/],
  ])('throws for %s', (_, nodes: Nodes, message) => {
    expect(() => flowWith(nodes)).toThrow(message);
  });

  it('throws for a role that is none', () => {
    expect(() => flowWith({}, { role: 'king' })).toThrow(/role/);
  });
});
