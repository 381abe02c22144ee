import { createPublicKey, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page, Request } from '@playwright/test'
import { HOME_SITE } from '../../app/demo/truth.ts'
import type { Locale } from '../../app/i18n/locale.ts'
import {
  begin,
  closeWave,
  expectNobody,
  newestWave,
  press,
  rowsOnDevice,
  skipOn,
  stored,
} from './pulse.ts'
import { DESK, expect, PHONE, rowsOf, test, wordsIn } from './support.ts'

/** Refusals are what is looked for here, and one posting of each answer is cut off on purpose. */
test.use({
  meant:
    /^Failed to load resource: (the server responded with a status of 4(00|01|03|09|10)|net::ERR_FAILED)/,
})

/** What a browser posts as an answer. */
type Answer = Record<'token' | 'signature' | 'context' | 'envelope' | 'withdraw', string>

/**
 * Somebody answers in their own browser up to the last button, and what it would then post is cut off and handed over:
 * a good answer that the portal has not seen yet, and the blinded message that its token was taken with.
 */
async function sealedBy(
  page: Page,
  locale: Locale,
  waveId: string,
): Promise<{ blinded: string; answer: Answer }> {
  let answer: Answer | null = null
  let blinded = ''
  const watch = (request: Request) => {
    if (request.url().endsWith('/token')) blinded = request.postDataJSON().blinded
  }
  page.on('request', watch)
  await page.route('**/pulse/*/response', async (route) => {
    answer = route.request().postDataJSON() as Answer
    await route.abort()
  })
  await begin(page, locale, waveId)
  await page.keyboard.press('9')
  await skipOn(page, locale, 1)
  await press(page, wordsIn(locale)('pulse_send'))
  const waiting = wordsIn(locale)('pulse_waiting_title')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(waiting)
  // Away from the page that would try again by itself.
  await page.goto('/pulse')
  await page.unrouteAll({ behavior: 'wait' })
  page.off('request', watch)
  return { blinded, answer: answer! }
}

interface Way {
  headers?: Record<string, string>
  credentials?: RequestCredentials
}

/** Posted by the page itself, so with whatever headers this browser adds; the status that comes back. */
function post(page: Page, path: string, body: object, way: Way = {}): Promise<number> {
  return page.evaluate(
    async ({ path, body, way }) => {
      const answer = await fetch(path, {
        method: 'POST',
        credentials: way.credentials ?? 'omit',
        referrerPolicy: 'no-referrer',
        headers: { 'Content-Type': 'application/json', ...way.headers },
        body: JSON.stringify(body),
      })
      return answer.status
    },
    { path, body, way },
  )
}

/** A token asked for by the page, as whoever is signed in there. */
function ask(
  page: Page,
  waveId: string,
  blinded: string,
): Promise<{ status: number; signature?: string }> {
  return page.evaluate(
    async ({ path, body }) => {
      const answer = await fetch(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
      })
      const json = answer.headers.get('content-type')?.includes('json')
      return { status: answer.status, ...(json && (await answer.json())) }
    },
    { path: `/pulse/${waveId}/token`, body: JSON.stringify({ blinded }) },
  )
}

/** The same bytes with one bit turned. */
function flipped(text: string, bit: number): string {
  const bytes = Buffer.from(text, 'base64url')
  bytes[bit >> 3]! ^= 1 << (bit & 7)
  return bytes.toString('base64url')
}

/** A number that could be a blinded message under any key. */
function anyBlinded(): Buffer {
  const bytes = randomBytes(256)
  bytes[0]! &= 127
  return bytes
}

/** Another wave, launched by HR in two steps, for whoever the address says. */
async function launched(hr: Page, audience: string): Promise<string> {
  await hr.goto(`/hr/waves/new?step=check&survey=chain&reminders=0&${audience}`)
  await hr.locator('main form[method=post] button').first().click()
  await hr.waitForURL(/\/hr\/waves\/[0-9a-f-]{36}$/, { timeout: 60_000 })
  return new URL(hr.url()).pathname.split('/').at(-1)!
}

