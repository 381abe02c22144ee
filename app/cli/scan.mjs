// sqlmap and wapiti against the running demo company, for each role: `npm run scan`, `npm run scan -- hr --minutes 5`.
import { prepare, runNode } from './prepare.mjs'

await prepare()
runNode(['test/scan/scan.ts', ...process.argv.slice(2)])
