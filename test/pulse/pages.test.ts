import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeWave, tendWaves } from '../../app/pulse/close.server.ts'
import { launchWave } from '../../app/pulse/launch.server.ts'
import { storeResponse } from '../../app/pulse/response.server.ts'
import { shownComments } from '../../app/pulse/results/comment.server.ts'
import { topics } from '../../app/pulse/results/topic.server.ts'
import { survey } from '../../app/pulse/survey.server.ts'
import { grantRole } from '../../app/people/employee.server.ts'
import { pdfText } from '../support/pdf.ts'
import { startPortal, type TestPortal } from '../support/portal.ts'
import { AFTER, answerBy, CLOSING, companyOf, LATER, NOON } from './company.ts'

let portal: TestPortal
let waveId: string
/** The portal tends its waves by this clock, so it stands still before the close until everybody has answered. */
let now = LATER
const cookies: Record<'employee' | 'leader' | 'hr' | 'silent', string> = {
  employee: '',
  leader: '',
  hr: '',
  silent: '',
}

const ids = { employee: '', silent: '' }

/** Haifa fifteen, of whom one never took a token; Akko eight. */
beforeAll(async () => {
  portal = await startPortal({ now: () => now })
  const { db, settings } = portal.portal
  const people = await companyOf(db, { haifa: 15, akko: 8 })
  const [leader, hr, silent, ...others] = people.haifa as [string, string, string, ...string[]]
  await grantRole(db, leader, 'leader', 'haifa')
  await grantRole(db, hr, 'hr', '')
  const asked = survey('whole')!
  const launch = await launchWave(db, settings.keyDir, asked, CLOSING, NOON)
  if (typeof launch === 'string') throw new Error(launch)
  waveId = launch.waveId
  for (const [i, person] of [leader, hr, ...others, ...people.akko!].entries()) {
    const given = asked.questions.flatMap(({ id, kind }, q) =>
      kind === 'item' ? [[id, 1 + ((i + q) % 5)] as const] : [],
    )
    const posted = await answerBy(db, settings.keyDir, waveId, person, {
      answers: { enps: (i * 3) % 11, ...Object.fromEntries(given) },
      comments: [{ question: 'comment', text: `Words ${i}`, companyLevel: false }],
    })
    await storeResponse(db, waveId, posted, LATER)
  }
  now = AFTER
  await closeWave(db, settings.keyDir, waveId, AFTER)
  Object.assign(ids, { employee: others[0]!, silent })
  cookies.employee = await portal.signIn(others[0]!)
  cookies.leader = await portal.signIn(leader)
  cookies.hr = await portal.signIn(hr)
  cookies.silent = await portal.signIn(silent)
})
afterAll(() => portal.remove())

const get = (path: string, who?: keyof typeof cookies) =>
  portal.fetch(path, { cookie: who && cookies[who] })

test('anybody signed in takes the same file along, nobody else any', async () => {
  const files = await Promise.all(
    (['employee', 'leader', 'hr'] as const).map(async (who) => {
      const answer = await get(`/pulse/${waveId}/results.csv`, who)
      expect(answer.headers.get('content-type')).toContain('text/csv')
      expect(answer.headers.get('content-disposition')).toBe(
        'attachment; filename="pulse-whole-2026-03-16.csv"',
      )
      return answer.text()
    }),
  )
  expect(new Set(files).size).toBe(1)
  expect((parse(files[0]!, { bom: true }) as string[][]).length).toBeGreaterThan(40)
  for (const extension of ['csv', 'xlsx', 'pdf']) {
    const answer = await get(`/pulse/${waveId}/results.${extension}`)
    expect(answer.headers.get('location')).toContain('/sign-in')
    expect((await get(`/pulse/none/results.${extension}`, 'hr')).status).toBe(404)
  }
  const paper = await get(`/pulse/${waveId}/results.pdf?unit=haifa`, 'employee')
  expect(paper.headers.get('content-type')).toBe('application/pdf')
  expect(pdfText(new Uint8Array(await paper.arrayBuffer()))).toContain('haifa')
})

test('the pages of a closed wave are the same for an employee, a leader and HR', async () => {
  for (const page of ['map?depth=1', 'trend?unit=akko']) {
    const shown = await Promise.all(
      (['employee', 'leader', 'hr'] as const).map(async (who) => {
        const answer = await get(`/pulse/${waveId}/${page}`, who)
        expect(answer.status).toBe(200)
        return mainOf(await answer.text())
      }),
    )
    expect(new Set(shown).size).toBe(1)
    expect(shown[0]!.length).toBeGreaterThan(500)
  }
})

/** What is read of a page: its main part without the addresses of files that bear a nonce. */
function mainOf(html: string): string {
  return /<main[\s\S]*<\/main>/.exec(html)![0].replaceAll(/<[^>]*>/g, ' ')
}

test('a leader reads the units they lead, and no other at this address', async () => {
  const page = await (await get('/team/pulse', 'leader')).text()
  expect(page).toContain('haifa')
  expect(page).toContain(`/team/pulse/${waveId}/promises?unit=haifa`)
  expect((await get('/team/pulse?unit=akko', 'leader')).status).toBe(404)
  expect((await get('/team/pulse', 'employee')).status).toBe(403)
})

test('HR adds a topic once, marks a comment, and everybody reads the topic beside it', async () => {
  const send = (path: string, body: [string, string][], who: keyof typeof cookies = 'hr') =>
    portal.fetch(path, { method: 'POST', cookie: cookies[who], body: new URLSearchParams(body) })
  const added = await send('/hr/topics?index', [['name', ' Shifts and hours ']])
  expect(added.headers.get('location')).toBe('/hr/topics')
  expect((await send('/hr/topics?index', [['name', 'shifts and HOURS']])).status).toBe(422)
  expect((await send('/hr/topics?index', [['name', '  ']])).status).toBe(422)
  const [topic] = await topics(portal.portal.db)
  const [comment] = await shownComments(portal.portal.db, waveId, { units: ['haifa', 'company'] })
  const marked: [string, string][] = [
    ['comment', comment!.id],
    [`topic-${comment!.id}`, topic!.id],
  ]
  const address = `/hr/waves/${waveId}/comments`
  expect((await send(address, marked, 'leader')).status).toBe(403)
  expect((await send(address, marked)).headers.get('location')).toContain('saved')
  const read = await (await get(`/pulse/${waveId}/results?unit=haifa`, 'employee')).text()
  expect(read).toContain('Shifts and hours')
  const stays = await send(`/hr/topics/${topic!.id}/remove`, [])
  expect(stays.headers.get('location')).toBe(`/hr/topics/${topic!.id}`)
})

test('whether a token was issued to me I alone read, and nobody 30 days after', async () => {
  const told = async (who: keyof typeof cookies) => {
    const page = await (await get(`/pulse/${waveId}/results`, who)).text()
    return (
      [
        ['yes', 'One token was issued to you'],
        ['no', 'no token was issued in your name'],
        ['gone', 'Nothing is kept about it'],
      ] as const
    ).flatMap(([answer, words]) => (page.includes(words) ? [answer] : []))
  }
  expect(await told('employee')).toEqual(['yes'])
  expect(await told('silent')).toEqual(['no'])
  now = new Date(AFTER.getTime() + 31 * 24 * 60 * 60 * 1000)
  await tendWaves(portal.portal.db, portal.portal.settings.keyDir, now)
  // Sessions of a month ago are over.
  for (const who of ['employee', 'silent'] as const) cookies[who] = await portal.signIn(ids[who])
  expect(await told('employee')).toEqual(['gone'])
  expect(await told('silent')).toEqual(['gone'])
})
