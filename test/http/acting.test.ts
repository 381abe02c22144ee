import { afterAll, beforeAll, expect, test } from 'vitest'
import { addEmployee, grantRole } from '../../app/people/employee.server.ts'
import { logObservation } from '../../app/feedback/observation.server.ts'
import { threadFor } from '../../app/pulse/acting/thread.client.ts'
import { closeWave } from '../../app/pulse/close.server.ts'
import { newReceipt } from '../../app/pulse/receipt.ts'
import { issueToken, storeResponse } from '../../app/pulse/response.server.ts'
import { toBase64url } from '../../app/pulse/token.ts'
import { myPart } from '../../app/pulse/wave.server.ts'
import {
  AFTER,
  answerOf,
  blindedMessage,
  companyOf,
  LATER,
  launched,
  NOON,
} from '../pulse/company.ts'
import { startPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
/** The portal itself closes waves whose time is past. */
let clock = LATER
let waveId: string
let open: string
const cookies: Record<string, string> = {}

beforeAll(async () => {
  portal = await startPortal({ now: () => clock })
  const { db, settings } = portal.portal
  const people = await companyOf(db, { haifa: 12, akko: 12 })
  waveId = await launched(db, settings.keyDir)
  for (const [i, id] of Object.values(people).flat().entries()) {
    await issueToken(db, settings.keyDir, waveId, id, toBase64url(blindedMessage()), LATER)
    const { group } = (await myPart(db, waveId, id))!
    const thread = await threadFor(newReceipt(), waveId, 'comment')
    const comment = { question: 'comment', text: `More light ${i}`, companyLevel: false, ...thread }
    const said = { answers: { enps: i % 11 }, comments: [comment] }
    await storeResponse(db, waveId, await answerOf(db, settings.keyDir, waveId, group, said), LATER)
  }
  clock = AFTER
  await closeWave(db, settings.keyDir, waveId, AFTER)
  open = await launched(db, settings.keyDir, new Date(AFTER.getTime() + 1e9))
  for (const [name, role, unit] of [
    ['leader', 'leader', 'haifa'],
    ['other', 'leader', 'akko'],
    ['hr', 'hr', ''],
  ] as const) {
    const who = { staffNumber: name, name, unitId: unit || 'company', locale: 'en' as const }
    const id = await addEmployee(db, who, NOON)
    await grantRole(db, id, role, unit)
    cookies[name] = await portal.signIn(id)
  }
  cookies.staff = await portal.signIn(people.haifa![0]!)
}, 120_000)
afterAll(() => portal.remove())

const status = async (path: string, who: string, form?: Record<string, string>) => {
  const answer = await portal.fetch(path, {
    cookie: cookies[who],
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  })
  await answer.arrayBuffer()
  return answer.status
}

test('a comment of another unit, another wave or nowhere is a 404 for leaders, and the whole place closed to staff', async () => {
  const { db } = portal.portal
  const { id } = await db
    .selectFrom('pulse_comment')
    .where('unit_id', '=', 'haifa')
    .select('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  const at = (wave: string, comment: string) => `/team/pulse/${wave}/comments/${comment}`
  const say = { text: 'We heard you' }
  expect(await status(at(waveId, id), 'leader')).toBe(200)
  for (const who of ['other', 'hr']) {
    expect(await status(at(waveId, id), who)).toBe(404)
    expect(await status(at(waveId, id), who, say)).toBe(404)
  }
  expect(await status(at(waveId, id), 'staff')).toBe(403)
  expect(await status(at(waveId, id), 'staff', say)).toBe(403)
  for (const [wave, comment] of [
    [open, id],
    [crypto.randomUUID(), id],
    [waveId, crypto.randomUUID()],
  ] as const) {
    expect(await status(at(wave, comment), 'leader')).toBe(404)
    expect(await status(at(wave, comment), 'leader', say)).toBe(404)
  }
  expect(await status(`/team/pulse/${open}/comments`, 'leader')).toBe(404)
  expect(await db.selectFrom('pulse_reply').select('id').execute()).toEqual([])
  expect(await status(at(waveId, id), 'leader', { text: ' ' })).toBe(422)
  expect(await status(at(waveId, id), 'leader', say)).toBe(302)
  expect(await db.selectFrom('pulse_reply').select('id').execute()).toHaveLength(1)
})

test('a promise is made, settled, removed and undone by who leads the unit, and by nobody else', async () => {
  const { db } = portal.portal
  const me = await db
    .selectFrom('people_employee')
    .where('staff_number', '=', 'leader')
    .select('id')
    .executeTakeFirstOrThrow()
  const promises = `/team/pulse/${waveId}/promises`
  const form = { unit: 'haifa', heard: 'Too dark', deed: 'Lamps', owner: me.id, due: '2026-04-01' }
  for (const who of ['other', 'hr']) expect(await status(promises, who, form)).toBe(404)
  expect(await status(promises, 'staff', form)).toBe(403)
  expect(await status(`${promises}?unit=akko`, 'leader')).toBe(404)
  expect(await status(promises, 'leader', { ...form, due: 'soon' })).toBe(422)
  expect(await status(promises, 'leader', { ...form, owner: 'nobody' })).toBe(422)
  expect(await status(`/team/pulse/${open}/promises`, 'leader', form)).toBe(404)
  expect(await status(promises, 'leader', form)).toBe(302)
  const { id } = await db.selectFrom('pulse_promise').select('id').executeTakeFirstOrThrow()
  const kept = { status: 'kept', outcome: 'They shine' }
  for (const step of ['settle', 'remove', 'undo']) {
    for (const who of ['other', 'hr']) {
      expect(await status(`${promises}/${id}/${step}`, who, kept)).toBe(404)
    }
    expect(await status(`${promises}/${id}/${step}`, 'staff', kept)).toBe(403)
    const elsewhere = `/team/pulse/${open}/promises/${id}/${step}`
    expect(await status(elsewhere, 'leader', kept)).toBe(404)
  }
  expect(await status(`${promises}/${id}/settle`, 'leader', { status: 'kept' })).toBe(422)
  expect(await status(`${promises}/${id}/settle`, 'leader', kept)).toBe(302)
  const row = await db.selectFrom('pulse_promise').selectAll().executeTakeFirstOrThrow()
  expect(row).toMatchObject({ ...kept, removed_at: null })
})

test('an address that was tampered with says nothing, and breaks nothing', async () => {
  const { db } = portal.portal
  const me = await db
    .selectFrom('people_employee')
    .where('staff_number', '=', 'leader')
    .select('id')
    .executeTakeFirstOrThrow()
  const seen = { key: crypto.randomUUID(), touchpoint: 'entrance', grade: 'poor' as const }
  const note = await logObservation(db, { id: me.id, unitId: 'haifa' }, seen, AFTER)
  if (!('id' in note)) throw new Error(note.outcome)
  for (const done of ['constructor', '__proto__', 'valueOf'])
    for (const [path, who] of [
      ['/hr/promise-cards', 'hr'],
      ['/hr/value', 'hr'],
      [`/team/pulse/${waveId}/promises`, 'leader'],
      [`/team/feedback/${note.id}`, 'leader'],
    ] as const)
      expect([path, await status(`${path}?done=${done}`, who)]).toEqual([path, 200])
})
