import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createSignInLink } from '../../app/auth/link.server.ts'
import { readSession, startSession } from '../../app/auth/session.server.ts'
import { uploadedFile, uploadsIn } from '../../app/files/upload.server.ts'
import { runDueJobs } from '../../app/jobs/job.server.ts'
import {
  employeeById,
  employeeIdByStaffNumber,
  grantRole,
} from '../../app/people/employee.server.ts'
import { columnsOf } from '../../app/people/importing/columns.ts'
import { tooManyLeave } from '../../app/people/importing/row.ts'
import {
  confirmPeople,
  dropPeople,
  peopleErrors,
  peopleJobs,
  peopleRun,
  readInEncoding,
  recordPeopleFile,
} from '../../app/people/importing/run.server.ts'
import { changeWords, faultWords } from '../../app/people/importing/words.server.ts'
import { unitTree } from '../../app/people/unit.server.ts'
import { onBothDatabases, type TestDatabase } from '../support/database.ts'
import { smallCompany } from '../support/portal.ts'

const now = new Date('2026-11-30T09:00:00Z')
const HEAD = 'staff_number,name,email,unit,roles,locale,status,hired,time_zone\n'

/** HR's desk: a file is brought, looked at, confirmed and taken, as the pages do it. */
async function desk({ db, dataDir }: TestDatabase, as: 'hr' | 'owner' = 'hr') {
  const people = await smallCompany(db, now)
  if (as === 'owner') await grantRole(db, people.owner, 'hr')
  const by = people[as]
  const tended: number[] = []
  const handlers = peopleJobs(
    db,
    dataDir,
    () => now,
    async () => void tended.push(1),
  )
  let files = 0
  const bring = async (bytes: string | Uint8Array) => {
    const upload = `${++files}.csv`
    mkdirSync(uploadsIn(dataDir), { recursive: true })
    writeFileSync(uploadedFile(dataDir, upload), bytes)
    const about = { fileName: 'people.csv', sha256: String(files), upload, refusal: null }
    const { id } = await recordPeopleFile(db, about, by, now)
    expect(await runDueJobs(db, handlers, () => now)).toEqual({ done: 1, failed: 0 })
    return id
  }
  const run = async (id: number) => (await peopleRun(db, String(id)))!
  const take = async (id: number, said = { absentLeave: false, typed: '' }) => {
    expect(await confirmPeople(db, id, said, now)).toBe('queued')
    expect(await runDueJobs(db, handlers, () => now)).toEqual({ done: 1, failed: 0 })
    return run(id)
  }
  const person = async (staffNumber: string) => {
    const id = await employeeIdByStaffNumber(db, staffNumber)
    return id === null ? null : employeeById(db, id)
  }
  return { db, dataDir, people, bring, run, take, person, handlers, tended }
}

test('columns are recognised by their headers in three languages, whatever their case and signs', () => {
  const found = (headers: string[]) => Object.fromEntries(columnsOf(headers))
  expect(found(['Staff No', 'Staff Number', 'Full name', 'E-Mail', 'Department'])).toEqual({
    ...{ staff_number: 1, name: 2, email: 3, unit: 4 },
  })
  expect(found(['Табельный номер', 'ФИО', 'Эл. почта', 'Подразделение', 'Дата приёма'])).toEqual({
    ...{ staff_number: 0, name: 1, email: 2, unit: 3, hired: 4 },
  })
  expect(found(['מספר עובד', 'שם מלא', 'דוא"ל', 'יחידה', 'תפקידים', 'שפה', 'סטטוס'])).toEqual({
    ...{ staff_number: 0, name: 1, email: 2, unit: 3, roles: 4, locale: 5, status: 6 },
  })
})

test('a tenth of the people may leave without a word, five always need one where they are more', () => {
  expect(tooManyLeave(10, 100)).toBe(false)
  expect(tooManyLeave(11, 100)).toBe(true)
  expect(tooManyLeave(4, 10)).toBe(false)
  expect(tooManyLeave(5, 10)).toBe(true)
})

