/** A file that can't be imported at all. The message is one line for the person who started the import. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
}
