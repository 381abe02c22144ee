import type { Page } from '@playwright/test'
import { DESK, expect, expectSound, PHONE, test, wordsIn } from './support.ts'

const en = wordsIn('en')
const ru = wordsIn('ru')
const LANGUAGES = ['en', 'ru', 'he'] as const

const press = (page: Page, name: string) =>
  page.getByRole('main').getByRole('button', { name, exact: true }).click()

/** The questions chosen so far, as they stand in their order. */
const order = (page: Page) => page.locator('#order li bdi').allInnerTexts()

async function inThree(page: Page, name: string, words: string): Promise<void> {
  for (const language of LANGUAGES) await page.locator(`#${name}-${language}`).fill(words)
}

const RELY = 'I can rely on the people I work with.'
const TOOLS = 'The equipment I use works as it should.'
const ENPS = /^If a good friend/
const LAST = 'What one thing would make your working day better?'

test('HR builds a survey before JavaScript: nothing entered is lost, and an archived one comes back', async ({
  enter,
}) => {
  const page = await enter('hr', { ...DESK, javaScriptEnabled: false })
  await page.goto('/hr/surveys')
  await page.getByRole('link', { name: en('pulse_surveys_new') }).click()
  await page.getByRole('link', { name: en('pulse_surveys_from_bank') }).click()
  await page.locator('details', { hasText: 'Team' }).locator('summary').click()
  await page.getByLabel(RELY).check()
  await page.locator('details', { hasText: 'Tools' }).locator('summary').click()
  await page.getByLabel(TOOLS).check()
  await press(page, en('pulse_surveys_update'))
  expect(await order(page)).toEqual([expect.stringMatching(ENPS), TOOLS, RELY, LAST])
  await press(page, `${en('pulse_surveys_up')}: ${RELY}`)
  await page.locator('#title-en').fill('Back office')
  await press(page, en('pulse_surveys_add_choice'))
  await expect(page.locator('#title-en')).toHaveValue('Back office')
  expect((await order(page)).slice(1, 4)).toEqual([RELY, TOOLS, en('pulse_surveys_own_unwritten')])
  await inThree(page, 'k0-text', 'When do you eat?')
  await inThree(page, 'k0-o0', 'early')
  await press(page, en('pulse_surveys_save'))

  const alert = page.getByRole('alert')
  await expect(alert.getByRole('link')).toHaveCount(5)
  await expect(page).toHaveTitle(/^Error:/)
  await expect(page.locator('#k0-text-he')).toHaveValue('When do you eat?')
  await expect(page.locator('#title-ru')).toHaveAttribute('aria-invalid', 'true')
  await inThree(page, 'title', 'Back office')
  await inThree(page, 'k0-o1', 'late')
  await press(page, en('pulse_surveys_save'))
  await expect(page.getByText(en('pulse_surveys_saved', { version: '1' }))).toBeVisible()
  await press(page, `${en('pulse_surveys_drop')}: ${TOOLS}`)
  await press(page, en('pulse_surveys_save_version', { version: '2' }))

  await page.getByRole('link', { name: en('pulse_surveys_versions') }).click()
  await expect(page.getByRole('heading', { name: en('pulse_surveys_diff_dropped') })).toBeVisible()
  await expect(page.getByRole('main').getByText(TOOLS).first()).toBeVisible()

  await page.goto('/hr/surveys')
  await press(page, `${en('pulse_surveys_archive')} Back office`)
  await expect(page.getByRole('status')).toContainText('Back office')
  await press(page, `${en('pulse_surveys_undo')} Back office`)
  await expect(page.getByRole('link', { name: 'Back office', exact: true })).toBeVisible()
})

test('HR moves questions by keys and reads the survey as staff will, in another language', async ({
  enter,
}) => {
  const page = await enter('hr', PHONE)
  await page.goto('/hr/surveys/new?from=chain')
  await expect(page.locator('#order')).toContainText(
    en('pulse_surveys_length_pulse', { n: 6, minutes: '2' }),
  )
  const up = page.getByRole('button', { name: `${en('pulse_surveys_up')}: I can grow here.` })
  await up.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(up).toBeFocused()
  expect((await order(page)).indexOf('I can grow here.')).toBe(2)
  await press(page, en('pulse_surveys_add_choice'))
  await inThree(page, 'k0-text', 'Lunch?')
  await inThree(page, 'k0-o0', 'early')
  await inThree(page, 'k0-o1', 'late')
  await inThree(page, 'title', 'Lunch pulse')
  await expectSound(page)
  await press(page, en('pulse_surveys_save_preview'))
  await page.waitForURL('**/preview')

  const sent: string[] = []
  page.on('request', (request) => {
    if (request.method() !== 'GET') sent.push(request.url())
  })
  await page.getByRole('link', { name: 'Русский' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'ru')
  await expect(page.getByRole('heading', { name: ru('pulse_promise_title') })).toBeVisible()
  await expectSound(page)
  await press(page, ru('pulse_start'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Если бы близкий друг/)
  await page.keyboard.press('7')
  await page.keyboard.press('Enter')
  for (let i = 0; i < 4; i++) await press(page, ru('pulse_skip'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lunch?')
  await page.keyboard.press('3')
  await expect(page.locator('input[type=radio]:checked')).toHaveCount(0)
  await page.keyboard.press('2')
  await expect(page.getByRole('radio', { name: 'late' })).toBeChecked()
  await expectSound(page)
  await page.keyboard.press('Enter')
  await press(page, ru('pulse_skip'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ru('pulse_check_title'))
  await expect(page.getByRole('main')).toContainText('late')
  await press(page, ru('pulse_send'))
  await expect(page.getByText(ru('pulse_surveys_preview_end'))).toBeVisible()
  expect(sent).toEqual([])
  await page.goto('/hr')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})
