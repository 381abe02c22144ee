import { writeFileSync } from 'node:fs'
import type { BrowserContextOptions, Page } from '@playwright/test'
import { HOME_SITE, SITES } from '../../app/demo/truth.ts'
import { touchpointByCode } from '../../app/touchpoints/touchpoint.server.ts'
import { published, walkTo } from './interactives.ts'
import { awake, DESK, expect, PHONE, speak, test, wordsIn } from './support.ts'

const he = wordsIn('he')
const ru = wordsIn('ru')
const en = wordsIn('en')
const site = SITES.find(({ code }) => code === HOME_SITE)?.name ?? ''
const NOTE = 'העגלות עמדו בגשם והמושבים רטובים.'

const scriptless = (size: BrowserContextOptions): BrowserContextOptions => ({
  ...size,
  javaScriptEnabled: false,
})
const press = (page: Page, name: string) =>
  page.getByRole('main').getByRole('button', { name, exact: true }).click()

test('signing in takes a press of a button; looking at the link does not use it up', async ({
  open,
  portal,
}) => {
  const page = await open(scriptless(PHONE))
  await page.goto('/feedback')
  await expect(page).toHaveURL(/\/sign-in/)
  await page.goto(portal.links.employee)
  await page.goto(portal.links.employee)
  await page.locator('main form button').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(he('common_nav_today'))
  await page.goto(portal.links.employee)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(he('auth_enter_closed_title'))
})

test('module M1 is learnt to its end before JavaScript', async ({ enter }) => {
  const page = await enter('employee', scriptless(PHONE))
  await page.goto('/training/chain')
  await press(page, he('training_start'))
  await page.getByRole('radio').nth(2).check()
  await press(page, he('training_answer'))
  await expect(page.getByText(he('training_best'))).toBeVisible()
  await page.getByRole('link', { name: he('common_continue') }).click()
  for (const step of [2, 3, 4, 5]) {
    await expect(page).toHaveURL(`/training/chain/${step}`)
    await press(page, he('common_continue'))
  }

  await expect(page.getByText(he('training_calc_waiting'))).toBeVisible()
  const numbers = { customers: '100', returning: '20', visits: '2', referrals: '1', margin: '40' }
  for (const [name, value] of Object.entries({ ...numbers, margin: '-5' })) {
    await page.locator(`input[name=${name}]`).fill(value)
  }
  await press(page, he('training_calc_show'))
  await expect(page.locator('#margin-error')).toBeVisible()
  await expect(page.locator('input[name=margin]')).toHaveValue('-5')
  await expect(page.locator('input[name=customers]')).toHaveValue('100')
  await page.locator('input[name=margin]').fill('40')
  await press(page, he('training_calc_show'))
  await expect(page.locator('h2 + ol')).toContainText(
    he('training_calc_range', { low: '1,238', high: '4,063' }),
  )
  await press(page, he('common_continue'))

  for (const step of [7, 8, 9]) {
    await expect(page).toHaveURL(`/training/chain/${step}`)
    await page.getByRole('radio').first().check()
    await press(page, he('training_answer'))
    await expect(page.getByText(he('training_your_choice'))).toBeVisible()
    await page.getByRole('link', { name: he('common_continue') }).click()
  }
  await page.getByLabel(he('training_line_label')).fill('לספר לעמיתה חדשה על השרשרת.')
  await press(page, he('training_finish'))
  await expect(page.getByText(he('training_done_title'))).toBeVisible()
})

test('a note that lacks something comes back with everything in it', async ({ enter }) => {
  const page = await enter('employee', scriptless(PHONE))
  await page.goto('/feedback/new')
  await page.getByLabel(he('feedback_note')).fill(NOTE)
  await page.getByRole('radio', { name: he('feedback_grade_normal') }).check()
  await press(page, he('feedback_send'))

  const summary = page.getByRole('alert')
  await expect(summary.getByRole('link')).toHaveText(he('feedback_error_touchpoint'))
  await expect(summary.getByRole('link')).toHaveAttribute('href', '#touchpoint')
  await expect(page).toHaveTitle(new RegExp(`^${he('common_error_prefix')}`))
  await expect(page.getByLabel(he('feedback_note'))).toHaveValue(NOTE)
  await expect(page.getByRole('radio', { name: he('feedback_grade_normal') })).toBeChecked()

  const place = touchpointByCode('parking')?.name.he ?? ''
  await page.getByRole('radio', { name: place }).check()
  await press(page, he('feedback_send'))
  await expect(page.getByText(he('feedback_sent'))).toBeVisible()
  await expect(page.getByRole('main')).toContainText(NOTE)
})

test('changing the language comes back to the same place', async ({ enter }) => {
  const page = await enter('employee', scriptless(PHONE))
  await page.goto('/feedback?view=site&show=all')
  await page.locator('header summary').first().click()
  await page.getByRole('button', { name: 'Русский' }).click()
  await expect(page).toHaveURL('/feedback?view=site&show=all')
  await expect(page.locator('html')).toHaveAttribute('lang', 'ru')
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ru('feedback_title'))
})

