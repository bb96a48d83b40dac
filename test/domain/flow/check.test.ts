import { describe, expect, it } from 'vitest';
import { checkFlow } from '../../../src/domain/flow/check.ts';
import { parseFlow } from '../../../src/domain/flow/definition.ts';
import { defaultProfile } from '../../../src/domain/flow/profile.ts';
import type { Messages } from '../../../src/domain/messages.ts';
import { readFlow } from '../../../src/flow-files.ts';
import { shipped } from '../../support/dialogue.ts';

const { flow, instrument, messages } = shipped;

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
  it('finds nothing wrong with the shipped flow', () => {
    expect(checkFlow(flow, instrument, messages, [defaultProfile]).problems).toEqual([]);
  });

  it('measures every dialogue of the main menu', () => {
    const { table } = checkFlow(flow, instrument, messages, [defaultProfile]);
    expect(table.map(({ dialogue, hops, keystrokes }) => [dialogue, hops, keystrokes])).toEqual([
      // Menu, reference, digits, partner, confirmation; each with the key that sends it.
      ['visit_reference', 6, 2 + 9 + 9 + 9 + 2],
      ['household_reference', 8, 2 + 9 + (75 + 4) + 2],
      ['check_reference', 3, 2 + 9],
      ['help', 2, 2],
      ['language', 2, 2 + 2],
    ]);
    for (const { seconds } of table) expect(seconds).toBeLessThan(defaultProfile.sessionSeconds);
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
    expect(problems.map(({ detail }) => detail)).toEqual([
      '00 is an answer and navigation',
      '99 is an answer and navigation',
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

  it('finds a dialogue that takes longer than a session', () => {
    const profile = { ...defaultProfile, sessionSeconds: 100 };
    expect(problemsOf({}, {}, profile)).toEqual([
      expect.stringMatching(/^household_reference: takes 1\d\d s, a session of default lasts 100 s$/),
    ]);
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
