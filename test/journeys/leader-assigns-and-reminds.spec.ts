import Database from 'better-sqlite3'
import { moduleBySlug } from '../../app/training/content.server.ts'
import { stepsOf } from '../../app/training/module.ts'
import { DESK, expect, PHONE, rowsOf, test, wordsIn } from './support.ts'

const ru = wordsIn('ru')
const he = wordsIn('he')
const SLUG = 'touchpoints'
const module = moduleBySlug(SLUG)!

test('a leader assigns a module and reminds; the person finds it on Today, does it, and is left in peace', async ({
  enter,
  portal,
}) => {
  // Of the demo company nobody has an address; this one gets hers.
  const database = new Database(portal.file)
  database
    .prepare("update people_employee set email = 'r@example.org' where staff_number = '1001'")
    .run()
  database.close()
  const leader = await enter('leader', DESK)
  const reminders = () =>
    rowsOf<{ body: string }>(
      portal,
      "select body from mail_message where kind = 'training.reminder'",
    )

  await test.step('what is wrong is said before anything is sent', async () => {
    await leader.goto('/team')
    await leader.locator('main a[href="/team/assignments"]').click()
    await leader.locator('main a[href="/team/assignments/new"]').click()
    await leader.locator('input[name=what][value=chosen]').check()
    await leader.locator('#dueOn').fill('2020-01-01')
    await leader.locator('main form button').click()
    const wrong = leader.getByRole('alert')
    await expect(wrong).toContainText(ru('training_assigning_wrong_modules'))
    await expect(wrong).toContainText(ru('training_assigning_wrong_past'))
    await expect(leader.locator('#dueOn')).toHaveValue('2020-01-01')
  })

  await test.step('the preview counts people, and only the second button assigns', async () => {
    await leader.locator(`input[name=module][value=${SLUG}]`).check()
    await leader.locator('input[name=due][value=assigned]').check()
    await leader.locator('#dueDays').fill('3')
    await leader.locator('main form button').click()
    await expect(leader.getByText(ru('training_assigning_reach'), { exact: true })).toBeVisible()
    await leader.getByRole('button', { name: ru('training_assigning_go') }).click()
    await expect(leader.getByRole('status')).toContainText(ru('training_assigning_made'))
    await expect(leader.getByRole('heading', { level: 1 })).toHaveText(module.texts.ru.title)
  })

  await test.step('the button reminds whoever can be written to, once', async () => {
    const remind = leader.getByRole('button', { name: ru('training_assigning_remind') })
    await remind.click()
    await expect(leader.getByRole('status')).toContainText(
      ru('training_assigning_reminded', { n: 1 }),
    )
    await expect.poll(() => reminders().length).toBe(1)
    expect(reminders()[0]?.body).toContain(module.texts.he.title)
    await remind.click()
    await expect(leader.getByRole('status')).toContainText(ru('training_assigning_reminded_lately'))
  })

  const person = await enter('employee', PHONE)
  await test.step('Today has it, with its day; Learning says by whom', async () => {
    const row = person.locator(`main a[href="/training/${SLUG}"]`)
    await expect(person.locator('main')).toContainText(module.texts.he.title)
    await expect(row.first()).toBeVisible()
    await person.goto('/training')
    const mine = person.getByRole('region', { name: he('training_assigning_mine') })
    await expect(mine.getByRole('link').first()).toContainText(module.texts.he.title)
  })

  await test.step('it is done to its end', async () => {
    const headers = { origin: portal.url }
    await person.request.post(`/training/${SLUG}/start`, { headers })
    const steps = stepsOf(module.plan).length
    for (let step = 1; step <= steps; step++) {
      await person.request.post(`/training/${SLUG}/${step}`, { headers, form: { choice: 'a' } })
    }
    await person.goto('/training')
    await expect(
      person.getByRole('region', { name: he('training_assigning_mine') }),
    ).not.toContainText(module.texts.he.title)
  })

  await test.step('the leader sees it finished, and there is nobody left to remind', async () => {
    await leader.reload()
    await leader.getByRole('link', { name: ru('training_assigning_show_done') }).click()
    const name = rowsOf<{ name: string }>(
      portal,
      "select name from people_employee where staff_number = '1001'",
    )[0]!.name
    await expect(leader.getByRole('row').filter({ hasText: name })).toContainText(
      ru('training_assigning_done_all'),
    )
    await leader.getByRole('button', { name: ru('training_assigning_remind') }).click()
    await expect(leader.getByRole('status')).toContainText(ru('training_assigning_reminded_nobody'))
    expect(reminders().length).toBeLessThanOrEqual(1)
  })

  await test.step('it is ended, and taken back', async () => {
    await leader.getByRole('button', { name: ru('training_assigning_end'), exact: true }).click()
    await expect(leader.getByRole('status')).toContainText(ru('training_assigning_ended_now'))
    await leader.getByRole('button', { name: ru('common_undo') }).click()
    await expect(leader.getByRole('status')).toContainText(ru('training_assigning_undone'))
  })
})
