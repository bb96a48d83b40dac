import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fields, parseFields } from '../../src/web/fields.ts';

function fieldsOf(encoded: string): Fields {
  const fields = parseFields(encoded);
  if (typeof fields === 'string') throw new Error(fields);
  return fields;
}

describe('parseFields', () => {
  it.each([
    ['nothing', '', {}],
    ['one field', 'text=V+7-16', { text: 'V 7-16' }],
    ['an empty field', 'text=', { text: '' }],
    ['a name alone', 'text', { text: '' }],
    ['empty pairs', '&a=1&&b=2&', { a: '1', b: '2' }],
    ['an equals sign in a value', 'a=b=c', { a: 'b=c' }],
    ['an encoded plus', 'from=%2B62812', { from: '+62812' }],
    ['an unencoded plus, which is a space', 'from=+62812', { from: ' 62812' }],
    ['upper and lower hex digits', 'a=%2a%2A', { a: '**' }],
    ['UTF-8', 'a=%C3%A9%E2%82%AC', { a: 'é€' }],
    ['a replacement character that was sent as such', 'a=%EF%BF%BD', { a: '\ufffd' }],
    ['NUL', 'a=%00', { a: '\u0000' }],
    ['a field sent three times', 'a=1&b=x&a=2&a=', { a: ['1', '2', ''], b: 'x' }],
  ])('reads %s', (_label, encoded, values) => {
    expect({ ...fieldsOf(encoded).values }).toEqual(values);
  });

  it('reads UTF-8 that was not encoded', () => {
    const latin1 = Buffer.from('a=é€').toString('latin1');
    expect(fieldsOf(latin1).values.a).toBe('é€');
  });

  it.each([
    ['a percent sign alone', 'text=100%', 'text: malformed percent-encoding'],
    ['half an escape', 'text=%4', 'text: malformed percent-encoding'],
    ['letters that are no hex', 'text=%GG', 'text: malformed percent-encoding'],
    ['a bad name', '%zz=1', 'body: malformed percent-encoding in a field name'],
    ['a name that would break the line', 'a%0Ab=%', 'ab: malformed percent-encoding'],
    [
      'more than 100 fields',
      Array.from({ length: 101 }, () => 'a=1').join('&'),
      'body: more than 100 fields',
    ],
  ])('refuses %s', (_label, encoded, problem) => {
    expect(parseFields(encoded)).toBe(problem);
  });

  it('keeps the bytes of what is no UTF-8', () => {
    const { values, raw } = fieldsOf('text=V%FF%FE+1&id=7');
    expect(values).toMatchObject({ text: 'V\ufffd\ufffd 1', id: '7' });
    expect([...raw]).toEqual([['text', Buffer.from([0x56, 0xff, 0xfe, 0x20, 0x31])]]);
  });

  it('takes names of the prototype for names', () => {
    const { values } = fieldsOf('__proto__=x&constructor=y&toString=z');
    expect(Object.keys(values)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Object.hasOwn(values, 'valueOf') || 'valueOf' in values).toBe(false);
    expect({}).not.toHaveProperty('x');
  });

  it('reads back whatever a form was made of', () => {
    const word = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(word, word), { selector: ([name]) => name, maxLength: 20 }),
        (pairs) => {
          const { values, raw } = fieldsOf(new URLSearchParams(pairs).toString());
          expect(Object.entries(values).sort()).toEqual(pairs.map(([name, value]) => [name, value]).sort());
          expect(raw.size).toBe(0);
        },
      ),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) => void parseFields(Buffer.from(text).toString('latin1')),
      ),
    );
  });
});
