import type { Page } from '@playwright/test'
import { m } from '../../app/i18n/messages.ts'
import { DESK, expect, test } from './support.ts'

const EN = { locale: 'en' } as const

test('a shared device is enrolled, goes from hand to hand, and keeps nothing of anybody', async ({
  enter,
  open,
}) => {
  const hr = await enter('hr', DESK)
  const pins = [await pinOf(hr, '1025'), await pinOf(hr, '1024')]
  await hr.goto('/hr/kiosks')
  await hr.locator('#name').fill('Tablet of the break room')
  // On a phone the form stands far below what it brings.
  await hr.setViewportSize({ width: 360, height: 360 })
  await hr.getByRole('button', { name: m.kiosk_make({}, EN) }).click()
  const shown = hr.locator('main p[dir=ltr]')
  await expect(shown).toBeInViewport({ ratio: 1 })
  const link = await shown.textContent()
  await hr.setViewportSize({ width: 1280, height: 800 })

  const tablet = await open({ viewport: { width: 768, height: 1024 }, hasTouch: true })
  await tablet.goto(link ?? '')
  await tablet.getByRole('button', { name: m.kiosk_enrol_button({}, EN) }).click()
  await tablet.waitForURL('/sign-in/pin')
  // Nobody's name stands here to be chosen.
  await expect(tablet.locator('select, datalist')).toHaveCount(0)
  await enterPin(tablet, '1025', '12')
  await expect(tablet.getByRole('alert')).toContainText(m.kiosk_wrong({}, EN))
  await expect(tablet.locator('#number')).toHaveValue('1025')

  await tablet.clock.install()
  await enterPin(tablet, '1025', pins[0]!)
  await tablet.waitForURL('/')
  const first = (await tablet
    .locator('main h1')
    .locator('xpath=preceding-sibling::p')
    .textContent())!
  await tablet.evaluate(() => localStorage.setItem('left', 'behind'))
  await tablet.goto('/account')
  await expect(tablet.locator('main')).toContainText(m.kiosk_elsewhere({}, EN))
  const shut = await tablet.request.get('/account/password')
  expect(shut.status()).toBe(403)

  // A hand on it, and it stays; two minutes without one, and it is the next person's.
  await tablet.clock.fastForward(100_000)
  await expect(tablet.getByRole('alert')).toContainText(m.kiosk_soon({}, EN))
  await tablet.getByRole('button', { name: m.kiosk_stay({}, EN) }).click()
  await expect(tablet.getByRole('alert')).toHaveCount(0)
  // An answer under way asks before it is left; the clock does not ask the next person.
  await tablet.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()))
  await tablet.clock.fastForward(125_000)
  await tablet.waitForURL('/sign-in/pin')
  expect(await tablet.evaluate(() => localStorage.getItem('left'))).toBeNull()
  await tablet.goBack()
  await tablet.waitForURL('/sign-in/pin')
  await expect(tablet.locator('body')).not.toContainText(first)

  await enterPin(tablet, '1024', pins[1]!)
  await tablet.waitForURL('/')
  await expect(tablet.locator('main h1').locator('xpath=preceding-sibling::p')).not.toHaveText(
    first,
  )

  // Whoever is busy for a quarter of an hour is told a minute before.
  for (let i = 0; i < 9; i++) {
    await tablet.clock.fastForward(94_000)
    await tablet.keyboard.press('Shift')
  }
  await expect(tablet.getByRole('alert')).toContainText(m.kiosk_last({}, EN))
  await tablet.getByRole('button', { name: m.kiosk_known({}, EN) }).click()
  await tablet.clock.fastForward(61_000)
  await tablet.waitForURL('/sign-in/pin')
  await enterPin(tablet, '1024', pins[1]!)
  await tablet.waitForURL('/')

  // Another page of the same person goes with the one that is left.
  const other = await tablet.context().newPage()
  await other.goto('/training')
  await expect(other.locator('main h1')).toBeVisible()
  await tablet.goto('/account')
  await tablet
    .locator('summary')
    .filter({ hasText: m.common_account({}, EN) })
    .click()
  await tablet.getByRole('button', { name: m.common_sign_out({}, EN) }).click()
  await tablet.waitForURL('/sign-in/pin')
  await expect(other.locator('body')).toBeHidden()
  await other.clock.fastForward(3_000)
  await other.waitForURL('/sign-in/pin')
  await other.close()
  await enterPin(tablet, '1024', pins[1]!)
  await tablet.waitForURL('/')

  // HR takes it back in the middle of a page.
  await hr.goto('/hr/kiosks')
  await hr.getByRole('button', { name: m.kiosk_revoke_button({}, EN) }).click()
  await expect(hr.locator('main')).toContainText(m.kiosk_revoked({}, EN))
  await tablet.goto('/training')
  await tablet.waitForURL(/\/sign-in\?to=/)
  await expect(tablet.locator('#who')).toBeVisible()
})

async function pinOf(hr: Page, number: string): Promise<string> {
  await hr.goto('/hr/kiosks/pin')
  await hr.locator('#number').fill(number)
  await hr.getByRole('button', { name: m.kiosk_pin_issue({}, EN) }).click()
  return (await hr.locator('main dd[dir=ltr]').textContent()) ?? ''
}

async function enterPin(tablet: Page, number: string, pin: string): Promise<void> {
  await tablet.locator('#number').fill(number)
  await tablet.locator('#pin').fill(pin)
  await tablet.getByRole('button', { name: m.kiosk_enter({}, EN), exact: true }).click()
}
