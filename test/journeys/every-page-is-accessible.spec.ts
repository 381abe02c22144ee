import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page, TestInfo } from '@playwright/test'
import { codeAt, stepAt } from '../../app/auth/totp.ts'
import { LOCALE_NAMES, LOCALES, type Locale } from '../../app/i18n/locale.ts'
import { lineOf, measured, misses } from '../budgets/lighthouse.ts'
import { fromBase32 } from '../support/base32.ts'
import {
  expect,
  objections,
  objectionsInTheDark,
  speak,
  stickingOut,
  test,
  type Role,
} from './support.ts'

test.describe.configure({ mode: 'parallel' })

interface Stop {
  as: Role | 'nobody'
  /** An address, or the way there. */
  go: string | ((page: Page) => Promise<unknown>)
}

/**
 * Addresses on a page that begin with this one, in their order. The page is read, not opened: it has a stop of
 * its own, and a browser takes a second of work to draw what only shows the way.
 */
async function addressesOn(page: Page, list: string, below: string): Promise<string[]> {
  const html = await (await page.request.get(list, own(page))).text()
  const links = html.slice(html.indexOf('<main')).matchAll(/<a [^>]*href="([^"]+)"/g)
  const found = [...links].map(([, address]) => address!.replaceAll('&amp;', '&'))
  const these = found.filter((address) => address.startsWith(below))
  expect(these, `links below ${below} on ${list}`).not.toEqual([])
  return these
}

/** Opens the last link of a list that leads below an address. */
const firstOf = (list: string, below: string, rest = '') => {
  return async (page: Page) => {
    const address = (await addressesOn(page, list, below)).at(-1)
    await page.goto(address + rest)
  }
}

/** The upload of this walk; its pages stand one behind the other. */
const importPage = (rest: string) => async (page: Page) => {
  const [address] = await addressesOn(page, '/hr/import', '/hr/import/')
  await page.goto(address!.replace(/\/columns$/, '') + rest)
}

