// Lighthouse on the pages staff open, on a phone with a slow network: `npm run budgets`.
import { prepare, runNode } from './prepare.mjs'

await prepare()
runNode(['test/budgets/budgets.ts', ...process.argv.slice(2)])
