// Every row of the fault table, with its figures: `npm run faults`, or some of them: `npm run faults -- torn disk`.
import { prepare, runNode } from './prepare.mjs'

await prepare()
runNode(['test/faults/faults.ts', ...process.argv.slice(2)])
