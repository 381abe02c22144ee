import type { Page } from '@playwright/test'
import { HOME_SITE, SITES } from '../../app/demo/truth.ts'
import { touchpointByCode } from '../../app/touchpoints/touchpoint.server.ts'
import { DESK, expect, expectSound, PHONE, speak, test, wordsIn } from './support.ts'

const ru = wordsIn('ru')
const he = wordsIn('he')
const site = SITES.find(({ code }) => code === HOME_SITE)?.name ?? ''
const advice = touchpointByCode('advice')?.name ?? { he: '', ru: '' }
const NOTE = 'לקוח חיכה עשרים דקות לעצה ליד העציצים והלך.'
const REASON = 'С понедельника по субботам у растений стоят двое, я проверю через две недели.'

test('a leader moves a note along and its author sees it move', async ({ enter }) => {
  const author = await enter('employee', PHONE)
  const name = (await author.getByRole('main').locator('bdi').first().textContent()) ?? ''
  await noteUnnamed(author)
  const leader = await enter('leader', DESK)

  await test.step('Today says what waits', async () => {
    await expect(leader.getByRole('heading', { level: 1 })).toHaveText('Сегодня')
    await expect(leader.getByRole('heading', { name: ru('today_waiting') })).toBeVisible()
    await expectSound(leader)
    await leader.locator('main a[href="/team/feedback"]').click()
  })

  await test.step('the note stands there without its author', async () => {
    await expect(leader.getByRole('heading', { level: 1 })).toHaveText(ru('feedback_team_title'))
    await expectSound(leader)
    await leader.getByRole('link').filter({ hasText: NOTE }).click()
    await expect(leader.getByRole('heading', { level: 1 })).toHaveText(advice.ru)
    await expect(leader.getByText(ru('feedback_author_hidden'))).toBeVisible()
    await expect(leader.getByRole('main')).toContainText(NOTE)
    expect(name).toMatch(/\p{Script=Hebrew}/u)
    expect(await leader.content()).not.toContain(name)
    await expectSound(leader)
  })

  await test.step('declining without a reason is refused, and what was chosen stays', async () => {
    await leader.getByRole('radio', { name: ru('feedback_status_declined') }).check()
    await leader.getByRole('button', { name: ru('feedback_team_submit') }).click()
    const summary = leader.getByRole('alert')
    await expect(summary).toBeFocused()
    await expect(summary.getByRole('link')).toHaveText(ru('feedback_team_error_reason'))
    await expect(leader).toHaveTitle(new RegExp(`^${ru('common_error_prefix')}`))
    await expect(leader.getByRole('radio', { name: ru('feedback_status_declined') })).toBeChecked()
    await expectSound(leader)
    await summary.getByRole('link').click()
    await expect(leader.getByLabel(ru('feedback_team_reason'))).toBeFocused()
  })

  await test.step('moved with words, and back within ten seconds', async () => {
    await plan(leader)
    await leader.getByRole('button', { name: ru('common_undo') }).click()
    await expect(leader.getByText(ru('feedback_team_undone'))).toBeVisible()
    await plan(leader)
    await expectSound(leader)
  })

  await test.step('the author reads it on Today', async () => {
    await author.goto('/')
    const moved = author.locator('section').filter({
      has: author.getByRole('heading', { name: he('today_moved') }),
    })
    await expect(moved).toContainText(`${advice.he}: ${he('feedback_status_planned')}`)
    await expect(moved).toContainText(REASON)
    await expectSound(author)
    await moved.getByRole('link').filter({ hasText: REASON }).tap()
    await expect(author.getByText(he('feedback_status_planned_text'))).toBeVisible()
    await expect(author.getByRole('main')).toContainText(REASON)
    await expectSound(author)
    await author.goto('/')
    await expect(author.getByText(REASON)).toHaveCount(0)
  })
})

