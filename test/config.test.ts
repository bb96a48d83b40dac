import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';
import { defaultTerms } from '../src/domain/delivery/terms.ts';

const hexKey = '00ff'.repeat(16);

describe('readConfig', () => {
  it('needs no variable: the embedded store, the local queue, the demo channel on this machine', () => {
    expect(readConfig({})).toEqual({
      databaseUrl: null,
      redisUrl: null,
      dataDir: './data',
      host: '127.0.0.1',
      isLocal: true,
      port: 8080,
      channels: [
        {
          id: 'at',
          type: 'africastalking',
          screenSeptets: 160,
          sessionSeconds: 180,
          settings: { token: 'demo' },
        },
      ],
      logLevel: 'info',
      piiKey: null,
      loadsDemo: true,
      schedule: {
        isOn: true,
        digestAt: 18 * 60 + 30,
        quietHours: { from: 21 * 60, until: 6 * 60 },
        silentDays: 3,
      },
      backCheckShare: 0.05,
      testNumbers: [],
    });
  });

  it('takes an empty variable for one that is not set', () => {
    const empty = {
      PORT: '',
      DATABASE_URL: '',
      PII_KEY: '',
      KENTONGAN_DEMO: '',
      CHANNELS_FILE: '',
      AT_API_KEY: '',
    };
    expect(readConfig(empty)).toEqual(readConfig({}));
  });

  it('takes the variables of a server', () => {
    const config = readConfig({
      DATABASE_URL: 'postgresql:///kentongan?host=/run/postgresql',
      REDIS_URL: 'rediss://cache.test:6380/1',
      HOST: '0.0.0.0',
      PORT: '0',
      AT_TOKEN: 'a-secret',
      AT_USERNAME: 'someone',
      AT_API_KEY: 'a-key',
      LOG_LEVEL: 'debug',
      KENTONGAN_DEMO: '0',
    });
    expect(config).toMatchObject({
      databaseUrl: 'postgresql:///kentongan?host=/run/postgresql',
      redisUrl: 'rediss://cache.test:6380/1',
      host: '0.0.0.0',
      port: 0,
      logLevel: 'debug',
      loadsDemo: false,
    });
    expect(config.channels[0]?.settings).toEqual({
      token: 'a-secret',
      username: 'someone',
      api_key: 'a-key',
    });
  });

  it('takes the times of the schedule', () => {
    const { schedule } = readConfig({
      SCHEDULE: '0',
      DIGEST_AT: '17:05',
      QUIET_HOURS: '22:30-05:00',
      SILENT_DAYS: '10',
    });
    expect(schedule).toEqual({
      isOn: false,
      digestAt: 1025,
      quietHours: { from: 1350, until: 300 },
      silentDays: 10,
    });
  });

  it('takes test numbers, blanks around them too', () => {
    expect(readConfig({ TEST_NUMBERS: '+6281200000091, +6281200000092' }).testNumbers).toEqual([
      '+6281200000091',
      '+6281200000092',
    ]);
  });

  it.each([
    ['hex', hexKey],
    ['base64', Buffer.from(hexKey, 'hex').toString('base64')],
  ])('reads a key of 32 bytes as %s', (_label, key) => {
    expect(readConfig({ PII_KEY: key }).piiKey?.toString('hex')).toBe(hexKey);
  });

  it.each([
    ['port is no number', { PORT: 'http' }, 'PORT: set a port number'],
    ['schedule is neither on nor off', { SCHEDULE: 'yes' }, 'SCHEDULE: set 0'],
    ['digest at no time of day', { DIGEST_AT: '24:00' }, 'DIGEST_AT: set a time of day'],
    ['digest in the quiet hours', { DIGEST_AT: '21:00' }, 'DIGEST_AT: lies in the quiet hours'],
    ['quiet hours without an end', { QUIET_HOURS: '21:00' }, 'QUIET_HOURS: set a stretch'],
    ['a share above one', { BACK_CHECK_SHARE: '1.5' }, 'BACK_CHECK_SHARE: set a share'],
    ['a share in percent', { BACK_CHECK_SHARE: '5%' }, 'BACK_CHECK_SHARE: set a share'],
    ['a test number without its plus', { TEST_NUMBERS: '+6281200000091,08120' }, 'TEST_NUMBERS: set numbers'],
    ['silent for no day', { SILENT_DAYS: '0' }, 'SILENT_DAYS: set a number of days'],
    ['port is too high', { PORT: '70000' }, 'PORT: set a port number'],
    [
      'database URL of another kind',
      { DATABASE_URL: 'mysql://db.test/x' },
      'DATABASE_URL: set a URL such as postgres://',
    ],
    [
      'Redis URL of another kind',
      { DATABASE_URL: 'postgres://db.test/x', REDIS_URL: 'localhost' },
      'REDIS_URL: set a URL',
    ],
    ['Redis without PostgreSQL', { REDIS_URL: 'redis://cache.test' }, 'Set DATABASE_URL too'],
    ['key is too short', { PII_KEY: 'abcd' }, 'PII_KEY: set 32 bytes'],
    ['unknown log level', { LOG_LEVEL: 'loud' }, 'LOG_LEVEL: set one of'],
    ['demo is neither 0 nor 1', { KENTONGAN_DEMO: 'no' }, 'KENTONGAN_DEMO: set 0'],
    ['open to others without a token', { HOST: '0.0.0.0' }, 'AT_TOKEN: other machines reach this HOST'],
    [
      'open to others with the demo token',
      { HOST: '192.0.2.1', AT_TOKEN: 'demo' },
      'AT_TOKEN: other machines',
    ],
    ['API key without user', { AT_API_KEY: 'a-key' }, 'AT_USERNAME: AT_API_KEY needs it'],
  ])('stops when the %s, with one line that says what to do', (_label, env, said) => {
    const error = errorOf(() => readConfig(env));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toContain(said);
    expect(error.message).not.toContain('\n');
  });

  it.each([['localhost'], ['127.0.0.1'], ['127.0.1.1'], ['::1']])('takes the demo token on %s', (HOST) => {
    expect(readConfig({ HOST }).channels[0]?.settings).toEqual({ token: 'demo' });
  });

  it('never says a secret', () => {
    const secret = 's3cret-value';
    for (const variable of ['PII_KEY', 'DATABASE_URL', 'REDIS_URL']) {
      expect(errorOf(() => readConfig({ [variable]: secret })).message).not.toContain(secret);
    }
  });
});

