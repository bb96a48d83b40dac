/** A channel that can send SMS. */
export interface Sender {
  readonly id: string;
  /** Beginnings of the numbers of its operator, E.164 with the plus. */
  readonly prefixes: readonly string[];
}

/**
 * The channel for a message of our own accord: the one with the longest prefix of the number, since an operator's own
 * line is the surest and often the cheapest; else the one that the person used last; else the first.
 */
export function chooseChannel(
  msisdn: string,
  lastUsed: string | null,
  senders: readonly [Sender, ...Sender[]],
): string {
  let longest = 0;
  let chosen: string | null = null;
  for (const { id, prefixes } of senders) {
    for (const prefix of prefixes) {
      if (prefix.length <= longest || !msisdn.startsWith(prefix)) continue;
      longest = prefix.length;
      chosen = id;
    }
  }
  const used = senders.find(({ id }) => id === lastUsed)?.id;
  return chosen ?? used ?? senders[0].id;
}
