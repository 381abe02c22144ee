import { codeAt, stepAt } from '../../app/auth/totp.ts'
import { fromBase32 } from '../support/base32.ts'
import { startProvider } from '../support/oidc.ts'
import { DESK, expect, expectSound, rowsOf, speak, test as base } from './support.ts'

const test = base.extend({
  // Playwright wants a destructured first argument even where nothing is taken from it.
  // oxlint-disable-next-line no-empty-pattern
  more: async ({}, use) => {
    const provider = await startProvider()
    await use(provider.env)
    await provider.stop()
  },
})

test('an owner signs in with the company account and the second step, and is told what stays open', async ({
  enter,
  portal,
}) => {
  const page = await enter('owner', DESK)
  await speak(page, 'en')
  await page.goto('/account/second-factor')
  await page.getByRole('button', { name: 'Begin' }).click()
  const key = fromBase32((await page.locator('main ol p[dir=ltr]').textContent()) ?? '')
  await page.locator('#code').fill(codeAt(key, stepAt(new Date())))
  await page.getByRole('button', { name: 'Put it in use' }).click()
  await expect(page.locator('#codes')).toBeVisible()
  await page.locator('header summary').last().click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('/sign-in')

  // Refused there first: the way back is named, and the other ways too.
  await page.goto('/owner')
  await page.getByRole('link', { name: 'Sign in with the company account' }).click()
  await page.getByRole('button', { name: 'Refuse' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/did not let you in/)

  const [owner] = rowsOf<{ number: string }>(
    portal,
    `select staff_number as number from people_employee e join people_role r on r.employee_id = e.id
     where r.role = 'owner'`,
  )
  await page.getByRole('link', { name: 'Try again' }).click()
  await page.getByLabel('Name').fill(`somebody:${owner!.number}`)
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('One more step')
  await page.locator('#code').fill(codeAt(key, stepAt(new Date()) + 1))
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.waitForURL('/owner')
  await expect(page.getByRole('row', { name: /Company account/ })).toContainText('employee_number')

  await page.locator('header summary').last().click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByText('may still be open on this device')).toBeVisible()
  await expectSound(page)
})
