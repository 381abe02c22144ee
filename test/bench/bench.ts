import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { codes } from './code.ts'
import { impact } from './impact.ts'
import { imports } from './import.ts'
import { modules } from './module.ts'
import { people } from './people.ts'
import { processes } from './processes.ts'
import { pulse } from './pulse.ts'
import { sizes } from './sizes.ts'
import { today } from './today.ts'
import { waves } from './wave.ts'

const MEASURES = {
  today,
  module: modules,
  code: codes,
  pulse,
  wave: waves,
  import: imports,
  impact,
  people,
  processes,
  sizes,
}

const given = process.argv.slice(2)
/** Whatever can be measured at a size that takes half an hour to make. */
const full = given.includes('--full')
const asked = given.filter((name) => name !== '--full')
const unknown = asked.filter((name) => !Object.hasOwn(MEASURES, name))
if (unknown.length > 0) {
  console.error(
    `There is no ${unknown.join(', ')} here: choose from ${Object.keys(MEASURES).join(', ')}.`,
  )
  process.exit(2)
}

const memory = (totalmem() / 2 ** 30).toFixed(1)
console.log(
  `machine ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${memory} GB, ` +
    `Node ${process.versions.node}, load ${loadavg()[0]!.toFixed(1)} before the start`,
)
for (const [name, measure] of Object.entries(MEASURES)) {
  if (asked.length === 0 || asked.includes(name)) await measure({ full })
}
