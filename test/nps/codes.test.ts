import express from 'express'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { expect, test } from 'vitest'
import { limitedBody } from '../../app/http/body-limit.ts'
import { readSettings } from '../../app/http/settings.ts'
import { touchpoints } from '../../app/touchpoints/touchpoint.server.ts'
import { allCodes, makeCode, retireCode } from '../../app/nps/codes/code.server.ts'
import { STYLE, STYLE_PATH } from '../../app/nps/codes/page.server.ts'
import { customersPage } from '../../app/nps/codes/router.server.ts'
import { codeSheets } from '../../app/nps/codes/sheet-pdf.server.tsx'
import { stuffing } from '../../app/nps/codes/throttle.server.ts'
import { contactOf } from '../../app/nps/contact.server.ts'
import { eraseAged, eraseAsked, erasures } from '../../app/nps/erasure.server.ts'
import { wrongTotals } from '../../app/nps/recount.server.ts'
import { setRetention } from '../../app/nps/retention.server.ts'
import { npsByTouchpoint } from '../../app/nps/total.server.ts'
import { onBothDatabases, type TestDatabase } from '../support/database.ts'
import { pdfText } from '../support/pdf.ts'
import { smallCompany } from '../support/portal.ts'

const now = new Date('2026-11-02T12:00:00Z')

async function shop({ db, dataDir }: TestDatabase) {
  const people = await smallCompany(db, now)
  const settings = readSettings({ NODE_ENV: 'test', DATA_DIR: dataDir, KEY_DIR: `${dataDir}-k` })
  const app = express()
  app.use(limitedBody())
  app.use(
    customersPage({
      ...{ db, now: () => now, log: pino({ level: 'silent' }) },
      settings: { ...settings, publicOrigin: 'http://127.0.0.1' },
      company: { name: 'Gardens <&>', timeZone: 'Asia/Jerusalem' },
    }),
  )
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const touchpoint = touchpoints()[0]!.code
  const made = await makeCode(db, { unitId: 'site', touchpoint, asked: 'code' }, people.hr, now)
  if (made === 'unknown') throw new Error('the small company has no site')
  const address = `${origin}/c/${made.id}`
  const open = async (language = 'en') => {
    const answer = await fetch(address, { headers: { 'Accept-Language': language } })
    return { answer, html: await answer.text() }
  }
  const receiptIn = (html: string) => /name="receipt" value="(\w{10})"/.exec(html)![1]!
  const send = async (fields: Record<string, string>) => {
    const answer = await fetch(address, { method: 'POST', body: new URLSearchParams(fields) })
    return { answer, html: await answer.text() }
  }
  const close = () => new Promise((resolve) => server.close(resolve))
  const responses = () => db.selectFrom('nps_response').selectAll().orderBy('id').execute()
  return { people, origin, code: made.id, touchpoint, open, receiptIn, send, responses, close }
}

onBothDatabases(
  'a customer answers three questions once, however often the form is sent, and nobody sets a cookie',
  async (database) => {
    const { db } = database
    const { code, touchpoint, open, receiptIn, send, responses, close } = await shop(database)
    const { answer, html } = await open()
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(html).toContain('Gardens &lt;&amp;&gt;')
    const fields = {
      receipt: receiptIn(html),
      ...{ now: 'en', score: '3', why: ' slow <b> ', improve: 'a chair' },
      ...{ contact: 'dana@example.com', consent: 'yes' },
    }
    for (let times = 0; times < 3; times++) {
      const sent = await send(fields)
      expect(sent.answer.status).toBe(200)
      expect(sent.html).toContain(`${fields.receipt.slice(0, 5)}-${fields.receipt.slice(5)}`)
      expect(sent.answer.headers.get('set-cookie')).toBeNull()
    }
    const [stored, ...more] = await responses()
    expect(more).toEqual([])
    expect(stored).toMatchObject({
      ...{ unit_id: 'site', touchpoint, score: 3, answered_on: '2026-11-02' },
      ...{ why: 'slow <b>', improve: 'a chair' },
    })
    expect(await contactOf(db, stored!.id)).toEqual({
      ...{ contact: 'dana@example.com', locale: 'en', consentedAt: now.getTime() },
    })
    expect((await allCodes(db)).map(({ id, answers }) => [id, answers])).toEqual([[code, 1]])
    const months = { from: '2026-11', to: '2026-11' }
    expect(await npsByTouchpoint(db, months)).toMatchObject([
      { detractors: 1, collectedBy: 'code' },
    ])
    expect(await wrongTotals(db)).toEqual([])
    await close()
  },
)

