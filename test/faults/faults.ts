// Tries every fault and prints a line for each row of the table; ends with 1 where one failed or lost anything.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os'
import path from 'node:path'
import { inWords, ROWS, type Row, type Shown } from './figures.ts'

/** Where a row is tried; asked for by name: `npm run faults -- torn disk`. */
const FILES: Record<Row, string> = {
  'kill -9': 'kill',
  'torn WAL': 'torn',
  'fsync EIO, ENOSPC': 'disk',
  'disk full': 'disk',
  'several processes': 'processes',
  'long reader': 'reader',
  SIGTERM: 'terminate',
  'PostgreSQL stopped': 'postgres',
  'upload bombs': 'bombs',
  'same file twice': 'twice',
  'backup under load': 'backup',
  'slow clients': 'slow',
  fuzz: 'fuzz',
  clock: 'clock',
}

const asked = process.argv.slice(2)
const known = [...new Set([...Object.values(FILES), 'waves'])]
const unknown = asked.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')} here: choose from ${known.join(', ')}.`)
  process.exit(2)
}

const memory = (totalmem() / 2 ** 30).toFixed(1)
console.log(
  `machine ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${memory} GB, ` +
    `Node ${process.versions.node}, load ${loadavg()[0]!.toFixed(1)} before the start`,
)
const folder = mkdtempSync(path.join(tmpdir(), 'zveno-faults-'))
const file = path.join(folder, 'figures')
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config=test/faults/vitest.config.ts',
    ...asked.map((name) => `test/faults/${name}.`),
  ],
  { stdio: 'inherit', env: { ...process.env, FAULTS_FILE: file } },
)
const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
rmSync(folder, { recursive: true })
const shown = lines.map((line) => JSON.parse(line) as Shown)

const counts = { shown: 0, 'not shown': 0, failed: 0 }
for (const row of ROWS.filter((each) => asked.length === 0 || asked.includes(FILES[each]))) {
  const of = shown.filter((one) => one.row === row)
  const lost = of.some(({ values }) => Number(values?.lost ?? 0) + Number(values?.doubled ?? 0) > 0)
  // A row that gives no figures broke off before it had any.
  const came = of.length === 0 || lost ? 'failed' : of[0]!.notShown ? 'not shown' : 'shown'
  counts[came]++
  console.log(`${came.padEnd(10)}${row}`)
  for (const { values, notShown } of of) {
    console.log(`          ${notShown ?? inWords(values ?? {})}`)
  }
}
console.log(
  `${counts.shown} shown, ${counts['not shown']} not shown on this machine, ${counts.failed} failed`,
)
process.exit(status === 0 && counts.failed === 0 ? 0 : 1)