/** One stop for every page of app/routes; a page without one fails the first test below. */
const TOUR: Record<string, Stop> = {
  $: { as: 'employee', go: '/no-such-page' },
  'sign-in._index': { as: 'nobody', go: '/sign-in' },
  'kiosk.$token': { as: 'nobody', go: '/kiosk/used-already' },
  'sign-in.link': { as: 'nobody', go: '/sign-in/link' },
  'sign-in.oidc._index': { as: 'nobody', go: '/sign-in/oidc' },
  'sign-in.oidc.back': { as: 'nobody', go: '/sign-in/oidc/back' },
  'enter.$token': { as: 'nobody', go: '/enter/used-already' },
  'mail.stop.$token': { as: 'nobody', go: '/mail/stop/cut-short' },
  _index: { as: 'employee', go: '/' },
  'account._index': { as: 'employee', go: '/account' },
  promise: { as: 'employee', go: '/promise' },
  'sign-out': { as: 'employee', go: '/sign-out' },
  'training._index': { as: 'employee', go: '/training' },
  'training.cards': { as: 'employee', go: '/training/cards' },
  'training.certificates._index': { as: 'employee', go: '/training/certificates' },
  'training.certificates.$id._index': {
    as: 'owner',
    go: firstOf('/training/certificates', '/training/certificates/'),
  },
  'training.exams.$id': {
    as: 'owner',
    go: firstOf('/training/certificates', '/training/exams/', '?question=4'),
  },
  'verify._index': { as: 'nobody', go: '/verify' },
  'verify.$code': { as: 'nobody', go: '/verify/0000-AAAA' },
  'training.claims': { as: 'employee', go: '/training/claims?search=C05' },
  'training.$slug._index': { as: 'employee', go: '/training/chain' },
  'training.$slug.$step': { as: 'employee', go: '/training/chain/1' },
  'pulse._index': { as: 'employee', go: '/pulse' },
  'pulse.$waveId._index': { as: 'employee', go: openWave('') },
  'pulse.$waveId.withdraw': { as: 'employee', go: openWave('/withdraw') },
  'pulse.$waveId.results': { as: 'employee', go: firstOf('/pulse', '/pulse/') },
  'feedback._index': { as: 'employee', go: '/feedback?view=site&show=all' },
  'feedback.thanks._index': { as: 'employee', go: '/feedback/thanks' },
  'feedback.thanks.new': { as: 'employee', go: '/feedback/thanks/new' },
  'feedback.wall': { as: 'employee', go: '/feedback/wall' },
  'feedback.cases._index': { as: 'leader', go: '/feedback/cases' },
  'feedback.cases.$id._index': { as: 'leader', go: firstOf('/feedback/cases', '/feedback/cases/') },
  'feedback.cases.$id.hand': {
    as: 'leader',
    go: firstOf('/feedback/cases', '/feedback/cases/', '/hand'),
  },
  'feedback.cases.$id.close': {
    as: 'leader',
    go: firstOf('/feedback/cases', '/feedback/cases/', '/close'),
  },
  'team.serving': { as: 'leader', go: '/team/serving' },
  'team.huddle._index': { as: 'leader', go: '/team/huddle' },
  'team.huddle.$id._index': { as: 'leader', go: firstOf('/team/huddle', '/team/huddle/') },
  'hr.thanks': { as: 'hr', go: '/hr/thanks' },
  privacy: { as: 'nobody', go: '/privacy' },
  'account.data._index': { as: 'employee', go: '/account/data' },
  'account.data.correct': { as: 'employee', go: '/account/data/correct' },
  'account.data.erase': { as: 'employee', go: '/account/data/erase' },
  'hr.requests._index': { as: 'hr', go: '/hr/requests' },
  'hr.requests.$id._index': { as: 'hr', go: firstOf('/hr/requests', '/hr/requests/') },
  'hr.requests.$id.erase': { as: 'hr', go: firstOf('/hr/requests', '/hr/requests/', '/erase') },
  'hr.audit._index': { as: 'hr', go: '/hr/audit' },
  'feedback.new': { as: 'employee', go: '/feedback/new' },
  'feedback.$id': {
    as: 'employee',
    go: firstOf('/feedback?view=site&show=closed', '/feedback/'),
  },
  'impact._index': { as: 'employee', go: '/impact' },
  'impact.change': { as: 'employee', go: '/impact/change?at=checkout' },
  'impact.how': { as: 'employee', go: '/impact/how' },
  'impact.money': { as: 'employee', go: '/impact/money?hours=30' },
  'impact.satisfaction': { as: 'employee', go: '/impact/satisfaction' },
  'hr.money': { as: 'hr', go: '/hr/money' },
  'impact.mine': { as: 'employee', go: '/impact/mine' },
  'pulse.$waveId.replies': { as: 'employee', go: closedWave('', '/replies') },
  'team.pulse.$waveId_.comments': { as: 'hr', go: closedWave('/team', '/comments?show=all') },
  'team.pulse.$waveId_.comments_.$commentId': {
    as: 'hr',
    go: async (page) => {
      await closedWave('/team', '/comments')(page)
      await page.locator('main li a').first().click()
      await page.waitForURL(/comments\/./)
    },
  },
  'team.pulse.$waveId_.promises': { as: 'leader', go: closedWave('/team', '/promises') },
  'team.pulse.$waveId_.promises_.$id.settle': {
    as: 'leader',
    go: async (page) => {
      await closedWave('/team', '/promises')(page)
      await page.locator('main li a[href$="/settle"]').first().click()
      await page.waitForURL(/settle$/)
    },
  },
  'pulse.$waveId.map': { as: 'employee', go: closedWave('', '/map?depth=3') },
  'pulse.$waveId.trend': { as: 'employee', go: closedWave('', '/trend') },
  'team.pulse._index': { as: 'leader', go: '/team/pulse' },
  'hr.topics._index': { as: 'hr', go: '/hr/topics' },
  'hr.topics.$id': { as: 'hr', go: firstOf('/hr/topics', '/hr/topics/') },
  'hr.waves.$waveId_.comments': {
    as: 'hr',
    go: async (page) => {
      await closedWave('', '/results')(page)
      await page.goto(
        page
          .url()
          .replace('/pulse/', '/hr/waves/')
          .replace(/results$/, 'comments'),
      )
    },
  },
  'team._index': { as: 'leader', go: '/team' },
  'team.touchpoints': { as: 'leader', go: '/team/touchpoints' },
  'team.assignments._index': { as: 'leader', go: '/team/assignments' },
  'team.assignments.new': { as: 'hr', go: '/team/assignments/new?what=chosen' },
  'team.assignments.$id._index': { as: 'hr', go: '/team/assignments/demo-1?show=open&said=ended' },
  'team.assignments.$id.edit': {
    as: 'leader',
    go: '/team/assignments/demo-3/edit?step=check&what=employee&due=assigned&unit=gone',
  },
  'team.feedback._index': { as: 'leader', go: '/team/feedback' },
  'team.feedback.$id': { as: 'leader', go: firstOf('/team/feedback', '/team/feedback/') },
  'hr._index': { as: 'hr', go: '/hr' },
  'hr.people._index': { as: 'hr', go: '/hr/people' },
  'hr.company': { as: 'hr', go: '/hr/company' },
  'hr.units._index': { as: 'hr', go: '/hr/units' },
  'hr.units.$id._index': { as: 'hr', go: firstOf('/hr/units', '/hr/units/') },
  'hr.units.$id.add': { as: 'hr', go: firstOf('/hr/units', '/hr/units/', '/add') },
  'hr.units.$id.move': { as: 'hr', go: firstOf('/hr/units', '/hr/units/', '/move') },
  'hr.units.$id.merge': {
    as: 'hr',
    go: firstOf('/hr/units?search=Lindenhof', '/hr/units/', '/merge?into=Birkensee'),
  },
  'hr.people.invite._index': { as: 'hr', go: '/hr/people/invite?unit=Lindenhof&who=all' },
  'hr.people.new': { as: 'hr', go: '/hr/people/new' },
  'hr.people.$id._index': { as: 'hr', go: person('') },
  'hr.people.$id.give': { as: 'hr', go: person('/give') },
  'hr.people.import._index': { as: 'hr', go: '/hr/people/import?problem=file' },
  'hr.people.import.$id._index': {
    as: 'hr',
    go: async (page) => {
      await page.goto('/hr/people/import')
      await page.locator('main th a').first().click()
      await expect(page.locator('main form button').first()).toBeVisible()
    },
  },
  'hr.people.$id.link': {
    as: 'hr',
    go: async (page) => {
      await page.goto('/hr/people?search=1001')
      await page.locator('main td form button').click()
      await page.waitForURL('/hr/people/*/link')
    },
  },
  'hr.questions._index': { as: 'hr', go: '/hr/questions' },
  'hr.questions.$slug.$version': {
    as: 'hr',
    go: async (page) => {
      await firstOf('/hr/questions', '/hr/questions/chain/')(page)
      await page.locator('main summary').first().click()
    },
  },
  'hr.kiosks._index': { as: 'hr', go: '/hr/kiosks' },
  'hr.kiosks.pin': { as: 'hr', go: '/hr/kiosks/pin' },
  'hr.value': { as: 'hr', go: '/hr/value' },
  'hr.promise-cards._index': { as: 'hr', go: '/hr/promise-cards' },
  'hr.certificates._index': { as: 'hr', go: '/hr/certificates' },
  'hr.certificates.$id.revoke': {
    as: 'hr',
    go: firstOf('/hr/certificates', '/hr/certificates/'),
  },
  'hr.records._index': { as: 'hr', go: '/hr/records' },
  'hr.surveys._index': { as: 'hr', go: '/hr/surveys' },
  'hr.surveys.new': { as: 'hr', go: '/hr/surveys/new?from=whole' },
  'hr.surveys.$id': { as: 'hr', go: '/hr/surveys/chain' },
  'hr.surveys.$id_.preview': { as: 'hr', go: '/hr/surveys/chain/preview' },
  'hr.surveys.$id_.versions': { as: 'hr', go: '/hr/surveys/chain/versions' },
  'hr.training._index': { as: 'hr', go: '/hr/training' },
  'hr.training.$id._index': { as: 'hr', go: drafted('') },
  'hr.training.$id.edit.$section': { as: 'hr', go: drafted('/edit/block-only-if') },
  'hr.training.$id.changes': { as: 'hr', go: drafted('/changes') },
  'hr.training.module.$slug._index': { as: 'hr', go: '/hr/training/module/chain' },
  'hr.training.import': { as: 'hr', go: '/hr/training/import' },
  'hr.training.$id.preview': { as: 'hr', go: drafted('/preview') },
  'hr.waves._index': { as: 'hr', go: '/hr/waves' },
  'hr.waves.new': { as: 'hr', go: '/hr/waves/new' },
  'hr.plans.$planId._index': { as: 'hr', go: planned('once', '/hr/plans/*') },
  'hr.schedules.$id._index': { as: 'hr', go: planned('monthly', '/hr/schedules/*') },
  'hr.waves.$waveId': { as: 'hr', go: hrWave('') },
  'hr.waves.$waveId_.poster': { as: 'hr', go: hrWave('/poster') },
  'hr.waves.$waveId_.close': { as: 'hr', go: hrWave('/close') },
  'hr.import._index': { as: 'hr', go: '/hr/import' },
  'hr.codes._index': { as: 'hr', go: '/hr/codes' },
  'hr.webhooks._index': { as: 'hr', go: '/hr/webhooks' },
  'hr.webhooks.$id._index': { as: 'hr', go: connection('') },
  'hr.webhooks.$id.secret': { as: 'hr', go: connection('/secret') },
  'hr.webhooks.$id.fields': { as: 'hr', go: connection('/fields') },
  'hr.webhooks.$id.sites': { as: 'hr', go: connection('/sites') },
  'hr.webhooks.$id.words': { as: 'hr', go: connection('/words') },
  'hr.webhooks.$id.delete': { as: 'hr', go: connection('/delete') },
  'hr.privacy.leavers': { as: 'hr', go: '/hr/privacy/leavers' },
  'hr.privacy._index': { as: 'hr', go: '/hr/privacy' },
  'hr.import.$id.columns': { as: 'hr', go: importPage('/columns') },
  'hr.import.$id.words': { as: 'hr', go: importPage('/words') },
  'hr.import.$id.text': { as: 'hr', go: importPage('/text') },
  'hr.import.$id.sites': { as: 'hr', go: importPage('/sites') },
  'hr.import.$id.check': { as: 'hr', go: importPage('/check') },
  'hr.import.$id._index': { as: 'hr', go: '/hr/import/1' },
  owner: { as: 'owner', go: '/owner' },
  'owner_.directory': { as: 'owner', go: '/owner/directory' },
  'owner_.jobs': { as: 'owner', go: '/owner/jobs' },
  'owner_.mail': { as: 'owner', go: '/owner/mail' },
  'owner_.second-factor': { as: 'owner', go: '/owner/second-factor' },
  // In this order: the owner sets both up, and stands before the second step at the end.
  'account.password': { as: 'owner', go: '/account/password' },
  'account.second-factor._index': { as: 'owner', go: withKey },
  'account.second-factor.codes': { as: 'owner', go: withFactor },
  'account.second-factor.remove': { as: 'owner', go: '/account/second-factor/remove' },
  'sign-in.code': { as: 'owner', go: beforeCode },
  // It signs HR out: what becomes a shared device belongs to nobody.
  'sign-in.pin': { as: 'hr', go: onKiosk },
}

