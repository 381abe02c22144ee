import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { runPortal } from '../../app/cli/portal.ts'
import { demoLinks, fillWithDemo } from '../../app/demo/company.server.ts'
import { readSettings } from '../../app/http/settings.ts'
import { moduleBySlug } from '../../app/training/content.server.ts'
import { firstQuestionStep } from '../../app/training/module.ts'
import { connect, migrate } from '../../db/connect.ts'
import { folders } from '../bench/load.ts'

/** Fetched for the run and not kept: with what it needs it weighs more than the portal's own packages. */
const LIGHTHOUSE = 'lighthouse@13.5.0'

/** What a page staff open may weigh and take: Lighthouse's phone on a slow 4G network. */
const BUDGET = { performance: 95, accessibility: 100, lcp: 1500, cls: 0, js: 100_000, css: 12_000 }

interface Report {
  categories: Record<'performance' | 'accessibility', { score: number | null }>
  audits: Record<string, { numericValue?: number; details?: { items?: unknown[] } }>
}

const { remove, ...dirs } = folders()
const settings = readSettings({ ...dirs, PORT: '0', LOG_LEVEL: 'silent' })
process.env.NODE_ENV ??= 'production'
const db = await connect(settings)
await migrate(db)
await fillWithDemo(db, settings, new Date(), () => {})
const links = await demoLinks(db, new Date())
await db.destroy()
const running = await runPortal(settings)
let missed = 0
try {
  const link = links.find(({ role }) => role === 'employee')
  const cookie = await post(`/enter/${link?.token}`)
  await post('/training/chain/start', cookie)
  const first = firstQuestionStep(moduleBySlug('chain')!.plan)
  for (let step = 1; step < first; step++) await post(`/training/chain/${step}`, cookie, 'choice=a')

  const asked = process.argv.slice(2)
  const pages =
    asked.length > 0
      ? asked
      : ['/', '/training', '/training/chain', '/training/chain/2', `/training/chain/${first}`]
  console.log(
    'page                             performance accessibility    LCP  CLS      JS    CSS',
  )
  for (const page of pages) missed += print(page, await lighthouse(running.url + page, cookie))
} finally {
  await running.stop()
  remove()
}
console.log(missed === 0 ? 'all within their budgets' : `${missed} over a budget`)
process.exitCode = missed === 0 ? 0 : 1

/** Posts as a form before JavaScript does; answers with the session it was given. */
async function post(path: string, cookie = '', body = ''): Promise<string> {
  const answer = await fetch(running.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      Origin: running.url,
      'Content-Type': 'application/x-www-form-urlencoded',
      ...(cookie ? { Cookie: cookie } : {}),
    },
    body,
  })
  if (answer.status >= 400) throw new Error(`${path}: ${answer.status}`)
  return answer.headers.get('set-cookie')?.split(';')[0] ?? cookie
}

async function lighthouse(url: string, cookie: string): Promise<Report> {
  const chrome = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
    (file) => file && existsSync(file),
  )
  const flags = `--headless=new --disable-dev-shm-usage${process.getuid?.() === 0 ? ' --no-sandbox' : ''}`
  // Not the synchronous form: the portal it asks runs in this process.
  const run = await promisify(execFile)(
    'npm',
    [
      ...['exec', '--yes', '--', LIGHTHOUSE, url],
      ...['--output=json', '--output-path=stdout', '--quiet'],
      '--only-categories=performance,accessibility',
      `--chrome-flags=${flags}`,
      `--extra-headers=${JSON.stringify({ Cookie: cookie })}`,
    ],
    {
      maxBuffer: 2 ** 28,
      timeout: 180_000,
      env: { ...process.env, ...(chrome ? { CHROME_PATH: chrome } : {}) },
    },
  )
  return JSON.parse(run.stdout) as Report
}

/** One line for a page; answers how many budgets it misses, each marked. */
function print(page: string, { categories, audits }: Report): number {
  const requests = (audits['network-requests']?.details?.items ?? []) as {
    resourceType?: string
    transferSize?: number
  }[]
  const bytes = (type: string) =>
    requests
      .filter(({ resourceType }) => resourceType === type)
      .reduce((sum, { transferSize }) => sum + (transferSize ?? 0), 0)
  let over = 0
  const cell = (value: number, ok: boolean, width: number) => {
    if (!ok) over += 1
    return `${value}${ok ? '' : '!'}`.padStart(width)
  }
  const performance = Math.round((categories.performance.score ?? 0) * 100)
  const accessibility = Math.round((categories.accessibility.score ?? 0) * 100)
  const lcp = Math.round(audits['largest-contentful-paint']?.numericValue ?? Infinity)
  const cls = Number((audits['cumulative-layout-shift']?.numericValue ?? Infinity).toFixed(3))
  const [js, css] = [bytes('Script'), bytes('Stylesheet')]
  console.log(
    page.padEnd(32) +
      cell(performance, performance >= BUDGET.performance, 12) +
      cell(accessibility, accessibility >= BUDGET.accessibility, 14) +
      cell(lcp, lcp <= BUDGET.lcp, 7) +
      cell(cls, cls <= BUDGET.cls, 5) +
      cell(js, js <= BUDGET.js, 8) +
      cell(css, css <= BUDGET.css, 7),
  )
  return over
}
