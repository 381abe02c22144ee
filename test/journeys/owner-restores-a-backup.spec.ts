import { rmSync } from 'node:fs'
import path from 'node:path'
import { test } from './operated.ts'
import { begin, newestWave, press, skipOn, stored } from './pulse.ts'
import { DESK, expect, expectSound, PHONE, wordsIn } from './support.ts'

const en = wordsIn('en')
const ru = wordsIn('ru')
const he = wordsIn('he')
const NOTE = 'המאזניים בקופה נתקעות מאז הבוקר.'

test('the machine is lost: the owner puts the backup back, and everybody reads what became of the open survey', async ({
  operated,
  portal,
  enter,
}) => {
  const employee = await enter('employee', PHONE)
  const leader = await enter('leader', PHONE)
  const owner = await enter('owner', DESK)
  const waveId = newestWave(portal, 'open')

  await test.step('the owner sees how old the newest backup is', async () => {
    await expect(async () => {
      await owner.goto('/owner')
      const row = owner.getByRole('row').filter({ hasText: en('operation_backup') })
      await expect(row).toContainText(/zveno-\d{4}-\d\d-\d\d-\d{4}Z\.sqlite.* ago/, {
        timeout: 500,
      })
    }).toPass()
  })

  await test.step('something is noticed before the backup, and a survey begun after it', async () => {
    await employee.goto('/feedback/new?touchpoint=checkout', { waitUntil: 'networkidle' })
    await employee.getByRole('radio', { name: he('feedback_grade_normal') }).check()
    await employee.getByLabel(he('feedback_note')).fill(NOTE)
    await press(employee, he('feedback_send'))
    await expect(employee).toHaveURL(/\?sent$/)
    const file = path.join(operated.folder, 'by-hand.sqlite')
    const backup = await operated.zveno('backup', file)
    expect(backup).toEqual({ code: 0, out: `backup ${file}\n`, err: '' })
    await begin(employee, 'he', waveId)
    // Nobody looks at a page while there is no portal.
    for (const page of [employee, leader, owner]) await page.goto('about:blank')
  })
  const held = stored(portal, waveId)
  expect(held.issued).toBeGreaterThan(0)

  await test.step('lost, put back, looked through, started', async () => {
    await operated.end('SIGKILL')
    rmSync(operated.env.DATA_DIR!, { recursive: true })
    const file = path.join(operated.folder, 'by-hand.sqlite')
    const restore = await operated.zveno('restore', file)
    expect(restore).toMatchObject({
      code: 0,
      out: `restored ${file}\nwave ${waveId} not-issuing\n`,
    })
    expect(restore.err).toContain('It gives out no more tokens')
    expect(restore.err).toContain('zveno verify')
    const verify = await operated.zveno('verify')
    expect(verify).toMatchObject({ code: 0, err: '' })
    expect(verify.out).toMatch(/^ok +wave keys: /m)
    await operated.serve()
  })

  await test.step('the owner reads what there is to do', async () => {
    await owner.goto('/owner')
    const needs = owner.getByRole('region', { name: en('operation_needs') })
    await expect(needs).toContainText(en('operation_do_restored_wave'))
    await expect(needs).toContainText('by-hand.sqlite')
    await expectSound(owner)
  })

  await test.step('who has not begun is offered nothing that is not to be had, and told why', async () => {
    const way = leader.locator(`main a[href="/pulse/${waveId}"]`)
    await leader.goto('/')
    await expect(leader.getByRole('heading', { level: 1 })).toHaveText(ru('common_nav_today'))
    await expect(way).toHaveCount(0)
    await leader.goto('/pulse')
    await expect(leader.getByText(ru('pulse_restored_line'))).toBeVisible()
    await way.click()
    await expect(leader.getByText(ru('pulse_restored_text'))).toBeVisible()
    await expect(leader.getByText(ru('pulse_code_checked'))).toBeVisible()
    await expect(leader.getByRole('button', { name: ru('pulse_start') })).toHaveCount(0)
    await expectSound(leader)
  })

  await test.step('who had begun goes on, signed in as before, and finds what they had noticed', async () => {
    await employee.goto('/feedback')
    await expect(employee.getByText(NOTE)).toBeVisible()
    await employee.goto(`/pulse/${waveId}`)
    await expect(employee.getByText(he('pulse_restored_text'))).toBeVisible()
    await press(employee, he('common_continue'))
    await skipOn(employee, 'he', 1)
    await press(employee, he('pulse_send'))
    const heading = employee.getByRole('heading', { level: 1 })
    await expect(heading).toHaveText(he('pulse_sent_title'))
    expect(stored(portal, waveId)).toEqual({
      ...held,
      issued: held.issued - 1,
      responses: held.responses + 1,
    })
    // That this device answered is all that it knows; whether before or after the backup, it does not.
    await employee.reload()
    await expect(heading).toHaveText(he('pulse_sent_before'))
    await expect(employee.getByText(he('pulse_restored_sent').split('.')[0]!)).toBeVisible()
  })
})