onBothDatabases(
  'HR reads what a file would change before anything is changed, and then it is so',
  async (database) => {
    const { bring, run, take, person, people, db, tended } = await desk(database)
    const id = await bring(
      HEAD +
        '1,Emma Flor,emma@example.org,Company/Region/Other site,leader,,,2024-02-01,\n' +
        '2,Lev Leader,,Company/Region/Site/Team,leader,,,,\n' +
        '5,Sara Elsewhere,,Company/Region/Other site,,,left,,\n' +
        '6,Новая Мария,,company/region/Night site/Till,,русский,,01.11.2026,Europe/Berlin\n',
    )
    const looked = await run(id)
    expect(looked.state).toBe('checked')
    const { counts, moves, changes, joins, leaves, units } = looked.look!
    expect(counts).toEqual({
      ...{ read: 4, added: 1, changed: 2, moved: 1, left: 1, unchanged: 0, wrong: 0, units: 2 },
    })
    expect(moves).toMatchObject([
      { name: 'Emma Flor', from: 'Region / Site / Team', to: 'Region / Other site' },
    ])
    expect(changes.map((change) => changeWords(change, 'en'))).toEqual([
      { field: 'Name', from: 'Emma Floor', to: 'Emma Flor' },
      { field: 'E-mail', from: 'nothing', to: 'emma@example.org' },
      { field: 'Hired', from: 'nothing', to: '2024-02-01' },
      { field: 'Roles', from: 'no role', to: 'leads Region / Other site' },
      {
        ...{ field: 'Roles', from: 'leads Region / Site' },
        to: 'leads Region / Site; leads Region / Site / Team',
      },
    ])
    expect(joins).toMatchObject([{ name: 'Новая Мария', unit: 'Region / Night site / Till' }])
    expect(leaves).toMatchObject([{ name: 'Sara Elsewhere', staffNumber: '5' }])
    expect(units).toEqual(['Region / Night site', 'Region / Night site / Till'])
    expect(await person('6')).toBeNull()
    expect(await unitTree(db)).toHaveLength(5)

    const done = await take(id)
    expect(done).toMatchObject({ state: 'done', counts, upload: null, look: null })
    expect(await person('1')).toMatchObject({
      name: 'Emma Flor',
      unitId: 'other',
      leads: ['other'],
    })
    // A unit led beside one's own is not lost to a file that only knows one's own.
    expect((await person('2'))!.leads.sort()).toEqual(['site', 'team'])
    expect(await person('5')).toBeNull()
    expect(await person('6')).toMatchObject({
      ...{ locale: 'ru', hiredOn: '2026-11-01', timeZone: 'Europe/Berlin' },
    })
    expect((await unitTree(db)).find(({ name }) => name === 'Till')?.kind).toBe('team')
    expect(tended).toEqual([1])
    expect(await employeeById(db, people.hr)).toMatchObject({ roles: ['hr'] })
  },
)

onBothDatabases(
  'the same file again changes nothing, and a column that is not there leaves what is known',
  async (database) => {
    const { bring, run, take, person } = await desk(database)
    const file = `${HEAD}1,Emma Floor,e@example.org,Company/Region/Site/Team,,,,,\n`
    await take(await bring(file))
    expect((await run(await bring(file))).look!.counts).toMatchObject({
      ...{ read: 1, unchanged: 1, changed: 0, added: 0, left: 0 },
    })
    const short = 'מספר עובד;שם;יחידה\n1;Emma Floor;Region/Site\n2;Lev Leader;Region/Site/Team\n'
    await take(await bring(short))
    expect(await person('1')).toMatchObject({ email: 'e@example.org', unitId: 'site' })
    expect(await person('2')).toMatchObject({ roles: ['leader'], leads: ['site'] })
  },
)

onBothDatabases(
  'a bad row is told with its line, column and what to do, and loses nothing else',
  async (database) => {
    const { bring, run, take, person, db } = await desk(database)
    const id = await bring(
      HEAD +
        '1,Emma New,nobody,Company/Region/Site,,,,,\n' +
        '7,Good One,,Company/Region/Site,,,,,\n' +
        '8,Lost,,Other firm/Site,,,,,\n' +
        '9,Comma, in the name,,Company/Region/Site,,,,,x\n',
    )
    const faults = await peopleErrors(db, id)
    expect(faults.map(({ line, place, reason }) => `${line} ${place} ${reason}`)).toEqual([
      '2 email email',
      '4 unit root',
      '5 staff_number surplus',
    ])
    expect(faults.map((fault) => faultWords(fault, 'ru'))[0]).toBe(
      '«nobody» не похоже на адрес почты; исправьте или оставьте пустым',
    )
    const done = await take(id)
    expect(done.counts).toMatchObject({ read: 4, added: 1, wrong: 3 })
    expect((await peopleErrors(db, id)).map(({ line }) => line)).toEqual([2, 4, 5])
    expect(await person('7')).toMatchObject({ name: 'Good One' })
    expect(await person('1')).toMatchObject({ name: 'Emma Floor', unitId: 'team' })
    expect((await run(id)).state).toBe('done')
  },
)

