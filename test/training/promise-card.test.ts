import { expect } from 'vitest'
import {
  addEmployee,
  deactivateEmployee,
  employeeById,
  grantRole,
} from '../../app/people/employee.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import {
  approveCard,
  cardAbove,
  cardsForHr,
  newestCard,
  returnCard,
  sendCard,
} from '../../app/training/promise-card.server.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'

const now = new Date('2026-11-02T20:30:00Z')
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const lines = (share: string) => ({
  share,
  influence: 'say it on Monday',
  growth: 'a course a year',
})

async function company(db: Db) {
  const units = [
    { id: 'company', parentId: null, code: 'a', name: 'Company', kind: 'company' },
    { id: 'site', parentId: 'company', code: 'b', name: 'Site', kind: 'site' },
    { id: 'till', parentId: 'site', code: 'c', name: 'Till', kind: 'team' },
    { id: 'other', parentId: 'company', code: 'd', name: 'Other', kind: 'site' },
  ] as const
  for (const unit of units) await addUnit(db, unit)
  const person = async (staffNumber: string, name: string, unitId: string) =>
    addEmployee(db, { staffNumber, name, unitId, locale: 'ru' }, now)
  const head = await person('1', 'Head of Site', 'site')
  const chief = await person('2', 'Chief of Till', 'till')
  const hr = await person('3', 'Hanna', 'company')
  await grantRole(db, head, 'leader', 'site')
  await grantRole(db, chief, 'leader', 'till')
  await grantRole(db, hr, 'hr')
  const as = async (id: string) => (await employeeById(db, id))!
  return { head: await as(head), chief: await as(chief), hr: await as(hr) }
}

onBothDatabases(
  'a card stands for the team once HR has approved it, and says who did',
  async ({ db }) => {
    const { head, hr } = await company(db)
    expect(await sendCard(db, head, lines('tips'), now)).toBe('sent')
    expect(await cardAbove(db, 'till')).toBeNull()
    const { waiting } = await cardsForHr(db, hr)
    expect(waiting).toMatchObject([{ leader: 'Head of Site', units: ['Site'], own: false }])
    expect(await approveCard(db, waiting[0]!.id, hr, later(5))).toBe('decided')
    const standing = { leader: 'Head of Site', lines: lines('tips'), language: 'ru' }
    expect(await cardAbove(db, 'till')).toEqual(standing)
    expect(await cardAbove(db, 'site')).toEqual(standing)
    expect(await cardAbove(db, 'other')).toBeNull()
    expect(await cardAbove(db, 'company')).toBeNull()
    expect((await cardsForHr(db, hr)).history).toEqual([
      {
        id: waiting[0]!.id,
        leader: 'Head of Site',
        by: 'Hanna',
        at: later(5).getTime(),
        reason: '',
      },
    ])
  },
)

onBothDatabases('the nearest leader up the tree counts', async ({ db }) => {
  const { head, chief, hr } = await company(db)
  for (const [leader, share] of [
    [head, 'of the site'],
    [chief, 'of the till'],
  ] as const) {
    await sendCard(db, leader, lines(share), now)
    const { waiting } = await cardsForHr(db, hr)
    await approveCard(db, waiting[0]!.id, hr, now)
  }
  expect((await cardAbove(db, 'till'))?.lines.share).toBe('of the till')
  expect((await cardAbove(db, 'site'))?.lines.share).toBe('of the site')
  // Whoever left promises nothing any more.
  await deactivateEmployee(db, chief.id)
  expect((await cardAbove(db, 'till'))?.lines.share).toBe('of the site')
})

onBothDatabases(
  'a card that goes back carries its reason, and the earlier one goes on standing',
  async ({ db }) => {
    const { head, hr } = await company(db)
    const waiting = async () => (await cardsForHr(db, hr)).waiting[0]!.id
    await sendCard(db, head, lines('first'), now)
    await approveCard(db, await waiting(), hr, now)
    await sendCard(db, head, lines('second'), later(1))
    const second = await waiting()
    expect(await returnCard(db, second, hr, ' \0 ', later(2))).toBe('reason')
    expect(await returnCard(db, second, hr, 'x'.repeat(301), later(2))).toBe('reason')
    expect(await returnCard(db, second, hr, 'name the day', later(2))).toBe('decided')
    expect(await newestCard(db, head.id)).toMatchObject({
      status: 'returned',
      reason: 'name the day',
    })
    expect((await cardAbove(db, 'till'))?.lines.share).toBe('first')
    // Sent again unchanged it waits again; approved, it takes the earlier one's place.
    expect(await sendCard(db, head, lines('second'), later(3))).toBe('sent')
    await approveCard(db, await waiting(), hr, later(4))
    expect((await cardAbove(db, 'till'))?.lines.share).toBe('second')
    const { standing, history } = await cardsForHr(db, hr)
    expect(standing).toHaveLength(1)
    expect(history.map(({ reason }) => reason)).toEqual(['', 'name the day', ''])
    expect(await returnCard(db, standing[0]!.id, hr, 'not true any more', later(5))).toBe('decided')
    expect(await cardAbove(db, 'till')).toBeNull()
  },
)

onBothDatabases('HR decides on the text it has read: a newer one waits anew', async ({ db }) => {
  const { head, hr } = await company(db)
  await sendCard(db, head, lines('read'), now)
  const read = (await cardsForHr(db, hr)).waiting[0]!.id
  expect(await sendCard(db, head, lines('read'), now)).toBe('unchanged')
  await sendCard(db, head, lines('unread'), later(1))
  expect(await approveCard(db, read, hr, later(2))).toBe('gone')
  expect(await returnCard(db, read, hr, 'why', later(2))).toBe('gone')
  expect(await cardAbove(db, 'till')).toBeNull()
  expect((await cardsForHr(db, hr)).waiting).toMatchObject([{ lines: { share: 'unread' } }])
  expect(await approveCard(db, 'no-such-card', hr, later(2))).toBe('gone')
})

onBothDatabases(
  'nobody approves their own card, and who leads nobody sends none',
  async ({ db }) => {
    const { head, hr } = await company(db)
    await grantRole(db, head.id, 'hr')
    expect(await sendCard(db, hr, lines('x'), now)).toBe('no-team')
    await sendCard(db, head, lines('mine'), now)
    const { waiting } = await cardsForHr(db, head)
    expect(waiting).toMatchObject([{ own: true }])
    expect(await approveCard(db, waiting[0]!.id, head, now)).toBe('own')
    expect(await returnCard(db, waiting[0]!.id, head, 'why', now)).toBe('own')
    expect(await newestCard(db, head.id)).toMatchObject({ status: 'sent' })
  },
)

onBothDatabases(
  'approving twice, one after another or at once, leaves the card standing',
  async ({ db }) => {
    const { head, hr } = await company(db)
    await sendCard(db, head, lines('tips'), now)
    const { id } = (await cardsForHr(db, hr)).waiting[0]!
    const first = await Promise.all([approveCard(db, id, hr, now), approveCard(db, id, hr, now)])
    expect(first.toSorted()).toEqual(['decided', 'gone'])
    expect(await approveCard(db, id, hr, later(1))).toBe('gone')
    expect((await cardAbove(db, 'till'))?.lines.share).toBe('tips')
  },
)

onBothDatabases('sent by two taps at once, one card waits', async ({ db }) => {
  const { head, hr } = await company(db)
  const taps = ['tips', 'tips', 'bonus', 'tips'].map((share) =>
    sendCard(db, head, lines(share), now),
  )
  expect(await Promise.all(taps)).toContain('sent')
  expect((await cardsForHr(db, hr)).waiting).toHaveLength(1)
})
