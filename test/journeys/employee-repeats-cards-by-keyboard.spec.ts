import type { Locator, Page } from '@playwright/test'
import { formatDay } from '../../app/i18n/format.ts'
import { answerKey } from '../../app/training/attempt.server.ts'
import { moduleBySlug } from '../../app/training/content.server.ts'
import { expect, expectSound, PHONE, rowsOf, test, wordsIn } from './support.ts'

const he = wordsIn('he')
const title = (page: Page) => page.getByRole('heading', { level: 1 })

test('five cards are repeated by keyboard alone, in Hebrew, and that is all for the day', async ({
  enter,
  portal,
}) => {
  const page = await enter('employee', PHONE)
  const row = page.getByRole('link', { name: he('training_cards_row_hint') })
  await expect(row).toContainText(he('training_cards_row', { n: 5, minutes: 3 }).split(',')[0]!)
  await row.press('Enter')

  for (let now = 1; now <= 5; now++) {
    await test.step(`card ${now}`, async () => {
      await expect(page.getByText(he('training_cards_step', { now, of: 5 }))).toBeVisible()
      await expect(page.getByText(he('training_best'))).toHaveCount(0)
      const option = page.getByRole('radio').nth(1)
      await pressed(page, '2', option)
      if (now === 1) {
        await page.keyboard.press('Tab')
        const unsure = page.getByRole('checkbox', { name: he('training_cards_unsure') })
        await expect(unsure).toBeFocused()
        await page.keyboard.press('Space')
        await expectSound(page)
      }
      await page.keyboard.press('Enter')
      await expect(page.getByText(he('training_your_choice'))).toBeVisible()
      await expect(title(page)).toBeFocused()
      if (now === 1) await expectSound(page)
      const on = now < 5 ? 'training_cards_next' : 'training_cards_end'
      await page.getByRole('link', { name: he(on) }).press('Enter')
    })
  }
  await expect(title(page)).toHaveText(he('training_cards_done'))
  await expect(page.getByText(he('training_cards_shifts', { n: 1 }), { exact: true })).toBeVisible()
  await expectSound(page)

  await page.goBack()
  await expect(page.getByText(he('training_your_choice'))).toBeVisible()
  await page.goForward()
  await page.getByRole('button', { name: he('training_cards_pause') }).press('Enter')
  await expect(page.getByText(he('training_cards_paused'))).toBeVisible()
  await page.getByRole('button', { name: he('training_cards_go_on') }).press('Enter')
  await expect(page.getByText(he('training_cards_paused'))).toHaveCount(0)

  await page.goto('/')
  await expect(row).toHaveCount(0)
  const kept = rowsOf<{ position: number; unsure: number }>(
    portal,
    'select position, unsure from training_review order by position',
  )
  expect(kept.map(({ unsure }) => unsure)).toEqual([1, 0, 0, 0, 0])
})

test('what was forgotten comes back on a later shift in other words; once it is known again it stays away for longer', async ({
  enter,
  portal,
}) => {
  const page = await enter('employee', PHONE)
  const forgotten = (await answerCard(page, false))!
  for (let card = 2; card <= 5; card++) await answerCard(page, true)

  let day = 0
  let again = null as Asked | null
  while (again?.question !== forgotten.question && day < 6) {
    await portal.later((day += 1))
    for (let card = 1; card <= 5 && again?.question !== forgotten.question; card++) {
      again = await answerCard(page, true)
    }
  }
  expect(again?.question).toBe(forgotten.question)
  expect(again?.prompt).not.toBe(forgotten.prompt)

  const [card] = rowsOf<{ due_on: string; reviewed_on: string; lapses: number }>(
    portal,
    'select due_on, reviewed_on, lapses from training_card where question = ? and module = ?',
    forgotten.question.split('/')[1],
    forgotten.question.split('/')[0],
  )
  await expect(page.getByText(formatDay(card!.due_on, 'UTC', 'he'))).toBeVisible()
  const away = (Date.parse(card!.due_on) - Date.parse(card!.reviewed_on)) / 86_400_000
  expect(away).toBeGreaterThan(1)

  await portal.later(day + 1)
  await page.goto('/training/cards')
  await expect(title(page)).toBeVisible()
  expect(await page.content()).not.toContain(`value="${forgotten.question}/`)
})

interface Asked {
  /** 'module/question', whatever its wording. */
  question: string
  prompt: string
}

/** Answers the next card of the day as its key says, or not as it says; null where there is none left. */
async function answerCard(page: Page, right: boolean): Promise<Asked | null> {
  await page.goto('/training/cards')
  const field = page.locator('input[name=asked]')
  if ((await field.count()) === 0) return null
  const asked = (await field.getAttribute('value')) ?? ''
  const [module = '', question = '', variant = ''] = asked.replace(/@\d+$/, '').split('/')
  const prompt = (await title(page).textContent()) ?? ''
  const best = answerKey(moduleBySlug(module)!.plan, { question, variant })
  const choice = right ? best : best === 'a' ? 'b' : 'a'
  await page.locator(`input[name=choice][value=${choice}]`).check()
  await page.getByRole('button', { name: he('training_answer') }).tap()
  await expect(page.getByText(he('training_your_choice'))).toBeVisible()
  return { question: `${module}/${question}`, prompt }
}

test('before JavaScript a card is answered by a form, and sent again it stays as it was', async ({
  enter,
  portal,
}) => {
  const page = await enter('employee', { ...PHONE, javaScriptEnabled: false })
  await page.goto('/training/cards')
  const asked = (await page.locator('input[name=asked]').getAttribute('value')) ?? ''
  await page.getByRole('radio').first().check()
  await page.getByRole('button', { name: he('training_answer') }).tap()
  await expect(page).toHaveURL('/training/cards?card=1')
  await expect(page.getByText(he('training_your_choice'))).toBeVisible()

  const answers = () => rowsOf<{ choice: string }>(portal, 'select choice from training_review')
  const first = answers()
  const headers = { origin: portal.url }
  for (const choice of ['a', 'b', 'c']) {
    const answer = await page.request.post('/training/cards', { headers, form: { asked, choice } })
    expect(answer.url()).toMatch(/\/training\/cards\?card=1$/)
  }
  expect(answers()).toEqual(first)
})

/** Presses a key until the page is awake enough to hear it. */
async function pressed(page: Page, key: string, radio: Locator): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key)
    await expect(radio).toBeChecked({ timeout: 500 })
  }).toPass()
}