onBothDatabases(
  'the thanks are the same for a ten and for a nought, and nothing invites to more',
  async (database) => {
    const { open, receiptIn, send, close } = await shop(database)
    const thanks: string[] = []
    for (const score of ['0', '10']) {
      const receipt = receiptIn((await open()).html)
      const { html } = await send({ receipt, now: 'ru', score })
      thanks.push(html.replace(`${receipt.slice(0, 5)}-${receipt.slice(5)}`, ''))
    }
    expect(thanks[0]).toBe(thanks[1])
    expect(thanks[0]).toContain('lang="ru"')
    expect(thanks[0]).not.toMatch(/<a |<form|<button/)
    await close()
  },
)

onBothDatabases(
  'the page speaks the language of the phone, and changing it keeps every word and sends nothing',
  async (database) => {
    const { open, receiptIn, send, responses, close } = await shop(database)
    expect((await open('he-IL,he;q=0.9')).html).toContain('<html lang="he" dir="rtl">')
    const { html } = await open('ru')
    expect(html).toContain('lang="ru" dir="ltr"')
    const typed = {
      ...{ receipt: receiptIn(html), now: 'ru', score: '9', why: '"мило" & <быстро>' },
      ...{ improve: 'стул', contact: '8 903', consent: 'yes' },
    }
    const turned = await send({ ...typed, lang: 'he' })
    expect(turned.answer.status).toBe(200)
    expect(turned.html).toContain('lang="he" dir="rtl"')
    expect(turned.html).toContain('&quot;мило&quot; &amp; &lt;быстро&gt;</textarea>')
    expect(turned.html).toMatch(/value="9" required checked/)
    expect(turned.html).toContain('value="8 903"')
    expect(receiptIn(turned.html)).toBe(typed.receipt)
    expect(await responses()).toEqual([])
    await close()
  },
)

onBothDatabases(
  'what is missing is said at the top and at its place, and what was typed stays',
  async (database) => {
    const { open, receiptIn, send, responses, close } = await shop(database)
    const receipt = receiptIn((await open()).html)
    const { answer, html } = await send({ receipt, now: 'en', why: 'kind', contact: 'dana' })
    expect(answer.status).toBe(422)
    expect(html).toContain('<title>Error:')
    expect(html).toContain('href="#score-0"')
    expect(html).toContain('href="#consent"')
    expect(html).toContain('>kind</textarea>')
    expect(await responses()).toEqual([])
    const odd = await send({ receipt: "x'><script>", now: '__proto__', score: '11', why: '\0' })
    expect(odd.answer.status).toBe(422)
    expect(odd.html).not.toContain('<script>')
    await close()
  },
)

onBothDatabases(
  'programs that fill in every field, and hundreds of answers from one place, change nothing',
  async (database) => {
    const { open, receiptIn, send, responses, close } = await shop(database)
    const receipt = receiptIn((await open()).html)
    const bot = await send({ receipt, now: 'en', score: '0', website: 'http://spam.example' })
    expect(bot.answer.status).toBe(200)
    expect(await responses()).toEqual([])
    for (let i = 0; i < 30; i++) await send({ now: 'en', score: '9' })
    const late = await send({ now: 'en', score: '9', why: 'too many' })
    expect(late.answer.status).toBe(429)
    expect(late.html).toContain('>too many</textarea>')
    expect(await responses()).toHaveLength(29)
    await close()
  },
)

test('the bound holds for ten minutes, for an address and for a code, and then begins anew', () => {
  let time = 0
  const tooMany = stuffing(() => new Date(1e12 + time))
  const sent = (address: string, code: string, times: number) =>
    Array.from({ length: times }, () => tooMany(address, code)).filter(Boolean).length
  expect(sent('10.0.0.1', 'a', 31)).toBe(1)
  expect(sent('2001:db8:1:2::1', 'a', 30)).toBe(0)
  expect(sent('2001:db8:1:2::ffff', 'a', 1)).toBe(1)
  expect(sent('10.0.0.2', 'a', 30)).toBe(0)
  time = 10 * 60_000
  expect(sent('10.0.0.1', 'a', 30)).toBe(0)
  time *= 2
  const shops = Array.from({ length: 201 }, (_, i) => tooMany(`10.1.0.${i}`, 'busy'))
  expect(shops.filter(Boolean)).toHaveLength(1)
})

onBothDatabases(
  'the page weighs less than 15 kB in all and works without any script',
  async (database) => {
    const { origin, open, close } = await shop(database)
    const style = await fetch(origin + STYLE_PATH)
    expect(await style.text()).toBe(STYLE)
    expect(style.headers.get('cache-control')).toContain('immutable')
    for (const locale of ['en', 'ru', 'he']) {
      const { html } = await open(locale)
      expect(html).not.toMatch(/<script|\son\w+=/)
      expect(Buffer.byteLength(html) + Buffer.byteLength(STYLE), locale).toBeLessThan(15_000)
    }
    await close()
  },
)