/** Where the device in hand becomes a shared one. */
async function onKiosk(page: Page) {
  await page.goto('/hr/kiosks')
  await page.locator('#name').fill('Tablet')
  await page.locator('main form[method=post] button').last().click()
  const link = await page.locator('main p[dir=ltr]').textContent()
  await page.goto(link ?? '')
  await page.locator('main form button').click()
  await page.waitForURL('/sign-in/pin')
}

const PASSWORD = 'seven herons wade 4 tea'

/** Where the key of an app is shown. */
async function withKey(page: Page) {
  await page.goto('/account/second-factor')
  await page.locator('main form button').click()
  await expect(page.locator('main svg path')).toBeVisible()
}

async function withFactor(page: Page) {
  const key = (await page.locator('main ol p[dir=ltr]').textContent()) ?? ''
  await page.locator('#code').fill(codeAt(fromBase32(key), stepAt(new Date())))
  await page.locator('main form button').click()
  await expect(page.locator('#codes')).toBeVisible()
  await page.goto('/account/second-factor/codes')
}

async function beforeCode(page: Page) {
  await page.goto('/account/password')
  await page.locator('#fresh').fill(PASSWORD)
  await page.locator('main form button').click()
  await page.waitForURL(/account\?password/)
  const number = await page.locator('main dd').nth(1).textContent()
  await page.request.post('/sign-out', own(page))
  await page.goto('/sign-in')
  await page.locator('#who').fill(number ?? '')
  await page.locator('#password').fill(PASSWORD)
  await page.locator('main form button').first().click()
  await page.waitForURL(/sign-in\/code/)
}