/** What a page posts as it leaves the browser, and how it was answered, also where the page itself may not read it. */
async function watchPosts(
  page: Page,
): Promise<() => { status: number; origin: string; cookie: string }[]> {
  const network = await page.context().newCDPSession(page)
  await network.send('Network.enable')
  const posts: string[] = []
  const headers = new Map<string, Record<string, string>>()
  const statuses = new Map<string, number>()
  network.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (request.method === 'POST') posts.push(requestId)
  })
  network.on('Network.requestWillBeSentExtraInfo', (sent) => {
    headers.set(sent.requestId, sent.headers)
  })
  network.on('Network.responseReceivedExtraInfo', ({ requestId, statusCode }) => {
    statuses.set(requestId, statusCode)
  })
  return () =>
    posts.flatMap((id) => {
      const status = statuses.get(id)
      const { Origin: origin = '', Cookie: cookie = '' } = headers.get(id) ?? {}
      return status === undefined ? [] : [{ status, origin, cookie }]
    })
}

test('one answer sent fifty times at once is one answer, and changing it afterwards is refused', async ({
  enter,
  open,
  portal,
}) => {
  const waveId = newestWave(portal, 'open')
  const path = `/pulse/${waveId}/response`
  const employee = await enter('employee', PHONE)
  const { answer } = await sealedBy(employee, 'he', waveId)
  const before = stored(portal, waveId)

  // A browser opens six connections to one place: five of them send really at once.
  const windows = [await open(), await open(), await open(), await open(), await open()]
  await Promise.all(windows.map((window) => window.goto('/sign-in')))
  const statuses = await Promise.all(
    windows.map((window) =>
      window.evaluate(
        ({ path, body }) =>
          Promise.all(
            Array.from({ length: 10 }, async () => {
              const init = { method: 'POST', headers: { 'Content-Type': 'application/json' } }
              return (await fetch(path, { ...init, credentials: 'omit', body })).status
            }),
          ),
        { path, body: JSON.stringify(answer) },
      ),
    ),
  )
  const sorted = statuses.flat().toSorted()
  expect(sorted).toEqual([...Array.from({ length: 49 }, () => 200), 201])
  expect(stored(portal, waveId)).toEqual({ ...before, responses: before.responses + 1 })

  const others = [
    { ...answer, envelope: flipped(answer.envelope, 4000) },
    { ...answer, withdraw: flipped(answer.withdraw, 0) },
  ]
  for (const other of others) expect(await post(employee, path, other)).toBe(409)
  const kept = rowsOf<{ envelope: Buffer }>(
    portal,
    'select envelope from pulse_response where wave_id = ? and withdraw_hash = ?',
    waveId,
    Buffer.from(answer.withdraw, 'base64url'),
  )
  expect(kept.map(({ envelope }) => envelope.toString('base64url'))).toEqual([answer.envelope])
  expect(stored(portal, waveId).responses).toBe(before.responses + 1)
  expect(await post(employee, path, answer)).toBe(200)
})

test('a token of another survey or another group, or with one bit turned, lets no answer in', async ({
  enter,
  portal,
}) => {
  const waveId = newestWave(portal, 'open')
  const employee = await enter('employee', PHONE)
  const leader = await enter('leader', PHONE)
  const [site] = rowsOf<{ id: string }>(
    portal,
    'select id from people_unit where code = ?',
    HOME_SITE,
  )
  const other = await launched(await enter('hr', DESK), `unit=${site!.id}`)
  const mine = (await sealedBy(employee, 'he', waveId)).answer
  const theirs = (await sealedBy(leader, 'ru', waveId)).answer
  const elsewhere = (await sealedBy(employee, 'he', other)).answer
  expect(theirs.context, 'a leader answers one unit above, in another group').not.toBe(mine.context)
  const before = [stored(portal, waveId), stored(portal, other)]

  const unsigned: [string, Answer, string?][] = [
    ['the token of my group for another group', { ...mine, context: theirs.context }],
    ['the token of another group for mine', { ...theirs, context: mine.context }],
    ['the signature of somebody else', { ...mine, signature: theirs.signature }],
    ['a token of another survey', elsewhere],
    ['a token of another survey, said to be of this one', { ...elsewhere, context: mine.context }],
    ['the token of this survey in another', mine, other],
    ['the same, said to be of that one', { ...mine, context: elsewhere.context }, other],
    ['the first bit of the signature', { ...mine, signature: flipped(mine.signature, 7) }],
    ['the last bit of the signature', { ...mine, signature: flipped(mine.signature, 2040) }],
    ['a bit amid the signature', { ...mine, signature: flipped(mine.signature, 1024) }],
    ['the first bit of the token', { ...mine, token: flipped(mine.token, 7) }],
    ['the last bit of the token', { ...mine, token: flipped(mine.token, 248) }],
    ['a bit of the group', { ...mine, context: flipped(mine.context, 8 * 60) }],
  ]
  for (const [what, answer, to = waveId] of unsigned) {
    expect(await post(employee, `/pulse/${to}/response`, answer), what).toBe(403)
  }
  const { withdraw: _withdraw, ...lacking } = mine
  const malformed: [string, object][] = [
    ['nothing at all', {}],
    ['no withdrawal', lacking],
    ['something beside', { ...mine, employee: '1001' }],
    ['a short signature', { ...mine, signature: mine.signature.slice(4) }],
    ['a long token', { ...mine, token: `${mine.token.slice(0, -1)}AAAAA` }],
    ['an envelope of another size', { ...mine, envelope: mine.envelope.slice(4) }],
  ]
  for (const [what, answer] of malformed) {
    expect(await post(employee, `/pulse/${waveId}/response`, answer), what).toBe(400)
  }
  expect([stored(portal, waveId), stored(portal, other)]).toEqual(before)

  expect(await post(employee, `/pulse/${waveId}/response`, mine), 'as it was made').toBe(201)
  expect(await post(employee, `/pulse/${other}/response`, elsewhere)).toBe(201)
})

