import { describe, expect, it } from 'vitest';
import { dialLine, tokensDialled } from '../../../src/domain/flow/phone-code.ts';
import { type PhoneTurn, transcriptOf } from '../../../src/domain/flow/transcript.ts';
import { openGateway, openPhone, playTranscript } from '../../support/dialogue.ts';

/** Keys lines in as the phone in the browser does, and saves what it showed. */
async function save(lines: readonly string[]): Promise<string> {
  const phone = openPhone(openGateway());
  const turns: PhoneTurn[] = [];
  for (const line of lines) {
    const tokens = tokensDialled(line);
    const screen = tokens ? await phone.dial(tokens.join('*')) : await phone.type(line);
    const typed = tokens ? dialLine(tokens) : line;
    turns.push({ typed, kind: screen.isEnd ? 'END' : 'CON', text: screen.text });
  }
  return transcriptOf('enumerator', turns);
}

describe('a saved transcript', () => {
  it.each([
    ['a report step by step', ['*384*94#', '1', '716', '10112411', '1']],
    ['one dialled through', ['*384*94*1*716*10112411*1#']],
    ['one that was cut and resumed', ['*384*94*4*716#', '1', '1', '*384*94#', '1', '1']],
    ['practice', ['*384*94*14#', '716', '10112411', '1']],
    ['a wrong answer', ['*384*94#', '99']],
  ])('of %s can be played again and shows the same', async (_, lines) => {
    const transcript = await save(lines);
    expect(transcript.startsWith('# phone: enumerator\n\n> dial')).toBe(true);
    expect(transcript.match(/^> /gm)).toHaveLength(lines.length);
    expect(await playTranscript(transcript)).toBe(transcript);
  });

  it('counts the septets of what was shown', () => {
    expect(transcriptOf('pengawas', [{ typed: 'sms CEK', kind: 'SMS', text: '[1]' }])).toBe(
      '# phone: pengawas\n\n> sms CEK\n-- SMS 5\n[1]\n',
    );
  });
});
