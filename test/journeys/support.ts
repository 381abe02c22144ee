import { fork } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test as base, type BrowserContextOptions, type Page } from '@playwright/test'
import axe from 'axe-core/axe.min.js'
import Database from 'better-sqlite3'
import { m } from '../../app/i18n/messages.ts'
import { LOCALE_NAMES, type Locale } from '../../app/i18n/locale.ts'
import type { Asked } from './host.ts'

export { expect }

export type Role = 'employee' | 'leader' | 'hr' | 'owner'

/** The portal as `npm start` runs it, in another process, on a copy of the demo company of its own. */
export interface Portal {
  url: string
  /** One unused sign-in link for each role. */
  links: Record<Role, string>
  /** The database itself: a SQLite file that `rowsOf` reads beside the portal. */
  file: string
  /** Moves the portal's clock so many days ahead of today. */
  later: (days: number) => Promise<unknown>
}

export const PHONE: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
}
export const DESK: BrowserContextOptions = { viewport: { width: 1280, height: 800 } }

interface Fixtures {
  /** What the console may call an error in this test. */
  meant: RegExp
  /** What the operator set beside what every portal needs. */
  more: Record<string, string>
  portal: Portal
  /** A window of somebody's own, not yet signed in. What its console calls an error fails the test. */
  open: (options?: BrowserContextOptions) => Promise<Page>
  /** The same, after this role's sign-in link and its button. */
  enter: (role: Role, options?: BrowserContextOptions) => Promise<Page>
}

