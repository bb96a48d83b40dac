import { describe, expect, it } from 'vitest';
import { dialLine, tokensDialled } from '../../../src/domain/flow/phone-code.ts';

describe('what is dialled on a phone of the gateway', () => {
  it.each([
    ['the code alone', '*384*94#', [], 'dial'],
    ['a choice behind it', '*384*94*14#', ['14'], 'dial 14'],
    ['a whole report', '*384*94*1*716*10112411*1#', ['1', '716', '10112411', '1'], 'dial 1*716*10112411*1'],
    ['an empty answer', '*384*94**1#', ['', '1'], 'dial *1'],
  ])('%s', (_, dialled, tokens, line) => {
    expect(tokensDialled(dialled)).toEqual(tokens);
    expect(dialLine(tokens)).toBe(line);
  });

  it.each([
    ['another code', '*123#'],
    ['a longer code', '*384*940#'],
    ['no hash', '*384*94'],
    ['a hash in the middle', '*384*94#1#'],
    ['a number', '110'],
    ['nothing', ''],
  ])('is not the gateway for %s', (_, dialled) => {
    expect(tokensDialled(dialled)).toBeNull();
  });
});
