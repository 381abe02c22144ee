import type { Locator, Page } from '@playwright/test'
import { rowsOnDevice, skipOn } from './pulse.ts'
import {
  awake,
  DESK,
  expect,
  expectNoSidewaysScroll,
  PHONE,
  speak,
  test,
  wordsIn,
} from './support.ts'

const en = wordsIn('en')
const he = wordsIn('he')
const ru = wordsIn('ru')

const title = (page: Page) => page.getByRole('heading', { level: 1 })

test('keys alone reach the content, and a new page begins at its title', async ({ enter }) => {
  const page = await enter('hr', DESK)
  await page.goto('/')
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: en('common_skip') })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#main$/)
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => !!document.activeElement?.closest('main'))).toBe(true)

  await page
    .getByRole('navigation')
    .getByRole('link', { name: en('common_nav_training') })
    .focus()
  await page.keyboard.press('Enter')
  await expect(title(page)).toHaveText(en('training_title'))
  await expect(title(page)).toBeFocused()

  const languages = page.locator('header summary').first()
  await languages.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'עברית' })).toBeVisible()
  await expectFocusShown(languages)
})

test('a quiz and a pulse are answered by keys', async ({ enter }) => {
  const page = await enter('employee', DESK)
  await page.goto('/training/chain')
  await page.getByRole('button', { name: he('training_start') }).press('Enter')
  await expect(page.getByText(he('training_guess_note'))).toBeVisible()
  await pressed(page, '2', page.getByRole('radio').nth(1))
  await page.keyboard.press('Enter')
  await expect(page.getByText(he('training_your_choice'))).toBeVisible()

  await page.goto('/')
  await page.locator('section[aria-labelledby=next]').getByRole('link').press('Enter')
  await expect(page.getByText(he('pulse_code_checked'))).toBeVisible()
  await page.getByRole('button', { name: he('pulse_start') }).press('Enter')
  await expect(page.getByText(he('pulse_question_of', { now: 1, of: 6 }))).toBeVisible()
  await pressed(page, 't', page.getByRole('radio', { name: '10' }))
  await pressed(page, '7', page.getByRole('radio', { name: '7' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText(he('pulse_question_of', { now: 2, of: 6 }))).toBeVisible()
  await pressed(page, '5', page.getByRole('radio', { name: he('pulse_item_5'), exact: true }))
  await page.keyboard.press('Enter')
  await expect(page.getByText(he('pulse_question_of', { now: 3, of: 6 }))).toBeVisible()
  await expect(title(page)).toBeFocused()
})

test('changing the language keeps the page, the place in it and a begun pulse', async ({
  enter,
}) => {
  const page = await enter('employee', PHONE)
  await page.goto('/feedback?view=site&show=all')
  await speak(page, 'en')
  await expect(page).toHaveURL('/feedback?view=site&show=all')
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr')
  await expect(title(page)).toHaveText(en('feedback_title'))
  await speak(page, 'he')
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')

  await page.goto('/feedback/new')
  await page.getByLabel(he('feedback_note')).fill('עציץ שבור ליד הכניסה')
  await speak(page, 'ru')
  await expect(title(page)).toHaveText(ru('feedback_new_title'))
  await expect(page.getByLabel(ru('feedback_note'))).toHaveValue('עציץ שבור ליד הכניסה')

  await test.step('a note half written is there again after leaving, can be put aside and brought back', async () => {
    const note = page.getByLabel(ru('feedback_note'))
    await page.getByRole('radio', { name: ru('feedback_grade_poor') }).check()
    await page.reload()
    await expect(note).toHaveValue('עציץ שבור ליד הכניסה')
    await expect(page.getByRole('radio', { name: ru('feedback_grade_poor') })).toBeChecked()
    await page.getByRole('button', { name: ru('feedback_draft_drop') }).tap()
    await expect(note).toHaveValue('')
    await expect(title(page)).toBeFocused()
    await page.getByRole('button', { name: ru('feedback_draft_back') }).tap()
    await expect(note).toHaveValue('עציץ שבור ליד הכניסה')
    await page.reload()
    await expect(note).toHaveValue('עציץ שבור ליד הכניסה')
  })

  await test.step('a language chosen in another window is this one’s from the next page on, whole', async () => {
    const other = await page.context().newPage()
    await other.goto('/feedback')
    await speak(other, 'he')
    await other.close()
    await page
      .getByRole('navigation')
      .getByRole('link', { name: ru('common_nav_pulse') })
      .tap()
    await expect(title(page)).toHaveText(he('common_nav_pulse'))
    await expect(page).toHaveURL('/pulse')
    await expect(page.locator('html')).toHaveAttribute('lang', 'he')
    await awake(page)
    await speak(page, 'ru')
  })

  await page.goto('/')
  await page.locator('section[aria-labelledby=next]').getByRole('link').tap()
  await expect(page.getByText(ru('pulse_code_checked'))).toBeVisible()
  const words = page.locator('ol[lang=ru] > li')
  await expect(words).toHaveCount(8)
  await page.getByRole('button', { name: ru('pulse_start') }).tap()
  await expect(page.getByText(ru('pulse_question_of', { now: 1, of: 6 }))).toBeVisible()
  await page.getByText('8', { exact: true }).tap()
  await page.getByRole('button', { name: ru('pulse_next') }).tap()
  await page.getByRole('radio', { name: ru('pulse_item_4'), exact: true }).check()

  await speak(page, 'he')
  await expect(page.getByText(he('pulse_question_of', { now: 2, of: 6 }))).toBeVisible()
  await expect(page.getByRole('radio', { name: he('pulse_item_4'), exact: true })).toBeChecked()

  await test.step('and a closed window does not lose it', async () => {
    const address = page.url().split('#')[0] ?? ''
    await page.goto('about:blank')
    await page.goto(address)
    await expect(page.getByText(he('pulse_draft_here'))).toBeVisible()
    await page
      .getByRole('main')
      .getByRole('button', { name: he('common_continue') })
      .tap()
    await expect(page.getByText(he('pulse_question_of', { now: 2, of: 6 }))).toBeVisible()
    await expect(page.getByRole('radio', { name: he('pulse_item_4'), exact: true })).toBeChecked()
  })

  await test.step('what is answered in another tab stands here, too', async () => {
    const other = await page.context().newPage()
    await other.goto(page.url().split('#')[0]!)
    await other
      .getByRole('main')
      .getByRole('button', { name: he('common_continue') })
      .tap()
    await other.getByRole('radio', { name: he('pulse_item_2'), exact: true }).check()
    await expect(other.getByText(he('pulse_kept_device'))).toBeVisible()
    await expect(async () => {
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
      const here = page.getByRole('radio', { name: he('pulse_item_2'), exact: true })
      await expect(here).toBeChecked({ timeout: 500 })
    }).toPass()
    await other.close()
  })

  await test.step('a device that becomes full says so, and the answer goes out all the same', async () => {
    await page.evaluate(() => {
      // As a browser does where it has no more room for what was put.
      IDBObjectStore.prototype.put = function (one) {
        const request = this.add(one)
        this.transaction.abort()
        return request
      }
    })
    await page.getByRole('radio', { name: he('pulse_item_3'), exact: true }).check()
    await expect(page.getByRole('alert')).toHaveText(he('pulse_not_kept'))
    await expect(page.getByText(he('pulse_kept_device'))).toBeHidden()
    await skipOn(page, 'he', 2)
    await page.getByRole('button', { name: he('pulse_send') }).tap()
    await expect(title(page)).toHaveText(he('pulse_sent_title'))
    expect(await rowsOnDevice(page)).toBe(0)
  })
})

test('somebody else’s device keeps nothing of a pulse', async ({ enter }) => {
  const page = await enter('leader', PHONE)
  await page.goto('/pulse')
  await page.getByRole('link', { name: ru('pulse_read_promise') }).tap()
  await expect(page.getByText(ru('pulse_code_checked'))).toBeVisible()
  await page.getByRole('radio', { name: ru('pulse_device_other') }).check()
  await page.getByRole('button', { name: ru('pulse_start') }).tap()
  await page.getByText('3', { exact: true }).tap()
  await expect(page.getByText(ru('pulse_kept_memory'))).toBeVisible()
  expect(await rowsOnDevice(page)).toBe(0)
  page.on('dialog', (dialog) => dialog.accept())
  await page.reload()
  await expect(page.getByText(ru('pulse_taken_title'))).toBeVisible()
})

test('forced colours leave every choice its frame, and what is chosen its mark', async ({
  enter,
}) => {
  const page = await enter('employee', { ...PHONE, forcedColors: 'active' })
  await page.goto('/feedback/new')
  const [chosen, other] = [page.locator('label.choice').nth(0), page.locator('label.choice').nth(1)]
  await chosen.locator('input').check()
  await page.getByRole('button', { name: he('feedback_change_place') }).tap()
  const look = (one: Locator) =>
    one.evaluate((element) => {
      const { borderTopWidth, borderTopStyle } = getComputedStyle(element)
      const mark = element.querySelector('input')?.getBoundingClientRect().width ?? 0
      return { frame: Number.parseFloat(borderTopWidth), borderTopStyle, mark }
    })
  for (const one of [chosen, other]) {
    const { frame, borderTopStyle, mark } = await look(one)
    expect(frame).toBeGreaterThanOrEqual(1)
    expect(borderTopStyle).toBe('solid')
    expect(mark).toBeGreaterThanOrEqual(16)
  }
  for (const address of ['/', '/impact', '/training/chain']) {
    await page.goto(address)
    await expectNoSidewaysScroll(page)
  }
})

test('reduced motion moves nothing', async ({ enter }) => {
  const page = await enter('employee', PHONE)
  for (const address of ['/', '/impact', '/feedback/new']) {
    await page.goto(address)
    await page.locator('header summary').first().tap()
    const slowest = await page.evaluate(() =>
      Math.max(
        ...[...document.querySelectorAll('*')].map((element) =>
          Number.parseFloat(getComputedStyle(element).transitionDuration),
        ),
      ),
    )
    expect(slowest, address).toBeLessThan(0.01)
  }
})

/** Presses a key until the page is awake enough to hear it. */
async function pressed(page: Page, key: string, radio: Locator): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key)
    await expect(radio).toBeChecked({ timeout: 500 })
  }).toPass()
}

async function expectFocusShown(element: Locator): Promise<void> {
  const outline = await element.evaluate((one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one)
    return { outlineStyle, width: Number.parseFloat(outlineWidth) }
  })
  expect(outline.outlineStyle).not.toBe('none')
  expect(outline.width).toBeGreaterThanOrEqual(2)
}
