import type { Running } from '../app.ts';
import type { Config } from '../config.ts';
import { localDay } from '../domain/identity/time-zone.ts';

/** What the start says: where it listens and, with the demo area, what to dial and send as whom. */
export function welcome(config: Config, { address, hasDemo, signInPath }: Running, now: Date): string {
  const store = config.databaseUrl ? 'PostgreSQL' : config.dataDir;
  const lines = [
    `Kentongan listens on ${address} (store: ${store}).`,
    ...(signInPath === null
      ? []
      : [`The console, in a browser of this machine (once, within 15 minutes): ${address}${signInPath}`]),
  ];
  const channel = config.channels[0];
  if (!hasDemo || !channel) return [...lines, `Health: ${address}/readyz`].join('\n');
  const token = channel.settings.token === 'demo' ? 'demo' : 'YOUR_TOKEN';
  const url = `${address}/channels/${channel.id}`;
  const [, month, day] = localDay(now, '9415010001').split('-');
  const visit = `1011${day}${month}`;
  return [
    ...lines,
    'The demo area is loaded: Kabupaten Asmat, villages 9415010001 and 9415010002, 20 households each.',
    '',
    'Report a visit by USSD, as enumerator +6281200000001 (household 7, check digits 16; visited today):',
    `  curl -s '${url}/ussd?token=${token}' -d sessionId=s1 -d serviceCode='*384*94#' -d networkCode=0 --data-urlencode phoneNumber=+6281200000001 -d 'text=1*716*${visit}*1'`,
    'Leave text empty for the menu. The same by SMS:',
    `  curl -s '${url}/sms?token=${token}' -d id=m1 -d to=94940 --data-urlencode from=+6281200000001 --data-urlencode date=${now.toISOString().slice(0, 19)}Z -d 'text=V 7-16 ${visit}'`,
    'See the record:   npx kentongan record 9415010001000007',
    'A phone here:     npx kentongan phone --as +6281200000001',
    'Other numbers:    +6281200000002 (enumerator of 9415010002)',
    'Those above them dial the same code, each a menu of their own: reports of the team and back-checks as +6281200000011 (pengawas), status of the sub-district as +6281200000021 (korcam), approval by area as +6281200000031 (korkab)',
    `Health, metrics:  ${address}/readyz, ${address}/metrics`,
  ].join('\n');
}
