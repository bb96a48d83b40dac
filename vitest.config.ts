import { defineConfig } from 'vitest/config';

/** Tests that touch neither a store nor Redis; they start without servers. */
const pure = [
  'test/domain/**/*.test.ts',
  'test/channels/**/*.test.ts',
  'test/crash/**/*.test.ts',
  'test/slips/**/*.test.ts',
];

/** Other programs to be installed, and minutes: `npm run test:peers`. */
const peers = process.env.PEER_MESSAGES === undefined ? ['test/peers/**'] : [];

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    // An embedded database takes seconds to make, more so beside other tests.
    hookTimeout: 180_000,
    reporters: ['default', './test/support/closing-line.ts'],
    projects: [
      { extends: true, test: { name: 'pure', include: pure } },
      {
        extends: true,
        test: {
          name: 'servers',
          include: ['test/**/*.test.ts'],
          exclude: [...pure, ...peers],
          globalSetup: 'test/support/global-setup.ts',
        },
      },
    ],
  },
});