test('an answer that says who sends it is refused and not stored', async ({ enter, portal }) => {
  const waveId = newestWave(portal, 'open')
  const employee = await enter('employee', PHONE)
  const { answer } = await sealedBy(employee, 'he', waveId)
  const before = stored(portal, waveId)
  const telling: Way[] = [
    { credentials: 'include' },
    { credentials: 'same-origin' },
    { headers: { Authorization: 'Basic MTAwMTpzZWNyZXQ=' } },
    { headers: { Authorization: 'Bearer a-token-of-somebody' } },
    { headers: { 'X-Forwarded-User': '1001' } },
    { headers: { 'Remote-User': '1001' } },
  ]
  for (const way of telling) {
    const sent = employee.waitForRequest('**/response')
    expect(await post(employee, `/pulse/${waveId}/response`, answer, way)).toBe(400)
    const headers = await (await sent).allHeaders()
    if (way.credentials) expect(headers.cookie, 'the session went along').toMatch(/zveno=\S/)
    for (const [name, value] of Object.entries(way.headers ?? {})) {
      expect(headers[name.toLowerCase()]).toBe(value)
    }
    const secret = { withdraw: answer.withdraw }
    expect(await post(employee, `/pulse/${waveId}/withdraw`, secret, way)).toBe(400)
  }
  for (const what of ['manifest', 'mailbox']) {
    const status = await employee.evaluate(
      async (path) => (await fetch(path, { cache: 'no-store' })).status,
      `/pulse/${waveId}/${what}`,
    )
    expect(status, `${what} with a session`).toBe(400)
  }
  expect(stored(portal, waveId)).toEqual(before)
  expect(await post(employee, `/pulse/${waveId}/response`, answer), 'as nobody').toBe(201)
})

test('what the portal’s own page sends as an answer carries no name, no session and no address', async ({
  enter,
  portal,
}) => {
  const waveId = newestWave(portal, 'open')
  const owner = await enter('owner', PHONE)
  const en = wordsIn('en')
  const sent: Request[] = []
  owner.on('request', (request) => {
    if (request.url().includes(`/pulse/${waveId}/`)) sent.push(request)
  })
  await begin(owner, 'en', waveId)
  await skipOn(owner, 'en', 1)
  await press(owner, en('pulse_send'))
  await expect(owner.getByRole('heading', { level: 1 })).toHaveText(en('pulse_sent_title'))

  const asWhat = (name: string) => sent.filter((one) => one.url().endsWith(`/${name}`))
  expect(asWhat('response')).toHaveLength(1)
  expect(asWhat('manifest').length).toBeGreaterThan(0)
  for (const request of [...asWhat('response'), ...asWhat('manifest')]) await expectNobody(request)
  const [response, token] = [asWhat('response')[0]!, asWhat('token')[0]!]
  const headers = await response.allHeaders()
  expect(headers).toMatchObject({ origin: portal.url, 'sec-fetch-site': 'same-origin' })
  expect(Object.keys(response.postDataJSON()).toSorted()).toEqual([
    'context',
    'envelope',
    'signature',
    'token',
    'withdraw',
  ])
  expect((await token.allHeaders()).cookie, 'the token is asked for as oneself').toMatch(/zveno=/)
  const asked = token.postDataJSON() as { blinded: string }
  expect(Object.keys(asked)).toEqual(['blinded'])
  const posted = response.postDataJSON() as Answer
  expect(Object.values(posted), 'the two share nothing').not.toContain(asked.blinded)
})

