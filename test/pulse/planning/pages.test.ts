import { expect, test } from 'vitest'
import { m } from '../../../app/i18n/messages.ts'
import { remindersStopped, stopToken } from '../../../app/mail/unwanted.server.ts'
import { addEmployee } from '../../../app/people/employee.server.ts'
import { cancelPlan, planWave } from '../../../app/pulse/planning/plan.server.ts'
import { WHOLE_COMPANY } from '../../../app/pulse/audience.ts'
import { survey } from '../../../app/pulse/survey.server.ts'
import { waves } from '../../../app/pulse/wave.server.ts'
import { smallCompany, startPortal, type TestPortal } from '../../support/portal.ts'

async function withPortal(
  work: (
    portal: TestPortal,
    people: Awaited<ReturnType<typeof smallCompany>>,
    asHr: (path: string, form?: Record<string, string>) => Promise<Response>,
  ) => Promise<void>,
): Promise<void> {
  const portal = await startPortal()
  try {
    const { db } = portal.portal
    const people = await smallCompany(db)
    for (const staffNumber of ['11', '12', '13', '14']) {
      const who = { staffNumber, name: `Person ${staffNumber}`, unitId: 'team' }
      await addEmployee(db, { ...who, locale: 'en' }, new Date())
    }
    const cookie = await portal.signIn(people.hr)
    await work(portal, people, (path, form) =>
      portal.fetch(path, {
        cookie,
        ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
      }),
    )
  } finally {
    await portal.remove()
  }
}

const KEY = '11111111-2222-4333-8444-555555555555'

test(
  'before JavaScript HR plans a wave, waits for its keys, and a button pressed twice is one wave',
  () =>
    withPortal(async ({ portal }, _people, asHr) => {
      const check = await asHr('/hr/waves/new?step=check&survey=chain')
      expect(check.status).toBe(200)
      expect(await check.text()).toContain('name="key"')

      const wish = { survey: 'chain', opens: 'now', reminders: '1', often: 'once', key: KEY }
      const [first, second] = [await asHr('/hr/waves/new', wish), await asHr('/hr/waves/new', wish)]
      expect(first.headers.get('location')).toBe(`/hr/plans/${KEY}`)
      expect(second.headers.get('location')).toBe(`/hr/plans/${KEY}`)
      let page = await asHr(`/hr/plans/${KEY}`)
      if (page.status === 200) {
        const html = await page.text()
        expect(html).toContain('<progress')
        expect(html).toMatch(/<noscript><meta http-equiv="refresh"/i)
      }
      while (page.status === 200) {
        await new Promise((resolve) => setTimeout(resolve, 200))
        page = await asHr(`/hr/plans/${KEY}`)
      }
      const open = await waves(portal.db)
      expect(open).toHaveLength(1)
      expect(page.headers.get('location')).toBe(`/hr/waves/${open[0]!.id}`)
    }),
  60_000,
)

test(
  'what is wrong with a wish is said where it was typed, and nothing is planned',
  () =>
    withPortal(async ({ portal }, _people, asHr) => {
      const wrong = 'survey=chain&closes=2001-01-01T10:00&often=monthly&items=1'
      const page = await asHr(`/hr/waves/new?step=check&${wrong}`)
      expect(page.status).toBe(422)
      const html = await page.text()
      expect(html).toContain('href="#closes"')
      expect(html).toContain('href="#items"')
      expect(html).toContain('value="2001-01-01T10:00"')

      const form = { ...Object.fromEntries(new URLSearchParams(wrong)), key: KEY }
      const posted = await asHr('/hr/waves/new', form)
      expect(posted.headers.get('location')).toContain('/hr/waves/new?step=check&')
      expect((await asHr('/hr/waves/new', { survey: 'chain', key: 'x' })).status).toBe(400)
      const plans = await portal.db.selectFrom('pulse_plan').select('id').execute()
      expect(plans).toEqual([])
    }),
  60_000,
)

test(
  'a cancelled wave can be brought back, and what opened cannot be cancelled',
  () =>
    withPortal(async ({ portal }, _people, asHr) => {
      const { db } = portal
      const opensAt = new Date(Date.now() + 86_400_000)
      const closesAt = new Date(opensAt.getTime() + 86_400_000)
      const plan = { survey: survey('chain')!, audience: WHOLE_COMPANY, opensAt, closesAt }
      const id = await planWave(db, { ...plan, reminders: 0 })
      expect((await asHr(`/hr/plans/${id}/cancel`, {})).headers.get('location')).toBe(
        `/hr/plans/${id}`,
      )
      expect(await (await asHr(`/hr/plans/${id}`)).text()).toContain(`/hr/plans/${id}/restore`)
      expect((await asHr(`/hr/plans/${id}/restore`, {})).status).toBe(302)
      expect(await (await asHr(`/hr/plans/${id}`)).text()).toContain(`/hr/plans/${id}/cancel`)
      expect(await cancelPlan(db, id)).toBe('cancelled')
      expect((await asHr('/hr/plans/nowhere/cancel', {})).status).toBe(404)
      expect((await asHr('/hr/schedules/nowhere/pause', {})).status).toBe(404)
    }),
  60_000,
)

test(
  'a look at the link of a reminder changes nothing; its button stops reminders, without a session',
  () =>
    withPortal(async (portal, people) => {
      const { db, settings } = portal.portal
      const link = `/mail/stop/${stopToken(settings.secret, people.employee)}`
      const look = await portal.fetch(link)
      expect(look.status).toBe(200)
      expect(await look.text()).toContain('<button')
      expect(await remindersStopped(db, people.employee)).toBe(false)
      const press = () => portal.fetch(link, { method: 'POST', body: new URLSearchParams() })
      expect((await press()).status).toBe(200)
      expect((await press()).status).toBe(200)
      expect(await remindersStopped(db, people.employee)).toBe(true)
      const again = new URLSearchParams({ again: '1' })
      await portal.fetch(link, { method: 'POST', body: again })
      expect(await remindersStopped(db, people.employee)).toBe(false)

      const forged = `/mail/stop/${people.leader}.${link.split('.').pop()}`
      expect((await portal.fetch(forged)).status).toBe(404)
      const pressed = await portal.fetch(forged, { method: 'POST', body: new URLSearchParams() })
      expect(pressed.status).toBe(404)
      expect(await remindersStopped(db, people.leader)).toBe(false)
    }),
  60_000,
)

test('the preview of a survey begins with what staff read before its first question, in each language', () =>
  withPortal(async (_portal, _people, asHr) => {
    for (const locale of ['en', 'ru', 'he'] as const) {
      const html = await (await asHr(`/hr/surveys/chain/preview?lang=${locale}`)).text()
      const [promise, start, question] = [
        m.pulse_promise_title({}, { locale }),
        m.pulse_start({}, { locale }),
        survey('chain')!.questions[0]!.text[locale],
      ].map((words) => html.indexOf(`>${words}<`))
      expect(promise).toBeGreaterThan(0)
      expect(start).toBeGreaterThan(promise!)
      // Without JavaScript the questions are read below.
      expect(question).toBeGreaterThan(start!)
      expect(html).toContain(m.pulse_surveys_preview_code({}, { locale }))
    }
  }))

test('before JavaScript the page of a survey leads to its launch, with that survey chosen', () =>
  withPortal(async (_portal, _people, asHr) => {
    const page = await (await asHr('/hr/surveys/whole')).text()
    expect(page).toContain('href="/hr/waves/new?survey=whole"')
    const form = await (await asHr('/hr/waves/new?survey=whole')).text()
    expect(form).toMatch(/<option value="whole" selected/)
  }))
