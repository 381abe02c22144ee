import type { Page } from '@playwright/test'
import { newestWave, stored } from './pulse.ts'
import { DESK, expect, PHONE, type Portal, rowsOf, signIn, test, wordsIn } from './support.ts'

const he = wordsIn('he')
const ru = wordsIn('ru')
const en = wordsIn('en')

/** Two sites of one company; comments stand with the second one in the last closed survey. */
const [OWN, OTHER] = [
  { name: 'Birkensee', leader: '1045' },
  { name: 'Ahornfeld', leader: '1093' },
]

const title = (page: Page) => page.getByRole('heading', { level: 1 })

/** A form sent by the page itself, as a hand-made button on it would; the status that comes back. */
function posted(page: Page, address: string, fields: Record<string, string>): Promise<number> {
  return page.evaluate(
    async ({ address, fields }) => {
      const body = new URLSearchParams(fields)
      return (await fetch(address, { method: 'POST', body, redirect: 'manual' })).status
    },
    { address, fields },
  )
}

const unitOf = (portal: Portal, name: string) =>
  rowsOf<{ id: string }>(portal, 'select id from people_unit where name = ?', name)[0]!.id

/** A comment that stands with this unit. */
const commentAt = (portal: Portal, wave: string, unit: string) =>
  rowsOf<{ id: string; text: string }>(
    portal,
    'select id, text from pulse_comment where wave_id = ? and unit_id = ? order by id limit 1',
    wave,
    unit,
  )[0]!

test('the leader of another unit can neither answer this unit’s comments nor promise in its name', async ({
  enter,
  open,
  portal,
}) => {
  const hr = await enter('hr', DESK)
  const stranger = await signIn(OWN.leader, hr, await open(DESK))
  const leader = await signIn(OTHER.leader, hr, await open(DESK))
  const wave = newestWave(portal, 'closed')
  const unit = unitOf(portal, OTHER.name)
  const comment = commentAt(portal, wave, unit)
  const acted = () =>
    rowsOf(portal, 'select id from pulse_reply union all select id from pulse_promise').length
  const before = acted()

  await test.step('its own leader is let in', async () => {
    await leader.goto(`/team/pulse/${wave}/comments?show=all`)
    await expect(leader.getByText(comment.text)).toBeVisible()
    await leader.goto(`/team/pulse/${wave}/comments/${comment.id}`)
    await expect(title(leader)).toHaveText(he('pulse_acting_answer_title'))
    await leader.goto(`/team/pulse/${wave}/promises?unit=${unit}`)
    await expect(title(leader)).toHaveText(he('pulse_acting_promises'))
  })

  await test.step('the other is not: not to a page, not to what it shows', async () => {
    await stranger.goto(`/team/pulse/${wave}/comments?show=all`)
    await expect(title(stranger)).toHaveText(ru('pulse_acting_comments_title'))
    await expect(stranger.getByText(comment.text)).toHaveCount(0)
    for (const address of [
      `/team/pulse/${wave}/comments/${comment.id}`,
      `/team/pulse/${wave}/promises?unit=${unit}`,
      `/team/pulse?unit=${unit}`,
      `/team?unit=${unit}`,
    ]) {
      const answer = await stranger.goto(address)
      expect(answer?.status(), address).toBe(404)
      await expect(title(stranger), address).toHaveText(ru('common_error_404'))
      await expect(stranger.getByText(comment.text)).toHaveCount(0)
    }
  })

  await test.step('nor does a form that the other sends all the same', async () => {
    const reply = { text: 'Кто из вас это написал?' }
    const pledge = { unit, heard: 'Слышали', deed: 'Обещаем', owner: '', due: '2099-01-01' }
    for (const [address, fields] of [
      [`/team/pulse/${wave}/comments/${comment.id}`, reply],
      [`/team/pulse/${wave}/promises`, pledge],
    ] as const) {
      const status = await posted(stranger, address, fields)
      expect([404, 422], address).toContain(status)
    }
    const asOne = { ...pledge, owner: idOf(portal, OWN.leader), due: inAMonth() }
    expect(await posted(stranger, `/team/pulse/${wave}/promises`, asOne)).toBe(404)
    expect(acted()).toBe(before)
    const own = { ...asOne, unit: unitOf(portal, OWN.name) }
    await posted(stranger, `/team/pulse/${wave}/promises`, own)
    expect(acted(), 'the same form in the name of their own unit is taken').toBe(before + 1)
  })
})

