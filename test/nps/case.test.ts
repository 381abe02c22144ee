import { expect } from 'vitest'
import type { Db } from '../../db/connect.ts'
import { caseFor } from '../../app/nps/cases/case.server.ts'
import {
  answerCase,
  caseState,
  closeCase,
  handOver,
  logDeed,
  takeCase,
} from '../../app/nps/cases/handling.server.ts'
import { casesOf, casesWaiting } from '../../app/nps/cases/list.server.ts'
import { forgetCases, openCases } from '../../app/nps/cases/open.server.ts'
import { unitTree } from '../../app/people/unit.server.ts'
import { onBothDatabases } from '../support/database.ts'
import { garden, NOON } from '../feedback/garden.ts'
import { customers } from './customers.ts'

const HOUR = 60 * 60_000
const later = (hours: number) => new Date(NOON.getTime() + hours * HOUR)
const WHY = 'The pot broke in the bag. Ask for Dana, 052-555-0134'

/** An unhappy customer of the oak's tills, and two who need no case; gives the case's id. */
async function unhappy(db: Db): Promise<string> {
  await customers(db, [
    { score: 3, why: WHY, unitId: 'oak-tills' },
    { score: 9, why: 'Lovely' },
    { score: 2, why: 'No contact left' },
  ])
  const answers = await db
    .selectFrom('nps_response')
    .where('score', 'in', [3, 9])
    .select('id')
    .execute()
  await db
    .insertInto('nps_contact')
    .values(
      answers.map(({ id }) => ({
        response_id: id,
        contact: 'm.k@example.org',
        contact_key: `key ${id}`,
        locale: 'he',
        consented_at: NOON.getTime(),
        kept_since: NOON.getTime(),
      })),
    )
    .execute()
  expect(await openCases(db)).toBe(1)
  expect(await openCases(db)).toBe(0)
  const { id } = await db.selectFrom('nps_case').select('id').executeTakeFirstOrThrow()
  return id
}

onBothDatabases(
  'an unhappy customer who left a contact becomes one case, due in 48 hours, with the site’s leader',
  async ({ db }) => {
    const people = await garden(db)
    const id = await unhappy(db)
    const units = await unitTree(db)
    const { open } = await casesOf(db, units, people.oakLeader)
    expect(open).toMatchObject([
      { id, unitId: 'oak-tills', score: 3, owner: null, dueAt: later(48).getTime() },
    ])
    expect((await casesOf(db, units, people.northLeader)).open).toHaveLength(1)
    // Leading a team inside the site is not leading the site; others do not learn that there is one.
    for (const who of [people.tillLeader, people.dana, people.figLeader]) {
      expect((await casesOf(db, units, who)).open).toEqual([])
      expect(await caseFor(db, id, who, 'en')).toBeNull()
      expect(await takeCase(db, id, who, '', NOON)).toBe('not-found')
    }
    expect(await casesWaiting(db, units, people.oakLeader, later(47))).toEqual({ open: 1, late: 0 })
    expect(await casesWaiting(db, units, people.oakLeader, later(49))).toEqual({ open: 1, late: 1 })
  },
)

onBothDatabases(
  'contact and whole words are read by who handles the case alone, and go with it when it is handed over',
  async ({ db }) => {
    const { oakLeader, northLeader, dana, eli } = await garden(db)
    const id = await unhappy(db)
    const before = await caseFor(db, id, oakLeader, 'en')
    expect(before).toMatchObject({ contact: null, mine: false, erased: false })
    expect(before!.why).not.toMatch(/0134|Dana/)
    expect(await takeCase(db, id, oakLeader, '', NOON)).toBe('taken')
    expect(await caseFor(db, id, oakLeader, 'en')).toMatchObject({
      why: WHY,
      contact: { text: 'm.k@example.org', locale: 'he' },
    })
    expect(await caseFor(db, id, northLeader, 'en')).toMatchObject({ contact: null, mine: false })
    expect(await handOver(db, id, oakLeader, eli.id, NOON)).toBe('unknown-colleague')
    expect(await handOver(db, id, oakLeader, dana.id, NOON)).toBe('handed')
    expect(await caseFor(db, id, dana, 'en')).toMatchObject({ why: WHY, mine: true })
    expect(await caseFor(db, id, oakLeader, 'en')).toMatchObject({ contact: null, mine: false })
    // Handing on takes the door along: who does not oversee the site has no part in it any more.
    expect(await handOver(db, id, dana, oakLeader.id, NOON)).toBe('handed')
    expect(await caseFor(db, id, dana, 'en')).toBeNull()
  },
)

