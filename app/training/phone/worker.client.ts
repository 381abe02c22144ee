import { answersIn } from './queue.ts'
import { sendWaiting } from './sending.client.ts'
import { erase, keptPicture, lock, waiting } from './store.client.ts'
import { keepsForm, pageOfData, type UnsentForm, wayOf } from './touched.ts'

/** Put in by the build: what the page of what lies here needs, and a name made of all of it. */
declare const FILES: string[]
declare const VERSION: string

interface Waited extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface Fetched extends Waited {
  request: Request
  respondWith(answer: Promise<Response>): void
}
const worker = globalThis as unknown as {
  addEventListener(kind: 'install' | 'activate', listen: (event: Waited) => void): void
  addEventListener(kind: 'sync', listen: (event: Waited & { tag: string }) => void): void
  addEventListener(kind: 'fetch', listen: (event: Fetched) => void): void
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
  registration: ServiceWorkerRegistration
  location: Location
}

const PREFIX = 'zveno-phone-'
const CACHE = PREFIX + VERSION
const SHELL = '/offline.html'

/** The one place where anything is put into a cache: files of the build, the same for everybody. */
worker.addEventListener('install', (event) => {
  const files = FILES.map((file) =>
    file.startsWith('/assets/') ? file : new Request(file, { cache: 'reload' }),
  )
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(files))
      .then(() => worker.skipWaiting()),
  )
})

/** What an older build put by goes; the queue lies elsewhere and stays. */
worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith(PREFIX) && name !== CACHE))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => worker.clients.claim()),
  )
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method === 'POST') return form(event)
  const way = wayOf(request, worker.location.origin, FILES)
  if (way === 'file') event.respondWith(file(request))
  if (way === 'picture') event.respondWith(picture(request))
  if (way === 'page') event.respondWith(page(request))
  if (way === 'data') event.respondWith(data(request))
})

/** The browser wakes us when there is a network again, also after the last window was closed. */
worker.addEventListener('sync', (event) => {
  if (event.tag !== 'zveno-answers') return
  event.waitUntil(
    sendWaiting().then((sending) => {
      // Then it tries again later.
      if (sending === 'offline') throw new Error('no network yet')
    }),
  )
})

/**
 * Signing out empties this device, in browsers too that do not know Clear-Site-Data, and signing in shuts what lies here
 * until a page knows who it was. A form that cannot be sent is kept on a page that says so.
 */
function form(event: Fetched): void {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== worker.location.origin) return
  if (pathname.startsWith('/enter/')) event.waitUntil(lock())
  if (pathname === '/sign-out') event.respondWith(signOut(request))
  else if (keepsForm(request, origin)) event.respondWith(sent(request))
}

/** What waits is sent first; where something stays, a page asks. Nothing is erased before the portal has ended the session. */
async function signOut(request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams.has('anyway')
  if (!asked && (await left()) > 0 && (await reached())) {
    return request.mode === 'navigate' ? Response.redirect('/sign-out', 303) : opening('/sign-out')
  }
  const answer = await sent(request)
  // A document is led on to the next page, a page that is awake is told to go there.
  if (answer.type === 'opaqueredirect' || answer.headers.has('X-Remix-Redirect')) {
    await erase()
    await worker.registration.unregister()
  }
  return answer
}

/** Answers that wait, after one more attempt. */
async function left(): Promise<number> {
  await sendWaiting().catch(() => {})
  return answersIn(await waiting().catch(() => []))
}

function reached(): Promise<boolean> {
  return fetch('/health/live', { cache: 'no-store' }).then(
    () => true,
    () => false,
  )
}

/** A form that leads to a new document waits in that document, and nowhere else, where it cannot be sent. */
async function sent(request: Request): Promise<Response> {
  const kept = keepsForm(request, worker.location.origin) ? request.clone() : null
  try {
    return await fetch(request)
  } catch (error) {
    const shell = await caches.match(SHELL, { cacheName: CACHE })
    if (!kept || !shell) throw error
    const entries = [...(await kept.formData())]
    const unsent: UnsentForm = {
      fields: entries.flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value]] : [],
      ),
      file: entries.some(([, value]) => typeof value !== 'string'),
    }
    const words = JSON.stringify(unsent).replaceAll('<', '\\u003c')
    const data = `<script type="application/json" id="unsent">${words}</script>`
    const headers = new Headers({
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
    })
    const policy = shell.headers.get('Content-Security-Policy')
    if (policy) headers.set('Content-Security-Policy', policy)
    const page = (await shell.text()).replace('<body>', () => `<body>${data}`)
    return new Response(page, { headers })
  }
}

async function file(request: Request): Promise<Response> {
  const there = await caches.match(request, { cacheName: CACHE })
  return there ?? fetch(request)
}

/** Of a module that lies here; a picture never changes under its address. */
async function picture(request: Request): Promise<Response> {
  const there = await keptPicture(new URL(request.url).pathname).catch(() => null)
  return there ? new Response(there) : fetch(request)
}

/** What waits goes first, so that the page knows of it. */
async function page(request: Request): Promise<Response> {
  await sendWaiting().catch(() => {})
  try {
    return await fetch(request)
  } catch (error) {
    const shell = await caches.match(SHELL, { cacheName: CACHE })
    if (!shell) throw error
    return shell
  }
}

/** Without a network a page that is awake cannot go on: it is told to open the next one as a document. */
async function data(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch {
    return opening(pageOfData(request.url))
  }
}

/** Tells a page that is awake to open that address as a document. */
function opening(address: string): Response {
  const headers = {
    'X-Remix-Redirect': address,
    'X-Remix-Status': '302',
    'X-Remix-Reload-Document': 'yes',
  }
  return new Response(null, { status: 204, headers })
}
