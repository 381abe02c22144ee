import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Db } from '../../db/connect.ts'
import { startModule } from '../../app/training/attempt.server.ts'
import { moduleBySlug } from '../../app/training/content.server.ts'
import { isInteractive, type KindName } from '../../app/training/interactives/kinds.ts'
import { walkOf } from '../../app/training/module.server.ts'
import { type Language, stepsOf } from '../../app/training/module.ts'
import { screenOf } from '../../app/training/screen.server.ts'
import { renderSentence } from '../../app/training/text.server.ts'
import { mentions } from '../../app/training/text.ts'
import { tap } from '../../app/training/work.server.ts'
import { onBothDatabases } from '../support/database.ts'
import { somebody } from './somebody.ts'

const now = new Date('2026-03-02T09:00:00Z')

/** Somebody in a published module, before its first interactive of this kind. */
async function before(db: Db, employeeId: string, slug: string, kind: KindName) {
  const module = moduleBySlug(slug)
  if (!module) throw new Error(`no module ${slug}`)
  await startModule(db, module, employeeId, now)
  const block = module.plan.blocks.find((one) => one.kind === kind)
  if (!block || !isInteractive(block)) throw new Error(`no ${kind} in ${slug}`)
  const step = stepsOf(module.plan).findIndex((at) => 'block' in at && at.block.id === block.id) + 1
  const language: Language = 'en'
  return {
    block,
    text: module.texts.en.blocks[block.id] as unknown as {
      cards: Record<string, { why: string }>
    },
    async tap(what: string, fields: Record<string, string> = {}) {
      const sent = new FormData()
      for (const [name, value] of Object.entries({ do: what, ...fields })) sent.set(name, value)
      return tap(db, { employeeId, slug, block }, { sent, tie: null, language }, now)
    },
    async screen() {
      const walk = await walkOf(db, employeeId, slug)
      if (!walk) throw new Error('nothing started')
      const shown = await screenOf(db, walk.module, walk.attempt, step, language)
      if (shown?.screen.kind !== 'interactive') throw new Error('another screen')
      return { ...shown, screen: shown.screen }
    },
  }
}

onBothDatabases('what a person did is shown again, and to nobody else', async ({ db }) => {
  const maya = await before(db, await somebody(db, 'maya', now), 'nine-signs', 'place')
  const dana = await before(db, await somebody(db, 'dana', now), 'nine-signs', 'place')
  expect((await maya.screen()).screen).toMatchObject({ begun: false, view: { placed: [] } })
  await maya.tap('put:coupon:sign')
  await maya.tap('put:smiles:not-yet')
  for (let look = 0; look < 2; look++)
    expect((await maya.screen()).screen).toMatchObject({
      begun: true,
      view: {
        placed: [
          { id: 'coupon', place: 'sign' },
          { id: 'smiles', place: 'not-yet' },
        ],
      },
    })
  expect((await dana.screen()).screen).toMatchObject({ begun: false, view: { placed: [] } })
})

onBothDatabases('two quick taps are both kept', async ({ db }) => {
  const maya = await before(db, await somebody(db, 'maya', now), 'nine-signs', 'place')
  if (maya.block.kind !== 'place') throw new Error('another kind')
  const cards = maya.block.cards.slice(0, 5).map(({ id }) => id)
  await Promise.all(cards.map((card) => maya.tap(`put:${card}:sign`)))
  const { placed } = (await maya.screen()).screen.view as { placed: { id: string }[] }
  expect(placed.map(({ id }) => id).toSorted()).toEqual(cards.toSorted())
})

onBothDatabases('no explanation leaves the server before its tap', async ({ db }) => {
  const maya = await before(db, await somebody(db, 'maya', now), 'nine-signs', 'place')
  const whys = Object.entries(maya.text.cards).map(([card, { why }]) => ({ card, why }))
  const told = async () => {
    const page = JSON.stringify(await maya.screen())
    return whys.filter(({ why }) => page.includes(JSON.stringify(why).slice(1, 25)))
  }
  expect(whys.length).toBe(13)
  expect(await told()).toEqual([])
  await maya.tap('put:coupon:sign')
  expect((await told()).map(({ card }) => card)).toEqual(['coupon'])
})

