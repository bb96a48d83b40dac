import { TextDecoder } from 'node:util';
import { ImportError } from './import-error.ts';

/** No row of ours comes near it; a file that is no text does. */
const maxLineLength = 65_536;

/**
 * Lines of a UTF-8 file, without their endings (LF or CRLF) and without a byte order mark.
 *
 * @throws ImportError for bytes that are not UTF-8 and for a line above 65,536 characters.
 */
export async function* readLines(stream: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + decode(decoder, chunk)).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > maxLineLength) throw new ImportError('The file has a line of over 65,536 characters.');
    for (const line of lines) yield withoutReturn(line);
  }
  rest += decode(decoder, null);
  if (rest !== '') yield withoutReturn(rest);
}

function decode(decoder: TextDecoder, chunk: Uint8Array | string | null): string {
  try {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    return bytes === null ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch {
    throw new ImportError('The file is not UTF-8 text; save it as "CSV UTF-8".');
  }
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
