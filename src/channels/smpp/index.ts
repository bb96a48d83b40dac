import type { Channel } from '../../ports.ts';
import { channelType } from '../channel-type.ts';
import { type Link, openLink } from './link.ts';
import { makeReceive } from './receive.ts';
import { Settings } from './schema.ts';
import { makeAnswerUssd, makeSend } from './send.ts';
import { answers } from './status.ts';

/** A connection to an operator's SMSC by SMPP 3.4: SMS and USSD both ways, reached by no HTTP request. */
export const smpp = channelType(Settings, (id, settings, log): Channel => {
  const { bind } = settings;
  let sending: Link | null = null;
  let ownTransmitter: Link | null = null;

  /** The bind of `serve` where it sends too, else one opened at the first sending. */
  function senderLink(): Link {
    if (sending) return sending;
    ownTransmitter ??= openLink({
      channel: id,
      settings,
      mode: 'transmitter',
      log,
      deliver: async () => answers.temporary,
    });
    return ownTransmitter;
  }

  return {
    id,
    type: 'smpp',
    bodyType: 'form',
    isAuthentic: () => false,
    actions: {},
    send: makeSend(settings, senderLink),
    connect(intake) {
      const answerUssd = makeAnswerUssd(id, settings, senderLink, log);
      const deliver = makeReceive({ channel: id, settings, intake, log, answerUssd });
      const link = openLink({ channel: id, settings, mode: bind, log, deliver });
      if (bind !== 'receiver') sending = link;
      return link;
    },
    async close() {
      await ownTransmitter?.stop();
    },
  };
});
