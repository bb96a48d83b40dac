/** What was typed in one turn. Stars part several answers, as where all input comes at once; the last hash ends them. */
export function typedInput(text: string): string[] {
  return (text.endsWith('#') ? text.slice(0, -1) : text).split('*');
}

/**
 * What was dialled behind a code: of `*123*1*716#` at the code `*123#` or `123` it is `1` and `716`. Nothing where what
 * was dialled doesn't begin with the code.
 */
export function dialledInput(dialled: string, code: string): string[] {
  const head = code.replaceAll(/^\*|#$/g, '');
  const body = dialled.replaceAll(/^\*|#$/g, '');
  return head !== '' && body.startsWith(`${head}*`) ? body.slice(head.length + 1).split('*') : [];
}
