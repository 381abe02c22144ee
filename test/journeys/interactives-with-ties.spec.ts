import type { BrowserContextOptions, Locator, Page } from '@playwright/test'
import { touchpoints } from '../../app/touchpoints/touchpoint.server.ts'
import { published, walkTo } from './interactives.ts'
import { expect, expectSound, PHONE, speak, test, wordsIn } from './support.ts'

const he = wordsIn('he')
const ru = wordsIn('ru')
const en = wordsIn('en')

const scriptless: BrowserContextOptions = { ...PHONE, javaScriptEnabled: false }
const doing = (page: Page) => page.locator('#doing')
const press = (page: Page, value: string) =>
  doing(page).locator(`button[name=do][value="${value}"]`)
const plain = (text: string) => text.replaceAll(/\{%.*?%\}|\*/g, '').trim()
const awake = (page: Page) =>
  expect(doing(page).locator('input[name=awake]').first()).toBeAttached()
/** Presses Tab until the focus stands there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let turn = 0; turn < 80; turn++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}

test('bands, score and range are worked out with a thumb, in Hebrew; then comes our own score', async ({
  enter,
}) => {
  const page = await enter('employee', PHONE)
  const { step, text } = published('one-scale', 'tokens', 'he')
  await walkTo(page, 'one-scale', step)
  await awake(page)
  await expectSound(page)
  await page.locator('#low').selectOption('5')
  await page.locator('#high').selectOption('8')
  await press(page, 'bands').tap()
  await expect(page.getByText(plain(text.bands.why).slice(0, 20))).toBeVisible()
  await expect(page.getByText(he('training_tokens_mine'))).toHaveCount(0)

  // Opened again half way, each button still sends what it says.
  await page.reload()
  await awake(page)
  await expect(press(page, 'score')).toHaveText(he('training_tokens_score_check'))
  await expect(press(page, 'anew')).toHaveText(he('training_work_anew'))
  await page.locator('#score').fill('many')
  await press(page, 'score').tap()
  await expect(page.getByRole('alert')).toContainText(he('training_tokens_score_wrong'))
  await page.locator('#score').fill('+35')
  await press(page, 'score').tap()
  await expect(page.getByText(he('training_tokens_margin'))).toBeVisible()
  await expect(page.getByText(he('training_tokens_mine'))).toBeVisible()
  await expect(page.getByText(/n = [\d,]+/)).toBeVisible()

  const slider = page.locator('#n')
  await slider.focus()
  for (let turn = 0; turn < 4; turn++) await page.keyboard.press('ArrowUp')
  await expect(page.locator('output')).toHaveText('50')
  await expect(page.getByText(plain(text.after).slice(0, 20))).toBeVisible()
  await expectSound(page)
  await page.reload()
  await expect(page.locator('output')).toHaveText('50')
  await awake(page)
  await press(page, 'anew').tap()
  await expect(page.locator('#low')).toHaveValue('')
})

test('before JavaScript the board of values is plain forms, in Russian, and is kept', async ({
  enter,
}) => {
  const page = await enter('leader', scriptless)
  const { step, block, text } = published('right-offer', 'values', 'ru')
  await walkTo(page, 'right-offer', step)
  const names = doing(page).locator('ol > li > span.font-medium')
  const [first = '', second = ''] = await names.allTextContents()
  await doing(page).locator('button[value^="down:"]').first().tap()
  await expect(names.first()).toHaveText(second)
  await expect(names.nth(1)).toHaveText(first)
  // Everything one customer asks for goes to the top.
  const [client] = block.clients
  for (const value of client!.values) {
    const { name } = text.values[value]
    for (let at = (await names.allTextContents()).indexOf(name); at > 0; at--) {
      await press(page, `up:${value}`).tap()
      await expect(names.nth(at - 1)).toHaveText(name)
    }
  }
  await press(page, 'ranked').tap()
  await expect(page.getByText(text.clients[client!.id].name)).toBeVisible()
  await expect(page.getByText(plain(text.clients[client!.id].why))).toHaveCount(0)
  await press(page, `heard:${client!.id}`).tap()
  await expect(page.getByRole('alert')).toContainText(ru('training_values_choose'))
  await page.getByLabel(text.values[client!.values[0]!].name).check()
  await press(page, `heard:${client!.id}`).tap()
  await expect(
    page.getByText(ru('training_values_meets', { n: client!.values.length })),
  ).toBeVisible()
  await expect(page.getByText(plain(text.clients[client!.id].why))).toBeVisible()
  for (const { id } of block.clients.slice(1)) {
    await expect(press(page, `heard:${id}`)).toBeVisible()
    await doing(page).getByRole('checkbox').first().check()
    await press(page, `heard:${id}`).tap()
  }
  await expect(page.getByText(plain(text.after).slice(0, 20))).toBeVisible()
  await page.goto(`/training/right-offer/${step}`)
  await expect(page.getByText(plain(text.after).slice(0, 20))).toBeVisible()
  await expect(doing(page).locator('section > h2')).toHaveCount(1 + block.clients.length)
})

test('a walk is done by keyboard alone, in English, and one note of it is sent, once', async ({
  enter,
}) => {
  const page = await enter('employee', PHONE)
  await speak(page, 'en')
  const { step } = published('touchpoints', 'walk', 'en')
  await walkTo(page, 'touchpoints', step)
  await awake(page)
  await expectSound(page)
  const chosen = touchpoints().slice(0, 3)
  for (const { code } of touchpoints().filter((one) => chosen.includes(one))) {
    await tabTo(page, doing(page).locator(`input[value="${code}"]`))
    await page.keyboard.press('Space')
  }
  await expect(page.getByText(en('training_walk_chosen', { n: 3, to: 8 }))).toBeVisible()
  await tabTo(page, press(page, 'choose'))
  await page.keyboard.press('Enter')
  for (let now = 1; now <= 3; now++) {
    await expect(page.getByText(en('training_walk_now', { now, of: 3 }))).toBeVisible()
    await tabTo(page, doing(page).getByRole('radio').first())
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    await page.keyboard.type(`fix number ${now}`)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
  }
  await expect(page.getByRole('heading', { name: en('training_walk_mine') })).toBeFocused()
  await expectSound(page)
  await tabTo(page, doing(page).getByRole('checkbox').first())
  await page.keyboard.press('Space')
  await tabTo(page, press(page, 'send'))
  await page.keyboard.press('Enter')
  await expect(page.getByText(en('training_walk_sent'))).toHaveCount(1)
  await expect(doing(page).getByRole('checkbox')).toHaveCount(2)
  // The same form from an older page makes no second note.
  const { origin } = new URL(page.url())
  const again = { do: 'send', note: chosen[0]!.code }
  await page.request.post(page.url(), { headers: { origin }, form: again })
  await page.goto('/feedback?view=mine&show=all')
  const links = await page
    .locator('main li a')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
  const [newest = '', before = ''] = links.filter((link) => /^\/feedback\/[\da-f-]{36}$/.test(link))
  await page.goto(newest)
  await expect(page.getByText('fix number 1')).toBeVisible()
  await page.goto(before)
  await expect(page.getByText(/fix number/)).toHaveCount(0)
})

test('our own figures are judged before the portal does, in Hebrew, before JavaScript', async ({
  enter,
}) => {
  const page = await enter('employee', scriptless)
  const { step, block, text } = published('honest-numbers', 'ours', 'he')
  await walkTo(page, 'honest-numbers', step)
  for (const [index, figure] of block.figures.entries()) {
    await expect(page.getByText(plain(text.figures[figure].prompt))).toBeVisible()
    await expect(page.getByText(plain(text.figures[figure].why).slice(0, 25))).toHaveCount(0)
    await expect(doing(page).locator('section')).toHaveCount(index + 1)
    await press(page, `trust:${figure}:care`).tap()
    await expect(page.getByText(plain(text.figures[figure].why).slice(0, 25))).toBeVisible()
  }
  await expect(page.getByText(plain(text.after).slice(0, 20))).toBeVisible()
  await expect(page.getByText(/n = [\d,]+/).first()).toBeVisible()
})

test('a leader’s promise goes to HR, comes back, is approved, and stands in the team’s chain', async ({
  enter,
}) => {
  const leader = await enter('leader', PHONE)
  const { step, text } = published('saying-the-unsaid', 'promise', 'ru')
  await walkTo(leader, 'saying-the-unsaid', step)
  await awake(leader)
  await leader.getByLabel(text.fields.share.label).fill('Премию делим по часам')
  await leader.getByLabel(text.fields.growth.label).fill('')
  await press(leader, 'send').tap()
  await expect(leader.getByRole('alert')).toContainText(ru('training_promise_three'))
  await leader.getByLabel(text.fields.influence.label).fill('Идея до пятницы получает ответ')
  await leader.getByLabel(text.fields.growth.label).fill('После курса учим новичков')
  await press(leader, 'send').tap()
  await expect(leader.getByText(ru('training_promise_waits'))).toBeVisible()
  await expectSound(leader)

  const hr = await enter('hr')
  await hr.goto('/hr/promise-cards')
  await expectSound(hr)
  await hr.getByText(en('training_promise_hr_return')).first().click()
  await hr.getByLabel(en('training_promise_hr_reason')).first().fill('Say from which month on.')
  await hr.locator('form[action$="/return"] button').first().click()
  await expect(hr.getByRole('status').first()).toContainText(en('training_promise_hr_was_returned'))

  await leader.reload()
  await expect(leader.getByText('Say from which month on.')).toBeVisible()
  await leader.getByLabel(text.fields.share.label).fill('С марта премию делим по часам')
  await press(leader, 'send').tap()
  await expect(leader.getByText(ru('training_promise_waits'))).toBeVisible()

  const employee = await enter('employee', PHONE)
  const chain = published('chain', 'calculator', 'he')
  await walkTo(employee, 'chain', chain.step)
  await expect(employee.getByText('С марта премию делим по часам')).toHaveCount(0)
  await hr.goto('/hr/promise-cards')
  await hr.locator('form[action$="/approve"] button').click()
  await expect(hr.getByText(en('training_promise_hr_approved'))).toBeVisible()
  await employee.reload()
  await expect(employee.getByText('С марта премию делим по часам')).toBeVisible()
  await expectSound(employee)
  await leader.reload()
  await expect(leader.getByText(ru('training_promise_stands'))).toBeVisible()
})

test('Today brings a private line back until it is answered, before JavaScript too', async ({
  enter,
}) => {
  const page = await enter('leader', scriptless)
  const card = page.getByRole('region', { name: /^\d+ .*:/ })
  await expect(card.getByText(ru('training_line_back_private'))).toBeVisible()
  await card.getByRole('button', { name: ru('training_line_not_yet') }).tap()
  await expect(page.getByText(ru('training_line_thanks'))).toBeVisible()
  await expect(page.getByText(ru('training_line_back_ask'))).toHaveCount(0)
})

test('a figure is found in the register before JavaScript, and leads to who quotes it', async ({
  enter,
}) => {
  const page = await enter('employee', scriptless)
  await page.goto('/training')
  await page.locator('main a[href="/training/claims"]').tap()
  await page.locator('#search').fill('Reichheld')
  await page.getByRole('button', { name: he('training_claims_find') }).tap()
  await expect(page).toHaveURL(/search=Reichheld/)
  await expect(page.locator('#C05')).toBeVisible()
  await page.locator('#grade').selectOption('rhetoric')
  await page.locator('#search').fill('')
  await page.getByRole('button', { name: he('training_claims_find') }).tap()
  await expect(page.locator('main article').first()).toContainText(he('training_grade_rhetoric'))
  await page.goto('/training/claims?search=c24')
  await expect(page.locator('main article')).toHaveCount(1)
  await page.locator('main article a[href="/training/chain"]').tap()
  await expect(page).toHaveURL('/training/chain')
})