/** Somebody who leads, so that there is a role to see. */
function person(rest: string) {
  return async (page: Page) => {
    const addresses = await addressesOn(page, '/hr/people?role=leader', '/hr/people/')
    await page.goto(addresses.find((address) => /[0-9a-f-]{20,}$/.test(address)) + rest)
  }
}

/** The newest closed wave. */
function closedWave(before: string, rest: string) {
  return async (page: Page) => {
    const addresses = await addressesOn(page, '/pulse', '/pulse/')
    const results = addresses.find((address) => address.endsWith('/results'))!
    await page.goto(before + results.replace(/\/results$/, rest))
  }
}

function openWave(rest: string) {
  return async (page: Page) => {
    const [address] = await addressesOn(page, '/', '/pulse/')
    await page.goto(`${address}${rest}`)
  }
}

/** Through the second step of the form: what opens long after this walk. */
function planned(often: string, leadsTo: string) {
  return async (page: Page) => {
    const times = 'opens=at&opensAt=2099-01-10T09:00&closes=2099-01-20T18:00'
    await page.goto(`/hr/waves/new?step=check&survey=chain&${times}&often=${often}`)
    await page.locator('main form[method=post] button').first().click()
    await page.waitForURL(leadsTo)
  }
}

/** The next version of the chain, begun or opened. */
function drafted(rest: string) {
  return async (page: Page) => {
    const form = { how: 'next', module: 'chain' }
    const begun = await page.request.post('/hr/training/begin', { ...own(page), form })
    await page.goto(begun.url() + rest)
  }
}

