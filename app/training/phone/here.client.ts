import { type Pack, picturesIn } from './pack.ts'
import { answersIn, type Told } from './queue.ts'
import { ADDRESS, sendWaiting } from './sending.client.ts'
import { erase, keep, keepPictures, kept, told, waiting } from './store.client.ts'

/** What a page says of this phone. */
export type Here =
  | { state: 'off'; removed?: true }
  | {
      state: 'on'
      modules: { slug: string; title: string }[]
      cards: number
      /** Answers that still wait. */
      waiting: number
      told: Told[]
      /** Just now something arrived: what the page shows is older. */
      arrived: boolean
    }

const SCOPE = '/'

/** Whether this browser could keep anything at all. */
export function couldKeep(): boolean {
  return 'serviceWorker' in navigator && 'indexedDB' in globalThis && 'caches' in globalThis
}

/**
 * Looks after what lies here, for the person who is signed in: sends what waits and brings the texts up to date. What is
 * somebody else's is erased first.
 */
export async function lookAfter(person: string): Promise<Here> {
  // Where there is no worker, nothing was chosen: not even an empty store is made.
  const there = (await navigator.serviceWorker.getRegistration(SCOPE)) ? await kept() : null
  if (there?.pack.person !== person) return gone()
  const sending = await sendWaiting()
  const pack = await fetched()
  if (sending === 'other' || (pack && pack.person !== person)) return gone()
  // Where there is no room for the newer one, the older one stays.
  await keep(pack ?? there.pack).catch(() => {})
  await withPictures(pack ?? there.pack)
  return stateOf(pack ?? there.pack, sending === 'sent')
}

async function gone(): Promise<Here> {
  await remove()
  return { state: 'off' }
}

export type Refusal = 'denied' | 'unsupported' | 'unreachable'

/** Begins to keep this person's learning here; or says why not, and nothing is kept. */
export async function begin(person: string): Promise<Here | Refusal> {
  const pack = await fetched()
  if (pack?.person !== person) return 'unreachable'
  try {
    // Whatever was here before is another person's, or was given up.
    await erase()
    await keep(pack)
  } catch {
    return 'denied'
  }
  try {
    await active(await navigator.serviceWorker.register('/sw.js', { scope: SCOPE }))
  } catch {
    await remove()
    return 'unsupported'
  }
  await withPictures(pack)
  // A wish: the browser may still clear what it needs room for.
  await navigator.storage?.persist?.().catch(() => false)
  return stateOf(pack, false)
}

/** Waits until the worker has put its files by; throws where it could not. */
function active(registration: ServiceWorkerRegistration): Promise<void> {
  const worker = registration.installing ?? registration.waiting ?? registration.active
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker?.state === 'activated') resolve()
      if (!worker || worker.state === 'redundant') reject(new Error('the worker gave up'))
    }
    worker?.addEventListener('statechange', look)
    look()
  })
}

/** What has not been sent yet, so that nobody loses it by a tap. */
export async function unsent(): Promise<number> {
  await sendWaiting().catch(() => 'offline')
  return answersIn(await waiting())
}

/** What would be lost by signing out now, after one more attempt to send it. */
export interface Leaving {
  waiting: number
  /** Five cards a day are the most: these go out tomorrow. */
  tomorrow: boolean
}

export async function leaving(): Promise<Leaving> {
  const registration = await navigator.serviceWorker.getRegistration(SCOPE)
  // Where there is no worker, nothing was chosen: not even an empty store is made.
  if (!registration) return { waiting: 0, tomorrow: false }
  const sending = await sendWaiting().catch(() => 'offline')
  const tomorrow = sending === 'sent' || sending === 'nothing'
  return { waiting: answersIn(await waiting()), tomorrow }
}

/** Erases all of it and sends the worker away. */
export async function remove(): Promise<void> {
  await erase()
  const names = await caches.keys()
  await Promise.all(
    names.filter((name) => name.startsWith('zveno-phone-')).map((name) => caches.delete(name)),
  )
  const registration = await navigator.serviceWorker.getRegistration(SCOPE)
  await registration?.unregister()
}

async function stateOf(pack: Pack, arrived: boolean): Promise<Here> {
  return {
    state: 'on',
    modules: pack.modules.map(({ slug, title }) => ({ slug, title })),
    cards: pack.cards.length,
    waiting: answersIn(await waiting()),
    told: await told(),
    arrived,
  }
}

/** A text is worth keeping without its pictures. */
async function withPictures(pack: Pack): Promise<void> {
  await keepPictures(picturesIn(pack), async (address) => {
    const answer = await fetch(address, { redirect: 'manual' })
    return answer.ok ? answer.blob() : null
  }).catch(() => {})
}

async function fetched(): Promise<Pack | null> {
  try {
    const answer = await fetch(ADDRESS, { redirect: 'manual' })
    return answer.ok ? ((await answer.json()) as Pack) : null
  } catch {
    return null
  }
}
