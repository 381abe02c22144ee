// An hour of mixed use, or a company's Monday: `npm run soak`, `npm run soak -- --minutes 5`, `npm run soak -- --monday`.
import { prepare, runNode } from './prepare.mjs'

await prepare()
runNode(['test/soak/soak.ts', ...process.argv.slice(2)])
