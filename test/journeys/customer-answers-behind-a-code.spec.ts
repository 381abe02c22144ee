import { LOCALES } from '../../app/i18n/locale.ts'
import { DESK, expect, expectSound, PHONE, test, wordsIn } from './support.ts'

const en = wordsIn('en')
/** A garden centre of the demo where no code hangs yet. */
const SITE = 'Fern Mill'

test('HR makes a code, and a customer answers behind it in three languages without any script', async ({
  enter,
  open,
  portal,
}) => {
  const hr = await enter('hr', DESK)
  await hr.goto('/hr/codes')
  await hr.locator('#unit').selectOption(SITE)
  await hr.getByRole('button', { name: en('nps_codes_make') }).click()
  const made = hr.locator('main table tbody tr').filter({ hasText: SITE })
  const address = (await made.locator('a[href^="/c/"]').getAttribute('href')) ?? ''
  await expectSound(hr)
  const paper = hr.locator('main a[href^="/hr/codes/sheet/"]').filter({ hasText: SITE })
  const sheet = await hr.request.get((await paper.getAttribute('href')) ?? '')
  expect(sheet.headers()['content-type']).toBe('application/pdf')

  for (const locale of LOCALES) {
    const say = wordsIn(locale)
    const page = await open({ ...PHONE, javaScriptEnabled: false, locale })
    await page.goto(portal.url + address)
    await page.locator('#why').fill('kind & quick')
    // Another language keeps what was typed.
    await page.locator('button[name="lang"][value="en"]').click()
    await page.locator(`button[name="lang"][value="${locale}"]`).click()
    await expect(page.locator('#why')).toHaveValue('kind & quick')
    await expect(page.locator('html')).toHaveAttribute('lang', locale)
    await page.locator('#score-9').check({ force: true })
    await page.locator('#contact').fill('dana@example.com')
    await page.locator('button.send').click()
    await expect(page.getByRole('alert')).toContainText(say('nps_c_no_consent'))
    await page.locator('#consent').check()
    await page.locator('button.send').click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('nps_c_thanks'))
    expect(await page.context().cookies()).toEqual([])
  }
  await hr.reload()
  await expect(made.locator('td.numeric > span').last()).toHaveText('3')
})