onBothDatabases('a figure on a card opens once the card is placed', async ({ db }) => {
  const maya = await before(db, await somebody(db, 'maya', now), 'honest-numbers', 'place')
  expect((await maya.screen()).claims).toEqual([])
  if (maya.block.kind !== 'place') throw new Error('another kind')
  const card = maya.block.cards.find(({ claim }) => claim)
  if (!card?.claim) throw new Error('no card quotes a figure')
  await maya.tap(`put:${card.id}:${maya.block.places[0]}`)
  const { claims, screen } = await maya.screen()
  expect(claims.map(({ id }) => id)).toContain(card.claim)
  expect(mentions(screen.view, 'claim')).toContain(card.claim)
})

onBothDatabases('begun anew, nothing is left of it', async ({ db }) => {
  const maya = await before(db, await somebody(db, 'maya', now), 'nine-signs', 'place')
  await maya.tap('put:coupon:sign')
  await maya.tap('anew')
  expect((await maya.screen()).screen).toMatchObject({ begun: false, view: { placed: [] } })
  expect(await db.selectFrom('training_work').selectAll().execute()).toEqual([])
})

onBothDatabases('a refused form changes nothing', async ({ db }) => {
  const maya = await before(db, await somebody(db, 'maya', now), 'ladder', 'shares')
  expect(await maya.tap('give', { 'share-full': '40' })).toEqual({ error: '60 still to give out.' })
  expect((await maya.screen()).screen.begun).toBe(false)
})

onBothDatabases(
  'what a person typed into the calculator is kept, half a form too',
  async ({ db }) => {
    const maya = await before(db, await somebody(db, 'maya', now), 'chain', 'calculator')
    await maya.tap('keep', { customers: '100', returning: ' 20 ', margin: 'a lot' })
    await maya.tap('keep', { returning: '' })
    expect((await maya.screen()).screen.view).toMatchObject({
      typed: { customers: '100', margin: 'a lot' },
      stay: false,
    })
    await maya.tap('look:stay', { before: '12' })
    expect((await maya.screen()).screen.view).toMatchObject({
      stay: true,
      before: '12',
      after: '5',
    })
  },
)

onBothDatabases(
  'work that a newer version has no place for is forgotten, not shown askew',
  async ({ db }) => {
    const maya = await before(db, await somebody(db, 'maya', now), 'nine-signs', 'place')
    await maya.tap('put:coupon:sign')
    for (const body of ['[{"card":"no-such-card","place":"sign"}]', '{"other":"shape"}', '[]']) {
      await db.updateTable('training_work').set({ body }).execute()
      expect((await maya.screen()).screen).toMatchObject({ begun: false, view: { placed: [] } })
    }
    await maya.tap('put:smiles:sign')
    expect((await maya.screen()).screen).toMatchObject({ view: { placed: [{ id: 'smiles' }] } })
  },
)

onBothDatabases('what somebody did here goes with them', async ({ db }) => {
  const maya = await before(db, await somebody(db, 'maya', now), 'nine-signs', 'place')
  await maya.tap('put:coupon:sign')
  await db.deleteFrom('people_employee').where('id', '=', 'maya').execute()
  expect(await db.selectFrom('training_work').selectAll().execute()).toEqual([])
})

test('no other file of the portal reads what people did in interactives', () => {
  const app = path.resolve(import.meta.dirname, '../../app')
  const readers = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter(
    (name) =>
      /\.tsx?$/.test(name) &&
      /(From|into|Into|join|Join|Table)\(\s*['"]training_work/.test(
        readFileSync(path.join(app, name), 'utf8'),
      ),
  )
  expect(readers).toEqual(['training/work.server.ts'])
})

test('before the answer a quoted figure is words like the others', () => {
  expect(renderSentence('Why {% claim id="C05" %}5 % more{% /claim %} of *these*?')).toEqual([
    'Why ',
    '5\u00a0% more',
    ' of ',
    { tag: 'em', children: ['these'] },
    '?',
  ])
})

test('no line ends before a percent sign, and no Russian line begins with a dash', () => {
  expect(renderSentence('Довольны 76 % — это много')).toEqual([
    'Довольны 76\u00a0%\u00a0— это много',
  ])
})

test('a question of a version that was frozen as plain words opens as it stands', () => {
  for (const plain of ['What now?', '1. What is first?', 'Is a < b? {% if you like', '- no list'])
    expect(renderSentence(plain)).toEqual([plain])
})
