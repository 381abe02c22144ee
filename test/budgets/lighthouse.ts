import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

/** Fetched for the run and not kept: with what it needs it weighs more than the portal's own packages. */
const LIGHTHOUSE = 'lighthouse@13.5.0'

/** What a page staff open may weigh and take: Lighthouse's phone on a slow 4G network. */
const BUDGET = { performance: 95, accessibility: 100, lcp: 1500, cls: 0, js: 100_000, css: 12_000 }

type Figures = typeof BUDGET

interface Report {
  categories: Record<'performance' | 'accessibility', { score: number | null }>
  audits: Record<string, { numericValue?: number; details?: { items?: unknown[] } }>
}

export const HEADING =
  'page                             performance accessibility    LCP  CLS      JS    CSS'

/** Puts Lighthouse into this folder; answers with its program. */
export function fetchLighthouse(folder: string): string {
  mkdirSync(folder, { recursive: true })
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
  execFileSync('npm', ['install', '--prefix', folder, ...quiet, LIGHTHOUSE], { stdio: 'ignore' })
  return path.join(folder, 'node_modules/lighthouse/cli/index.js')
}

/** What Lighthouse says of a page, so many times. */
export async function measured(
  program: string,
  url: string,
  cookie: string,
  runs: number,
): Promise<Figures[]> {
  const figures: Figures[] = []
  for (let i = 0; i < runs; i++) {
    // On a busy machine Lighthouse now and then records nothing at all; then it is asked once more.
    const report = await lighthouse(program, url, cookie).catch(() =>
      lighthouse(program, url, cookie),
    )
    figures.push(figuresOf(report))
  }
  return figures
}

/** One line for a page, each figure the middle one of these; whatever misses its budget is marked. */
export function lineOf(page: string, figures: Figures[]): { line: string; missed: number } {
  const said = middle(figures)
  let missed = 0
  const cell = (name: keyof Figures, width: number) => {
    const ok = within(said, name)
    if (!ok) missed += 1
    return `${said[name]}${ok ? '' : '!'}`.padStart(width)
  }
  const line =
    page.padEnd(32) +
    cell('performance', 12) +
    cell('accessibility', 14) +
    cell('lcp', 7) +
    cell('cls', 5) +
    cell('js', 8) +
    cell('css', 7)
  return { line, missed }
}

export function misses(figures: Figures[]): boolean {
  const said = middle(figures)
  return (Object.keys(BUDGET) as (keyof Figures)[]).some((name) => !within(said, name))
}

function within(said: Figures, name: keyof Figures): boolean {
  const least = name === 'performance' || name === 'accessibility'
  return least ? said[name] >= BUDGET[name] : said[name] <= BUDGET[name]
}

function middle(figures: Figures[]): Figures {
  const said = { ...BUDGET }
  for (const name of Object.keys(BUDGET) as (keyof Figures)[]) {
    const sorted = figures.map((one) => one[name]).toSorted((a, b) => a - b)
    said[name] = sorted[(sorted.length - 1) >> 1]!
  }
  return said
}

function figuresOf({ categories, audits }: Report): Figures {
  const requests = (audits['network-requests']?.details?.items ?? []) as {
    resourceType?: string
    transferSize?: number
  }[]
  const bytes = (type: string) =>
    requests
      .filter(({ resourceType }) => resourceType === type)
      .reduce((sum, { transferSize }) => sum + (transferSize ?? 0), 0)
  return {
    performance: Math.round((categories.performance.score ?? 0) * 100),
    accessibility: Math.round((categories.accessibility.score ?? 0) * 100),
    lcp: Math.round(audits['largest-contentful-paint']?.numericValue ?? Infinity),
    cls: Number((audits['cumulative-layout-shift']?.numericValue ?? Infinity).toFixed(3)),
    js: bytes('Script'),
    css: bytes('Stylesheet'),
  }
}

async function lighthouse(program: string, url: string, cookie: string): Promise<Report> {
  const chrome = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
    (file) => file && existsSync(file),
  )
  const flags = `--headless=new --disable-dev-shm-usage${process.getuid?.() === 0 ? ' --no-sandbox' : ''}`
  const run = await promisify(execFile)(
    process.execPath,
    [
      ...[program, url, '--output=json', '--output-path=stdout', '--quiet'],
      // A used-up link and a missing page are pages too.
      '--ignore-status-code',
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