/** The demo's connection, where answers wait for a site and for the worth of a word. */
function connection(rest: string) {
  return async (page: Page) => {
    const [address] = await addressesOn(page, '/hr/webhooks', '/hr/webhooks/')
    await page.goto(`${address}${rest}`)
  }
}

function hrWave(rest: string) {
  return async (page: Page) => {
    const addresses = await addressesOn(page, '/hr/waves', '/hr/waves/')
    const open = addresses.find((address) => !address.endsWith('/new'))
    await page.goto(`${open}${rest}`)
  }
}

test('every page of the portal is on the tour, and nothing else', () => {
  const folder = path.resolve('app/routes')
  const pages = readdirSync(folder).filter((route) => {
    const file = path.join(folder, route, 'route.tsx')
    return existsSync(file) && /^export default /m.test(readFileSync(file, 'utf8'))
  })
  expect(Object.keys(TOUR).toSorted()).toEqual(pages.toSorted())
})

/** Where `npm run budgets` put Lighthouse; it then weighs each page, and axe looks at both themes in every language. */
const LIGHTHOUSE = process.env.LIGHTHOUSE

/** One line of figures for where the page stands, asked for by whoever it belongs to. */
async function weigh(program: string, route: string, page: Page): Promise<void> {
  const cookies = await page.context().cookies()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  try {
    const figures = await measured(program, page.url(), cookie, 1)
    // What one run on a busy machine says against a page has to be said again.
    if (misses(figures)) figures.push(...(await measured(program, page.url(), cookie, 2)))
    console.log(lineOf(route, figures).line)
  } catch (error) {
    // One page that Lighthouse gives up on keeps nobody from the others.
    console.log(`${route.padEnd(32)}  0! not measured: ${String(error).split('\n')[1]}`)
  }
}

