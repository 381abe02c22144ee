import { expect, test } from 'vitest'
import { gradeIndex, mayMove, SIGNS, STATUSES } from '../../app/feedback/kinds.ts'
import { Observation } from '../../app/feedback/observation.ts'
import { joinObservation, leaveObservation } from '../../app/feedback/join.server.ts'
import { myObservations, siteObservations, waitingFor } from '../../app/feedback/list.server.ts'
import { mergeObservation, separateObservation } from '../../app/feedback/merge.server.ts'
import {
  markLooked,
  movedFor,
  moveObservation,
  observationHistory,
  undoMove,
} from '../../app/feedback/move.server.ts'
import { logObservation, observation } from '../../app/feedback/observation.server.ts'
import { onBothDatabases } from '../support/database.ts'
import { garden, log, NOON, seen } from './garden.ts'

const later = (ms: number) => new Date(NOON.getTime() + ms)

test('nine grades are noise, the tenth makes an index: wow minus poor as a share', () => {
  expect(gradeIndex({ poor: 3, normal: 3, wow: 3 })).toBeNull()
  expect(gradeIndex({ poor: 2, normal: 3, wow: 5 })).toBeCloseTo(0.3)
  expect(gradeIndex({ poor: 10, normal: 0, wow: 0 })).toBe(-1)
})

test('a status only goes forward, and done and declined are the end', () => {
  const allowed = STATUSES.flatMap((from) =>
    STATUSES.filter((to) => mayMove(from, to)).map((to) => `${from} ${to}`),
  )
  expect(allowed).toEqual([
    'new seen',
    'new planned',
    'new done',
    'new declined',
    'seen planned',
    'seen done',
    'seen declined',
    'planned done',
    'planned declined',
  ])
})

test('there are nine signs of loyalty, and a tenth is refused', () => {
  expect(SIGNS).toHaveLength(9)
  expect(Observation.safeParse(seen({ signs: [...SIGNS] })).success).toBe(true)
  expect(Observation.safeParse({ ...seen(), signs: ['smiles'] }).success).toBe(false)
})

test('an observation needs a place and a grade; note and suggestion may be left out', () => {
  const { note: _, ...short } = seen()
  expect(Observation.parse(short)).toMatchObject({ note: '', suggestion: '', named: false })
  expect(Observation.safeParse({ ...seen(), touchpoint: '' }).success).toBe(false)
  expect(Observation.safeParse({ ...seen(), grade: 'superb' }).success).toBe(false)
  expect(Observation.safeParse(seen({ note: 'x'.repeat(501) })).success).toBe(false)
})

onBothDatabases(
  'what a person saw is stored at their site as new, on the company’s calendar',
  async ({ db }) => {
    const { dana } = await garden(db)
    // 22:30 in London on the 10th is past midnight in Jerusalem.
    const id = await log(
      db,
      dana,
      { signs: ['comes-back', 'defends-us'], suggestion: ' Open a third till ' },
      new Date('2026-11-10T22:30:00Z'),
    )
    expect(await observation(db, id, dana)).toMatchObject({
      siteId: 'oak',
      siteName: 'Unit oak',
      touchpoint: 'checkout',
      grade: 'poor',
      suggestion: 'Open a third till',
      signs: ['comes-back', 'defends-us'],
      status: 'new',
      observedOn: '2026-11-11',
      mine: true,
    })
  },
)

onBothDatabases(
  'sending the same form twice, also at once, logs one observation',
  async ({ db }) => {
    const { dana, boris } = await garden(db)
    const form = seen()
    const sent = await Promise.all([1, 2, 3].map(() => logObservation(db, dana, form, NOON)))
    const again = await logObservation(db, dana, form, later(60_000))
    expect(new Set([...sent, again].map((one) => 'id' in one && one.id)).size).toBe(1)
    expect(sent.filter((one) => one.outcome === 'logged')).toHaveLength(1)
    expect(again.outcome).toBe('already-logged')
    expect(await myObservations(db, dana.id)).toHaveLength(1)
    // A key that another person used is no door to their observation.
    expect((await logObservation(db, boris, form, NOON)).outcome).toBe('logged')
  },
)

