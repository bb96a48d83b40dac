import { expect, it } from 'vitest';
import { openGateway, openPhone } from '../../support/dialogue.ts';
import { phones } from '../../support/dialogue-world.ts';

/** What a coordinator's status of the sub-district says, with some tokens of its dialogue put in another way. */
async function claimed({ done = '12', hindrances = '0' }): Promise<string | null> {
  const gateway = openGateway();
  await openPhone(gateway, phones.korcam).dial(`1*1*${done}*7*1*${hindrances}*1`);
  const [message] = gateway.inbox.values();
  return message ? JSON.parse(new TextDecoder().decode(message.raw)).text : null;
}

it.each([
  ['none', '0', '0'],
  ['one', '1', '1'],
  ['six digits', '123456', '123456'],
])('a count is taken: %s', async (_, token, count) => {
  expect(await claimed({ done: token })).toBe(`LAPOR 9415010 ${count} 7 1`);
});

it.each([
  ['zeros in front', '012'],
  ['a dot of thousands', '1.200'],
  ['a space', '1 200'],
  ['seven digits', '1234567'],
  ['a letter', 'O'],
  ['a sign', '-1'],
  ['nothing', ''],
])('a count is refused: %s', async (_, token) => {
  expect(await claimed({ done: token })).toBeNull();
});

it.each([
  ['one', '7', ' K7'],
  ['several, in order', '942', ' K249'],
  ['several, with separators', '2, 4', ' K24'],
  ['all', '123456789', ' K123456789'],
])('hindrances are taken: %s', async (_, token, text) => {
  expect(await claimed({ hindrances: token })).toBe(`LAPOR 9415010 12 7 1${text}`);
});

it.each([
  ['one twice', '44'],
  ['none and one', '04'],
  ['a letter', 'K2'],
  ['nothing', ''],
])('hindrances are refused: %s', async (_, token) => {
  expect(await claimed({ hindrances: token })).toBeNull();
});
