import { afterAll, beforeAll, expect, test } from 'vitest'
import { addEmployee } from '../../app/people/employee.server.ts'
import { answerKey, startModule } from '../../app/training/attempt.server.ts'
import { moduleBySlug } from '../../app/training/content.server.ts'
import { walkOf } from '../../app/training/module.server.ts'
import { firstQuestionStep, stepsOf } from '../../app/training/module.ts'
import type { StepView } from '../../app/training/step-screen.tsx'
import { smallCompany, startPortal, type TestPortal } from '../support/portal.ts'

const DAY = 24 * 60 * 60 * 1000
const chain = moduleBySlug('chain')!
const first = firstQuestionStep(chain.plan)

let portal: TestPortal

beforeAll(async () => {
  portal = await startPortal()
  await smallCompany(portal.portal.db)
})
afterAll(() => portal.remove())

/** Somebody new, who stands before the first question. */
async function learner(staffNumber: string) {
  const { db } = portal.portal
  const person = {
    staffNumber,
    name: `Learner ${staffNumber}`,
    unitId: 'team',
    locale: 'en' as const,
  }
  const id = await addEmployee(db, person, new Date())
  await startModule(db, chain, id, new Date())
  const step = (to: number) =>
    db.updateTable('training_attempt').set({ step: to }).where('employee_id', '=', id).execute()
  await step(first)
  return { id, step, cookie: await portal.signIn(id) }
}

/** Sends the form of a screen as a page does that is awake. */
async function send(step: number, fields: Record<string, string>, cookie: string) {
  const answer = await portal.fetch(
    `/training/chain/${step}?_data=${encodeURIComponent('routes/training.$slug.$step')}`,
    { method: 'POST', body: new URLSearchParams({ ...fields, awake: '1' }), cookie },
  )
  expect(answer.status).toBe(200)
  return (await answer.json()) as { path: string; views: StepView[] }
}

test('an answer brings its explanations and the next question, and of that one neither key nor explanations', async () => {
  const { id, cookie } = await learner('31')
  const { path, views } = await send(first, { choice: 'a' }, cookie)
  expect(path).toBe(`/training/chain/${first}`)
  expect(views.map(({ step }) => step)).toEqual([first, first + 1])
  const [answered, next] = views
  const { attempt } = (await walkOf(portal.portal.db, id, 'chain'))!
  expect(answered!.screen).toMatchObject({
    kind: 'question',
    feedback: { choice: 'a', best: answerKey(chain.plan, attempt.answers[0]!) },
  })
  expect(next!.screen).toMatchObject({ kind: 'question', feedback: null })
  const { question, variant } = attempt.answers[1]!
  const text = chain.texts.en.questions[question]![variant]!
  const sent = JSON.stringify(next)
  expect(Object.keys(next!.screen).sort()).toEqual(Object.keys(answered!.screen).sort())
  for (const { why } of Object.values(text.options)) {
    const words = why
      .replaceAll(/\{%.*?%\}/g, '\n')
      .split('\n')
      .filter((part) => part.length > 20)
    expect(words.length).toBeGreaterThan(0)
    for (const part of words) expect(sent).not.toContain(JSON.stringify(part.trim()).slice(1, -1))
  }
  // What was brought along is what the address itself shows.
  for (const view of views) {
    const asked = await portal.fetch(
      `/training/chain/${view.step}?_data=${encodeURIComponent('routes/training.$slug.$step')}`,
      { cookie },
    )
    expect(await asked.json()).toEqual(view)
  }
})

test('reading on brings the next screen, and no screen that has not been reached', async () => {
  const { step, cookie } = await learner('32')
  const reading = chain.plan.blocks.findIndex(({ kind }) => kind === 'text') + 1
  await step(reading)
  const { path, views } = await send(reading, {}, cookie)
  expect(path).toBe(`/training/chain/${reading + 1}`)
  expect(views.map((view) => view.step)).toEqual([reading + 1])
})

test('the last question brings the screen of the line, which the end of the try brings nowhere', async () => {
  const { cookie } = await learner('33')
  const last = stepsOf(chain.plan).length
  for (let step = first; step < last - 1; step++) await send(step, { choice: 'b' }, cookie)
  const { views } = await send(last - 1, { choice: 'b' }, cookie)
  expect(views.map(({ screen }) => screen.kind)).toEqual(['question', 'line'])
})

test('a form before JavaScript is answered with an address', async () => {
  const { cookie } = await learner('34')
  const body = new URLSearchParams({ choice: 'a' })
  const answer = await portal.fetch(`/training/chain/${first}`, { method: 'POST', body, cookie })
  expect(answer.status).toBe(302)
  expect(answer.headers.get('location')).toBe(`/training/chain/${first}`)
})

test('whoever only answers questions stays signed in: their session goes on in the browser too', async () => {
  const { id, cookie } = await learner('35')
  const { db } = portal.portal
  const half = Date.now() + 6 * DAY
  const age = () =>
    db.updateTable('auth_session').set({ expires_at: half }).where('employee_id', '=', id).execute()
  const screen = `/training/chain/${first}?_data=${encodeURIComponent('routes/training.$slug.$step')}`
  const asks: [string, RequestInit][] = [
    [screen, { method: 'POST', body: new URLSearchParams({ choice: 'a', awake: '1' }) }],
    [screen, {}],
    ['/training/chain', {}],
    [`/training/chain/start`, { method: 'POST' }],
  ]
  for (const [path, init] of asks) {
    await age()
    const answer = await portal.fetch(path, { ...init, cookie })
    const renewed = answer.headers.getSetCookie()
    expect(renewed).toHaveLength(1)
    expect(renewed[0]).toContain(cookie)
    expect(Number(/max-age=(\d+)/i.exec(renewed[0]!)![1]!)).toBeGreaterThan(13 * 24 * 60 * 60)
    // Moved once: what comes after needs no other cookie.
    expect((await portal.fetch(path, { ...init, cookie })).headers.getSetCookie()).toEqual([])
  }
  await age()
  const out = await portal.fetch('/sign-out', { method: 'POST', cookie })
  expect(out.headers.getSetCookie().filter((one) => one.startsWith('zveno='))).toHaveLength(1)
})
