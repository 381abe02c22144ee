import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Db } from '../../db/connect.ts'
import { answerKey, latestAttempt, startModule } from '../../app/training/attempt.server.ts'
import { assign } from '../../app/training/assigning/assignment.server.ts'
import { tendAssignments } from '../../app/training/assigning/taking.server.ts'
import { enterReview } from '../../app/training/cards/card.server.ts'
import { content, moduleBySlug } from '../../app/training/content.server.ts'
import { firstQuestionStep, stepsOf } from '../../app/training/module.ts'
import { modulesFor, walkOf } from '../../app/training/module.server.ts'
import type { Item, KeptModule } from '../../app/training/phone/pack.ts'
import { packFor, personOnPhone } from '../../app/training/phone/pack.server.ts'
import { itemsIn, receive, sweepSent } from '../../app/training/phone/receive.server.ts'
import { screenOf } from '../../app/training/screen.server.ts'
import { takeStep } from '../../app/training/step.server.ts'
import { onBothDatabases } from '../support/database.ts'
import { asHr, wished, ZONE } from './nursery.ts'
import { somebody } from './somebody.ts'

const SECRET = 'a secret of the portal that is long enough'
const start = Date.parse('2026-03-02T09:00:00Z')
const at = (days: number) => new Date(start + days * 86_400_000)
const day = (days: number) => at(days).toISOString().slice(0, 10)
const packOf = (db: Db, id: string, days = 0) =>
  packFor(db, SECRET, { id, locale: 'en', roles: ['employee'] }, day(days), at(days))

/** Everything that can be done in this module without a network, with the first option everywhere. */
function walkedThrough({ slug, version, number, screens }: KeptModule): Item[] {
  return screens.flatMap(({ screen, asked }, index): Item[] =>
    screen.kind === 'line'
      ? []
      : [
          {
            ...{ id: randomUUID(), kind: 'step', slug, version, number, step: index + 1, asked },
            choice: asked === null ? null : 'a',
          },
        ],
  )
}

/** Walks a module to its end on the portal; `choice` for every question, else the best. */
async function finish(db: Db, id: string, slug: string, days: number, choice?: 'a' | 'b') {
  await startModule(db, moduleBySlug(slug)!, id, at(days))
  for (let step = 1; ; step++) {
    const walk = (await walkOf(db, id, slug))!
    const now = stepsOf(walk.module.plan)[step - 1]!
    const drawn = 'question' in now ? walk.attempt.answers[now.question]! : null
    const best = drawn ? answerKey(walk.module.plan, drawn) : 'a'
    const taken = await takeStep(db, walk, step, { choice: choice ?? best }, at(days))
    if (taken === 'done') return
  }
}

const answersOf = async (db: Db, id: string, slug: string) =>
  (await latestAttempt(db, id, slug))?.answers.map(({ choice }) => choice)

onBothDatabases(
  'what goes on a phone holds no right answer, no explanation and nothing the person wrote or did',
  async ({ db }) => {
    const maya = await somebody(db, 'maya', at(0))
    await finish(db, maya, 'chain', 0)
    const second = content().modules.find(({ plan }) => plan.id !== 'chain')!
    await startModule(db, second, maya, at(0))
    const first = await packOf(db, maya)
    const [open] = first.modules
    const items = walkedThrough(open!)
    await receive(db, maya, items, day(0), at(0))

    const pack = await packOf(db, maya, 40)
    expect(pack.modules[0]?.screens.some(({ answered }) => answered)).toBe(true)
    expect(pack.cards.length).toBe(5)
    const asked = [...pack.modules.flatMap(({ screens }) => screens), ...pack.cards].map(
      ({ screen }) => screen,
    )
    for (const screen of asked) if ('feedback' in screen) expect(screen.feedback).toBeNull()
    expect(asked.some((screen) => 'view' in screen)).toBe(false)
    const text = JSON.stringify(pack)
    expect(text).not.toContain('"best"')
    expect(text).not.toContain('"why"')
    expect(text).not.toContain(maya)
    for (const { plan, texts } of content().modules) {
      for (const question of plan.questions) {
        for (const { options } of Object.values(texts.en.questions[question.id]!)) {
          for (const { why } of Object.values(options)) expect(text).not.toContain(why.slice(0, 60))
        }
      }
    }
  },
)

