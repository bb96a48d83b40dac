/** Whether a text can be the number of a family card: 16 digits, not all zero. Its layout is not checked. */
export function isNoKk(text: string): boolean {
  return /^\d{16}$/.test(text) && !/^0+$/.test(text);
}
