// The first command of the README. Plain JavaScript without imports of ours: it runs on whatever Node is
// there, before anything is installed, and hands over to the Node that the project brings.
import { prepare, runNode } from './prepare.mjs'

await prepare()
runNode(['app/cli/start.ts', ...process.argv.slice(2)])