onBothDatabases(
  'a place that is not in the list of touchpoints is refused and nothing is stored',
  async ({ db }) => {
    const { dana } = await garden(db)
    const logged = await logObservation(db, dana, seen({ touchpoint: 'nowhere' }), NOON)
    expect(logged).toEqual({ outcome: 'unknown-touchpoint' })
    expect(await myObservations(db, dana.id)).toEqual([])
  },
)

onBothDatabases(
  'a form field cannot log at another site; only head office chooses one',
  async ({ db }) => {
    const { dana, headOffice, northLeader } = await garden(db)
    const id = await log(db, dana, { siteId: 'fig' })
    expect((await observation(db, id, dana))?.siteId).toBe('oak')
    expect(await logObservation(db, headOffice, seen(), NOON)).toEqual({ outcome: 'site-missing' })
    const there = await log(db, headOffice, { siteId: 'fig' })
    expect((await observation(db, there, headOffice))?.siteId).toBe('fig')
    expect(await logObservation(db, northLeader, seen({ siteId: 'fig' }), NOON)).toEqual({
      outcome: 'site-missing',
    })
  },
)

onBothDatabases(
  'leader and colleagues never learn who wrote it, unless the author wants to be named',
  async ({ db }) => {
    const { dana, boris, oakLeader } = await garden(db)
    const hidden = await log(db, dana)
    const named = await log(db, dana, { named: true })
    for (const reader of [boris, oakLeader]) {
      const one = await observation(db, hidden, reader)
      expect(one).not.toBeNull()
      expect(one?.authorName).toBeNull()
      expect(one?.mine).toBe(false)
      const list = await siteObservations(db, reader.id, ['oak'])
      const text = JSON.stringify([one, list.find((row) => row.id === hidden)])
      expect(text).not.toContain(dana.id)
      expect(text).not.toContain('Dana')
      expect((await observation(db, named, reader))?.authorName).toBe('Dana')
      expect(JSON.stringify(list)).not.toContain(dana.id)
    }
  },
)

onBothDatabases(
  'nobody reads the hour of an observation: a rota would tell who was there',
  async ({ db }) => {
    const { dana, oakLeader } = await garden(db)
    const id = await log(db, dana)
    expect(JSON.stringify(await observation(db, id, oakLeader))).not.toContain(
      String(NOON.getTime()),
    )
  },
)

onBothDatabases(
  'an observation of another site answers like one that does not exist',
  async ({ db }) => {
    const { dana, eli, figLeader, headOffice, northLeader } = await garden(db)
    const id = await log(db, dana)
    for (const stranger of [eli, figLeader, headOffice]) {
      expect(await observation(db, id, stranger)).toBeNull()
      expect(await joinObservation(db, id, stranger, NOON)).toBe('not-found')
      expect(await moveObservation(db, id, stranger, { status: 'seen' }, NOON)).toBe('not-found')
    }
    expect(await observation(db, '\0', dana)).toBeNull()
    expect(await observation(db, "' or 1=1 --", dana)).toBeNull()
    expect((await observation(db, id, northLeader))?.id).toBe(id)
  },
)

onBothDatabases(
  'only who leads the site, or a unit above it, moves an observation',
  async ({ db }) => {
    const { dana, boris, tillLeader, oakLeader, northLeader } = await garden(db)
    const id = await log(db, dana)
    for (const other of [dana, boris, tillLeader]) {
      expect(await moveObservation(db, id, other, { status: 'seen' }, NOON)).toBe('not-found')
    }
    expect(await moveObservation(db, id, oakLeader, { status: 'seen' }, NOON)).toBe('moved')
    expect(await moveObservation(db, id, northLeader, { status: 'planned' }, NOON)).toBe('moved')
    expect((await observation(db, id, dana))?.status).toBe('planned')
  },
)

onBothDatabases('declining needs a reason, and the author reads it', async ({ db }) => {
  const { dana, oakLeader } = await garden(db)
  const id = await log(db, dana)
  expect(await moveObservation(db, id, oakLeader, { status: 'declined', reason: '  ' }, NOON)).toBe(
    'reason-missing',
  )
  expect((await observation(db, id, dana))?.status).toBe('new')
  await moveObservation(db, id, oakLeader, { status: 'declined', reason: 'No room' }, NOON)
  expect(await observation(db, id, dana)).toMatchObject({ status: 'declined', reason: 'No room' })
  expect(await moveObservation(db, id, oakLeader, { status: 'planned' }, NOON)).toBe('not-allowed')
})

