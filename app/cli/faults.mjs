// The fault suite alone, with its figures: kill, stop, a database that goes away, several processes.
import { prepare, runNode } from './prepare.mjs'

await prepare()
runNode([
  'node_modules/vitest/vitest.mjs',
  'run',
  '--config=test/vitest.config.ts',
  '--disable-console-intercept',
  '--no-file-parallelism',
  'test/faults',
])