describe('readConfig with a channels file', () => {
  const read = (yaml: string, env: Record<string, string> = {}) =>
    readConfig({ CHANNELS_FILE: '/etc/kentongan/channels.yaml', ...env }, () => yaml).channels;

  it('fills in secrets by the names of their variables', () => {
    const yaml = `
channels:
  - id: at-1
    type: africastalking
    token_env: FIRST_TOKEN
    sender_id: DTKS
    screen_septets: 182
    session_seconds: 120
`;
    expect(read(yaml, { FIRST_TOKEN: 'a-secret' })).toEqual([
      {
        id: 'at-1',
        type: 'africastalking',
        screenSeptets: 182,
        sessionSeconds: 120,
        terms: defaultTerms,
        access: {
          allowFrom: [],
          isBehindProxy: false,
          maxPerMinute: null,
          maxPerSender: null,
          maxBodyBytes: 65_536,
        },
        settings: { token: 'a-secret', sender_id: 'DTKS' },
      },
    ]);
  });

  it('reads who may call, and keeps it out of the settings', () => {
    const yaml = `
channels:
  - id: a
    type: x
    allow_from: [203.0.113.0/24, "2001:db8::/32"]
    behind_proxy: true
    max_per_minute: 600
`;
    expect(read(yaml)).toMatchObject([
      {
        access: {
          allowFrom: ['203.0.113.0/24', '2001:db8::/32'],
          isBehindProxy: true,
          maxPerMinute: 600,
          maxPerSender: null,
          maxBodyBytes: 65_536,
        },
        settings: {},
      },
    ]);
  });

  it('reads what the operator allows and charges, and keeps it out of the settings', () => {
    const yaml = `
channels:
  - id: a
    type: x
    number: 94940
    code: "*123#"
    alphabet: latin1
    per_second: 0.2
    cost: IDR 350
    filter_words: [Promo, hadiah]
    prefixes: ["0811", "62812", "+62813"]
    drops_duplicates: true
    budget: { per_day: IDR 500000, quiet_at: 1 }
`;
    expect(read(yaml)).toMatchObject([
      {
        terms: {
          number: '94940',
          code: '*123#',
          alphabet: 'latin1',
          perSecond: 0.2,
          cost: { currency: 'IDR', amount: 350 },
          filterWords: ['promo', 'hadiah'],
          prefixes: ['+62811', '+62812', '+62813'],
          dropsDuplicates: true,
          budget: { perDay: { currency: 'IDR', amount: 500_000 }, warnAt: 0.8, quietAt: 1 },
        },
        settings: {},
      },
    ]);
  });

  it.each([
    ['allow_from', 'allow_from: [203.0.113.0/33]'],
    ['max_per_minute', 'max_per_minute: 0'],
    ['code', 'code: "123"'],
    ['alphabet', 'alphabet: ascii'],
    ['per_second', 'per_second: 0'],
    ['cost', 'cost: 350'],
    ['cost', 'cost: Rp 350'],
    ['filter_words', 'filter_words: ["dua kata"]'],
    ['prefixes', 'prefixes: [0811]'],
    ['prefixes', 'prefixes: ["8"]'],
    ['budget', 'budget: { per_day: IDR 1, quiet: 1 }'],
  ])('stops the start for a wrong %s, in one line', (key, line) => {
    const yaml = `channels:\n  - id: a\n    type: x\n    ${line}`;
    const { message } = errorOf(() => read(yaml));
    expect(message).toContain(`channels.0.${key}`);
    expect(message).not.toContain('\n');
  });

  it.each([
    ['is no YAML', 'channels: [', 'cannot be read as YAML'],
    ['is empty', '', 'Correct the file'],
    ['lists no channel', 'channels: []', 'list one channel at least'],
    ['has a key too many', 'channels: [{id: a, type: phone}]\nchanels: []', 'Correct the file'],
    ['has an odd id', 'channels: [{id: "A/B", type: x}]', 'channels.0.id: use lower-case letters'],
    [
      'has a screen too small',
      'channels: [{id: a, type: x, screen_septets: 10}]',
      'channels.0.screen_septets',
    ],
    ['has an id twice', 'channels: [{id: a, type: x}, {id: a, type: x}]', 'two channels are called a'],
    ['names a variable not set', 'channels: [{id: a, type: x, token_env: NOT_THERE}]', 'Set NOT_THERE'],
  ])('stops when the file %s', (_label, yaml, said) => {
    const error = errorOf(() => read(yaml));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toContain(said);
    expect(error.message).not.toContain('\n');
  });

  it('stops when the file is not there', () => {
    expect(errorOf(() => readConfig({ CHANNELS_FILE: '/nowhere/channels.yaml' })).message).toContain(
      'CHANNELS_FILE',
    );
  });
});

function errorOf(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}
