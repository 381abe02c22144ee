import { touchpointByCode } from '../../app/touchpoints/touchpoint.server.ts'
import { pdfText } from '../support/pdf.ts'
import { DESK, expect, expectSound, PHONE, signIn, speak, test, wordsIn } from './support.ts'

const he = wordsIn('he')
const ru = wordsIn('ru')

/** Somebody at the tills of the home site, and what the tills serve there. */
const CASHIER = '1026'
const AT_THE_TILLS = ['greeting', 'checkout', 'packaging', 'goodbye', 'delivery', 'guarantee']

test('a cashier reads on a phone what customers say at the tills, and takes up a wish', async ({
  enter,
  open,
}) => {
  const phone = await signIn(CASHIER, await enter('hr', DESK), await open(PHONE))
  await speak(phone, 'he')
  await phone.goto('/feedback')
  await phone
    .getByRole('main')
    .getByRole('link', { name: he('nps_wall_go') })
    .tap()
  await expect(phone.getByRole('heading', { level: 1 })).toHaveText(he('nps_wall_title'))
  await expectSound(phone)
  const said = phone.locator('main section li')
  const bands: string[] = []

  await test.step('praise first, nothing left out, each with one thing to do', async () => {
    const places = new Set<string>()
    const more = phone.getByRole('main').getByRole('link', { name: he('nps_wall_more') })
    for (;;) {
      await expect(said.first()).toBeVisible()
      bands.push(...(await phone.locator('main section > h2:not(#promise)').allTextContents()))
      for (const one of await said.all()) {
        await expect(one.locator('a, button')).toHaveCount(1)
        places.add(
          (await one.locator('[id^=said-] > p:last-child > span').first().innerText()) ?? '',
        )
      }
      if ((await more.count()) === 0) break
      const here = phone.url()
      await more.tap()
      await expect(phone).not.toHaveURL(here)
    }
    expect(bands[0]).toBe(he('nps_wall_praise'))
    expect([...new Set(bands)].at(-1)).toBe(he('nps_wall_low'))
    const served = AT_THE_TILLS.map((code) => touchpointByCode(code)?.name.he)
    expect(
      [...places].filter((one) => one !== he('nps_wall_visit') && !served.includes(one)),
    ).toEqual([])
    expect(places.size).toBeGreaterThan(1)
  })

  await test.step('what would make it a ten becomes a note in one tap', async () => {
    const wish = phone.getByRole('button', { name: he('nps_wall_wish') }).last()
    const words = (await wish.getAttribute('aria-describedby')) ?? ''
    const asked = await phone.locator(`#${words} span.block`).last().innerText()
    await wish.tap()
    await expect(phone).toHaveURL(/\/feedback\/[0-9a-f-]{36}/)
    await expect(phone.getByRole('main')).toContainText(asked)
    await expectSound(phone)
  })

  await test.step('somebody noticed the same: “me too” by keyboard, and before any script', async () => {
    const like = phone
      .locator('li')
      .filter({ has: phone.getByRole('button', { name: he('feedback_me_too') }) })
    await phone.goto('/feedback/new?touchpoint=checkout')
    const words = (await like.first().locator('p > bdi').innerText()).split(' – ')[0] ?? ''
    await phone.getByLabel(he('feedback_note')).pressSequentially(words)
    const status = phone.getByRole('status').filter({ hasText: he('feedback_similar') })
    await expect(status).toHaveCount(1)
    await expect(like.first()).toContainText(words)
    await expectSound(phone)
    await phone.keyboard.press('Tab')
    await expect(like.first().getByRole('button')).toBeFocused()
    await phone.keyboard.press('Enter')
    await expect(phone.getByText(he('feedback_me_too_said'))).toBeVisible()
    await expect(phone.getByRole('main')).toContainText(words)

    const early = await open({
      ...PHONE,
      javaScriptEnabled: false,
      storageState: await phone.context().storageState(),
    })
    await early.goto('/feedback/new?touchpoint=plants')
    await early
      .getByRole('button', { name: he('feedback_me_too') })
      .first()
      .tap()
    await expect(early.getByText(he('feedback_me_too_said'))).toBeVisible()
  })
})