onBothDatabases(
  'two leaders at once: the second is told that it has moved already',
  async ({ db }) => {
    const { dana, oakLeader, northLeader } = await garden(db)
    const id = await log(db, dana)
    const outcomes = await Promise.all([
      moveObservation(db, id, oakLeader, { from: 'new', status: 'planned' }, NOON),
      moveObservation(db, id, northLeader, { from: 'new', status: 'seen' }, NOON),
    ])
    expect(outcomes.sort()).toEqual(['already-moved', 'moved'])
    expect(await observationHistory(db, id, true)).toHaveLength(1)
  },
)

onBothDatabases('the day of the fix is kept with done, and with nothing else', async ({ db }) => {
  const { dana, oakLeader } = await garden(db)
  const id = await log(db, dana)
  await moveObservation(db, id, oakLeader, { status: 'planned', reason: 'Next week' }, NOON)
  expect((await observation(db, id, dana))?.doneOn).toBeNull()
  await moveObservation(db, id, oakLeader, { status: 'done' }, new Date('2026-11-20T22:30:00Z'))
  expect((await observation(db, id, dana))?.doneOn).toBe('2026-11-21')
})

onBothDatabases('the history names who moved it to leaders only', async ({ db }) => {
  const { dana, oakLeader } = await garden(db)
  const id = await log(db, dana)
  await moveObservation(db, id, oakLeader, { status: 'seen', reason: 'Thank you' }, NOON)
  expect(await observationHistory(db, id, true)).toEqual([
    { from: 'new', to: 'seen', reason: 'Thank you', movedAt: NOON.getTime(), byName: 'Olga' },
  ])
  expect((await observationHistory(db, id, false))[0]?.byName).toBeNull()
})

onBothDatabases(
  'the author is told of a movement until they have looked at it, and again of the next',
  async ({ db }) => {
    const { dana, boris, oakLeader } = await garden(db)
    const id = await log(db, dana)
    expect(await movedFor(db, dana.id)).toEqual([])
    await moveObservation(db, id, oakLeader, { status: 'seen', reason: 'Thank you' }, later(1000))
    const [moved] = await movedFor(db, dana.id)
    expect(moved).toMatchObject({ id, touchpoint: 'checkout', status: 'seen', reason: 'Thank you' })
    expect(await movedFor(db, boris.id)).toEqual([])
    await markLooked(db, id, boris.id, later(1000).getTime())
    expect(await movedFor(db, dana.id)).toHaveLength(1)
    await markLooked(db, id, dana.id, later(1000).getTime())
    expect(await movedFor(db, dana.id)).toEqual([])
    await moveObservation(db, id, oakLeader, { status: 'planned' }, later(2000))
    expect(await movedFor(db, dana.id)).toHaveLength(1)
  },
)

onBothDatabases(
  'a leader’s Today counts what is new at the sites they lead, and nothing else',
  async ({ db }) => {
    const { dana, eli, oakLeader, northLeader, figLeader } = await garden(db)
    const id = await log(db, dana)
    await log(db, dana)
    await log(db, eli)
    expect(await waitingFor(db, northLeader.leads)).toBe(3)
    expect(await waitingFor(db, oakLeader.leads)).toBe(2)
    expect(await waitingFor(db, figLeader.leads)).toBe(0)
    expect(await waitingFor(db, [])).toBe(0)
    await moveObservation(db, id, oakLeader, { status: 'seen' }, NOON)
    expect(await waitingFor(db, oakLeader.leads)).toBe(1)
  },
)