test('the pulse says why it cannot be answered before JavaScript', async ({ enter }) => {
  const page = await enter('employee', scriptless(PHONE))
  await page.locator('section[aria-labelledby=next]').getByRole('link').click()
  await expect(page.getByRole('heading', { name: he('pulse_promise_title') })).toBeVisible()
  await expect(page.getByRole('heading', { name: he('pulse_noscript_title') })).toBeVisible()
  await expect(page.locator('noscript p')).toHaveText(he('pulse_noscript_text'))
  await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0)
})

test('a leader moves a note along before JavaScript', async ({ enter }) => {
  const page = await enter('leader', scriptless(PHONE))
  await page.goto('/team/feedback')
  await page.getByRole('main').locator('ul > li > a[href^="/team/feedback/"]').first().click()
  await press(page, ru('feedback_team_submit'))
  await expect(page.getByRole('alert')).toContainText(ru('feedback_team_error_status'))
  await page.getByRole('radio', { name: ru('feedback_status_done') }).check()
  await page.getByLabel(ru('feedback_team_reason')).fill('Сделано сегодня утром.')
  await press(page, ru('feedback_team_submit'))
  const said = ru('feedback_team_moved', { status: ru('feedback_status_done') })
  await expect(page.getByText(said)).toBeVisible()
  await expect(page.getByRole('main')).toContainText('Сделано сегодня утром.')
})

test('HR publishes how the company shares before JavaScript', async ({ enter }) => {
  const page = await enter('hr', scriptless(DESK))
  await page.goto('/hr/value')
  const rule = 'A tenth of what we earn above last year goes to everybody, by hours worked.'
  await page.getByLabel(en('impact_value_text_en')).fill(rule)
  await page.getByLabel(en('impact_value_share')).fill('110')
  await press(page, en('impact_value_to_check'))
  await expect(page.getByRole('alert')).toContainText(en('impact_value_error_share'))
  await expect(page.getByLabel(en('impact_value_text_en'))).toHaveValue(rule)
  await page.getByLabel(en('impact_value_share')).fill('10')
  await press(page, en('impact_value_to_check'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(en('impact_value_check'))
  await press(page, en('impact_value_publish'))
  await expect(page.getByText(en('impact_value_published'))).toBeVisible()
  await page.goto('/impact')
  await expect(page.getByRole('main')).toContainText(rule)
})

test('HR brings in a file before JavaScript', async ({ enter }, info) => {
  const file = info.outputPath('answers.csv')
  const day = '2025-09-14'
  writeFileSync(file, `Day,Site,Score,Why\n${day},${site},9,Quick\n${day},${site},12,Too much\n`)
  const page = await enter('hr', scriptless(DESK))
  await page.goto('/hr/import')
  await page.getByLabel(en('nps_import_source')).fill('Cards at the till')
  await page.locator('input[type=file]').setInputFiles(file)
  await press(page, en('nps_import_upload'))
  await expect(page.locator('#score')).toHaveValue('Score')
  await page.locator('#score').selectOption('')
  await press(page, en('nps_map_look'))
  await expect(page.getByRole('alert')).toContainText(en('nps_map_no_score'))
  await page.locator('#score').selectOption('Score')
  await press(page, en('nps_map_look'))
  await expect(page.getByText(en('nps_row_score', { value: '12' }))).toBeVisible()
  await press(page, en('nps_preview_go'))
  const counts = page.getByRole('status', { name: en('nps_done_counts') })
  await expect(async () => {
    await page.reload()
    await expect(counts).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect(counts).toContainText(`${en('nps_count_added')}1`)
  await expect(counts).toContainText(`${en('nps_count_wrong')}1`)
})

test('what is entered before a page’s scripts have come is kept, reckoned and sent', async ({
  enter,
}) => {
  const page = await enter('hr', PHONE)
  await speak(page, 'en')
  // A slow network: words and looks are there, the scripts are not.
  const scripts = '**/assets/*.js'
  let come: () => void = () => {}
  const slow = async () => {
    const here = new Promise<void>((resolve) => (come = resolve))
    await page.route(scripts, async (route) => {
      await here
      await route.continue()
    })
  }
  // The page’s address alone: `goto` waits for what is held back here.
  const look = (to: string) => page.evaluate((to) => void location.assign(to), to)

  await slow()
  await look('/feedback/new?touchpoint=checkout')
  await page.getByLabel(en('feedback_note')).fill('A shelf at the tills is empty.')
  await page.getByRole('radio', { name: en('feedback_grade_poor') }).check()
  come()
  await awake(page)
  await expect(page.getByLabel(en('feedback_note'))).toHaveValue('A shelf at the tills is empty.')
  await expect(page.getByRole('radio', { name: en('feedback_grade_poor') })).toBeChecked()
  await page.unroute(scripts)

  const { step, block } = published('ladder', 'shares', 'en')
  await walkTo(page, 'ladder', step)
  const share = (group = '') => page.locator(`#share-${group}`)
  await slow()
  await look(page.url())
  await expect(page.locator('html')).not.toHaveAttribute('data-awake')
  await share(block.groups[0]).fill('60')
  await share(block.groups[1]).fill('15')
  come()
  await awake(page)
  const left = en('training_work_shares_left', { n: 25 })
  await expect(page.locator('#doing').getByRole('status').first()).toHaveText(left)
  await expect(share(block.groups[0])).toHaveValue('60')
  await expect(share(block.groups[1])).toHaveValue('15')
})
