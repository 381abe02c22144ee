import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { pdfText } from '../support/pdf.ts'
import { DESK, expect, expectSound, PHONE, speak, test, wordsIn } from './support.ts'

const LOCALES = ['en', 'ru', 'he'] as const

/** What the browser saved, as text. */
async function saved(page: Page, name: string): Promise<Buffer> {
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name }).click()
  return readFileSync(await (await coming).path())
}

test('an employee reads on a phone what has changed, follows one touchpoint, and takes the page along, in three languages', async ({
  enter,
}) => {
  const page = await enter('employee', PHONE)
  for (const locale of LOCALES) {
    const said = wordsIn(locale)
    await speak(page, locale)
    await page.goto('/impact')
    await expect(page.getByText(said('impact_beside'), { exact: true })).toBeVisible()
    await expect(
      page.getByRole('heading', { name: said('impact_pulse_link_cannot_tell') }),
    ).toBeVisible()

    const picture = (await saved(page, said('impact_share_picture'))).toString('utf8')
    expect(picture).toContain('Lindenhof')
    expect(picture.includes('direction="rtl"')).toBe(locale === 'he')
    const sheet = await saved(page, said('impact_share_sheet'))
    expect(pdfText(sheet)).toMatch(/Lindenhof|fohnedniL/)

    await page.getByRole('link', { name: said('impact_change_title') }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(said('impact_change_title'))
    await page.getByLabel(said('impact_change_choose')).selectOption('checkout')
    await page.locator('#months').getByRole('button').click()
    await expect(page).toHaveURL(/at=checkout/)
    await expect(page.locator('#months h3')).toHaveCount(1)
    await expect(page.locator('#months svg')).not.toHaveCount(0)
    if (locale === 'he') await expectSound(page)
  }
})

test('rows of pulse and score are for HR alone; everybody may take those of the lesson', async ({
  enter,
}) => {
  const employee = await enter('employee', DESK)
  const status = async (page: Page, file: string) => {
    return (await page.request.get(`/impact/data/${file}`)).status()
  }
  expect(await status(employee, 'lesson.csv')).toBe(200)
  expect(await status(employee, 'pulse.csv')).toBe(404)
  expect(await status(await enter('hr', DESK), 'pulse.csv')).toBe(200)
})