test('neither staff nor leaders open what is HR’s: waves, their close, the poster, comments to sort', async ({
  enter,
  portal,
}) => {
  const [wave, closed] = [newestWave(portal, 'open'), newestWave(portal, 'closed')]
  const before = stored(portal, wave)
  for (const [role, say] of [
    ['employee', he],
    ['leader', ru],
  ] as const) {
    const page = await enter(role, DESK)
    for (const address of [
      '/hr',
      '/hr/waves',
      '/hr/waves/new',
      `/hr/waves/${wave}`,
      `/hr/waves/${wave}/poster`,
      `/hr/waves/${wave}/close`,
      `/hr/waves/${closed}/comments`,
      '/hr/surveys',
      '/hr/surveys/new?from=chain',
      '/hr/topics',
    ]) {
      const answer = await page.goto(address)
      expect(answer?.status(), `${role} at ${address}`).toBe(403)
      await expect(title(page)).toHaveText(say('common_error_403'))
    }
    const word = say('pulse_hr_close_word')
    expect(await posted(page, `/hr/waves/${wave}/close`, { word }), role).toBe(403)
    const launch = { survey: 'chain', opens: 'now', closes: '2099-01-01T10:00' }
    expect(await posted(page, '/hr/waves/new', launch), role).toBe(403)
    await expect(page.getByRole('navigation')).not.toContainText(say('common_nav_hr'))
  }
  const waves = rowsOf<{ status: string }>(
    portal,
    'select status from pulse_wave where id = ?',
    wave,
  )
  expect(waves, 'the survey is as open as before').toEqual([{ status: 'open' }])
  expect(stored(portal, wave)).toEqual(before)
})

test('staff open no page of a leader: not the comments to answer, not the promises, not the team', async ({
  enter,
  portal,
}) => {
  const wave = newestWave(portal, 'closed')
  const comment = commentAt(portal, wave, unitOf(portal, OTHER.name))
  const employee = await enter('employee', PHONE)
  for (const address of [
    '/team',
    '/team/pulse',
    '/team/feedback',
    `/team/pulse/${wave}/comments`,
    `/team/pulse/${wave}/comments/${comment.id}`,
    `/team/pulse/${wave}/promises`,
  ]) {
    const answer = await employee.goto(address)
    expect(answer?.status(), address).toBe(403)
    await expect(title(employee)).toHaveText(he('common_error_403'))
  }
  const reply = { text: 'מי כתב את זה?' }
  const address = `/team/pulse/${wave}/comments/${comment.id}`
  expect(await posted(employee, address, reply)).toBe(403)
})

test('a stranger without a session reads nothing of a survey, open or closed, in whatever form it is asked for', async ({
  open,
  portal,
}) => {
  const [wave, closed] = [newestWave(portal, 'open'), newestWave(portal, 'closed')]
  const stranger = await open({ ...DESK, locale: 'en' })
  for (const address of [
    '/pulse',
    `/pulse/${wave}`,
    `/pulse/${closed}/results`,
    `/pulse/${closed}/map`,
    `/pulse/${closed}/trend`,
    `/team/pulse/${closed}/comments`,
    `/hr/waves/${closed}`,
  ]) {
    await stranger.goto(address)
    await expect(stranger, address).toHaveURL(/\/sign-in\?to=/)
    await expect(stranger.getByRole('main')).not.toContainText(/eNPS|%/)
  }
  for (const kind of ['csv', 'xlsx', 'pdf']) {
    const got = await stranger.evaluate(async (path) => {
      const answer = await fetch(path)
      return { to: new URL(answer.url).pathname, type: answer.headers.get('content-type') }
    }, `/pulse/${closed}/results.${kind}`)
    expect(got, kind).toEqual({ to: '/sign-in', type: expect.stringMatching(/^text\/html/) })
  }
  const data = await stranger.evaluate(
    async (path) => {
      const answer = await fetch(path)
      return (await answer.text()) + answer.headers.get('x-remix-redirect')
    },
    `/pulse/${closed}/results?_data=${encodeURIComponent('routes/pulse.$waveId.results')}`,
  )
  expect(data).toContain('/sign-in')
  expect(data).not.toContain('questions')

  await test.step('the two pages for whoever holds a receipt name no comment, figure or person', async () => {
    const texts = rowsOf<{ text: string }>(portal, 'select text from pulse_comment')
    expect(texts.length).toBeGreaterThan(50)
    for (const address of [`/pulse/${closed}/replies`, `/pulse/${wave}/withdraw`]) {
      await stranger.goto(address)
      await expect(stranger.locator('#words')).toBeVisible()
      const source = await stranger.content()
      expect(texts.filter(({ text }) => source.includes(text))).toEqual([])
      await expect(stranger.getByRole('main')).not.toContainText(/eNPS|%/)
    }
    await stranger.goto(`/pulse/${closed}/replies`)
    await stranger.locator('#words').fill('apple '.repeat(16))
    await stranger.locator('main form button').click()
    await expect(stranger.getByText(en('pulse_acting_replies_none'))).toBeVisible()
  })
})

const idOf = (portal: Portal, staffNumber: string) =>
  rowsOf<{ id: string }>(
    portal,
    'select id from people_employee where staff_number = ?',
    staffNumber,
  )[0]!.id

const inAMonth = () => new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
