import type { BrowserContextOptions, Page } from '@playwright/test'
import { published, walkTo } from './interactives.ts'
import { expect, expectSound, PHONE, speak, test, wordsIn } from './support.ts'

const he = wordsIn('he')
const ru = wordsIn('ru')
const en = wordsIn('en')

const scriptless: BrowserContextOptions = { ...PHONE, javaScriptEnabled: false }
const doing = (page: Page) => page.locator('#doing')
const places = (page: Page) => doing(page).locator('button[value^="put:"]')
/** What a card, a step or a choice says, from the small Markdown of the content. */
const plain = (text: string) => text.replaceAll(/\{%.*?%\}|\*/g, '').trim()
/** Awake: what the server drew answers by itself now. */
const awake = (page: Page) =>
  expect(doing(page).locator('input[name=awake]').first()).toBeAttached()

test('thirteen moments are sorted with a thumb, in Hebrew, and lie there on the next day', async ({
  enter,
}) => {
  const page = await enter('employee', PHONE)
  const { step, block, text } = published('nine-signs', 'place', 'he')
  await walkTo(page, 'nine-signs', step)
  await awake(page)
  await expectSound(page)

  for (const [index] of block.cards.entries()) {
    await expect(page.getByText(he('training_work_card', { now: index + 1, of: 13 }))).toBeVisible()
    const value = await places(page).first().getAttribute('value')
    const card = value?.split(':')[1] ?? ''
    await expect(page.getByText(plain(text.cards[card].why))).toHaveCount(0)
    await places(page)
      .nth(index % 2)
      .tap()
    if (index < block.cards.length - 1)
      await expect(page.locator('[aria-live=polite]')).toContainText(plain(text.cards[card].why))
    if (index === 1) await expectSound(page)
  }
  await expect(page.getByText(plain(text.after).slice(0, 20))).toBeVisible()
  await expect(places(page)).toHaveCount(0)
  await expectSound(page)

  await page.reload()
  await expect(doing(page).locator('section li')).toHaveCount(13)
  await page.getByRole('button', { name: he('training_work_anew') }).tap()
  await expect(page.getByText(he('training_work_card', { now: 1, of: 13 }))).toBeVisible()
})

test('stories find their field on the board by keyboard alone, in Russian', async ({ enter }) => {
  const page = await enter('leader', PHONE)
  const { step, block, text } = published('loyal-or-stuck', 'place', 'ru')
  await walkTo(page, 'loyal-or-stuck', step)
  await awake(page)
  const [first = ''] = block.places
  const button = page.getByRole('button', { name: text.places[first].name, exact: true })
  for (let turn = 0; turn < 40 && !(await isFocused(button)); turn++)
    await page.keyboard.press('Tab')
  await expect(button).toBeFocused()

  for (const [index] of block.cards.entries()) {
    await expect(
      page.getByText(ru('training_work_card', { now: index + 1, of: block.cards.length })),
    ).toBeVisible()
    // The focus stays on the field that was pressed: the next story may go there, too.
    await expect(button).toBeFocused()
    await page.keyboard.press('Enter')
  }
  const board = doing(page).locator('section')
  await expect(board).toHaveCount(4)
  for (const place of block.places) {
    const here = block.cards.filter((card) => card.place === place)
    const field = doing(page).getByRole('region', { name: text.places[place].name })
    await expect(field.getByRole('listitem')).toHaveCount(here.length)
  }
  await expect(doing(page)).toBeFocused()
  await expectSound(page)
})

test('five steps are brought into an order by keyboard alone, in English', async ({ enter }) => {
  const page = await enter('hr', PHONE)
  const { step, block, text } = published('recovery', 'order', 'en')
  await walkTo(page, 'recovery', step)
  await awake(page)
  await expectSound(page)
  const label = (message: 'training_work_up' | 'training_work_down', id: string) =>
    page.getByRole('button', {
      name: en(message, { text: plain(text.steps[id].text) }),
      exact: true,
    })

  for (const [place, id] of block.steps.entries()) {
    const item = doing(page)
      .getByRole('listitem')
      .filter({ hasText: plain(text.steps[id].text) })
    const up = label('training_work_up', id)
    await up.focus()
    for (let now = await placeOf(page, id); now > place; now--) {
      await page.keyboard.press('Enter')
      await expect(doing(page).getByRole('status')).toContainText(
        en('training_work_moved', {
          text: plain(text.steps[id].text),
          now,
          of: block.steps.length,
        }),
      )
      // The step moves, and the focus with it.
      await expect(up).toBeFocused()
    }
    await expect(item).toHaveCount(1)
  }
  await expect(label('training_work_up', block.steps[0] ?? '')).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await page.reload()
  expect(await placeOf(page, block.steps[2] ?? '')).toBe(2)
  await awake(page)
  await page.getByRole('button', { name: en('training_work_compare') }).press('Enter')
  await expect(doing(page).getByRole('status')).toHaveText(en('training_work_all_same'))
  for (const id of block.steps)
    await expect(doing(page)).toContainText(plain(text.steps[id].why).slice(0, 20))
  await expectSound(page)
})

