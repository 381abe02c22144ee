// The second command of the README: checks, unit and database tests, journeys in a real browser.
// Ends with one line, "N passed, N failed". Plain JavaScript: on a fresh clone it installs first.
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { freemem } from 'node:os'
import path from 'node:path'
import { env, prepare } from './prepare.mjs'

await prepare()

const results = path.resolve('test/results')
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

const scratch = inMemory()

const totals = { passed: 0, failed: 0, skipped: 0 }
const notes = []

for (const name of ['lint', 'format', 'types', 'unused']) {
  const ok = run('npm', ['run', '-s', name])
  totals[ok ? 'passed' : 'failed'] += 1
  if (!ok) notes.push(`check failed: npm run ${name}`)
}

vitest()
journeys()

for (const note of notes) console.log(note)
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''
console.log(`${totals.passed} passed, ${totals.failed} failed${skipped}`)
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0)

function run(command, args, extra = {}) {
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...env, ...(scratch ? { TMPDIR: scratch } : {}), ...extra },
    shell: process.platform === 'win32',
  })
  return status === 0
}

/**
 * A folder in memory for what tests throw away, where there is room: a third of the work of the database tests
 * was making and removing files. Null where there is none; then they lie where they always would.
 */
function inMemory() {
  const shared = '/dev/shm'
  const name = 'zveno-tests-'
  if (process.env.TMPDIR || !existsSync(shared)) return null
  // What a run left that was killed.
  for (const left of readdirSync(shared).filter((entry) => entry.startsWith(name))) {
    const folder = path.join(shared, left)
    const old = statSync(folder).mtimeMs < Date.now() - 6 * 3_600_000
    if (old) rmSync(folder, { recursive: true, force: true })
  }
  const { bavail, bsize } = statfsSync(shared)
  if (Math.min(bavail * bsize, freemem()) < 8e9) return null
  const folder = path.join(shared, `${name}${process.pid}`)
  mkdirSync(folder)
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function vitest() {
  const file = path.join(results, 'vitest.json')
  const ok = run('vitest', [
    'run',
    '--config=test/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
  totals.passed += report?.numPassedTests ?? 0
  totals.failed += report?.numFailedTests ?? 0
  totals.skipped += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0)
  // Said again at the end: the journeys' lines stand between them and whoever reads the last page.
  for (const { name, assertionResults } of report?.testResults ?? []) {
    for (const { status, fullName, failureMessages } of assertionResults) {
      if (status !== 'failed') continue
      const said = failureMessages.join('\n').split('\n').slice(0, 12).join('\n  ')
      notes.push(`failed: ${path.relative('.', name)}: ${fullName}\n  ${said}`)
    }
  }
  // A file that cannot even be read, or a failed set-up, counts no test; it must not pass in silence.
  if (!ok && !(report?.numFailedTests > 0)) {
    totals.failed += 1
    notes.push('the unit and database tests did not run to their end')
  }
  if (!hasPostgres()) {
    notes.push(
      'PostgreSQL was not found on PATH or under /usr/lib/postgresql: the database tests ran on SQLite alone (apt-get install postgresql)',
    )
  }
}

function journeys() {
  const browser = findBrowser()
  if (!browser) {
    totals.failed += 1
    notes.push(
      'no browser for the journeys: apt-get install chromium (or npx playwright install chromium)',
    )
    return
  }
  const file = path.join(results, 'journeys.json')
  const ok = run('playwright', ['test', '--config=test/playwright.config.ts'], {
    ...(browser === 'own' ? {} : { CHROMIUM: browser }),
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  })
  const stats = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).stats : null
  totals.passed += (stats?.expected ?? 0) + (stats?.flaky ?? 0)
  totals.failed += stats?.unexpected ?? 0
  totals.skipped += stats?.skipped ?? 0
  if (!ok && !(stats?.unexpected > 0)) {
    totals.failed += 1
    notes.push('the journeys did not run to their end')
  }
}

/** Playwright's own browser, else the system's, else an attempt to install one. */
function findBrowser() {
  const own = spawnSync(
    process.execPath,
    ['-e', `import('playwright').then((p) => process.stdout.write(p.chromium.executablePath()))`],
    { encoding: 'utf8', env },
  ).stdout
  if (own && existsSync(own)) return 'own'
  for (const file of [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ]) {
    if (file && existsSync(file)) return file
  }
  return run('playwright', ['install', 'chromium']) ? 'own' : null
}

function hasPostgres() {
  const onPath = (env.PATH ?? '')
    .split(path.delimiter)
    .some((dir) => existsSync(path.join(dir, 'initdb')))
  return onPath || existsSync('/usr/lib/postgresql')
}
