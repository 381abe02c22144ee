import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { runPortal } from '../../app/cli/portal.ts'
import { demoLinks, fillWithDemo } from '../../app/demo/company.server.ts'
import { readSettings } from '../../app/http/settings.ts'
import { moduleBySlug } from '../../app/training/content.server.ts'
import { firstQuestionStep } from '../../app/training/module.ts'
import { connect, migrate } from '../../db/connect.ts'
import { folders } from '../bench/load.ts'
import { fetchLighthouse, HEADING, lineOf, measured } from './lighthouse.ts'

/** How often each of the pages staff open is asked; the middle figures count. */
const RUNS = 3

const quick = process.argv.includes('--quick')
const asked = process.argv.slice(2).filter((word) => word !== '--quick')
const { remove, ...dirs } = folders()
let missed = 0
try {
  const program = fetchLighthouse(path.join(dirs.DATA_DIR, '../lighthouse'))
  console.log(HEADING)
  await staffPages(program)
  if (!quick && asked.length === 0) await wholeTour(program)
} finally {
  remove()
}
console.log(missed === 0 ? 'all within their budgets' : `${missed} over a budget`)
process.exitCode = missed === 0 ? 0 : 1

/** The pages staff open daily, or those asked for, as the demo company's employee. */
async function staffPages(program: string): Promise<void> {
  const settings = readSettings({ ...dirs, PORT: '0', LOG_LEVEL: 'silent' })
  process.env.NODE_ENV ??= 'production'
  const db = await connect(settings)
  await migrate(db)
  await fillWithDemo(db, settings, new Date(), () => {})
  const links = await demoLinks(db, new Date())
  await db.destroy()
  const running = await runPortal(settings)
  try {
    const post = sender(running.url)
    const link = links.find(({ role }) => role === 'employee')
    const cookie = await post(`/enter/${link?.token}`)
    await post('/training/chain/start', cookie)
    const first = firstQuestionStep(moduleBySlug('chain')!.plan)
    for (let step = 1; step < first; step++)
      await post(`/training/chain/${step}`, cookie, 'choice=a')
    const daily = ['/', '/training', '/training/chain', '/training/chain/2']
    for (const page of asked.length > 0 ? asked : [...daily, `/training/chain/${first}`]) {
      const said = lineOf(page, await measured(program, running.url + page, cookie, RUNS))
      console.log(said.line)
      missed += said.missed
    }
  } finally {
    await running.stop()
  }
}

/**
 * Every page of every role, where the tour of the journeys leads: Lighthouse in English, and axe in three languages and
 * both themes. Each page once, and twice more where it misses: an hour on two cores.
 */
async function wholeTour(program: string): Promise<void> {
  const tour = spawn(
    process.execPath,
    [
      ...['node_modules/@playwright/test/cli.js', 'test', '--config=test/playwright.config.ts'],
      ...['--reporter=line', '--workers=1', '--timeout=0', 'every-page-is-accessible'],
    ],
    { env: { ...process.env, LIGHTHOUSE: program }, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  for await (const line of createInterface({ input: tour.stdout })) {
    if (/^\S+ {2,}\d/.test(line)) missed += line.match(/\d!/g)?.length ?? 0
    console.log(line)
  }
  if (tour.exitCode === null) await once(tour, 'exit')
  if (tour.exitCode !== 0) missed += 1
}

/** Posts as a form before JavaScript does; answers with the session it was given. */
function sender(url: string) {
  return async (path: string, cookie = '', body = ''): Promise<string> => {
    const answer = await fetch(url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        Origin: url,
        'Content-Type': 'application/x-www-form-urlencoded',
        ...(cookie ? { Cookie: cookie } : {}),
      },
      body,
    })
    if (answer.status >= 400) throw new Error(`${path}: ${answer.status}`)
    return answer.headers.get('set-cookie')?.split(';')[0] ?? cookie
  }
}
