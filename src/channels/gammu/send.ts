import type { OutboundMessage, SendResult } from '../../ports.ts';
import { refused } from '../send-http.ts';
import { writeDurably } from './write-durably.ts';

/** Says that the file is UTF-16, which SMSD reads whatever its locale. */
const byteOrderMark = '\ufeff';

/**
 * Makes the sending of one message by a file in SMSD's outbox. The outbox id makes the file's name, so that a message
 * that is given twice is the same file while it waits. Names are in the order of the ids: SMSD sends in that order.
 */
export function makeSend(outboxDir: string): (message: OutboundMessage) => Promise<SendResult> {
  return async ({ id, recipient, text }) => {
    const name = `OUTC${id.padStart(20, '0')}_0_0_${recipient}_${id}.txt`;
    try {
      await writeDurably(outboxDir, name, Buffer.from(byteOrderMark + text, 'utf16le'));
      return { ok: true, providerMessageId: name, cost: null };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'fault';
      return refused(`outbox ${code}`, { isRetryable: true });
    }
  };
}