onBothDatabases('of two leaders who take a case at once one has it', async ({ db }) => {
  const { oakLeader, northLeader } = await garden(db)
  const id = await unhappy(db)
  const both = await Promise.all([
    takeCase(db, id, oakLeader, '', NOON),
    takeCase(db, id, northLeader, '', NOON),
  ])
  expect(both.sort()).toEqual(['already-taken', 'taken'])
  // Taking over is done with open eyes: from whoever has it.
  const { owner_id } = await db.selectFrom('nps_case').select('owner_id').executeTakeFirstOrThrow()
  const other = owner_id === oakLeader.id ? northLeader : oakLeader
  expect(await takeCase(db, id, other, owner_id!, NOON)).toBe('taken')
})

onBothDatabases(
  'what was done is written down by who handles it; closing asks the customer, whose no opens it again',
  async ({ db }) => {
    const { oakLeader, northLeader } = await garden(db)
    const id = await unhappy(db)
    const deed = { move: 'listen', words: 'Called at noon' } as const
    expect(await logDeed(db, id, oakLeader, deed, NOON)).toBe('not-found')
    await takeCase(db, id, oakLeader, '', NOON)
    expect(await logDeed(db, id, oakLeader, deed, later(1))).toBe('logged')
    expect(await logDeed(db, id, northLeader, deed, later(1))).toBe('not-found')
    expect(await caseState(db, id, later(2))).toBe('open')
    // Before the close the customer's page asks nothing, and an answer changes nothing.
    expect(await answerCase(db, id, { solved: 'no', words: '' }, later(2))).toBe('open')

    await closeCase(db, id, oakLeader, { outcome: 'solved', words: 'New pot' }, later(3))
    expect(await caseState(db, id, later(4))).toBe('asks')
    expect(await logDeed(db, id, oakLeader, deed, later(4))).toBe('closed')
    const no = { solved: 'no', words: 'It broke again' } as const
    expect(await answerCase(db, id, no, later(5))).toBe('reopened')
    expect(await answerCase(db, id, no, later(5))).toBe('reopened')
    expect(await caseFor(db, id, oakLeader, 'en')).toMatchObject({
      closedAt: null,
      outcome: null,
      solved: 0,
      dueAt: later(53).getTime(),
      mine: true,
    })
    await closeCase(db, id, oakLeader, { outcome: 'offered', words: '' }, later(6))
    expect(await answerCase(db, id, { solved: 'yes', words: '' }, later(7))).toBe('solved')
    const done = await caseFor(db, id, oakLeader, 'en')
    expect(done!.steps.map(({ kind, by }) => `${kind} ${by ?? 'customer'}`)).toEqual([
      'taken Olga',
      'listen Olga',
      'closed Olga',
      'no customer',
      'closed Olga',
      'yes customer',
    ])
    expect(done).toMatchObject({ solved: 1, outcome: 'offered' })
  },
)

onBothDatabases('thirty days after the close the customer’s link is over', async ({ db }) => {
  const { oakLeader } = await garden(db)
  const id = await unhappy(db)
  await takeCase(db, id, oakLeader, '', NOON)
  await closeCase(db, id, oakLeader, { outcome: 'solved', words: '' }, NOON)
  expect(await caseState(db, id, later(30 * 24))).toBe('asks')
  expect(await caseState(db, id, later(30 * 24 + 1))).toBe('over')
  expect(await answerCase(db, id, { solved: 'no', words: '' }, later(30 * 24 + 1))).toBe('over')
  expect(await caseFor(db, id, oakLeader, 'en')).toMatchObject({ outcome: 'solved', solved: null })
})

onBothDatabases(
  'a contact that was erased takes along what was written about the customer, and ends an open case',
  async ({ db }) => {
    const { oakLeader } = await garden(db)
    const id = await unhappy(db)
    await takeCase(db, id, oakLeader, '', NOON)
    await logDeed(db, id, oakLeader, { move: 'own', words: 'Mrs K. is upset' }, NOON)
    await forgetCases(db, NOON)
    expect(await caseFor(db, id, oakLeader, 'en')).toMatchObject({ closedAt: null })
    await db.deleteFrom('nps_contact').execute()
    await forgetCases(db, later(1))
    const left = await caseFor(db, id, oakLeader, 'en')
    expect(left).toMatchObject({ erased: true, contact: null, outcome: 'unreachable' })
    expect(JSON.stringify(left!.steps)).not.toContain('Mrs K.')
    // An answer that is taken back with its file takes its case along.
    await db.deleteFrom('nps_response').execute()
    expect(await db.selectFrom('nps_case').select('id').execute()).toEqual([])
  },
)
