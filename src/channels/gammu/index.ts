import { z } from 'zod';
import type { Channel } from '../../ports.ts';
import { channelType } from '../channel-type.ts';
import { sendToLog } from '../send-to-log.ts';
import { given } from '../settings.ts';
import { tokenCheck } from '../token.ts';
import { openDrain } from './drain.ts';
import { parseDelivery, parseSms } from './parse.ts';
import { makeSend } from './send.ts';

const Settings = z.strictObject({
  token: given,
  /** SMSD's outbox folder (FILES service); left out: to the log. */
  outbox_dir: given.optional(),
  /** Where `hand-over gammu` keeps what it has; left out where that runs on another machine. */
  spool_dir: given.optional(),
});

/** A modem with a SIM card under Gammu's SMS daemon. SMS alone. */
export const gammu = channelType(Settings, (id, settings, log): Channel => {
  const { token, outbox_dir: outboxDir, spool_dir: spoolDir } = settings;
  return {
    id,
    type: 'gammu',
    bodyType: 'json',
    isAuthentic: tokenCheck(token),
    actions: { sms: parseSms, delivery: parseDelivery },
    send: outboxDir ? makeSend(outboxDir) : sendToLog(log),
    ...(spoolDir && { connect: (intake) => openDrain({ channel: id, spoolDir, intake, log }) }),
  };
});
