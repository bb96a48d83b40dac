import { setTimeout as pause } from 'node:timers/promises';
import { waitUntilReady } from '../crash/program.ts';
import type { World } from './world.ts';

/** One thing that goes wrong, again and again while reports come in. */
export interface FaultCase {
  readonly name: string;
  /** What is done, in a line. */
  readonly what: string;
  /** Strikes once; resolves when what was struck is there again. */
  readonly strike: (world: World, blow: number) => Promise<void>;
  readonly needs?: {
    /** Megabytes of a file system in memory for the database. */
    readonly tmpfsMegabytes?: number;
    readonly postgres?: Readonly<Record<string, string>>;
    /** The gateway reaches its store through a network of the test's. */
    readonly proxy?: boolean;
    /** The gateway's clock is the test's. */
    readonly clock?: boolean;
    /** Answers go to a provider of the test's, which can fail. */
    readonly provider?: boolean;
  };
  /** How often the provider sends again what was acknowledged; 0 where the usual share is. */
  readonly repeats?: number;
}

const cutMs = 1_200;
const fullMs = 2_000;
const hourMs = 3_600_000;

const programNames = ['serve', 'work'] as const;
const serverNames = ['redis', 'postgres'] as const;
const parts = [...programNames, ...serverNames];
type Part = (typeof parts)[number];

/**
 * Kills parts at once and brings them back. A program that starts while its database is away says so and ends, and
 * whoever runs it starts it again: here it is started when the database is back. Redis need not be there.
 */
async function killAll(world: World, killed: readonly Part[]): Promise<void> {
  const { programs, redis, postgres, url } = world;
  const hit = programNames.filter((name) => killed.includes(name));
  await Promise.all(hit.map((name) => programs[name].kill()));
  const servers = [
    ...(killed.includes('redis') ? [redis.restartEmpty()] : []),
    ...(killed.includes('postgres') ? [postgres.killAndRecover()] : []),
  ];
  if (killed.includes('postgres')) await Promise.all(servers);
  for (const name of hit) programs[name].start();
  await Promise.all([...servers, waitUntilReady(url)]);
}

const kills = parts.map(
  (part): FaultCase => ({
    name: `kill-${part}`,
    what: `SIGKILL of ${part}`,
    strike: (world) => killAll(world, [part]),
  }),
);

const pairs = parts.flatMap((one, index) =>
  parts.slice(index + 1).map(
    (other): FaultCase => ({
      name: `kill-${one}-${other}`,
      what: `SIGKILL of ${one} and ${other} at once`,
      strike: (world) => killAll(world, [one, other]),
    }),
  ),
);

/** Every case, in the order in which they run. */
export const cases: readonly FaultCase[] = [
  ...kills,
  ...pairs,
  { name: 'redis-flush', what: 'FLUSHALL', strike: ({ redis }) => redis.flush() },
  {
    name: 'postgres-restart',
    what: 'PostgreSQL is restarted by its administrator',
    strike: ({ postgres }) => postgres.restart(),
  },
  {
    name: 'postgres-connections',
    what: 'other clients take all connections, and the gateway loses its own',
    needs: { postgres: { max_connections: '30' } },
    strike: ({ postgres }) => postgres.takeConnections(cutMs),
  },
  {
    name: 'postgres-disk-full',
    what: 'the disk of PostgreSQL is full, then not',
    needs: { tmpfsMegabytes: 220, postgres: { max_wal_size: '64MB', min_wal_size: '32MB' } },
    strike: ({ postgres }) => postgres.fillDisk(fullMs),
  },
  {
    name: 'postgres-slow',
    what: 'each commit waits a tenth of a second',
    strike: async ({ postgres }, blow) => {
      const delay = blow % 2 === 0 ? '100000' : '0';
      await postgres.run(
        `ALTER SYSTEM SET commit_delay = ${delay}`,
        'ALTER SYSTEM SET commit_siblings = 0',
        'SELECT pg_reload_conf()',
      );
    },
  },
  {
    name: 'network-cut',
    what: 'the network to the store is cut, and mended',
    needs: { proxy: true },
    async strike({ network }) {
      await network.cut();
      await pause(cutMs);
      await network.mend();
    },
  },
  {
    name: 'network-frozen',
    what: 'the network to the store swallows everything, then ends',
    needs: { proxy: true },
    async strike({ network }) {
      network.freeze();
      await pause(cutMs);
      await network.cut();
      await network.mend();
    },
  },
  {
    name: 'clock-stepped',
    what: "the gateway's clock steps two hours ahead, back, and an hour behind",
    needs: { clock: true },
    strike: ({ setClock }, blow) => setClock([2 * hourMs, 0, -hourMs][blow % 3] ?? 0),
  },
  {
    name: 'provider-retries',
    what: 'the provider sends each message once more every five minutes for an hour (compressed), while serve is killed',
    repeats: 12,
    strike: (world) => killAll(world, ['serve']),
  },
  {
    name: 'send-failing',
    what: "the provider's sending fails: refused, 500, a broken answer; then works",
    needs: { provider: true },
    async strike({ provider }, blow) {
      provider.fail((['refuse', 'error', 'break'] as const)[blow % 3] ?? 'refuse');
      await pause(cutMs);
      provider.fail(null);
    },
  },
];