test('everybody gets one token: asked again the same, for another message none', async ({
  enter,
  open,
  portal,
}) => {
  const waveId = newestWave(portal, 'open')
  const issuedTo = (role: '1001' | '1004') =>
    rowsOf(
      portal,
      `select 1 from pulse_issued as i join people_employee as e on e.id = i.employee_id
       where i.wave_id = ? and e.staff_number = ?`,
      waveId,
      role,
    ).length

  const employee = await enter('employee', PHONE)
  const { blinded, answer } = await sealedBy(employee, 'he', waveId)
  const again = await ask(employee, waveId, blinded)
  expect(again).toEqual({ status: 200, signature: expect.stringMatching(/^[\w-]{342}$/) })
  expect(await ask(employee, waveId, blinded)).toEqual(again)
  expect(again.signature, 'the portal does not see what it signs').not.toBe(answer.signature)
  const another = await ask(employee, waveId, anyBlinded().toString('base64url'))
  expect(another).toEqual({ status: 409, outcome: 'another' })
  expect(issuedTo('1001')).toBe(1)

  const owner = await enter('owner', PHONE)
  const spki = await owner.evaluate(
    async (path) => ((await (await fetch(path)).json()) as { spki: string }).spki,
    `/pulse/${waveId}/key`,
  )
  const key = createPublicKey({ key: Buffer.from(spki, 'base64url'), format: 'der', type: 'spki' })
  const modulus = Buffer.from(key.export({ format: 'jwk' }).n!, 'base64url')
  const lessOne = Buffer.from(modulus)
  lessOne[255]! -= 1
  const one = Buffer.alloc(256)
  one[255] = 1
  const wrong: [string, Buffer][] = [
    ['a byte short', anyBlinded().subarray(1)],
    ['a byte long', Buffer.concat([Buffer.alloc(1), anyBlinded()])],
    ['empty', Buffer.alloc(0)],
    ['all ones', Buffer.alloc(256, 255)],
    ['the modulus', modulus],
    ['the modulus less one', lessOne],
    ['nought', Buffer.alloc(256)],
    ['one', one],
  ]
  for (const [what, bytes] of wrong) {
    const { status } = await ask(owner, waveId, bytes.toString('base64url'))
    expect(status, what).toBe(400)
  }
  expect(issuedTo('1004')).toBe(0)
  expect((await ask(owner, waveId, anyBlinded().toString('base64url'))).status).toBe(200)
  expect(issuedTo('1004')).toBe(1)

  await test.step('a stranger and whoever is not asked get none', async () => {
    const stranger = await open()
    await stranger.goto('/sign-in')
    const before = stored(portal, waveId)
    const nobody = await ask(stranger, waveId, anyBlinded().toString('base64url'))
    expect(nobody).toEqual({ status: 401, outcome: 'signed-out' })
    expect(stored(portal, waveId)).toEqual(before)

    const leaders = await launched(await enter('hr', DESK), 'roles=leaders')
    const colleague = await ask(employee, leaders, anyBlinded().toString('base64url'))
    expect(colleague).toEqual({ status: 403, outcome: 'not-eligible' })
    expect(stored(portal, leaders).issued).toBe(0)
  })
})

