import type { Page, Request } from '@playwright/test'
import { HOME_SITE, SITES } from '../../app/demo/truth.ts'
import { touchpointByCode } from '../../app/touchpoints/touchpoint.server.ts'
import { expect, expectSound, PHONE, test, wordsIn } from './support.ts'

const he = wordsIn('he')
const NOTE = 'התור בקופה הגיע עד הדלת, וקופה אחת בלבד הייתה פתוחה.'
const COMMENT = 'עוד קופה אחת ביום שישי.'
const LINE = 'לשאול כל לקוח כמה שמש יש במרפסת.'

test('an employee walks the whole chain in Hebrew on a phone', async ({ enter }) => {
  const page = await enter('employee', PHONE)

  await test.step('Today has one thing to go on with', async () => {
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('היום')
    await expect(next(page).getByRole('link')).toHaveCount(1)
    await expectSound(page)
  })

  await test.step('learns the chain', () => learn(page))
  await test.step('answers the pulse as nobody', () => answerPulse(page))
  await test.step('notes what happened at the till', () => note(page))
  await test.step('sees the chain in the numbers of the own site', () => readImpact(page))
})

const next = (page: Page) => page.locator('section[aria-labelledby=next]')
const tab = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('link', { name, exact: true })
const press = (page: Page, name: string) =>
  page.getByRole('main').getByRole('button', { name, exact: true }).tap()

async function learn(page: Page): Promise<void> {
  await tab(page, he('common_nav_training')).tap()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(he('training_title'))
  await expectSound(page)
  await page.getByRole('main').getByRole('link').first().tap()
  await expect(page.getByText(he('training_done_seen'))).toBeVisible()
  await expectSound(page)
  await press(page, he('training_start'))

  await onStep(page, 1)
  await expect(page.getByText(he('training_guess_note'))).toBeVisible()
  await expectSound(page)
  await answer(page, 0)

  for (const step of [2, 3, 4, 5]) {
    await onStep(page, step)
    await expectSound(page)
    await press(page, he('common_continue'))
  }

  await onStep(page, 6)
  await expect(page.getByText(he('training_calc_waiting'))).toBeVisible()
  // The evening at reception of the screen before, whose bands stand there in words.
  const evening = { customers: '100', returning: '20', visits: '2', referrals: '1', margin: '40' }
  for (const [name, value] of Object.entries(evening)) {
    await page.locator(`input[name=${name}]`).fill(value)
  }
  const bands = page.locator('h2 + ol')
  await expect(bands).toContainText(plain(he('training_calc_range', { low: '15', high: '25' })))
  await expect(bands).toContainText(
    plain(he('training_calc_range', { low: '1,238', high: '4,063' })),
  )
  await expectSound(page)
  await press(page, he('common_continue'))

  for (const step of [7, 8, 9]) {
    await onStep(page, step)
    await expectSound(page)
    await answer(page, step % 3)
  }

  await onStep(page, 10)
  await page.getByLabel(he('training_line_label')).fill(LINE)
  await expectSound(page)
  await press(page, he('training_finish'))
  await expect(page.getByText(he('training_done_title'))).toBeVisible()
  await expect(page.getByText(LINE)).toBeVisible()
  await expectSound(page)
}

async function onStep(page: Page, now: number): Promise<void> {
  await expect(page.getByText(he('training_step', { now, of: 10 }))).toBeVisible()
}

/** Chooses an option; then every option says why it fits or does not. */
async function answer(page: Page, option: number): Promise<void> {
  const asked = await page.getByRole('heading', { level: 1 }).textContent()
  await page.getByRole('radio').nth(option).check()
  await press(page, he('training_answer'))
  await expect(page.getByText(he('training_your_choice'))).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(asked ?? '')
  const options = page.getByRole('main').locator('ul > li:visible')
  await expect(options).toHaveCount(3)
  for (const one of await options.all()) {
    await expect(one.locator('p').last()).toHaveText(/\S+ \S+/)
  }
  await expectSound(page)
  await page
    .getByRole('main')
    .getByRole('link', { name: he('common_continue') })
    .tap()
}

