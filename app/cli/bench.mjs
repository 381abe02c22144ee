// Ratios within one run, for people and scripts: `npm run bench`, or `npm run bench -- today pulse`.
import { prepare, runNode } from './prepare.mjs'

await prepare()
runNode(['test/bench/bench.ts', ...process.argv.slice(2)])
