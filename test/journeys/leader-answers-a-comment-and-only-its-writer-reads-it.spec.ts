import type { Page } from '@playwright/test'
import { DESK, expect, expectSound, PHONE, signIn, test, wordsIn } from './support.ts'

const en = wordsIn('en')
const he = wordsIn('he')

const COMMENT = 'שיהיה מי שמסביר את לוח המשמרות לפני שהוא נתלה'
const REPLY = 'Thursday at ten we go through the rota together, and it stays open until Friday.'

test('a comment is answered by somebody who does not know whose it is, and its writer alone reads that', async ({
  enter,
  open,
}) => {
  const phone = await enter('employee', PHONE)
  const { address, words } =
    await test.step('an answer with a comment; the receipt stays here', () =>
      answerWithComment(phone))

  const hr = await enter('hr', DESK)
  await test.step('HR closes the wave', async () => {
    await hr.goto(`/hr${address.replace('/pulse/', '/waves/')}/close`)
    const word = en('pulse_hr_close_word')
    await hr.getByLabel(en('pulse_hr_close_type', { word })).fill(word)
    await hr.getByRole('button', { name: en('pulse_hr_close_now') }).click()
    await expect(hr.getByRole('link', { name: en('pulse_results_open') })).toBeVisible({
      timeout: 60_000,
    })
  })

  await test.step('nothing is there before anybody answered', async () => {
    await phone.goto(`${address}/replies`)
    await expect(phone.getByText(he('pulse_acting_replies_none'))).toBeVisible()
    await expectSound(phone)
  })

  await test.step('whoever it stands with answers it', async () => {
    const asked: Page[] = [
      hr,
      await signIn('1010', hr, await open(DESK)),
      await enter('leader', DESK),
    ]
    const answering = await standsWith(asked, `/team${address}/comments`)
    await answering.getByRole('listitem').filter({ hasText: COMMENT }).getByRole('link').click()
    await expect(answering.locator('blockquote')).toHaveText(COMMENT)
    await expectSound(answering)
    const form = answering.locator('main form')
    await form.evaluate((one: HTMLFormElement) => {
      one.noValidate = true
    })
    await form.getByRole('button').click()
    await expect(answering.getByRole('alert')).toBeFocused()
    await answering.locator('#text').fill(REPLY)
    await form.getByRole('button').click()
    await expect(answering.getByRole('status').first()).toBeVisible()
    await answering.goto(`/team${address}/comments?show=all`)
    const told = answering.getByRole('listitem').filter({ hasText: COMMENT })
    await expect(told.locator('svg use[href$="#lock"]')).toHaveCount(1)
    await expect(answering.getByText(REPLY)).toHaveCount(0)
    await expectSound(answering)
  })

  await test.step('the same browser opens it, on the results and by its receipt', async () => {
    await phone.goto(`${address}/results`)
    await expect(phone.getByText(REPLY)).toBeVisible()
    await expectSound(phone)
    await phone.goto(`${address}/replies`)
    await expect(phone.getByText(REPLY)).toBeVisible()
    await expectSound(phone)
  })

  await test.step('any browser does with the sixteen words, none without', async () => {
    const stranger = await open(PHONE)
    const sent: string[] = []
    stranger.on('request', (request) => {
      if (request.method() !== 'GET') sent.push(request.url())
    })
    await stranger.goto(`${address}/replies`)
    await stranger.locator('#words').fill(words.toReversed().join(' '))
    await stranger.locator('main form button').click()
    await expect(stranger.getByText(REPLY)).toHaveCount(0)
    await stranger.locator('#words').fill(words.join(' '))
    await stranger.locator('main form button').click()
    await expect(stranger.getByText(REPLY)).toBeVisible()
    expect(sent, 'nothing of a receipt is sent').toEqual([])
    const colleague = await enter('owner', DESK)
    await colleague.goto(`${address}/results`)
    await expect(colleague.getByText(COMMENT)).toHaveCount(0)
    await expect(colleague.getByText(REPLY)).toHaveCount(0)
  })
})

async function answerWithComment(page: Page): Promise<{ address: string; words: string[] }> {
  await page.locator('section[aria-labelledby=next] a').tap()
  await expect(page.getByText(he('pulse_code_checked'))).toBeVisible()
  const address = new URL(page.url()).pathname
  await page.getByRole('button', { name: he('pulse_start') }).tap()
  for (let now = 1; now < 6; now++) {
    await expect(page.getByText(he('pulse_question_of', { now, of: 6 }))).toBeVisible()
    await page.getByRole('button', { name: he('pulse_skip') }).tap()
  }
  await page.getByLabel(he('pulse_comment_label')).fill(COMMENT)
  await page.getByRole('button', { name: he('pulse_next') }).tap()
  await page.getByRole('button', { name: he('pulse_send') }).tap()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(he('pulse_sent_title'))
  await page.getByRole('checkbox').check()
  const items = page.locator('ol[lang=he] > li')
  await expect(items).toHaveCount(16)
  const words = (await items.allInnerTexts()).map((text) => text.replace(/^\d+\s*/, '').trim())
  await page.goto('/')
  await expect(page.getByText(he('pulse_sent_here'))).toBeVisible()
  return { address, words }
}

/** Where a comment stands is told by how many wrote one: with the site, its region or the company. */
async function standsWith(asked: Page[], address: string): Promise<Page> {
  const found: Page[] = []
  for (const page of asked) {
    await page.goto(address)
    if ((await page.getByText(COMMENT).count()) > 0) found.push(page)
  }
  expect(found, 'one of them may answer it').toHaveLength(1)
  return found[0]!
}