test('a talk is walked to its end and once more by keyboard alone, in Russian', async ({
  enter,
}) => {
  const page = await enter('leader', PHONE)
  const { step, block, text } = published('silent', 'dialogue', 'ru')
  await walkTo(page, 'silent', step)
  await awake(page)
  await expectSound(page)
  let at: string | undefined = block.turns[0]?.id
  let choice = doing(page).locator('button[value^="say:"]').first()
  await choice.focus()
  while (at && !block.ends.includes(at)) {
    const turn = block.turns.find(({ id }) => id === at)
    const [, , said = ''] = ((await choice.getAttribute('value')) ?? '').split(':')
    await page.keyboard.press('Enter')
    const { why } = text.turns[at].choices[said]
    await expect(doing(page).locator('ol')).toContainText(plain(why).slice(0, 25))
    at = turn?.choices.find(({ id }) => id === said)?.to
    // The focus stands at what is said next, or at the end; the choices follow it.
    await expect(page.locator('[data-next]')).toBeFocused()
    choice = doing(page).locator('button[value^="say:"]').first()
    if (at && !block.ends.includes(at)) {
      await page.keyboard.press('Tab')
      await expect(choice).toBeFocused()
    }
  }
  await expect(page.getByRole('heading', { name: text.ends[at ?? ''].title })).toBeVisible()
  await expectSound(page)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: ru('training_work_walk_again') })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(doing(page).locator('ol > li')).toHaveCount(0)
})

test('a hundred is given out in English; what does not sum up is said, and nothing is lost', async ({
  enter,
}) => {
  const page = await enter('hr', PHONE)
  const { step, block, text } = published('ladder', 'shares', 'en')
  await walkTo(page, 'ladder', step)
  await awake(page)
  const total = doing(page).getByRole('status').first()
  const field = (group = '') => page.locator(`#share-${group}`)
  await field(block.groups[0]).fill('60')
  await expect(total).toHaveText(en('training_work_shares_left', { n: 40 }))
  await field(block.groups[1]).fill('48')
  await expect(total).toHaveText(en('training_work_shares_over', { n: 8 }))
  await page.getByRole('button', { name: en('training_work_shares_give') }).tap()
  const alert = page.getByRole('alert')
  await expect(alert).toHaveText(en('training_work_shares_over', { n: 8 }))
  await expect(field(block.groups[1])).toHaveValue('48')
  await expect(page).toHaveTitle(new RegExp(`^${en('common_error_prefix')}`))
  await expectSound(page)
  // In another language nothing of it is said in this one, and what was entered stays.
  await speak(page, 'ru')
  await expect(alert).toHaveCount(0)
  await expect(page).not.toHaveTitle(
    new RegExp(`^(${en('common_error_prefix')}|${ru('common_error_prefix')})`),
  )
  await expect(field(block.groups[1])).toHaveValue('48')
  await speak(page, 'en')

  // A slider by keyboard: two steps of one back.
  await field(block.groups[1]).fill('42')
  const slider = page.getByRole('slider').nth(1)
  await slider.press('ArrowLeft')
  await slider.press('ArrowLeft')
  await expect(total).toHaveText(en('training_work_shares_whole'))
  await page.getByRole('button', { name: en('training_work_shares_give') }).tap()
  await expect(alert).toHaveCount(0)
  await expect(page.getByRole('heading', { name: plain(text.prompt) })).toBeVisible()

  const [, second = ''] = block.groups
  const fitting = block.actions.find(({ group }) => group === second)
  await page.locator(`button[value="act:${fitting?.id}"]`).tap()
  const group: string = text.groups[second].name
  await expect(doing(page)).toContainText(en('training_work_action_fits', { group }))
  await expectSound(page)
  await page.reload()
  await expect(field(block.groups[1])).toHaveValue('40')
  await expect(doing(page)).toContainText(en('training_work_action_fits', { group }))
})

test('a refusal from before the page was awake is gone once the form is taken', async ({
  enter,
}) => {
  const page = await enter('employee', PHONE)
  const { step, block } = published('ladder', 'shares', 'he')
  await walkTo(page, 'ladder', step)
  await awake(page)
  // As a browser sends it whose scripts are still on their way.
  const [sent] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.evaluate(() => {
      const form = document.createElement('form')
      form.method = 'post'
      form.innerHTML = '<input name="do" value="give">'
      document.body.append(form)
      form.submit()
    }),
  ])
  expect(sent.status()).toBe(422)
  await awake(page)
  await expect(page.locator('#doing-error')).toBeVisible()
  await doing(page).locator(`input[name="share-${block.groups[0]}"]`).fill('100')
  await doing(page).locator('button[value=give]').click()
  await expect(doing(page).locator('button[value^="act:"]').first()).toBeVisible()
  await expect(page.locator('#doing-error')).toHaveCount(0)
})