onBothDatabases(
  'a code is made once for a place, and one that is retired opens nothing any more',
  async (database) => {
    const { db } = database
    const { people, code, touchpoint, open, send, responses, close } = await shop(database)
    const place = { unitId: 'site', touchpoint, asked: 'code' as const }
    expect(await makeCode(db, place, people.hr, now)).toEqual({ id: code })
    expect(await makeCode(db, { ...place, unitId: 'nowhere' }, people.hr, now)).toBe('unknown')
    expect(await makeCode(db, { ...place, touchpoint: 'moon' }, people.hr, now)).toBe('unknown')
    expect(await retireCode(db, code, now)).toBe('retired')
    expect(await retireCode(db, code, now)).toBe('too-late')
    expect(await retireCode(db, 'nowhere', now)).toBe('missing')
    expect((await open()).answer.status).toBe(404)
    expect((await send({ now: 'en', score: '9' })).answer.status).toBe(404)
    expect(await responses()).toEqual([])
    expect(await makeCode(db, place, people.hr, now)).not.toEqual({ id: code })
    await close()
  },
)

test('a sheet says in three languages what to do, and names the address under its code', async () => {
  const pdf = await codeSheets({
    ...{ company: 'Gardens', site: 'Север', origin: 'https://zveno.example.org' },
    codes: [
      { id: 'K7QF2M9D', touchpoint: touchpoints()[0]!.code },
      { id: 'B7QF2M9D', touchpoint: '' },
    ],
  })
  const text = pdfText(pdf)
  expect(text).toContain('https://zveno.example.org/c/K7QF2M9D')
  expect(text).toContain('https://zveno.example.org/c/B7QF2M9D')
  expect(text).toContain('How was it here?')
})

onBothDatabases(
  'a customer is erased by contact, by receipt and by the id of another system; the score stays',
  async (database) => {
    const { db } = database
    const { people, open, receiptIn, send, responses, close } = await shop(database)
    const receipt = receiptIn((await open()).html)
    await send({
      receipt,
      now: 'en',
      score: '2',
      why: 'slow',
      contact: '054-123-4567',
      consent: 'yes',
    })
    const other = receiptIn((await open()).html)
    await send({ receipt: other, now: 'en', score: '9', why: 'kind' })
    expect(await eraseAsked(db, 'nobody@example.com', people.hr, now)).toBe('unknown')
    expect(await eraseAsked(db, '+972 54 123 4567', people.hr, now)).toEqual({
      ...{ contacts: 1, comments: 1 },
    })
    const typed = `${other.slice(0, 5).toLowerCase()}-${other.slice(5)}`
    expect(await eraseAsked(db, typed, people.hr, now)).toEqual({ contacts: 0, comments: 1 })
    expect(await responses()).toMatchObject([
      { score: 2, why: null, erased_at: now.getTime() },
      { score: 9, why: null },
    ])
    expect(await db.selectFrom('nps_contact').selectAll().execute()).toEqual([])
    expect(await erasures(db)).toMatchObject([{ cause: 'asked' }, { cause: 'asked', contacts: 1 }])
    // Sent once more, nothing comes back.
    await send({
      receipt,
      now: 'en',
      score: '2',
      why: 'slow',
      contact: '054-123-4567',
      consent: 'yes',
    })
    expect((await responses()).map(({ why }) => why)).toEqual([null, null])
    expect(await wrongTotals(db)).toEqual([])
    await close()
  },
)

onBothDatabases(
  'contacts and words go by themselves when their time is over, and the night says how many',
  async (database) => {
    const { db } = database
    const { people, send, responses, close } = await shop(database)
    await send({ now: 'en', score: '2', why: 'slow', contact: 'a@example.com', consent: 'yes' })
    const later = (days: number) => new Date(now.getTime() + days * 86_400_000)
    expect(await eraseAged(db, later(89))).toEqual({ contacts: 0, comments: 0 })
    expect(await erasures(db)).toEqual([])
    expect(await eraseAged(db, later(91))).toEqual({ contacts: 1, comments: 0 })
    await setRetention(db, { contactDays: 90, wordsMonths: null }, people.hr, now)
    expect(await eraseAged(db, later(4000))).toEqual({ contacts: 0, comments: 0 })
    await setRetention(db, { contactDays: 90, wordsMonths: 6 }, people.hr, now)
    expect(await eraseAged(db, later(180))).toEqual({ contacts: 0, comments: 0 })
    expect(await eraseAged(db, later(183))).toEqual({ contacts: 0, comments: 1 })
    expect(await responses()).toMatchObject([{ score: 2, why: null }])
    expect(await erasures(db)).toMatchObject([
      { cause: 'retention', contacts: 0, comments: 1 },
      { cause: 'retention', contacts: 1, comments: 0 },
    ])
    await close()
  },
)