onBothDatabases(
  'the modules one has begun and the next of the path go along, and nobody begins a module by that',
  async ({ db }) => {
    const maya = await somebody(db, 'maya', at(0))
    const [next] = content().modules
    expect((await packOf(db, maya)).modules.map(({ slug }) => slug)).toEqual([next!.plan.id])
    expect(await latestAttempt(db, maya, next!.plan.id)).toBeNull()
    await startModule(db, moduleBySlug('chain')!, maya, at(0))
    const slugs = (await packOf(db, maya)).modules.map(({ slug }) => slug)
    expect(slugs).toContain('chain')
    expect(slugs.length).toBe(2)
  },
)

onBothDatabases(
  'what comes again a year after it was done goes along with other questions, and is done once',
  async ({ db }) => {
    const maya = await somebody(db, 'maya', at(0))
    const module = content().modules.at(-1)!
    const { id: slug } = module.plan
    const wish = wished({ unitId: 'shop', modules: [slug], repeatMonths: 12 })
    await assign(db, 'one', wish, asHr(maya), ZONE, at(0))
    await finish(db, maya, slug, 1)
    const done = (await walkOf(db, maya, slug))!.attempt
    expect((await packOf(db, maya, 100)).modules.map((one) => one.slug)).not.toContain(slug)

    // Thirty days before the year is over it comes again.
    await tendAssignments(db, ZONE, at(340))
    const mine = (await packOf(db, maya, 340)).modules.find((one) => one.slug === slug)!
    const first = firstQuestionStep(module.plan)
    expect(mine).toMatchObject({ number: 2, step: first })
    const asked = mine.screens.flatMap(({ asked }) => (asked?.includes('/') ? [asked] : []))
    const before = done.answers.map(({ question, variant }) => `${question}/${variant}`)
    expect(asked.filter((one) => before.includes(one))).toEqual([])
    expect((await latestAttempt(db, maya, slug))?.number).toBe(1)

    const items = walkedThrough(mine).filter(
      ({ kind }, index) => kind === 'step' && index + 1 >= first,
    )
    const results = await receive(db, maya, items, day(341), at(341))
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['recorded']))
    const twice = await receive(db, maya, items, day(342), at(342))
    expect(twice).toEqual(results)
    const again = (await walkOf(db, maya, slug))!.attempt
    expect(again).toMatchObject({ number: 2, step: mine.screens.length, finished_at: null })
    // On the portal the options stand as they stood on the phone.
    const shown = await screenOf(db, module, again, first, 'en')
    const kept = mine.screens[first - 1]!.screen
    const order = (screen: unknown) => (screen as { options: { id: string }[] }).options
    expect(order(shown!.screen).map(({ id }) => id)).toEqual(order(kept).map(({ id }) => id))
    // A try that nobody may begin yet is not begun.
    const far = { ...items[0]!, id: randomUUID(), number: 4 }
    expect(await receive(db, maya, [far], day(342), at(342))).toMatchObject([{ outcome: 'gone' }])
  },
)

onBothDatabases(
  'what is assigned goes along as well, and can be walked without a network',
  async ({ db }) => {
    const maya = await somebody(db, 'maya', at(0))
    const last = content().modules.at(-1)!.plan.id
    const wish = wished({ unitId: 'shop', modules: [last] })
    await assign(db, 'one', wish, asHr(maya), ZONE, at(0))
    const { modules } = await packOf(db, maya)
    const mine = modules.find(({ slug }) => slug === last)!
    expect(modules.length).toBe(2)
    expect(await latestAttempt(db, maya, last)).toBeNull()
    const results = await receive(db, maya, walkedThrough(mine), day(1), at(1))
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['recorded']))
    expect((await walkOf(db, maya, last))!.attempt.step).toBe(mine.screens.length)
  },
)