/** Twelve hundred people of one site: three transactions. */
const many = (count: number, left = 0) =>
  Array.from({ length: count }, (_, i) => {
    const status = i < left ? 'left' : ''
    return `m${i},Person ${i},,Company/Region/Crowd,,,${status},,\n`
  }).join('')

onBothDatabases(
  'a run that broke off goes on where it was, and counts each row once',
  async (database) => {
    const { bring, run, db, handlers, take } = await desk(database)
    await take(await bring(HEAD + many(200)))
    const id = await bring(HEAD + many(1200))
    expect(await confirmPeople(db, id, { absentLeave: false, typed: '' }, now)).toBe('queued')
    let places = 0
    const signal = {
      throwIfAborted: () => {
        // Three looks before the first row is stored, then one transaction of three.
        if (++places > 4) throw new Error('the portal shuts down')
      },
    } as AbortSignal
    const attempt = { key: 'x', attempt: 1, signal }
    await expect(handlers['people.import']!({ id }, attempt)).rejects.toThrow('shuts down')
    expect(await run(id)).toMatchObject({ state: 'running', rowsRead: 500 })
    expect((await run(id)).progress).toBeCloseTo(500 / 1200)

    expect(await runDueJobs(db, handlers, () => now)).toEqual({ done: 1, failed: 0 })
    expect(await run(id)).toMatchObject({
      ...{ state: 'done', rowsRead: 1200 },
      counts: { read: 1200, added: 1000, unchanged: 200, changed: 0, left: 0, wrong: 0 },
    })
    const { n } = await db
      .selectFrom('people_employee')
      .where('staff_number', 'like', 'm%')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    expect(Number(n)).toBe(1200)
  },
)

onBothDatabases(
  'a file that lets more than a tenth leave needs their number typed, and a later one cannot let more',
  async (database) => {
    const { bring, run, db, take, person, people, handlers } = await desk(database)
    await take(await bring(HEAD + many(50)))
    const id = await bring(HEAD + many(50, 6))
    expect((await run(id)).look).toMatchObject({ counts: { left: 6 }, active: 55, absent: 3 })
    const say = (typed: string) => confirmPeople(db, id, { absentLeave: false, typed }, now)
    expect(await say('')).toBe('number')
    expect(await say('60')).toBe('number')
    expect((await run(id)).state).toBe('checked')
    expect(await person('m0')).not.toBeNull()
    expect(await say(' 6 ')).toBe('queued')

    // Between the look and the job the file has become another one: nobody has said yes to it.
    const { upload } = await run(id)
    writeFileSync(uploadedFile(database.dataDir, upload!), HEAD + many(50, 30))
    expect(await runDueJobs(db, handlers, () => now)).toEqual({ done: 1, failed: 0 })
    expect(await run(id)).toMatchObject({
      ...{ state: 'refused', refusal: { reason: 'leaves', leaves: 30, active: 55 } },
    })
    expect(await person('m0')).not.toBeNull()
    expect(await employeeById(db, people.hr)).not.toBeNull()
  },
)

onBothDatabases(
  'who is not in the file leaves only where HR says so; HR, owners and whoever stands in a bad row are never meant',
  async (database) => {
    const { bring, run, take, person, people, db } = await desk(database)
    const file = `${HEAD}1,Emma Floor,bad,Company/Region/Site/Team,,,,,\n2,Lev Leader,,Company/Region/Site/Team,leader,,,,\n`
    const first = await run(await bring(file))
    expect(first.look).toMatchObject({ absent: 1, absentNames: [{ name: 'Sara Elsewhere' }] })
    expect((await take(first.id)).counts.left).toBe(0)
    expect(await person('5')).not.toBeNull()

    const cookie = (await startSession(db, false, people.stranger, now)).split(';')[0]!
    await createSignInLink(db, people.stranger, now)
    expect((await readSession(db, false, cookie, now)).employee?.name).toBe('Sara Elsewhere')
    const done = await take(await bring(file), { absentLeave: true, typed: '' })
    expect(done.counts.left).toBe(1)
    expect(await person('5')).toBeNull()
    expect((await readSession(db, false, cookie, now)).employee).toBeNull()
    expect(await db.selectFrom('auth_link').selectAll().execute()).toEqual([])
    for (const staffNumber of ['1', '2', '3', '4']) expect(await person(staffNumber)).not.toBeNull()

    // A row without a number might be anybody.
    const nameless = await bring(`${HEAD},Somebody,,Company/Region/Site,,,,,\n`)
    expect(await confirmPeople(db, nameless, { absentLeave: true, typed: '4' }, now)).toBe(
      'nameless',
    )
    expect(await dropPeople(db, database.dataDir, nameless, now)).toBe('dropped')
    expect(existsSync(uploadedFile(database.dataDir, '3.csv'))).toBe(false)
  },
)

