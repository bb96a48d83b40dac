import { Command } from 'commander';
import { openChannelList } from '../app.ts';
import type { ChannelOverview } from '../ports.ts';
import { channelTestCommand } from './channels-test.ts';
import type { CommandContext } from './context.ts';
import { table } from './table.ts';
import { withCore } from './with-core.ts';

export function channelsCommand(context: CommandContext): Command {
  return new Command('channels')
    .description('the channels and how they are doing: last in and out, what waits, errors, cost and budget')
    .option('--json', 'for programs')
    .action((options: { readonly json?: boolean }) =>
      withCore(context, async (core) => {
        const channels = await openChannelList(core)();
        console.log(options.json ? JSON.stringify(channels, null, 2) : channelTable(channels));
      }),
    )
    .addCommand(channelTestCommand(context));
}

const head = [
  'channel',
  'type',
  'number',
  'last in',
  'last out',
  'waiting',
  'in hand',
  'day',
  'unknown',
  'errors',
  'cost today',
  'limit',
  'budget',
];

function channelTable(channels: readonly ChannelOverview[]): string {
  return table(
    head,
    channels.map((channel) => [
      channel.channel,
      channel.type,
      [channel.number, channel.code].filter(Boolean).join(' ') || '-',
      momentOf(channel.lastInAt),
      momentOf(channel.lastOutAt),
      waitingOf(channel),
      String(channel.queue.queued + channel.queue.wired),
      String(channel.lastDay.messages),
      String(channel.lastDay.unknown),
      channel.errorShare === null ? '-' : percent(channel.errorShare),
      channel.costs.map(({ currency, amount }) => `${currency} ${plain(amount)}`).join(', ') || '-',
      channel.perSecond === null ? '-' : `${channel.perSecond}/s`,
      budgetOf(channel),
    ]),
  );
}

/** `12 (3 again)`: three of them were tried before. */
function waitingOf({ queue: { pending, errored } }: ChannelOverview): string {
  return errored === 0 ? String(pending) : `${pending + errored} (${errored} again)`;
}

function budgetOf({ budget, dropped }: ChannelOverview): string {
  if (!budget) return '-';
  const { level, spent, currency, perDay } = budget;
  const left = dropped === 0 ? '' : `, ${dropped} not sent`;
  return `${percent(spent / perDay)} of ${currency} ${plain(perDay)}${level === 'within' ? '' : ` ${level}`}${left}`;
}

function momentOf(at: Date | null): string {
  return at === null ? '-' : at.toISOString().slice(0, 19).replace('T', ' ');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** Up to four decimals, as cheap currencies need none and dear ones do. */
function plain(amount: number): string {
  return String(Number(amount.toFixed(4)));
}