onBothDatabases(
  'a module walked without a network is begun, read and answered once it comes in, as it would have been',
  async ({ db }) => {
    const maya = await somebody(db, 'maya', at(0))
    const { modules } = await packOf(db, maya)
    const module = modules[0]!
    const results = await receive(db, maya, walkedThrough(module), day(1), at(1))
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['recorded']))
    const walk = (await walkOf(db, maya, module.slug))!
    expect(walk.attempt.step).toBe(module.screens.length)
    expect(walk.attempt.finished_at).toBeNull()
    expect(walk.attempt.answers.map(({ choice }) => choice)).toEqual(['a', 'a', 'a'])
    // The page that shows why has the options in the order in which they stood on the phone.
    for (const [index, { screen: kept }] of module.screens.entries()) {
      if (!('options' in kept)) continue
      const shown = await screenOf(db, walk.module, walk.attempt, index + 1, 'en')
      if (!shown || !('options' in shown.screen)) throw new Error('no question')
      expect(shown.screen.options).toEqual(kept.options)
      expect(shown.screen.feedback?.choice).toBe('a')
    }
    const pages = results.flatMap(({ page }) => (page === null ? [] : [page]))
    expect(pages.length).toBe(module.screens.filter(({ asked }) => asked !== null).length)
  },
)

onBothDatabases(
  'the same queue sent again, also twice at once, changes nothing and hears the same',
  async ({ db }) => {
    const maya = await somebody(db, 'maya', at(0))
    const { modules } = await packOf(db, maya)
    const items = walkedThrough(modules[0]!)
    const [one, two] = await Promise.all([
      receive(db, maya, items, day(0), at(0)),
      receive(db, maya, items, day(0), at(0)),
    ])
    expect(one).toEqual(two)
    const rows = () =>
      Promise.all([
        db.selectFrom('training_answer').selectAll().orderBy('position').execute(),
        db.selectFrom('training_attempt').selectAll().execute(),
        db.selectFrom('training_sent').selectAll().orderBy('id').execute(),
      ])
    const before = await rows()
    expect(before[1].length).toBe(1)
    expect(await receive(db, maya, items, day(3), at(3))).toEqual(one)
    expect(await rows()).toEqual(before)
  },
)

onBothDatabases(
  'another answer to an answered question is told that the first one stands; the same one is simply there',
  async ({ db }) => {
    const maya = await somebody(db, 'maya', at(0))
    const { modules } = await packOf(db, maya)
    const items = walkedThrough(modules[0]!)
    await receive(db, maya, items, day(0), at(0))
    const again = items.map((item): Item => ({ ...item, id: randomUUID() }))
    const same = await receive(db, maya, again, day(0), at(0))
    expect(same.every(({ outcome }) => outcome === 'recorded')).toBe(true)
    const other = again.map((item): Item =>
      item.kind === 'step' && item.choice !== null
        ? { ...item, id: randomUUID(), choice: 'b' }
        : { ...item, id: randomUUID() },
    )
    const told = await receive(db, maya, other, day(0), at(0))
    const answered = told.filter((_, index) => items[index]!.kind === 'step' && told[index]!.page)
    expect(answered.length).toBeGreaterThan(2)
    expect(answered.every(({ outcome }) => outcome === 'stands')).toBe(true)
    expect(await answersOf(db, maya, modules[0]!.slug)).toEqual(['a', 'a', 'a'])
  },
)

onBothDatabases(
  'what is not asked like that any more is told so, and nothing is skipped by a made-up queue',
  async ({ db }) => {
    const maya = await somebody(db, 'maya', at(0))
    const lev = await somebody(db, 'lev', at(0))
    const { modules } = await packOf(db, maya)
    const items = walkedThrough(modules[0]!)
    const question = items.find((item) => item.kind === 'step' && item.asked?.includes('/'))!
    const send = async (by: string, changed: object) => {
      const item = { ...question, ...changed, id: randomUUID() } as Item
      return (await receive(db, by, [item], day(0), at(0)))[0]?.outcome
    }
    expect(await send(maya, { version: 999 })).toBe('gone')
    expect(await send(maya, { slug: 'no-such-module' })).toBe('gone')
    // The reading before it has not been done.
    expect(await send(maya, {})).toBe('gone')
    await receive(db, maya, items, day(0), at(0))
    expect(await send(maya, { asked: 'other/a' })).toBe('gone')
    expect(await send(maya, { number: 2 })).toBe('gone')
    expect(await send(maya, { step: items.length + 1, asked: null, choice: null })).toBe('gone')
    await finish(db, lev, modules[0]!.slug, 0)
    await startModule(db, moduleBySlug(modules[0]!.slug)!, lev, at(1))
    expect(await send(lev, {})).toBe('stands')
  },
)

