import { writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { HOME_SITE, SITES } from '../../app/demo/truth.ts'
import { sharedData } from '../support/shared-data.ts'
import { DESK, expect, expectSound, PHONE, rowsOf, speak, test, wordsIn } from './support.ts'

const en = wordsIn('en')
const he = wordsIn('he')
const site = SITES.find(({ code }) => code === HOME_SITE)?.name ?? ''

/** Ten rows: six answers, one without a score, and one wrong score, day and place each. */
const FILE = `Answered on,Branch,"How likely are you to recommend us (0-10)?",Why
2025-09-14,${site},10,"Asked how much sun my balcony gets, then sold me less"
2025-09-14,${site},9,Came for a spade and stayed for coffee
2025-09-15,${site},7,
2025-09-15,${site},3,"Twenty minutes at the till, one of four open"
2025-09-16,${site},10,"Они знают своё дело"
2025-09-16,${site},0,"אף אחד לא ידע לענות"
2025-09-17,${site},,No time for numbers
2025-09-17,${site},11,Beyond the scale
2025-02-31,${site},8,On a day that never was
2025-09-18,Nowhere,8,At a branch that is not ours
`
const NAME = 'autumn-survey.csv'

test('HR brings in customers’ answers, and the same file twice adds nothing', async ({
  enter,
}, info) => {
  const file = info.outputPath(NAME)
  writeFileSync(file, FILE)
  const page = await enter('hr', DESK)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Today')
  await expectSound(page)
  await page
    .getByRole('navigation')
    .getByRole('link', { name: en('common_nav_hr') })
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(en('hr_title'))
  await expectSound(page)
  await page
    .getByRole('main')
    .getByRole('link', { name: en('hr_import') })
    .click()
  await expectSound(page)

  await test.step('columns are guessed', async () => {
    await upload(page, file, 'Autumn survey')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(en('nps_map_title'))
    await expect(page.locator('#score')).toHaveValue('How likely are you to recommend us (0-10)?')
    await expect(page.locator('#at')).toHaveValue('Answered on')
    await expect(page.locator('#unit')).toHaveValue('Branch')
    await expect(page.locator('#comment')).toHaveValue('Why')
    await expectSound(page)
  })

  await test.step('what was chosen stays after a refusal and in another language', async () => {
    const score = await page.locator('#score').inputValue()
    await page.locator('#score').selectOption('')
    await page.locator('#comment').selectOption('')
    await page.getByRole('button', { name: en('nps_map_look') }).click()
    await expect(page.getByRole('alert')).toContainText(en('nps_map_no_score'))
    await speak(page, 'ru')
    await expect(page.getByRole('alert')).toHaveCount(0)
    await expect(page.locator('#comment')).toHaveValue('')
    await speak(page, 'en')
    await page.locator('#score').selectOption(score)
    await page.locator('#comment').selectOption('Why')
  })

  await test.step('a preview shows what would come in, and each wrong row', async () => {
    await page.getByRole('button', { name: en('nps_map_look') }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(en('nps_sites_title'))
    await expectSound(page)
    // Leaving in the middle loses nothing.
    await page.goto('/hr/import')
    await page.getByRole('link', { name: NAME }).click()
    await expect(page.locator('#unit')).toHaveValue('Branch')
    await page.getByRole('button', { name: en('nps_map_look') }).click()
    await page.getByLabel('Nowhere').selectOption('out')
    await page.getByRole('button', { name: en('nps_sites_go') }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(en('nps_preview_title'))
    await expect(page.getByText(en('nps_row_score', { value: '11' }))).toBeVisible()
    await expect(page.getByText(en('nps_row_day', { value: '2025-02-31' }))).toBeVisible()
    await expect(page.getByText(en('nps_row_unit', { value: 'Nowhere' }))).toBeVisible()
    await expectSound(page)
  })

  await test.step('the import and its summary', async () => {
    await page.getByRole('button', { name: en('nps_preview_go') }).click()
    await expectRows(page, { read: 10, added: 6, unchanged: 0, skipped: 1, wrong: 3 })
    await expectSound(page)
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: en('nps_errors_file') }).click()
    expect((await download).suggestedFilename()).toMatch(/\.csv$/)
  })

  await test.step('the same file again', async () => {
    await page.getByRole('link', { name: en('nps_another') }).click()
    await upload(page, file, 'Autumn survey')
    await expect(page.getByText(en('nps_map_remembered'))).toBeVisible()
    await page.getByRole('button', { name: en('nps_map_look') }).click()
    await page.getByRole('button', { name: en('nps_preview_go') }).click()
    await expectRows(page, { read: 10, added: 0, unchanged: 6, skipped: 1, wrong: 3 })
    await page.getByRole('link', { name: en('nps_another') }).click()
    await expect(page.getByRole('rowheader', { name: NAME })).toHaveCount(2)
    await expectSound(page)
  })

  const real = sharedData('google-forms-export-fr-nps.csv')
  if (real) {
    await test.step('a real export of Google Forms, for the company as a whole', async () => {
      await upload(page, real, 'Forms')
      await page.locator('#unitDefault').selectOption(en('nps_map_company'))
      await page.getByRole('button', { name: en('nps_map_look') }).click()
      await expect(page.getByRole('alert')).toContainText('08/11/2021')
      await page.locator('#dateOrder').selectOption('dmy')
      await expectSound(page)
      await page.getByRole('button', { name: en('nps_map_look') }).click()
      await page.getByRole('button', { name: en('nps_preview_go') }).click()
      await expectRows(page, { read: 93, added: 93, unchanged: 0, skipped: 0, wrong: 0 })
    })
  }
})

test('HR launches a wave, closes the open one and reads what everybody reads', async ({
  enter,
}) => {
  const page = await enter('hr', DESK)
  await page.goto('/hr/waves')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(en('pulse_hr_title'))
  await expectSound(page)

  const check = page.getByRole('button', { name: en('pulse_planning_check') })
  await test.step('who is counted with whom, before anything is launched', async () => {
    await page.getByRole('link', { name: en('pulse_hr_launch') }).click()
    await expect(page.getByText(en('pulse_hr_launch_lead'))).toBeVisible()
    await expectSound(page)
    const closes = page.getByLabel(en('pulse_hr_closes'), { exact: true })
    await closes.fill('2001-01-01T10:00')
    await page
      .locator('form')
      .filter({ has: check })
      .evaluate((form: HTMLFormElement) => {
        form.noValidate = true
      })
    await check.click()
    await expect(page.getByRole('alert')).toContainText(en('pulse_planning_closes_early'))
    await expect(closes).toHaveValue('2001-01-01T10:00')
    await expectSound(page)
  })

  await test.step('planned for later, cancelled, and brought back', async () => {
    await page.goto('/hr/waves/new?opens=at&opensAt=2099-01-10T09:00&closes=2099-01-20T18:00')
    await check.click()
    await expect(page.getByRole('main')).toContainText(site)
    await expectSound(page)
    await page.getByRole('button', { name: en('pulse_planning_plan_it') }).click()
    await expect(page.getByText(en('pulse_planning_planned_text'))).toBeVisible()
    await expectSound(page)
    await page.getByRole('button', { name: en('pulse_planning_cancel') }).click()
    await expect(page.getByText(en('pulse_planning_cancelled'))).toBeVisible()
    await expectSound(page)
    await page.getByRole('button', { name: en('pulse_planning_undo') }).click()
    await expect(page.getByText(en('pulse_planning_planned_text'))).toBeVisible()
  })

  await test.step('rounds that come back, and a pause', async () => {
    await page.goto('/hr/waves/new?opens=at&opensAt=2099-01-10T09:00&closes=2099-01-20T18:00')
    await page.getByLabel(en('pulse_planning_often')).selectOption('monthly')
    await page.getByLabel(en('pulse_planning_items')).fill('1')
    await check.click()
    await expect(page.getByRole('alert')).toContainText(/At least 2 a round/)
    await page.getByLabel(en('pulse_planning_items')).fill('2')
    await check.click()
    await expect(page.getByText(en('pulse_planning_rounds_next'))).toBeVisible()
    await expectSound(page)
    await page.getByRole('button', { name: en('pulse_planning_start_rounds') }).click()
    await page.getByRole('button', { name: en('pulse_planning_pause') }).click()
    await expect(page.getByText(en('pulse_planning_paused_text'))).toBeVisible()
    await expectSound(page)
    await page.getByRole('button', { name: en('pulse_planning_resume') }).click()
    await expect(page.getByText(en('pulse_planning_rounds_next'))).toBeVisible()
  })

  await test.step('launched', async () => {
    await page.goto('/hr/waves/new')
    await check.click()
    await page.getByRole('button', { name: en('pulse_hr_launch_now') }).click()
    await expect(page.getByText(en('pulse_hr_progress_hint'))).toBeVisible({ timeout: 60_000 })
    await expectSound(page)
    await page.getByRole('link', { name: en('pulse_hr_poster') }).click()
    await expect(page.getByText(en('pulse_hr_poster_lead'))).toBeVisible()
    await expectSound(page)
  })

  await test.step('the older one is closed by a typed word', async () => {
    await page.goto('/hr/waves')
    const open = page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ hasText: /Open until/ })
    await expect(open).toHaveCount(2)
    await open.last().getByRole('link').click()
    await expect(page.getByText(/at least \d+ \(counted on/)).toBeVisible()
    await expectSound(page)
    await page.getByRole('link', { name: en('pulse_hr_close') }).click()
    await expectSound(page)
    const word = page.getByLabel(en('pulse_hr_close_type', { word: en('pulse_hr_close_word') }))
    await word.fill('yes')
    await page.getByRole('button', { name: en('pulse_hr_close_now') }).click()
    const summary = page.getByRole('alert')
    await expect(summary).toBeFocused()
    await expect(page).toHaveTitle(new RegExp(`^${en('common_error_prefix')}`))
    await expectSound(page)
    await summary.getByRole('link', { name: en('pulse_hr_close_wrong') }).click()
    await expect(word).toBeFocused()
    await expect(word).toHaveValue('yes')
    await word.fill(en('pulse_hr_close_word'))
    await page.getByRole('button', { name: en('pulse_hr_close_now') }).click()
    await expect(page.getByRole('link', { name: en('pulse_results_open') })).toBeVisible({
      timeout: 60_000,
    })
    await expect(page).toHaveTitle(new RegExp(`^${en('pulse_hr_wave')}`))
    await expect(page.getByText(en('pulse_hr_code_text')), 'no poster any more').toHaveCount(0)
    await expectSound(page)
  })

  await test.step('the results and the counts', async () => {
    await page.getByRole('link', { name: en('pulse_results_open') }).click()
    await expect(page.getByText(en('pulse_results_lead'))).toBeVisible()
    await expect(page.getByRole('main')).toContainText(/eNPS [+−-]?\d/)
    const counts = page.locator('section').filter({
      has: page.getByRole('heading', { name: en('pulse_counts_title') }),
    })
    await expect(counts).toContainText(`${en('pulse_count_eligible')}240`)
    await expect(counts).toContainText(en('pulse_count_redeemed'))
    await expect(page.getByText(en('pulse_certificate_gone'))).toBeVisible()
    await expectSound(page)
  })
})

