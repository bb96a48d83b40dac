const decoder = new TextDecoder('utf-8');

/**
 * Text of a raw SMS: UTF-8, a byte order mark dropped. What is no UTF-8 becomes U+FFFD, which the reader refuses:
 * a broken character may have been a digit.
 */
export function decodeText(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