onBothDatabases(
  'by a file HR gives no role of HR’s or the owner’s, takes none, and cannot have a colleague’s way in',
  async (database) => {
    const { bring, take, person, db } = await desk(database)
    const id = await bring(
      HEAD +
        '1,Emma Floor,,Company/Region/Site/Team,hr,,,,\n' +
        '4,Oleg Owner,mine@example.org,Company,,,,,\n' +
        '3,Hanna Resources,,Company,,,left,,\n',
    )
    expect((await peopleErrors(db, id)).map(({ place, reason }) => `${place} ${reason}`)).toEqual([
      'roles only-owner',
      'email above',
      'status yourself',
    ])
    await take(id)
    const renamed = await bring(`${HEAD}4,Oleg O. Owner,,Company,,,,,\n`)
    expect((await take(renamed)).counts.changed).toBe(1)
    expect(await person('4')).toMatchObject({ name: 'Oleg O. Owner', roles: ['owner'] })
    expect(await person('1')).toMatchObject({ roles: [] })
  },
)

onBothDatabases(
  'an owner gives and takes every role by a file, but the last owner stays one',
  async (database) => {
    const { bring, take, person, db } = await desk(database, 'owner')
    const id = await bring(
      HEAD +
        '1,Emma Floor,,Company/Region/Site/Team,hr,,,,\n' +
        '3,Hanna Resources,,Company,,,,,\n' +
        '4,Oleg Owner,,Company,hr,,,,\n',
    )
    expect((await peopleErrors(db, id)).map(({ reason }) => reason)).toEqual(['last-owner'])
    await take(id)
    expect(await person('1')).toMatchObject({ roles: ['hr'] })
    expect(await person('3')).toMatchObject({ roles: [] })
    expect((await person('4'))!.roles.sort()).toEqual(['hr', 'owner'])
  },
)

onBothDatabases('who left and comes back by a file holds no role of before', async (database) => {
  const { bring, take, person } = await desk(database)
  await take(await bring(`${HEAD}2,Lev Leader,,Company/Region/Site,,,left,,\n`))
  expect(await person('2')).toBeNull()
  const back = await take(await bring('staff_number,name,unit\n2,Lev Leader,Region/Site\n'))
  expect(back.counts.changed).toBe(1)
  expect(await person('2')).toMatchObject({ roles: [], unitId: 'site' })
})

onBothDatabases(
  'names in another code page read right once HR says which one it is',
  async (database) => {
    const { bring, run, db, handlers } = await desk(database)
    // Windows-1251: Мия.
    const name = Uint8Array.from([0xcc, 0xe8, 0xff])
    const text = (part: string) => new TextEncoder().encode(part)
    const id = await bring(
      Buffer.concat([text('staff_number,name,unit\n11,'), name, text(',Region/Site\n')]),
    )
    expect(await readInEncoding(db, id, 'windows-1251', now)).toBe('asked')
    await runDueJobs(db, handlers, () => now)
    expect((await run(id)).look!.joins[0]!.name).toBe('Мия')
  },
)

onBothDatabases(
  'a file without the needed columns is turned away with the names it has',
  async (database) => {
    const { bring, run, dataDir } = await desk(database)
    const turned = await run(await bring('Nummer,Person\n1,Emma\n'))
    expect(turned).toMatchObject({
      ...{ state: 'refused', upload: null },
      refusal: { reason: 'columns', value: 'staff_number, name, unit', headers: 'Nummer, Person' },
    })
    expect(existsSync(path.join(uploadsIn(dataDir), '1.csv'))).toBe(false)
  },
)