test('HR makes a sign-in link, and it works once', async ({ enter, open, portal }) => {
  const page = await enter('hr', DESK)
  await page.goto('/hr')
  await page
    .getByRole('main')
    .getByRole('link', { name: new RegExp(`^${en('hr_people')}`) })
    .click()
  await expectSound(page)
  await page.getByLabel(en('people_search')).fill('1001')
  await page.getByRole('button', { name: en('hr_people_find') }).click()
  await expect(page.getByRole('rowheader')).toHaveCount(1)
  await expectSound(page)
  const links = () => rowsOf<{ n: number }>(portal, 'select count(*) as n from auth_link')[0]!.n
  const before = links()
  // Pressed twice it is made once: the first answer would be lost.
  await page.getByRole('button', { name: en('hr_people_link_make') }).dblclick()
  await expect(page.getByText(en('hr_people_link_text'))).toBeVisible()
  expect(links()).toBe(before + 1)
  await expectSound(page)
  const link = (await page.locator('p[dir=ltr]').textContent()) ?? ''

  const phone = await open(PHONE)
  await phone.goto(link)
  await expectSound(phone)
  await phone.locator('main form button').tap()
  await expect(phone.getByRole('heading', { level: 1 })).toHaveText(he('common_nav_today'))
  const other = await open(PHONE)
  await other.goto(link)
  await expect(other.getByRole('heading', { level: 1 })).toHaveText(en('auth_enter_closed_title'))
  await expectSound(other)
})

async function upload(page: Page, file: string, source: string): Promise<void> {
  await page.goto('/hr/import')
  await page.getByLabel(en('nps_import_source')).fill(source)
  await page.getByLabel(en('nps_import_file'), { exact: true }).setInputFiles(file)
  await page.getByRole('button', { name: en('nps_import_upload') }).click()
  await expect(page).toHaveURL(/\/columns$/)
}

interface Rows {
  read: number
  added: number
  unchanged: number
  skipped: number
  wrong: number
}

async function expectRows(page: Page, rows: Rows): Promise<void> {
  const summary = page.getByRole('status', { name: en('nps_done_counts') })
  await expect(summary).toBeVisible({ timeout: 30_000 })
  for (const [what, n] of Object.entries(rows)) {
    const row = summary
      .locator('dl > div')
      .filter({ hasText: en(`nps_count_${what}` as 'nps_count_read') })
    await expect(row.locator('dd')).toHaveText(String(n))
  }
}
