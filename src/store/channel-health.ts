import type { Knex } from 'knex';
import type { ChannelFigures, ChannelHealth } from '../ports.ts';
import { query } from './query.ts';

/** How far back it is looked for the last message in: newest ones of all channels together. */
const newestIn = 100_000;

/** Every count is of an index alone: of what waits, and of one day of one channel. */
const healthSql = `
  WITH waiting AS (
    SELECT channel, state, count(*)::integer AS count FROM outbox WHERE state IN ('pending', 'errored') GROUP BY 1, 2
    UNION ALL
    SELECT channel, state, count(*)::integer FROM outbox WHERE state = 'queued' GROUP BY 1, 2
    UNION ALL
    SELECT channel, state, count(*)::integer FROM outbox WHERE state = 'wired' GROUP BY 1, 2
  )
  SELECT known.channel, last_in.at AS "lastInAt", last_out.at AS "lastOutAt",
    ${['pending', 'queued', 'wired', 'errored'].map((state) => `${waitingIn(state)} AS ${state}`).join(', ')},
    day.messages, day.delivered, day.failed, day.unknown, dropped.count AS dropped
  FROM unnest(:channels::text[]) WITH ORDINALITY AS known (channel, position)
  LEFT JOIN LATERAL (
    SELECT received_at AS at FROM inbox
    WHERE channel = known.channel AND id > (SELECT max(id) FROM inbox) - ${newestIn} ORDER BY id DESC LIMIT 1
  ) AS last_in ON true
  LEFT JOIN LATERAL (
    SELECT max(wired_at) AS at FROM outbox WHERE channel = known.channel
  ) AS last_out ON true
  CROSS JOIN LATERAL (
    SELECT count(*)::integer AS messages, ${['delivered', 'failed', 'unknown'].map(countedAs).join(', ')}
    FROM outbox WHERE channel = known.channel AND wired_at > :since
  ) AS day
  CROSS JOIN LATERAL (
    SELECT count(*)::integer AS count FROM outbox
    WHERE channel = known.channel AND last_error = 'budget' AND queued_at > :since
  ) AS dropped
  ORDER BY known.position`;

function waitingIn(state: string): string {
  return `coalesce((SELECT sum(count)::integer FROM waiting WHERE channel = known.channel AND state = '${state}'), 0)`;
}

function countedAs(state: string): string {
  return `count(*) FILTER (WHERE state = '${state}')::integer AS ${state}`;
}

type Row = Pick<ChannelFigures, 'channel' | 'lastInAt' | 'lastOutAt' | 'dropped'> &
  ChannelFigures['queue'] &
  ChannelFigures['lastDay'];

export function makeChannelHealth(knex: Knex): ChannelHealth {
  return {
    async read(channels, now) {
      const since = new Date(now.getTime() - 24 * 3_600_000);
      const rows = await query<Row>(knex, healthSql, { channels, since });
      return rows.map((row) => {
        const { pending, queued, wired, errored, messages, delivered, failed, unknown, ...rest } = row;
        return {
          ...rest,
          queue: { pending, queued, wired, errored },
          lastDay: { messages, delivered, failed, unknown },
        };
      });
    },
  };
}