test('another site’s page can neither take a token in my name nor send an answer', async ({
  enter,
  portal,
}) => {
  const waveId = newestWave(portal, 'open')
  const employee = await enter('employee', PHONE)
  const { answer } = await sealedBy(employee, 'he', waveId)
  const owner = await enter('owner', PHONE)
  const before = stored(portal, waveId)

  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end('<!doctype html><title>Elsewhere</title><form method=post enctype=text/plain>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const wanted = [
    { path: 'response', body: JSON.stringify(answer) },
    { path: 'token', body: JSON.stringify({ blinded: anyBlinded().toString('base64url') }) },
  ]
  try {
    // A neighbour on the same host gets this browser's cookies along; a site of another name does not.
    for (const { host, cookies } of [
      { host: '127.0.0.1', cookies: true },
      { host: 'localhost', cookies: false },
    ]) {
      for (const { path, body } of wanted) {
        const address = `${portal.url}/pulse/${waveId}/${path}`
        const foreign = await owner.context().newPage()
        await foreign.goto(`http://${host}:${port}/`)
        const posts = await watchPosts(foreign)
        const got = await foreign.evaluate(
          async ({ address, body }) => {
            const tried = async (init: RequestInit) => {
              try {
                const answer = await fetch(address, { method: 'POST', body, ...init })
                return answer.type === 'opaque' ? 'unreadable' : answer.status
              } catch {
                return 'failed'
              }
            }
            const json = { 'Content-Type': 'application/json' }
            return [
              await tried({ mode: 'no-cors', credentials: 'include' }),
              await tried({ mode: 'no-cors', credentials: 'omit' }),
              await tried({ credentials: 'include' }),
              await tried({ credentials: 'include', headers: json }),
            ]
          },
          { address, body },
        )
        expect(got.filter((one) => typeof one === 'number')).toEqual([])
        // Three were posted as they were; before the fourth the browser asked whether it may, and may not.
        const answered = posts()
        expect(answered.map(({ status }) => status)).toEqual([403, 403, 403])
        expect(new Set(answered.map(({ origin }) => origin))).toEqual(
          new Set([`http://${host}:${port}`]),
        )
        const withSession = answered.map(({ cookie }) => /zveno=\S/.test(cookie))
        expect(withSession, `cookies from ${host}`).toEqual([cookies, false, cookies])

        const navigated = foreign.waitForResponse(address)
        await foreign.evaluate(
          ({ address, body }) => {
            const form = document.forms[0]!
            const field = document.createElement('input')
            // A form in plain text writes name=value: the JSON is split at a sign that it holds anyway.
            field.name = body.slice(0, -1)
            field.value = '"}'
            form.append(field)
            form.action = address
            form.submit()
          },
          { address, body },
        )
        expect((await navigated).status(), `a form from ${host}`).toBe(403)
        await foreign.close()
      }
    }
  } finally {
    server.closeAllConnections()
    server.close()
  }
  expect(stored(portal, waveId)).toEqual(before)
  expect(await post(employee, `/pulse/${waveId}/response`, answer), 'from the portal').toBe(201)
  const token = await ask(owner, waveId, anyBlinded().toString('base64url'))
  expect(token.status, 'from the portal').toBe(200)
})

test('a closed survey gives no token, takes no answer and gives none back', async ({
  enter,
  portal,
}) => {
  const waveId = newestWave(portal, 'open')
  const employee = await enter('employee', PHONE)
  const leader = await enter('leader', PHONE)
  const { blinded, answer } = await sealedBy(employee, 'he', waveId)
  const sent = (await sealedBy(leader, 'ru', waveId)).answer
  expect(await post(leader, `/pulse/${waveId}/response`, sent)).toBe(201)
  const owner = await enter('owner', PHONE)
  await begin(owner, 'en', waveId)
  await closeWave(await enter('hr', DESK), 'en', waveId)

  expect(await post(employee, `/pulse/${waveId}/response`, answer), 'an answer too late').toBe(410)
  expect(await post(employee, `/pulse/${waveId}/response`, sent), 'sent before').toBe(410)
  const secret = { withdraw: answer.withdraw }
  expect(await post(employee, `/pulse/${waveId}/withdraw`, secret), 'taken back').toBe(410)
  expect((await ask(employee, waveId, blinded)).status, 'my token again').toBe(410)
  const other = anyBlinded().toString('base64url')
  expect((await ask(employee, waveId, other)).status, 'another token').toBe(410)
  expect(stored(portal, waveId), 'the close has left no sealed answer').toMatchObject({
    responses: 0,
  })
  const hashes = rowsOf(
    portal,
    'select 1 from pulse_issued where wave_id = ? and blinded_hash is not null',
    waveId,
  )
  expect(hashes).toEqual([])

  await test.step('who was amid the questions is told, and nothing stays on the device', async () => {
    const en = wordsIn('en')
    await skipOn(owner, 'en', 1)
    await press(owner, en('pulse_send'))
    await expect(owner.getByText(en('pulse_hitch_closed_text'))).toBeVisible()
    expect(await rowsOnDevice(owner)).toBe(0)
  })
})