onBothDatabases(
  'cards count on the day they come in, five at most, and what is over waits for the next',
  async ({ db }) => {
    const maya = await somebody(db, 'maya', at(0))
    for (const { plan } of content().modules.slice(0, 3)) await finish(db, maya, plan.id, 0, 'a')
    const kept = (await packOf(db, maya, 30)).cards
    expect(kept.length).toBe(5)
    const items = kept.map(({ card }): Item => ({
      id: randomUUID(),
      kind: 'card',
      card,
      choice: 'a',
      unsure: false,
    }))
    // On the way two of the five were answered elsewhere, one of them otherwise.
    await receive(
      db,
      maya,
      [{ ...items[0]!, id: randomUUID() }, { ...items[1]!, id: randomUUID(), choice: 'b' } as Item],
      day(30),
      at(30),
    )
    const results = await receive(db, maya, items, day(30), at(30))
    expect(results.map(({ outcome }) => outcome)).toEqual([
      'recorded',
      'stands',
      'recorded',
      'recorded',
      'recorded',
    ])
    expect(results[4]?.page).toBe('/training/cards?card=5')
    const reviews = () => db.selectFrom('training_review').selectAll().execute()
    expect((await reviews()).length).toBe(5)

    // The longest overdue comes first: it was due today as well.
    const [more] = (await packOf(db, maya, 31)).cards
    const sixth: Item = {
      ...{ id: randomUUID(), kind: 'card', card: more!.card, choice: 'a', unsure: true },
    }
    expect((await receive(db, maya, [sixth], day(30), at(30)))[0]?.outcome).toBe('wait')
    expect((await reviews()).length).toBe(5)
    expect((await receive(db, maya, [sixth], day(31), at(31)))[0]?.outcome).toBe('recorded')
    expect((await reviews()).length).toBe(6)
    // Sent again a day later: known by its id, though the card is due long after.
    expect((await receive(db, maya, [sixth], day(32), at(32)))[0]?.outcome).toBe('recorded')
    expect((await reviews()).length).toBe(6)
    // Ids are forgotten in the end; the answer stands all the same.
    await sweepSent(db, at(250))
    expect(await db.selectFrom('training_sent').selectAll().execute()).toEqual([])
  },
)

onBothDatabases('one person’s id is nobody else’s', async ({ db }) => {
  const maya = await somebody(db, 'maya', at(0))
  const lev = await somebody(db, 'lev', at(0))
  const items = walkedThrough((await packOf(db, maya)).modules[0]!)
  await receive(db, maya, items, day(0), at(0))
  const slug = content().modules[0]!.plan.id
  expect(await latestAttempt(db, lev, slug)).toBeNull()
  await packOf(db, lev)
  const asked = walkedThrough((await packOf(db, lev)).modules[0]!)
  const taken = asked.map((item, index) => ({ ...item, id: items[index]!.id }))
  await receive(db, lev, taken, day(0), at(0))
  expect(await answersOf(db, lev, slug)).toEqual(['a', 'a', 'a'])
  expect(personOnPhone(SECRET, maya)).not.toBe(personOnPhone(SECRET, lev))
  expect(personOnPhone(SECRET, maya)).not.toBe(personOnPhone(`${SECRET}!`, maya))
  const rows = await modulesFor(db, lev, 'en')
  expect(rows.find((row) => row.slug === slug)?.step).toBeGreaterThan(1)
  await enterReview(
    db,
    content().modules[0]!.plan,
    (await latestAttempt(db, lev, slug))!,
    at(0).getTime(),
  )
})

onBothDatabases('nothing but a queue of ours is read', () => {
  const item = { id: randomUUID(), kind: 'card', card: 'a/b/c@1', choice: 'a', unsure: false }
  expect(itemsIn(JSON.stringify([item]))).toEqual([item])
  const wrong = [
    null,
    '',
    '{',
    '[]',
    JSON.stringify([{ ...item, id: 'mine' }]),
    JSON.stringify([{ ...item, choice: 'd' }]),
    JSON.stringify([{ ...item, employeeId: 'lev' }]),
    JSON.stringify(Array.from({ length: 51 }, () => item)),
  ]
  for (const text of wrong) expect(itemsIn(text)).toBeNull()
  return Promise.resolve()
})