const STORY = 'Выслушала: горшок треснул по дороге домой.'
const OFFER = 'Заменим сегодня и привезём сами.'
const PROMISE = 'Каждый горшок в пути стоит в коробке.'

test('a leader takes a case, puts it right, hears the customer, and prints the team talk', async ({
  enter,
  open,
}) => {
  const leader = await enter('leader', DESK)
  const main = leader.getByRole('main')
  await speak(leader, 'ru')
  await leader.goto('/feedback/cases')

  await test.step('nobody’s case is taken; only then stands there how to reach the customer', async () => {
    await main
      .getByRole('link', { name: ru('nps_cases_nobody') })
      .first()
      .click()
    await expect(leader.getByText(ru('nps_cases_hidden'))).toBeVisible()
    await leader.getByRole('button', { name: ru('nps_cases_take') }).click()
    await expect(leader.getByRole('heading', { name: ru('nps_cases_contact') })).toBeVisible()
    await expectSound(leader)
  })

  await test.step('the order of putting right is at hand, and what was done is marked', async () => {
    const order = leader.getByRole('region', { name: ru('nps_cases_order') })
    for (const [move, words] of [
      ['nps_cases_listen', STORY],
      ['nps_cases_fix', OFFER],
    ] as const) {
      await leader.getByRole('radio', { name: ru(move) }).check()
      await leader.getByLabel(ru('nps_cases_log_words')).fill(words)
      await leader.getByRole('button', { name: ru('nps_cases_log_submit') }).click()
      await expect(order.getByRole('listitem').filter({ hasText: ru(move) })).toContainText(
        ru('nps_cases_done_mark'),
      )
    }
    await expect(main).toContainText(STORY)
  })

  await test.step('closed; the customer says it is not solved, and it is open again', async () => {
    await main.getByRole('link', { name: ru('nps_cases_close') }).click()
    await leader.getByRole('button', { name: ru('nps_cases_close') }).click()
    await expect(leader.getByRole('alert')).toBeFocused()
    await leader.getByRole('radio', { name: ru('nps_cases_outcome_solved') }).check()
    await leader.getByRole('button', { name: ru('nps_cases_close') }).click()
    await expect(leader.getByText(ru('nps_cases_ask_text'))).toBeVisible()
    await expectSound(leader)
    const address = await leader.locator('main p[dir=ltr]').innerText()
    const customer = await open({ ...PHONE, javaScriptEnabled: false })
    await customer.goto(address)
    await customer.locator('#no').tap()
    await expect(customer.locator('form')).toHaveCount(0)
    await leader.reload()
    await expect(leader.getByText(ru('nps_cases_reopened'))).toBeVisible()
    await expect(leader.getByRole('button', { name: ru('nps_cases_log_submit') })).toBeVisible()
  })

  await test.step('a talk of fifteen minutes, on screen and on paper', async () => {
    await leader.goto('/team/huddle')
    await leader.getByRole('radio', { name: ru('impact_huddle_kept'), exact: true }).check()
    await leader.getByLabel(ru('impact_huddle_promise_label')).fill(PROMISE)
    await leader.getByRole('button', { name: ru('impact_huddle_make') }).click()
    await expect(leader).toHaveURL(/\/team\/huddle\/[0-9a-f-]{36}$/)
    await expect(main).toContainText(PROMISE)
    await expectSound(leader)
    const sheet = main.getByRole('link', { name: ru('impact_huddle_pdf') })
    const pdf = await leader.request.get((await sheet.getAttribute('href')) ?? '')
    expect(pdf.headers()['content-type']).toBe('application/pdf')
    expect(pdfText(await pdf.body()).replaceAll(/\s+/g, ' ')).toContain(PROMISE)
    // What was promised stands on the team's wall, and may still be put otherwise on the same day.
    await leader.goto('/feedback/wall')
    await expect(main).toContainText(PROMISE)
    await leader.goto('/team/huddle')
    await expect(leader.locator('#promise')).toHaveValue(PROMISE)
  })
})
