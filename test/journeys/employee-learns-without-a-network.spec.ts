import type { Page } from '@playwright/test'
import { expect, expectSound, PHONE, rowsOf, test, wordsIn } from './support.ts'

const he = wordsIn('he')

// The browser's own note on what it cannot load, which is what this is about.
test.use({
  meant:
    /^Failed to load resource: (net::ERR_INTERNET_DISCONNECTED|the server responded with a status of (403|404|410|422|503))/,
})

async function keepHere(page: Page): Promise<void> {
  await page.goto('/training')
  await page.getByRole('button', { name: he('training_phone_keep') }).tap()
  await expect(page.getByText(he('training_phone_kept'))).toBeVisible()
}

/** What lies on the device: names of caches' files, and of databases of ours. */
function onDevice(page: Page) {
  return page.evaluate(async () => {
    const files: string[] = []
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      files.push(...(await cache.keys()).map(({ url }) => new URL(url).pathname))
    }
    const stores = (await indexedDB.databases()).map(({ name }) => name)
    const worker = await navigator.serviceWorker.getRegistration('/')
    return { files, kept: stores.includes('zveno-phone'), worker: worker !== undefined }
  })
}

test('a module and a card are answered without a network, the window closed, the worker renewed; then all of it is there once', async ({
  enter,
  portal,
}) => {
  const page = await enter('employee', PHONE)
  const context = page.context()
  await keepHere(page)
  await expectSound(page)

  await context.setOffline(true)
  await page.goto('/training')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    he('training_phone_offline_title'),
  )
  await expectSound(page)

  await test.step('a card', async () => {
    await page.getByRole('link', { name: he('training_phone_cards', { n: 5 }) }).tap()
    await expect(page.getByRole('radio').first()).toBeVisible()
    await page.keyboard.press('1')
    await page.keyboard.press('Enter')
    await expect(page.getByText(he('training_phone_answer_kept'))).toBeVisible()
    await expect(page.getByText(he('training_phone_why_later'))).toBeVisible()
    await expect(page.getByText(he('training_phone_waits', { n: 1 }))).toBeVisible()
    await expect(page.getByText(he('training_cards_step', { now: 2, of: 5 }))).toBeVisible()
    await expectSound(page)
  })

  let questions = 0
  await test.step('a module to its end', async () => {
    await page.goto('/training')
    await page.locator('main li a[href^="/training/"]:not([href$=cards])').first().tap()
    for (let step = 1; ; step++) {
      await expect(page).toHaveURL(new RegExp(`/training/[\\w-]+/${step}$`))
      await expect(page.locator('#steps')).toBeVisible()
      const option = page.getByRole('radio').first()
      if (await option.isVisible()) {
        questions++
        await option.check()
        await page.getByRole('button', { name: he('training_answer') }).tap()
        await expect(page.getByText(he('training_phone_answer_kept'))).toBeVisible()
        if (questions === 1) await expectSound(page)
        await page.getByRole('link', { name: he('common_continue') }).tap()
      } else {
        if (await page.getByText(he('training_phone_line')).isVisible()) break
        await page.getByRole('button', { name: he('common_continue') }).tap()
      }
    }
    expect(questions).toBe(4)
    await page.goBack()
    await expect(page.getByText(he('training_phone_answer_kept'))).toBeVisible()
  })
  await page.close()

  const answers = () =>
    rowsOf(portal, 'select question, choice from training_answer where choice is not null')
  const before = answers().length
  await test.step('signed out by time, and with a newer worker, nothing is lost', async () => {
    const cookies = await context.cookies()
    await context.clearCookies()
    await context.setOffline(false)
    const other = await context.newPage()
    await other.goto('/training')
    await expect(other).toHaveURL(/\/sign-in/)
    await other.evaluate(async () => {
      await caches.open('zveno-phone-of-before')
      await navigator.serviceWorker.register('/sw.js?newer')
    })
    await expect
      .poll(() => other.evaluate(async () => (await caches.keys()).join()))
      .toMatch(/^zveno-phone-[0-9a-f]{12}$/)
    expect(answers().length).toBe(before)
    await context.addCookies(cookies)
    await other.close()
  })

  const back = await context.newPage()
  await back.goto('/')
  const arrived = back.getByText(he('training_phone_sent', { n: 5 }))
  await expect(arrived).toBeVisible()
  await expectSound(back)
  const why = back.locator('main [role=status] a:not([href*=cards])')
  await expect(why).toHaveCount(4)
  await why.last().tap()
  await expect(back.getByText(he('training_your_choice'))).toBeVisible()
  await expect(back.getByText(he('training_best'))).toBeVisible()

  expect(answers().length).toBe(before + 3)
  expect(rowsOf(portal, 'select position from training_review')).toHaveLength(1)
  const sent = () => rowsOf(portal, 'select id from training_sent order by id')
  const once = sent()
  await back.goto('/training')
  await expect(back.getByRole('button', { name: he('training_phone_seen') })).toBeVisible()
  await back.getByRole('button', { name: he('training_phone_seen') }).tap()
  await expect(arrived).toHaveCount(0)
  await back.goto('/pulse')
  await back.goto('/')
  expect(sent()).toEqual(once)
  const { files } = await onDevice(back)
  expect(
    files.filter((file) => !/^\/(assets\/[\w.-]+|offline\.html|icon\.svg)$/.test(file)),
  ).toEqual([])
})

