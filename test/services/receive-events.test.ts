import { describe, expect, it } from 'vitest';
import type { Log } from '../../src/ports.ts';
import { makeReceiveDelivery } from '../../src/services/receive-delivery.ts';
import { makeReceiveOptout } from '../../src/services/receive-optout.ts';
import { makeReceiveUssdEnd } from '../../src/services/receive-ussd-end.ts';

function keepingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const at = (level: string) => (fields: object, event: string) =>
    void lines.push(`${level} ${event} ${JSON.stringify(fields)}`);
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

describe('receive delivery report', () => {
  const report = { kind: 'delivery', providerMessageId: 'ATXid_9', providerStatus: 'Failed' } as const;

  it('applies the state with its reason', async () => {
    const log = keepingLog();
    const applied: unknown[] = [];
    const receive = makeReceiveDelivery({
      log,
      outbox: {
        async recordDelivery(...given) {
          applied.push(given);
          return true;
        },
      },
    });
    await receive({ ...report, state: 'failed', reason: 'AbsentSubscriber' }, 'at');
    expect(applied).toEqual([['at', ['ATXid_9'], 'failed', 'AbsentSubscriber']]);
    expect(log.lines).toEqual([]);
  });

  it('says so when no such message was sent', async () => {
    const log = keepingLog();
    const receive = makeReceiveDelivery({ log, outbox: { recordDelivery: async () => false } });
    await receive({ ...report, state: 'delivered', reason: null }, 'at');
    expect(log.lines[0]).toMatch(/^info delivery.unknown-message .*ATXid_9/);
  });

  it('keeps the state for a status that it does not know, loudly', async () => {
    const log = keepingLog();
    let calls = 0;
    const receive = makeReceiveDelivery({
      log,
      outbox: {
        async recordDelivery() {
          calls += 1;
          return true;
        },
      },
    });
    await receive({ ...report, providerStatus: 'Teleported', state: null, reason: null }, 'at');
    expect(calls).toBe(0);
    expect(log.lines[0]).toMatch(/^warn delivery.unknown-status .*Teleported/);
  });
});

describe('receive opt-out', () => {
  it.each([[true], [false]])(
    'stops the number, officer or not (%s), and logs it masked',
    async (isOfficer) => {
      const log = keepingLog();
      const stopped: string[] = [];
      const receive = makeReceiveOptout({
        log,
        async stopOfficer(msisdn) {
          stopped.push(msisdn);
          return isOfficer;
        },
      });
      await receive('+6281200000001', 'at');
      expect(stopped).toEqual(['+6281200000001']);
      expect(log.lines[0]).toContain(`"isOfficer":${isOfficer}`);
      expect(log.lines[0]).not.toContain('81200000001');
    },
  );
});

describe('receive end of a USSD session', () => {
  it('notes session and status', async () => {
    const log = keepingLog();
    await makeReceiveUssdEnd({ log })({ kind: 'ussd-end', sessionId: 'ATUid_1', status: 'Incomplete' }, 'at');
    expect(log.lines).toEqual([
      'info ussd.session-ended {"channel":"at","sessionId":"ATUid_1","status":"Incomplete"}',
    ]);
  });
});
