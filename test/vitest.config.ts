import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // Much of a file's time is spent waiting for a disk or another process, on two cores too.
    maxWorkers: 2,
    // Loading the same modules anew for each file took two fifths of the run. Nothing of ours is replaced in a test, and
    // a database is one test's own.
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