test('signing out empties the phone, and another person who signs in finds nothing', async ({
  enter,
  portal,
}) => {
  const page = await enter('employee', PHONE)
  await page.goto('/training')
  expect(await onDevice(page)).toEqual({ files: [], kept: false, worker: false })
  await keepHere(page)
  expect(await onDevice(page)).toMatchObject({ kept: true, worker: true })

  await test.step('somebody else signs in, without a sign-out before', async () => {
    await page.goto(portal.links.leader)
    await page.locator('main form button').click()
    await page.waitForURL('/')
    await page.goto('/training')
    await expect(
      page.getByRole('button', { name: wordsIn('ru')('training_phone_keep') }),
    ).toBeVisible()
    await expect.poll(() => onDevice(page)).toEqual({ files: [], kept: false, worker: false })
  })

  await page.getByRole('button', { name: wordsIn('ru')('training_phone_keep') }).tap()
  await expect.poll(() => onDevice(page)).toMatchObject({ kept: true, worker: true })
  await page.locator('header summary').last().click()
  await page.locator('form[action="/sign-out"] button').click()
  await page.waitForURL('/sign-in')
  await expect.poll(() => onDevice(page)).toEqual({ files: [], kept: false, worker: false })
})

test('signing out sends what waits first, and says what it would erase where that cannot be sent', async ({
  enter,
  portal,
}) => {
  const page = await enter('employee', PHONE)
  const context = page.context()
  await keepHere(page)
  const answered = () =>
    rowsOf(portal, 'select position from training_review where choice is not null').length
  const before = answered()

  await context.setOffline(true)
  const other = await context.newPage()
  await other.goto('/training/cards')
  await expect(other.getByRole('radio').first()).toBeVisible()
  await other.keyboard.press('1')
  await other.keyboard.press('Enter')
  await expect(other.getByText(he('training_phone_answer_kept'))).toBeVisible()
  await other.close()

  await page.locator('header summary').last().tap()
  await page.locator('form[action="/sign-out"] button').tap()
  const notice = page.getByRole('alert')
  await expect(notice).toContainText(he('offline_unsent_title'))
  await expectSound(page)
  expect(await onDevice(page)).toMatchObject({ kept: true, worker: true })

  // The network is back, and the portal does not take the answer yet.
  await context.route('**/training/phone', (route) =>
    route.request().method() === 'POST' ? route.fulfill({ status: 503 }) : route.continue(),
  )
  await context.setOffline(false)
  await notice.getByRole('button', { name: he('offline_again') }).tap()
  await expect(page).toHaveURL('/sign-out')
  await expect(page.getByText(he('training_phone_leaving', { n: 1 }))).toBeVisible()
  await expect(
    page.getByRole('button', { name: he('training_phone_leave_anyway', { n: 1 }) }),
  ).toBeVisible()
  await expectSound(page)
  await page.getByRole('button', { name: he('training_phone_send') }).tap()
  await expect(page.getByText(he('training_phone_unreachable'))).toBeVisible()
  expect(answered()).toBe(before)

  await context.unroute('**/training/phone')
  await page.getByRole('button', { name: he('training_phone_send') }).tap()
  await expect(page.getByText(he('training_phone_all_sent'))).toBeVisible()
  expect(answered()).toBe(before + 1)
  await page.locator('main form button').tap()
  await page.waitForURL('/sign-in')
  await expect.poll(() => onDevice(page)).toEqual({ files: [], kept: false, worker: false })
})

test('a form that meets no network stays on its page, or on one of ours, and is sent once when there is one', async ({
  enter,
  portal,
}) => {
  const page = await enter('employee', PHONE)
  const context = page.context()
  const notes = () =>
    rowsOf<{ note: string }>(portal, "select note from feedback_observation where note like 'מדף%'")
  const fill = async (note: string) => {
    await page.goto('/feedback/new?touchpoint=checkout')
    await page.locator('[name=grade]').first().check({ force: true })
    await page.locator('[name=note]').fill(note)
  }
  const notice = page.getByRole('alert')
  const awake = () =>
    page.evaluate(() =>
      performance.getEntriesByType('resource').some(({ name }) => name.includes('/held.client')),
    )

  await fill('מדף ריק ליד הקופה')
  await expect.poll(awake).toBe(true)
  await context.setOffline(true)
  await page.getByRole('button', { name: he('feedback_send') }).tap()
  await expect(notice).toContainText(he('offline_unsent_title'))
  await expect(page.locator('[name=note]')).toHaveValue('מדף ריק ליד הקופה')
  await expectSound(page)
  await context.setOffline(false)
  await notice.getByRole('button', { name: he('offline_again') }).tap()
  await expect(page).toHaveURL(/\/feedback\/[\w-]+\?sent$/)
  await expect(notice).toHaveCount(0)
  expect(notes()).toHaveLength(1)

  // On a phone that keeps learning, before a page is awake: a document that leads to another.
  await keepHere(page)
  await fill('מדף <b>שני</b> ריק')
  await context.setOffline(true)
  await page
    .locator('main form[method=post]')
    .last()
    .evaluate((form) => {
      HTMLFormElement.prototype.submit.call(form)
    })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(he('training_phone_form_title'))
  await expect(page.getByText('מדף <b>שני</b> ריק')).toBeVisible()
  await expectSound(page)
  await page.getByRole('button', { name: he('training_phone_retry') }).tap()
  await expect(page.getByText('מדף <b>שני</b> ריק')).toBeVisible()
  expect(notes()).toHaveLength(1)
  await context.setOffline(false)
  await page.getByRole('button', { name: he('training_phone_retry') }).tap()
  await expect(page).toHaveURL(/\/feedback\/[\w-]+\?sent$/)
  expect(notes().map(({ note }) => note)).toEqual(['מדף ריק ליד הקופה', 'מדף <b>שני</b> ריק'])
})