test('where the session has ended, a tap leads to the sign-in page of nobody', async ({
  enter,
}) => {
  const page = await enter('employee', PHONE)
  const { step } = published('nine-signs', 'place', 'he')
  await walkTo(page, 'nine-signs', step)
  await awake(page)
  await page.context().clearCookies()
  await places(page).first().tap()
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.locator('form[action="/sign-out"]')).toHaveCount(0)
})

test('what was typed into the calculator stands there again, and moves the bars as before', async ({
  enter,
}) => {
  const page = await enter('employee', PHONE)
  const { step } = published('chain', 'calculator', 'he')
  await walkTo(page, 'chain', step)
  await awake(page)
  const numbers = { customers: '100', returning: '20', visits: '2', referrals: '1', margin: '40' }
  const kept = page.waitForResponse(
    (answer) =>
      answer.request().method() === 'POST' && (answer.request().postData() ?? '').includes('40'),
  )
  for (const [name, value] of Object.entries(numbers)) {
    await page.locator(`input[name=${name}]`).fill(value)
  }
  const bars = page.getByText(he('training_calc_range', { low: '1,238', high: '4,063' }), {
    exact: true,
  })
  await expect(bars).toBeVisible()
  await page.locator('input[name=margin]').blur()
  await kept
  await page.reload()
  await expect(bars).toBeVisible()
  await expect(page.locator('input[name=margin]')).toHaveValue('40')
  await awake(page)

  await page.getByRole('button', { name: he('training_calc_tab_stay') }).tap()
  await expect(page.locator('input[name=before]')).toHaveValue('10')
  await expectSound(page)
  await page.getByRole('button', { name: he('training_work_anew') }).tap()
  await expect(page.getByText(he('training_calc_waiting'))).toBeVisible()
  await expect(page.locator('input[name=margin]')).toHaveValue('')
})

test('every one of them is done before JavaScript', async ({ enter }) => {
  const page = await enter('employee', scriptless)

  await test.step('placing', async () => {
    const { step, text } = published('nine-signs', 'place', 'he')
    await walkTo(page, 'nine-signs', step)
    const card = (await places(page).first().getAttribute('value'))?.split(':')[1] ?? ''
    await places(page).first().click()
    await expect(page).toHaveURL(`/training/nine-signs/${step}#doing`)
    await expect(doing(page)).toContainText(plain(text.cards[card].why))
    await expect(page.getByText(he('training_work_card', { now: 2, of: 13 }))).toBeVisible()
  })

  await test.step('ordering', async () => {
    const { step, block, text } = published('recovery', 'order', 'he')
    await walkTo(page, 'recovery', step)
    const [first = ''] = block.steps
    const before = await placeOf(page, first)
    const way = before === 0 ? 'down' : 'up'
    await page.locator(`button[value="${way}:${first}"]`).click()
    expect(await placeOf(page, first)).toBe(before + (way === 'up' ? -1 : 1))
    await page.getByRole('button', { name: he('training_work_compare') }).click()
    await expect(doing(page)).toContainText(plain(text.steps[first].why).slice(0, 20))
  })

  await test.step('talking', async () => {
    const { step, block } = published('silent', 'dialogue', 'he')
    await walkTo(page, 'silent', step)
    const say = doing(page).locator('button[value^="say:"]')
    for (let turn = 0; turn < block.turns.length && (await say.count()) > 0; turn++)
      await say.first().click()
    await expect(page.getByRole('button', { name: he('training_work_walk_again') })).toBeVisible()
    await page.getByRole('button', { name: he('training_work_walk_again') }).click()
    await expect(doing(page).locator('ol > li')).toHaveCount(0)
  })

  await test.step('giving out a hundred', async () => {
    const { step, block } = published('ladder', 'shares', 'he')
    await walkTo(page, 'ladder', step)
    const [first, second] = block.groups
    await page.locator(`#share-${first}`).fill('60')
    await page.getByRole('button', { name: he('training_work_shares_give') }).click()
    await expect(page.getByRole('alert')).toHaveText(he('training_work_shares_left', { n: 40 }))
    await expect(page.locator(`#share-${first}`)).toHaveValue('60')
    await expect(page).toHaveTitle(new RegExp(`^${he('common_error_prefix')}`))
    await page.locator(`#share-${second}`).fill('40')
    await page.getByRole('button', { name: he('training_work_shares_give') }).click()
    await page.locator('button[value^="act:"]').first().click()
    await expect(doing(page).locator('[data-next]')).toContainText(/\S/)
    await expect(page.locator(`#share-${second}`)).toHaveValue('40')
  })
})

/** Where a step of the order stands, 0 first. */
async function placeOf(page: Page, id: string): Promise<number> {
  const values = await doing(page)
    .locator('button[value^="up:"]')
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('value')))
  return values.indexOf(`up:${id}`)
}

function isFocused(button: ReturnType<Page['getByRole']>): Promise<boolean> {
  return button.evaluate((element) => element === document.activeElement)
}
