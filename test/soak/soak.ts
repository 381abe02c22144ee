// Ends with 1 where any answer was an error, or anything was lost.
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { mixed } from './mixed.ts'
import { monday } from './monday.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    monday: { type: 'boolean', default: false },
    people: { type: 'string', default: '10000' },
  },
})
const minutes = Number(values.minutes ?? (values.monday ? 10 : 60))
const people = Number(values.people)
if (!(minutes > 0) || !(people > 0)) {
  console.error('npm run soak -- [--minutes 60] or --monday [--minutes 10] [--people 10000]')
  process.exit(2)
}
const machine = () =>
  `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ` +
  `${(totalmem() / 2 ** 30).toFixed(1)} GB, Node ${process.versions.node}, load ${loadavg()[0]!.toFixed(1)}`
console.log(`machine ${machine()} before the start`)
const well = values.monday ? await monday(people, minutes) : await mixed(minutes)
console.log(`  load at the end ${loadavg()[0]!.toFixed(1)}`)
process.exit(well ? 0 : 1)