/**
 * Every page in every language is looked at in both widths; axe reads it in one of them. Colours know no
 * language: Russian, looked at in English's width, leaves those of both themes to the other two.
 */
const AXE_AT: Record<Locale, { width: number; colours: boolean }> = {
  en: { width: 1280, colours: true },
  ru: { width: 1280, colours: LIGHTHOUSE !== undefined },
  he: { width: 360, colours: true },
}

const ROLES = ['nobody', 'employee', 'leader', 'hr', 'owner'] as const

for (const locale of LOCALES) {
  for (const who of ROLES) {
    test(`every page of ${who} is sound in ${LOCALE_NAMES[locale]}, narrow and wide`, async ({
      enter,
      open,
    }, info) => {
      const wrong: string[] = []
      const page = who === 'nobody' ? await open() : await enter(who)
      if (who === 'nobody') await page.goto('/sign-in')
      await speak(page, locale)
      if (who === 'employee') await page.request.post('/training/chain/start', own(page))
      if (who === 'hr') {
        await uploadWords(page, info)
        await uploadPeople(page, info)
      }
      for (const [route, stop] of Object.entries(TOUR)) {
        if (stop.as !== who) continue
        if (typeof stop.go === 'string') await page.goto(stop.go)
        else await stop.go(page)
        await expect(page.locator('html'), route).toHaveAttribute('lang', locale)
        wrong.push(...(await faults(page, AXE_AT[locale])).map((one) => `${route}: ${one}`))
        if (LIGHTHOUSE && locale === 'en') await weigh(LIGHTHOUSE, route, page)
      }
      expect(wrong).toEqual([])
    })
  }
}

const own = (page: Page) => ({ headers: { origin: new URL(page.url()).origin } })

async function faults(page: Page, axeAt: (typeof AXE_AT)[Locale]): Promise<string[]> {
  const found: string[] = []
  const h1 = await page.locator('h1').count()
  if (h1 !== 1) found.push(`${h1} h1`)
  if (!/\S/.test(await page.title())) found.push('no title')
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    found.push(...(await stickingOut(page)).map((one) => `wider than ${width}: ${one}`))
    if (width !== axeAt.width) continue
    found.push(...(await objections(page, axeAt.colours ? 'too' : 'left out')))
    if (!axeAt.colours) continue
    found.push(...(await objectionsInTheDark(page)).map((one) => `in the dark: ${one}`))
  }
  return found
}

/** A file whose scores are words, taken as far as the question what they are worth. */
async function uploadWords(page: Page, info: TestInfo): Promise<void> {
  const file = info.outputPath('words.csv')
  const day = '2025-09-14'
  writeFileSync(file, `Date,Branch,Rating\n${day},Lindenhof,Excellent\n${day},Nowhere,Awful – ça\n`)
  await page.goto('/hr/import')
  await page.locator('#source').fill('Words')
  await page.locator('#file').setInputFiles(file)
  await page.locator('main form button').first().click()
  await page.waitForURL('**/columns')
  await page.locator('main form button').first().click()
  await expect(page.locator('#worth-0')).toBeVisible()
  for (const select of await page.locator('main select').all()) await select.selectOption('9')
  await page.locator('main form button').first().click()
  await page.waitForURL('**/sites')
}

/** A people file with something of everything: who joins, moves, leaves and is wrong. */
async function uploadPeople(page: Page, info: TestInfo): Promise<void> {
  const file = info.outputPath('people.csv')
  const unit = 'Verdano/Nowhere/A new site with a rather long name'
  const head = 'staff_number,name,email,unit,status'
  const rows = [`1001,Another name,,${unit},`, `1002,Gone,,${unit},left`, `x1,New,nobody,${unit},`]
  writeFileSync(file, [head, ...rows, `x2,New,,${unit},`].join('\n'))
  await page.goto('/hr/people/import')
  await page.locator('#file').setInputFiles(file)
  await page.locator('main form button').first().click()
  await page.waitForURL(/import\/\d+$/)
}
