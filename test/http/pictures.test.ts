import { afterAll, beforeAll, expect, test } from 'vitest'
import { blankDraft, sectionOf, stepped } from '../../app/training/authoring/draft.ts'
import { draftById, insertDraft } from '../../app/training/authoring/draft.server.ts'
import { markOf } from '../../app/training/authoring/edit.server.ts'
import { content } from '../../app/training/content.server.ts'
import { picture, withNotes } from '../files/pictures/notes.ts'
import { smallCompany, startPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
let employee: string
let hr: string
const HERE = '/hr/training/a-draft/edit/block-s6'

beforeAll(async () => {
  portal = await startPortal()
  const people = await smallCompany(portal.portal.db)
  const { draft } = stepped(blankDraft(13), 'add:picture')!
  const of = { id: 'a-draft', module: 'new-a', basedOn: null, by: people.hr, now: new Date() }
  await insertDraft(portal.portal.db, draft, of)
  // Read now: a connection that waits while all modules are read is closed by then.
  content()
  employee = await portal.signIn(people.employee)
  hr = await portal.signIn(people.hr)
})
afterAll(() => portal.remove())

const section = async () => {
  const { draft } = (await draftById(portal.portal.db, 'a-draft'))!
  return sectionOf(draft, 'block-s6')!
}

/** Sends the form as a browser without scripts does. */
async function send(cookie: string, file: Uint8Array, title: string) {
  const form = new FormData()
  form.set('mark', markOf(await section()))
  form.set('en.title', title)
  form.set('plan.picture.file', new File([new Uint8Array(file)], 'shop.jpg'))
  form.set('put', '1')
  return portal.fetch(HERE, { method: 'POST', cookie, body: form })
}

test('HR brings a picture without scripts; it is sent once, and to nobody who may not see it', async () => {
  const answer = await send(hr, withNotes(picture('shop.jpg'), '32.0853 N'), 'A shop')
  expect(answer.status).toBe(302)
  const { plan, texts } = await section()
  expect(texts.en).toMatchObject({ title: 'A shop' })
  const { file } = plan.picture as { file: string }
  const page = await (await portal.fetch(HERE, { cookie: hr })).text()
  expect(page).toContain(`src="/hr/training/pictures/${file}" width="60" height="40"`)

  const shown = await portal.fetch(`/hr/training/pictures/${file}`, { cookie: hr })
  expect(shown.headers.get('content-type')).toBe('image/jpeg')
  // A browser keeps it and asks each time: who has signed out since is shown nothing.
  expect(shown.headers.get('cache-control')).toBe('private, no-cache')
  const again = { headers: { 'If-None-Match': shown.headers.get('etag')! } }
  const kept = await portal.fetch(`/hr/training/pictures/${file}`, { cookie: hr, ...again })
  expect([kept.status, (await kept.arrayBuffer()).byteLength]).toEqual([304, 0])
  expect((await portal.fetch(`/hr/training/pictures/${file}`, again)).status).toBe(302)
  expect(
    (await portal.fetch(`/hr/training/pictures/${file}`, { cookie: employee, ...again })).status,
  ).toBe(403)
  expect(shown.headers.get('x-content-type-options')).toBe('nosniff')
  expect(Buffer.from(await shown.arrayBuffer()).includes('32.0853')).toBe(false)
  for (const where of [`/training/new-a/pictures/${file}`, `/training/chain/pictures/${file}`])
    expect((await portal.fetch(where, { cookie: employee })).status).toBe(404)
  expect((await portal.fetch(`/hr/training/pictures/${file}`, { cookie: employee })).status).toBe(
    403,
  )
  expect((await portal.fetch(`/hr/training/pictures/${file}`)).status).toBe(302)
  expect((await portal.fetch('/hr/training/pictures/nothing.jpg', { cookie: hr })).status).toBe(404)
})

test('a photo that is too large, and a file that is none, are told in words with what was typed', async () => {
  for (const [bytes, words] of [
    [Buffer.alloc(5 * 1024 * 1024, 1), 'larger than 1024 kB'],
    [Buffer.from('%PDF-1.7'), 'no JPEG, PNG or WebP'],
  ] as const) {
    const answer = await send(hr, bytes, `Typed beside ${words}`)
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain(words)
    expect(page).toContain('href="#plan.picture.file"')
    expect(page).toContain(`value="Typed beside ${words}"`)
  }
})

test('only HR may send more than 64 kB there, and even HR no more than twelve megabytes', async () => {
  expect((await send(employee, Buffer.alloc(100 * 1024), 'x')).status).toBe(413)
  const large = await send(hr, Buffer.alloc(13 * 1024 * 1024), 'x')
  expect(large.status).toBe(413)
  expect(await large.text()).toContain('more than 12 MB')
  const archive = new FormData()
  archive.set('file', new File([new Uint8Array(200 * 1024)], 'module.zip'))
  const answer = await portal.fetch('/hr/training/import', {
    method: 'POST',
    cookie: hr,
    body: archive,
  })
  expect(answer.status).toBe(422)
})