async function answerPulse(page: Page): Promise<void> {
  const sent: Request[] = []
  page.on('request', (request) => {
    if (/\/pulse\/[^/]+\/(token|response)$/.test(request.url())) sent.push(request)
  })
  await tab(page, he('common_nav_today')).tap()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(he('common_nav_today'))
  await next(page).getByRole('link').tap()

  await expect(page.getByRole('heading', { name: he('pulse_promise_title') })).toBeVisible()
  await expect(page.getByText(he('pulse_not_code'))).toBeVisible()
  await expect(page.getByText(he('pulse_code_checked'))).toBeVisible()
  await expect(page.locator('ol[lang=he] > li')).toHaveCount(8)
  await expectSound(page)
  await press(page, he('pulse_start'))

  await onQuestion(page, 1)
  await expectSound(page)
  await page.getByText('9', { exact: true }).tap()
  await expect(page.getByText(he('pulse_kept_device'))).toBeVisible()
  await press(page, he('pulse_next'))

  await onQuestion(page, 2)
  await press(page, he('pulse_next'))
  await expect(page.getByRole('alert')).toHaveText(he('pulse_choose_or_skip'))
  await page.getByText(he('pulse_item_4'), { exact: true }).tap()
  await expectSound(page)
  await press(page, he('pulse_next'))

  await onQuestion(page, 3)
  await press(page, he('pulse_skip'))
  await onQuestion(page, 4)
  await page.getByText(he('pulse_item_2'), { exact: true }).tap()
  await press(page, he('pulse_next'))

  await onQuestion(page, 5)
  await page.goBack()
  await onQuestion(page, 4)
  await expect(page.getByRole('radio', { name: he('pulse_item_2'), exact: true })).toBeChecked()
  await press(page, he('pulse_next'))
  await onQuestion(page, 5)
  await page.getByText(he('pulse_item_5'), { exact: true }).tap()
  await press(page, he('pulse_next'))

  await onQuestion(page, 6)
  await page.getByLabel(he('pulse_comment_label')).fill(COMMENT)
  await expectSound(page)
  await press(page, he('pulse_next'))

  await expect(page.getByRole('heading', { level: 1 })).toHaveText(he('pulse_check_title'))
  await expect(page.getByText(he('pulse_skipped'))).toHaveCount(1)
  await expect(page.getByText(COMMENT)).toBeVisible()
  await expectSound(page)
  await press(page, he('pulse_send'))

  await expect(page.getByRole('heading', { level: 1 })).toHaveText(he('pulse_sent_title'))
  await expect(page.locator('ol[lang=he] > li')).toHaveCount(16)
  await expectSound(page)

  const [token, response, ...more] = sent
  expect(more).toEqual([])
  expect(token?.url()).toMatch(/token$/)
  expect((await token?.allHeaders())?.cookie, 'the token is asked for as oneself').toBeTruthy()
  expect(response?.url()).toMatch(/response$/)
  const headers = (await response?.allHeaders()) ?? {}
  expect(Object.keys(headers)).toContain('content-type')
  expect(headers.cookie, 'the answer is sent as nobody').toBeUndefined()
  expect(headers.referer).toBeUndefined()
  expect(headers.authorization).toBeUndefined()
  expect(response?.postData()).not.toContain(COMMENT)

  const left = await onDevice(page)
  expect(left).toHaveLength(1)
  expect(left[0]).toMatchObject({ state: 'sent' })
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(he('pulse_sent_before'))
  await expect(page.locator('ol[lang=he] > li')).toHaveCount(0)
  await expectSound(page)

  await page.goto('/')
  await expect(page.getByText(he('pulse_sent_here'))).toBeVisible()
  expect(await onDevice(page), 'looking at Today takes nothing from the device').toEqual(left)
  await expectSound(page)
}

async function onQuestion(page: Page, now: number): Promise<void> {
  await expect(page.getByText(he('pulse_question_of', { now, of: 6 }))).toBeVisible()
}

/** What the browser still keeps of the pulse. */
function onDevice(page: Page): Promise<{ state: string }[]> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opened = indexedDB.open('zveno-pulse')
        opened.onerror = () => reject(opened.error)
        opened.onsuccess = () => {
          const rows = opened.result.transaction('answer').objectStore('answer').getAll()
          rows.onsuccess = () => resolve(rows.result)
        }
      }),
  )
}

async function note(page: Page): Promise<void> {
  await tab(page, he('common_nav_feedback')).tap()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(he('feedback_title'))
  await expectSound(page)
  await page
    .getByRole('link', { name: he('feedback_new') })
    .first()
    .tap()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(he('feedback_new_title'))
  await expectSound(page)

  const till = touchpointByCode('checkout')?.name.he ?? ''
  await page.getByText(till, { exact: true }).tap()
  await expect(page.getByRole('radio', { name: till })).toBeChecked()
  await expect(page.getByRole('button', { name: he('feedback_change_place') })).toBeVisible()
  await page.locator('#grade').getByText(he('feedback_grade_poor'), { exact: true }).tap()
  await page.getByLabel(he('feedback_note')).fill(NOTE)
  await page
    .locator('summary')
    .filter({ hasText: he('feedback_signs') })
    .tap()
  await page.getByText(he('feedback_sign_comes_back'), { exact: true }).tap()
  await expectSound(page)
  await press(page, he('feedback_send'))

  await expect(page.getByText(he('feedback_sent'))).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(till)
  await expect(page.getByText(he('feedback_status_new_text'))).toBeVisible()
  await expectSound(page)

  await page.getByRole('link', { name: he('feedback_to_list') }).tap()
  await expect(
    page.getByRole('listitem').filter({ hasText: NOTE }).getByText(he('feedback_status_new')),
  ).toBeVisible()
}

async function readImpact(page: Page): Promise<void> {
  const site = SITES.find(({ code }) => code === HOME_SITE)?.name ?? ''
  await tab(page, he('common_nav_impact')).tap()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(he('impact_title'))
  await expect(page.getByRole('main')).toContainText(site)
  const chain = page.locator('section').filter({
    has: page.getByRole('heading', { name: he('impact_chain') }),
  })
  await expect(chain).toContainText(he('impact_learn_done'))
  await expectSound(page)

  for (const table of await page
    .locator('summary')
    .filter({ hasText: he('common_show_table') })
    .all()) {
    await table.tap()
  }
  await expect(page.getByRole('table').first()).toBeVisible()
  for (const how of await page
    .locator('summary')
    .filter({ hasText: he('common_how_we_know') })
    .all()) {
    await how.tap()
  }
  await expectSound(page)
  await page
    .getByRole('link', { name: he('impact_how_more') })
    .first()
    .tap()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(he('impact_how_title'))
  await expectSound(page)
}

/** Without the marks that keep numbers and signs in their direction. */
function plain(text: string): string {
  return text.replaceAll(/[\u200e\u200f\u2066-\u2069]/g, '')
}