test('a leader reads the team’s closed pulse, and the team reads the same', async ({ enter }) => {
  const leader = await enter('leader', DESK)
  await leader
    .getByRole('navigation')
    .getByRole('link', { name: ru('common_nav_team') })
    .click()
  await expect(leader.getByRole('heading', { level: 1 })).toHaveText(site)
  await expectSound(leader)

  await test.step('who finished learning, never an answer', async () => {
    const people = leader.getByRole('table', { name: ru('team_learning') })
    const rows = people.getByRole('rowheader')
    const names = await rows.allTextContents()
    expect(names.length).toBeGreaterThan(20)
    const states = [
      ru('team_modules_done'),
      ru('team_modules_begun'),
      ru('team_modules_none'),
      ...Array.from({ length: 12 }, (_, done) => ru('team_modules_some', { done, of: 12 })),
    ]
    const cells = await people
      .getByRole('row')
      .locator('td:last-child > span:last-child')
      .allTextContents()
    expect(cells).toHaveLength(names.length)
    expect(cells.filter((cell) => !states.includes(cell))).toEqual([])
  })

  const here = leader.locator('main [aria-current=true]')
  await test.step('the own site’s cells, each with its how we know', async () => {
    const further = leader.getByRole('main').getByRole('link', { name: ru('pulse_results_open') })
    await further.click()
    await expect(leader).toHaveURL(/\/team\/pulse\?/)
    await expectSound(leader)
    await further.click()
    await expect(leader.getByText(ru('pulse_results_lead'))).toBeVisible()
    await expect(here).toHaveText(site)
    await expect(leader.getByRole('main')).toContainText(/eNPS [+−-]?\d/)
    await expectSound(leader)
    const folded = leader.locator('main summary').filter({ visible: true })
    for (const one of await folded.filter({ hasText: ru('pulse_results_items') }).all()) {
      await one.click()
    }
    for (const one of await folded.filter({ hasText: ru('common_how_we_know') }).all()) {
      await one.click()
    }
    await expect(leader.getByText(ru('pulse_know_item')).first()).toBeVisible()
    await expectSound(leader)
  })

  await test.step('an employee of the site reads the very same page', async () => {
    const employee = await enter('employee', DESK)
    await speak(employee, 'ru')
    await employee.goto(leader.url())
    await expect(employee.getByText(ru('pulse_results_lead'))).toBeVisible()
    await leader.reload()
    const read = await leader.getByRole('main').innerText()
    expect(read.length).toBeGreaterThan(500)
    expect(await employee.getByRole('main').innerText()).toBe(read)
  })

  await test.step('a unit too small says so, and no figure', async () => {
    await leader
      .locator('main summary')
      .filter({ hasText: ru('pulse_units_below') })
      .click()
    await leader.getByRole('main').getByRole('link', { name: /Café/ }).click()
    await expect(here).toContainText('Café')
    const cells = leader.getByRole('listitem').filter({ hasText: /Café/ })
    await expect(cells.filter({ hasText: ru('pulse_hidden') }).first()).toBeVisible()
    await expectSound(leader)
  })
})

async function noteUnnamed(page: Page): Promise<void> {
  await page.goto('/feedback/new?touchpoint=advice')
  await page.getByRole('radio', { name: he('feedback_grade_poor') }).check()
  await page.getByLabel(he('feedback_note')).fill(NOTE)
  await page.getByRole('button', { name: he('feedback_send') }).tap()
  await expect(page.getByText(he('feedback_sent'))).toBeVisible()
}

async function plan(page: Page): Promise<void> {
  await page.getByRole('radio', { name: ru('feedback_status_planned') }).check()
  await page.getByLabel(ru('feedback_team_reason')).fill(REASON)
  await page.getByRole('button', { name: ru('feedback_team_submit') }).click()
  const said = ru('feedback_team_moved', { status: ru('feedback_status_planned') })
  await expect(page.getByText(said)).toBeVisible()
}
