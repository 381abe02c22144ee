import { parseWithZod } from '@conform-to/zod/v4'
import { expect, test } from 'vitest'
import { Huddle } from '../../app/impact/huddle/huddle.ts'
import { huddlePdf } from '../../app/impact/huddle/huddle-pdf.server.tsx'
import { holdHuddle, openPromises, promiseOf } from '../../app/impact/huddle/huddle.server.ts'
import { huddleDraft, huddleSheet, praiseIds } from '../../app/impact/huddle/sheet.server.ts'
import { joinObservation } from '../../app/feedback/join.server.ts'
import { onBothDatabases } from '../support/database.ts'
import { pdfText } from '../support/pdf.ts'
import { garden, log, NOON } from '../feedback/garden.ts'
import { customers } from '../nps/customers.ts'

const DAY = '2026-11-10'
const say = (promise: string, more: object = {}) => Huddle.parse({ promise, ...more })

/** What a browser sends of the form, read as the page reads it. */
function sent(fields: Record<string, string>) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return parseWithZod(form, { schema: Huddle })
}

/** What each field is told; none where the form is sound. */
function toldTo(fields: Record<string, string>) {
  const read = sent(fields)
  return read.status === 'success' ? {} : (read.error ?? {})
}

test('the form is read with and without a promise of last time; only the new promise is needed', () => {
  const whole = sent({ unit: 'oak', promise: ' A second  till ', friction: '' })
  expect(whole.status === 'success' && whole.value).toEqual({
    promise: 'A second till',
    friction: '',
    outcome: '',
  })
  const settling = sent({ promise: 'Next', last: 'kept', outcome: '', friction: 'x' })
  expect(settling.status === 'success' && settling.value).toMatchObject({ last: 'kept' })
  for (const promise of ['', '  ']) {
    expect(Object.keys(toldTo({ promise }))).toEqual(['promise'])
  }
  expect(toldTo({ promise: 'x'.repeat(201) })).toEqual({ promise: ['long'] })
  expect(Object.keys(toldTo({ promise: 'x', last: 'perhaps' }))).toEqual(['last'])
})

onBothDatabases(
  'a sheet has praise of the last days, one friction and one promise, and only its leader reads it',
  async ({ db }) => {
    const { dana, boris, oakLeader, figLeader, eli } = await garden(db)
    await customers(db, [
      { score: 10, why: 'Carried my pots, thanks to Dana' },
      { score: 3, why: 'Waited' },
    ])
    const friction = await log(db, dana)
    await log(db, boris, { grade: 'wow', note: 'A lovely day' })
    await log(db, eli, { note: 'Of another site' })
    await joinObservation(db, friction, boris, NOON)
    const draft = await huddleDraft(db, oakLeader, null, DAY)
    expect(draft!.unit.id).toBe('oak')
    expect(draft!.praise.map(({ words }) => words)).toEqual([
      expect.stringMatching(/^Carried my pots, thanks to \[.*\]$/),
    ])
    expect(draft!.frictions.map(({ id }) => id)).toEqual([friction])
    expect(draft!.last).toBeNull()
    expect(await huddleDraft(db, figLeader, 'oak', DAY)).toBeNull()
    expect(await huddleDraft(db, dana, null, DAY)).toBeNull()

    const data = {
      ...say('A second till by Friday', { friction }),
      praise: await praiseIds(db, 'oak', DAY),
    }
    expect(await holdHuddle(db, 'oak', figLeader, data, DAY, NOON)).toEqual({
      outcome: 'not-found',
    })
    const held = await holdHuddle(db, 'oak', oakLeader, data, DAY, NOON)
    if (!('id' in held)) throw new Error(held.outcome)
    const sheet = await huddleSheet(db, oakLeader, held.id)
    expect(sheet).toMatchObject({
      unit: 'Unit oak',
      praise: [{ place: 'Queue and till' }],
      friction: { id: friction, words: 'The queue reached the plants' },
      promise: 'A second till by Friday',
      last: null,
    })
    expect(await huddleSheet(db, figLeader, held.id)).toBeNull()
    // Nobody who noted or joined can be read from it.
    for (const { id } of [dana, boris]) expect(JSON.stringify(sheet)).not.toContain(id)
    // The team reads its promise.
    expect(await promiseOf(db, ['oak-tills', 'oak'])).toEqual({
      day: DAY,
      words: 'A second till by Friday',
    })
  },
)

onBothDatabases(
  'what was promised comes back next time, and is settled before the next promise is made',
  async ({ db }) => {
    const { oakLeader } = await garden(db)
    const hold = (promise: string, day: string, more: object = {}) =>
      holdHuddle(db, 'oak', oakLeader, { ...say(promise, more), praise: [] }, day, NOON)
    await hold('First', '2026-11-03')
    expect(await openPromises(db, ['oak', 'elm'], '2026-11-03')).toMatchObject([
      { promise: 'First' },
    ])
    // The same day a sheet can be written anew.
    await hold('First, better', '2026-11-03')
    expect((await huddleDraft(db, oakLeader, 'oak', DAY))!.last).toEqual({
      day: '2026-11-03',
      promise: 'First, better',
    })
    expect(await hold('Second', DAY)).toEqual({ outcome: 'last-missing' })
    expect(await hold('Second', DAY, { last: 'dropped' })).toEqual({ outcome: 'reason-missing' })
    const held = await hold('Second', DAY, { last: 'dropped', outcome: 'The till came late' })
    if (!('id' in held)) throw new Error(held.outcome)
    expect(await huddleSheet(db, oakLeader, held.id)).toMatchObject({
      promise: 'Second',
      last: { promise: 'First, better', status: 'dropped', outcome: 'The till came late' },
    })
    expect(await openPromises(db, ['oak'], DAY)).toMatchObject([{ promise: 'Second' }])
  },
)

onBothDatabases(
  'words that were erased are on no sheet any more, also not on yesterday’s',
  async ({ db }) => {
    const { oakLeader } = await garden(db)
    await customers(db, [{ score: 10, why: 'Carried my pots' }])
    const data = { ...say('Promise'), praise: await praiseIds(db, 'oak', DAY) }
    const held = await holdHuddle(db, 'oak', oakLeader, data, DAY, NOON)
    if (!('id' in held)) throw new Error(held.outcome)
    expect((await huddleSheet(db, oakLeader, held.id))!.praise).toHaveLength(1)
    await db.updateTable('nps_response').set({ why: null }).execute()
    expect((await huddleSheet(db, oakLeader, held.id))!.praise).toEqual([])
  },
)

onBothDatabases('the sheet is one page of paper in each language', async ({ db, dialect }) => {
  if (dialect !== 'sqlite') return
  await garden(db)
  const sheet = {
    id: 'x',
    unit: 'Lindenhof',
    unitId: 'oak',
    day: DAY,
    last: { day: '2026-11-03', promise: 'Вторая касса', status: 'dropped', outcome: 'אין תקציב' },
    praise: [
      { id: '1', place: 'Checkout', words: 'Carried my pots' },
      { id: '2', place: '', words: 'שירות נהדר' },
      { id: '3', place: 'Касса', words: 'Быстро и по-доброму' },
    ],
    friction: { id: '4', place: 'Checkout', words: 'x'.repeat(20).concat(' long ').repeat(18) },
    promise: 'A second till by Friday',
  }
  for (const locale of ['en', 'ru', 'he'] as const) {
    const file = await huddlePdf(sheet, 'Garden', locale)
    expect(file.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1)
    expect(pdfText(file)).toContain('A second till by Friday')
  }
})
