import type { Knex } from 'knex';
import { chooseChannel, type Sender } from '../domain/delivery/choose-channel.ts';
import { timeZoneOf } from '../domain/identity/time-zone.ts';
import type { Language } from '../domain/instrument/types.ts';
import { segmentCount } from '../domain/sms/segments.ts';
import { defaultQuietHours, type QuietHours, quietUntil } from '../domain/workflow/quiet-hours.ts';
import type { NewNotice, OwnMessage } from '../ports.ts';
import { insertRows } from './insert-rows.ts';
import { query } from './query.ts';

/** How messages of our own accord go out. */
export interface NoticeWays {
  /** The channels that can send, the first one for who never used any. */
  readonly channels: readonly [Sender, ...Sender[]];
  readonly quietHours: QuietHours;
}

export const defaultNoticeWays: NoticeWays = {
  channels: [{ id: 'at', prefixes: [] }],
  quietHours: defaultQuietHours,
};

/** Who gets a message, and how. */
export interface Recipient {
  readonly officerId: number;
  readonly msisdn: string;
  readonly language: Language;
  /** The first of their areas; empty where they have none. */
  readonly area: string;
  readonly channel: string;
}

/**
 * Puts messages of our own accord into the outbox, in the transaction of what they tell of: to the officer's main
 * number, in their language, on the channel that is theirs, not within quiet hours where they are. Who sent STOP gets
 * none.
 */
export async function writeNotices(
  trx: Knex,
  notices: readonly NewNotice[],
  ways: NoticeWays = defaultNoticeWays,
): Promise<void> {
  if (notices.length === 0) return;
  const recipients = await findRecipients(
    trx,
    notices.map(({ officerId }) => officerId),
    ways,
  );
  const messages = notices.flatMap((notice): OwnMessage[] => {
    const recipient = recipients.get(notice.officerId);
    if (!recipient) return [];
    const { officerId, kind, texts, createdAt, expiresAt } = notice;
    return [{ officerId, kind, text: texts[recipient.language], createdAt, expiresAt }];
  });
  await writeMessages(trx, messages, recipients, ways.quietHours);
}

/** Officers by id, in office, who may be written to. */
export async function findRecipients(
  db: Knex,
  officerIds: readonly number[],
  { channels }: Pick<NoticeWays, 'channels'>,
): Promise<Map<number, Recipient>> {
  const rows = await query<Omit<Recipient, 'officerId' | 'channel'> & { id: string; channel: string | null }>(
    db,
    `SELECT officers.id, officers.msisdn, officers.language, coalesce(home.area, '') AS area, latest.channel
     FROM officers
     LEFT JOIN LATERAL (
       SELECT min(area_code) AS area FROM officer_areas WHERE officer_id = officers.id
     ) AS home ON true
     LEFT JOIN LATERAL (
       SELECT channel FROM reports WHERE officer_id = officers.id ORDER BY received_at DESC LIMIT 1
     ) AS latest ON true
     WHERE officers.id = ANY (:officerIds::bigint[]) AND officers.ended_at IS NULL AND NOT officers.is_stopped`,
    { officerIds },
  );
  return new Map(
    rows.map(({ id, channel, ...row }) => {
      const officerId = Number(id);
      return [officerId, { officerId, ...row, channel: chooseChannel(row.msisdn, channel, channels) }];
    }),
  );
}

const outboxTarget = {
  table: 'outbox',
  columns: {
    kind: 'text',
    officer_id: 'bigint',
    channel: 'text',
    recipient: 'text',
    text: 'text',
    segments: 'smallint',
    area_code: 'text',
    zone: 'text',
    is_plain: 'boolean',
    not_before: 'timestamptz',
    created_at: 'timestamptz',
    expires_at: 'timestamptz',
  },
};

/** Puts messages into the outbox; one to an officer who is not among the recipients is left out. */
export async function writeMessages(
  trx: Knex,
  messages: readonly OwnMessage[],
  recipients: ReadonlyMap<number, Recipient>,
  quietHours: QuietHours,
): Promise<void> {
  const rows = messages.flatMap((message) => {
    const recipient = recipients.get(message.officerId);
    if (!recipient) return [];
    const zone = timeZoneOf(recipient.area);
    return [
      {
        kind: message.kind,
        officer_id: message.officerId,
        channel: recipient.channel,
        recipient: recipient.msisdn,
        text: message.text,
        segments: segmentCount(message.text),
        area_code: recipient.area,
        zone,
        // What is to be mended is told whatever it costs.
        is_plain: message.kind !== 'notice',
        not_before: quietUntil(message.createdAt, zone, quietHours),
        created_at: message.createdAt,
        expires_at: message.expiresAt,
      },
    ];
  });
  await insertRows(trx, outboxTarget, rows);
}