export const test = base.extend<Fixtures, { host: Host }>({
  // The browser's own note on an answer that refuses a form (422), or on a page that is rightly absent.
  meant: [
    /^Failed to load resource: the server responded with a status of (403|404|410|422)/,
    { option: true },
  ],

  // Playwright wants a destructured first argument even where nothing is taken from it.
  // oxlint-disable-next-line no-empty-pattern
  more: async ({}, use) => use({}),

  host: [
    // Playwright wants a destructured first argument even where nothing is taken from it.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const host = new Host()
      await use(host)
      await host.end()
    },
    { scope: 'worker' },
  ],

  portal: async ({ host, more }, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'zveno-journey-'))
    cpSync(filled(), folder, { recursive: true })
    await use(await host.start(folder, more))
    await host.stopPortal()
    rmSync(folder, { recursive: true, force: true })
  },

  open: async ({ browser, portal, meant }, use) => {
    const errors: string[] = []
    const close: (() => Promise<void>)[] = []
    await use(async (options = PHONE) => {
      const context = await browser.newContext({
        baseURL: portal.url,
        // A colour under way from one theme to the other has no contrast to judge.
        reducedMotion: 'reduce',
        ...options,
      })
      close.push(() => context.close())
      const page = await context.newPage()
      if (options.javaScriptEnabled !== false) onlyAwake(page)
      page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.message}`))
      page.on('console', (line) => {
        if (line.type() === 'error' && !meant.test(line.text())) {
          errors.push(`${page.url()}: ${line.text()}`)
        }
      })
      return page
    })
    for (const one of close) await one()
    expect(errors, 'errors in the console').toEqual([])
  },

  enter: async ({ open, portal }, use) => {
    await use(async (role, options) => {
      const page = await open(options)
      await page.goto(portal.links[role])
      await page.locator('main form button').click()
      await page.waitForURL('/')
      return page
    })
  },
})

/** What is opened or loaded anew is used once its scripts, which come after its words, are there. */
function onlyAwake(page: Page): void {
  for (const way of ['goto', 'reload'] as const) {
    const go = page[way].bind(page) as (...given: unknown[]) => ReturnType<Page['goto']>
    page[way] = async (...given: unknown[]) => {
      const answer = await go(...given)
      await awake(page)
      return answer
    }
  }
}

export async function awake(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      !document.querySelector('script[type=late]') || 'awake' in document.documentElement.dataset,
  )
}

/** Where the run's one filled company lies; portals get copies of it. */
export function filled(): string {
  const folder = process.env.JOURNEY_COMPANY
  if (!folder) throw new Error('the company was not filled: see company.ts')
  return folder
}

/** Settings of a portal whose data and keys lie in this folder. */
export function settingsIn(folder: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    DATA_DIR: path.join(folder, 'data'),
    KEY_DIR: path.join(folder, 'keys'),
    DATABASE_URL: '',
    PUBLIC_ORIGIN: '',
    PORT: '0',
    LOG_LEVEL: 'warn',
  }
}

/** For commands of the operator on the same data. */
export function settingsOf({ file }: Portal): NodeJS.ProcessEnv {
  return settingsIn(path.dirname(path.dirname(file)))
}

/** A process in which this worker's portals run, one after the other. */
class Host {
  private readonly child = fork('test/journeys/host.ts', { execArgv: [] })

  async start(folder: string, more: Record<string, string>): Promise<Portal> {
    const asked = { ...settingsIn(folder), ...more }
    const { url, links } = await this.ask<Pick<Portal, 'url' | 'links'>>(asked)
    const file = path.join(folder, 'data', 'zveno.sqlite')
    return { url, links, file, later: (days) => this.ask(days) }
  }

  async stopPortal(): Promise<void> {
    await this.ask('stop')
  }

  end(): Promise<void> {
    return new Promise((resolve) => {
      this.child.once('exit', () => resolve())
      this.child.disconnect()
    })
  }

  private ask<Answer>(question: Asked): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const gone = () => reject(new Error('the portal went away; what it said stands above'))
      this.child.once('exit', gone)
      this.child.once('message', (answer) => {
        this.child.off('exit', gone)
        resolve(answer as Answer)
      })
      this.child.send(question)
    })
  }
}

/** What the portal's database holds, read from its file while the portal runs. */
export function rowsOf<Row>({ file }: Portal, query: string, ...values: unknown[]): Row[] {
  const database = new Database(file, { readonly: true, fileMustExist: true })
  try {
    return database.prepare<unknown[], Row>(query).all(...values)
  } finally {
    database.close()
  }
}

/** Signs somebody in with a link that HR makes for them. */
export async function signIn(staffNumber: string, hr: Page, page: Page): Promise<Page> {
  await hr.goto(`/hr/people?search=${staffNumber}`)
  await hr.locator('main td form button').click()
  const link = (await hr.locator('p[dir=ltr]').textContent()) ?? ''
  await page.goto(link)
  await page.locator('main form button').click()
  await page.waitForURL('/')
  return page
}

type Message = keyof typeof m

/** The portal's own words in one language. */
export function wordsIn(locale: Locale) {
  return (message: Message, inputs: object = {}): string =>
    (m[message] as (inputs: object, options: { locale: Locale }) => string)(inputs, { locale })
}

/**
 * What holds for every page: one h1, a title, no sideways scrolling, and nothing axe objects to. The
 * dark theme changes colours alone, so there axe looks at contrast alone.
 */
export async function expectSound(page: Page): Promise<void> {
  const where = page.url()
  await expect(page.locator('h1'), where).toHaveCount(1)
  await expect(page, where).toHaveTitle(/\S/)
  await expectNoSidewaysScroll(page)
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await objections(page), where).toEqual([])
  expect(await objectionsInTheDark(page), `${where} in the dark`).toEqual([])
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  expect(await stickingOut(page), `${page.url()} scrolls sideways`).toEqual([])
}

/**
 * What makes the page wider than the window, if anything does. Right after the window became narrower the
 * page may still stand in the columns of before, so what sticks out has to do so in the next picture as well.
 */
export async function stickingOut(page: Page): Promise<string[]> {
  if ((await wide(page)).length === 0) return []
  await painted(page)
  return wide(page)
}

function wide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const limit = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= limit) return []
    const wide = [...document.querySelectorAll('body *')].filter((element) => {
      const { left, right } = element.getBoundingClientRect()
      return right > limit + 1 || left < -1
    })
    return wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 200))
  })
}

function painted(page: Page): Promise<unknown> {
  return page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  )
}

/** Chooses a language in the menu that every page has. */
export async function speak(page: Page, locale: Locale): Promise<void> {
  const name = LOCALE_NAMES[locale]
  await page.locator('header summary').first().click()
  await page.getByRole('button', { name }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', locale)
  await expect(page.getByRole('button', { name })).toBeHidden()
}

/**
 * What axe finds wrong with the colours of the dark theme. The browser may still be painting the other
 * theme's when it is asked, so the colours have to have arrived on the page's own text first.
 */
export async function objectionsInTheDark(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' })
  await painted(page)
  let found = await objections(page, 'alone')
  // A page that is wrong stays wrong; one that was looked at in the middle of a change does not.
  if (found.length > 0) found = await objections(page, 'alone')
  await page.emulateMedia({ colorScheme: 'light' })
  return found
}

/**
 * What axe finds wrong, a line each. What a frame shows (a draft's preview) is a page of its own, looked at
 * there. axe stays in the page for the next question about it: taking it in costs more than asking.
 */
export async function objections(
  page: Page,
  colours: 'too' | 'alone' | 'left out' = 'too',
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  const violations = await page.evaluate(async (colours) => {
    const { axe: inPage } = globalThis as unknown as { axe: typeof axe }
    const contrast = 'color-contrast'
    const which =
      colours === 'alone'
        ? { runOnly: { type: 'rule' as const, values: [contrast] } }
        : { rules: { [contrast]: { enabled: colours === 'too' } } }
    // Only what is wrong is described: naming each element that passes takes longer than judging it.
    const options = { ...which, resultTypes: ['violations' as const], iframes: false }
    const found = await inPage.run({ exclude: ['iframe'] }, options)
    return found.violations
  }, colours)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} (${node.failureSummary ?? ''})`),
  )
}