onBothDatabases(
  'a colleague says “me too” once, never to their own, and may take it back',
  async ({ db }) => {
    const { dana, boris, tillLeader, oakLeader } = await garden(db)
    const id = await log(db, dana)
    expect(await joinObservation(db, id, dana, NOON)).toBe('own')
    expect(await joinObservation(db, id, boris, NOON)).toBe('joined')
    expect(await joinObservation(db, id, boris, NOON)).toBe('already-joined')
    await joinObservation(db, id, tillLeader, NOON)
    expect(await observation(db, id, oakLeader)).toMatchObject({ joiners: 2, joined: false })
    expect(await observation(db, id, boris)).toMatchObject({ joiners: 2, joined: true })
    expect(JSON.stringify(await observation(db, id, oakLeader))).not.toMatch(/Boris|Tal\b/)
    await leaveObservation(db, id, boris)
    expect((await observation(db, id, boris))?.joiners).toBe(1)
    await moveObservation(db, id, oakLeader, { status: 'done' }, NOON)
    expect(await joinObservation(db, id, boris, NOON)).toBe('closed')
  },
)

onBothDatabases(
  'a leader takes a slip back within a minute, and the author is not told of it',
  async ({ db }) => {
    const { dana, oakLeader, northLeader } = await garden(db)
    const id = await log(db, dana)
    await moveObservation(db, id, oakLeader, { status: 'seen', reason: 'Thanks' }, NOON)
    await markLooked(db, id, dana.id, NOON.getTime())
    await moveObservation(db, id, oakLeader, { status: 'declined', reason: 'Slip' }, later(5000))
    expect(await undoMove(db, id, northLeader, later(6000))).toBe('too-late')
    expect(await undoMove(db, id, oakLeader, later(70_000))).toBe('too-late')
    expect(await undoMove(db, id, oakLeader, later(15_000))).toBe('undone')
    expect(await observation(db, id, dana)).toMatchObject({ status: 'seen', reason: 'Thanks' })
    expect(await observationHistory(db, id, false)).toHaveLength(1)
    expect(await movedFor(db, dana.id)).toEqual([])
  },
)

onBothDatabases(
  'similar observations merge: both authors follow one status, each person counted once',
  async ({ db }) => {
    const { dana, boris, tillLeader, oakLeader, eli } = await garden(db)
    const head = await log(db, dana)
    const same = await log(db, boris)
    const other = await log(db, boris, { touchpoint: 'parking' })
    await joinObservation(db, same, tillLeader, NOON)
    await joinObservation(db, same, dana, NOON)
    expect(await mergeObservation(db, other, head, oakLeader, NOON)).toBe('not-alike')
    expect(await mergeObservation(db, head, head, oakLeader, NOON)).toBe('not-alike')
    expect(await mergeObservation(db, same, head, eli, NOON)).toBe('not-found')
    expect(await mergeObservation(db, same, head, oakLeader, NOON)).toBe('merged')

    const list = await siteObservations(db, oakLeader.id, ['oak'], { touchpoint: 'checkout' })
    expect(list.map((row) => row.id)).toEqual([head])
    expect(list[0]?.joiners).toBe(2)
    await moveObservation(db, head, oakLeader, { status: 'planned', reason: 'In May' }, later(1000))
    expect(await observation(db, same, boris)).toMatchObject({
      status: 'planned',
      reason: 'In May',
    })
    expect((await movedFor(db, boris.id)).map((one) => one.id)).toEqual([same])
    expect(await moveObservation(db, same, oakLeader, { status: 'done' }, NOON)).toBe('not-allowed')

    expect(await separateObservation(db, same, oakLeader)).toBe('separated')
    expect(
      await siteObservations(db, oakLeader.id, ['oak'], { touchpoint: 'checkout' }),
    ).toHaveLength(2)
  },
)

onBothDatabases(
  'the site’s list keeps to the site, to the status asked for, newest first',
  async ({ db }) => {
    const { dana, eli, oakLeader } = await garden(db)
    const first = await log(db, dana)
    const second = await log(db, dana, {}, later(1000))
    await log(db, eli)
    await moveObservation(db, first, oakLeader, { status: 'seen' }, NOON)
    const ids = async (statuses?: 'new'[]) =>
      (await siteObservations(db, dana.id, ['oak'], statuses ? { statuses } : {})).map((o) => o.id)
    expect(await ids()).toEqual([second, first])
    expect(await ids(['new'])).toEqual([second])
    expect(await siteObservations(db, dana.id, [])).toEqual([])
  },
)
