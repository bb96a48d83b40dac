import { describe, expect, it } from 'vitest';
import { makeMetrics } from '../src/metrics.ts';

describe('metrics', () => {
  it('counts what it is told, under its names and labels', async () => {
    const metrics = makeMetrics();
    metrics.messageAccepted('at', 'sms', false);
    metrics.messageAccepted('at', 'sms', true);
    metrics.messageProcessed('accepted', 0.2);
    metrics.ussdStep('at', 0.002);
    metrics.messageSent('at', 'sent');
    metrics.httpRequest('channels/sms', 200);
    metrics.watchPending(async () => 12);
    metrics.messagesDropped('at', 3);
    metrics.watchChannels(async () => [
      {
        channel: 'at',
        depth: { pending: 5, unknown: 1 },
        costs: [{ currency: 'IDR', amount: 350.5 }],
        budgetShare: 0.4,
      },
      { channel: 'b', depth: { pending: 0 }, costs: [], budgetShare: null },
    ]);
    const lines = (await metrics.render()).split('\n');
    for (const line of [
      'kentongan_messages_accepted_total{channel="at",kind="sms"} 1',
      'kentongan_messages_duplicates_total{channel="at",kind="sms"} 1',
      'kentongan_messages_processed_total{outcome="accepted"} 1',
      'kentongan_record_seconds_sum 0.2',
      'kentongan_ussd_steps_total{channel="at"} 1',
      'kentongan_ussd_step_seconds_bucket{le="0.0025",channel="at"} 1',
      'kentongan_ussd_step_seconds_bucket{le="0.001",channel="at"} 0',
      'kentongan_messages_sent_total{channel="at",result="sent"} 1',
      'kentongan_http_requests_total{route="channels/sms",status="200"} 1',
      'kentongan_inbox_pending 12',
      'kentongan_messages_dropped_total{channel="at"} 3',
      'kentongan_outbox_messages{channel="at",state="pending"} 5',
      'kentongan_outbox_messages{channel="at",state="unknown"} 1',
      'kentongan_outbox_messages{channel="b",state="pending"} 0',
      'kentongan_cost_today{channel="at",currency="IDR"} 350.5',
      'kentongan_budget_share{channel="at"} 0.4',
    ]) {
      expect(lines).toContain(line);
    }
  });

  it('renders while the store cannot be asked', async () => {
    const metrics = makeMetrics();
    metrics.watchPending(() => Promise.reject(new Error('away')));
    metrics.watchChannels(() => Promise.reject(new Error('away')));
    expect(await metrics.render()).toContain('kentongan_inbox_pending Nan');
  });

  it('keeps two gateways in one process apart', async () => {
    const [one, other] = [makeMetrics(), makeMetrics()];
    one.messageSent('at', 'sent');
    expect(await other.render()).not.toContain('kentongan_messages_sent_total{');
  });
});
