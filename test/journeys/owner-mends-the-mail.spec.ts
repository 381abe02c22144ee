import path from 'node:path'
import { queueMail } from '../../app/mail/mail.server.ts'
import { connect } from '../../db/connect.ts'
import { mailServer, type MailServer } from '../support/smtp.ts'
import { expect, expectSound, PHONE, speak, test as journey, wordsIn } from './support.ts'

const en = wordsIn('en')
const he = wordsIn('he')

const test = journey.extend<{ server: MailServer }>({
  // Playwright wants a destructured first argument even where nothing is taken from it.
  // oxlint-disable-next-line no-empty-pattern
  server: async ({}, use) => {
    const server = await mailServer()
    await use(server)
    await server.close()
  },
  more: async ({ server }, use) => use({ SMTP_URL: server.url }),
})

test('the owner finds out why mail does not leave and, once its server is mended, has it sent', async ({
  portal,
  server,
  enter,
}) => {
  server.trouble = '550 5.7.1 not from you'
  const db = await connect({ dataDir: path.dirname(portal.file) })
  const now = new Date()
  // Whatever the hour, it is nobody's night.
  await db.updateTable('people_company').set({ quiet_from: '23:59', quiet_to: '00:00' }).execute()
  const person = await db
    .updateTable('people_employee')
    .set({ email: 'somebody@example.org' })
    .where('staff_number', '=', '1003')
    .returning('id')
    .executeTakeFirstOrThrow()
  const text = { locale: 'en', subject: 'Hello', body: 'Hello' } as const
  const mail = { key: 'test:1', kind: 'test', employeeId: person.id, ...text }
  const expiresAt = new Date(now.getTime() + 86_400_000)
  await queueMail(db, 'UTC', [{ ...mail, sendAfter: now, expiresAt }])
  await db.destroy()

  const page = await enter('owner', PHONE)
  await expect(async () => {
    await page.goto('/owner')
    await expect(page.locator('#needs')).toBeVisible()
    await page.locator('main a[href="/owner/mail"]').first().click({ timeout: 2000 })
    await expect(page.getByText(en('operation_fault_address')).first()).toBeVisible()
  }).toPass()
  await expectSound(page)
  await speak(page, 'he')
  await expect(page.getByText(he('operation_advice_address')).first()).toBeVisible()

  server.trouble = null
  await page.getByRole('button', { name: he('operation_mail_retry') }).click()
  await expect(page.getByText(he('operation_mail_retried'))).toBeVisible()
  await expect(async () => {
    await page.goto('/owner/mail')
    await expect(page.getByText(he('operation_mail_fine'))).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect.poll(() => server.received.length).toBe(1)
})
