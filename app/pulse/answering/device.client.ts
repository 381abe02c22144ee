import { type Bytes, fromBase64url } from '../token.ts'
import type { Draft } from './draft.ts'

/** What a device remembers of one person in one wave: an answer under way, or that one was sent from here. */
export type Kept =
  | { state: 'draft'; draft: Draft }
  /** The receipt only where its owner chose to keep it here. */
  | { state: 'sent'; receipt: string | null }

/** Where a draft is kept. `begin` keeps the first one only, and returns what is kept then. */
export interface Keeper {
  lasting: boolean
  load(): Promise<Kept | null>
  begin(draft: Draft): Promise<Kept>
  /** Returns false, and keeps what is there, where another page of this person is further: it has sealed or sent. */
  save(kept: Kept): Promise<boolean>
  erase(): Promise<void>
}

/** For somebody else's device: nothing outlives the page. */
export function inMemory(): Keeper {
  let kept: Kept | null = null
  return {
    lasting: false,
    load: () => Promise.resolve(kept),
    begin: (draft) => Promise.resolve((kept ??= { state: 'draft', draft })),
    save: (next) => {
      kept = next
      return Promise.resolve(true)
    },
    erase: () => {
      kept = null
      return Promise.resolve()
    },
  }
}

/**
 * The same keeper, for a device that may stop taking anything: then the page's own copy goes on, and `tell` hears of it. What
 * was sent is not left there as a draft that could be sent again.
 */
export function untilFull(keeper: Keeper, tell: (takes: boolean) => void): Keeper {
  const guarded: Keeper = {
    ...keeper,
    save: async (kept) => {
      try {
        const saved = await keeper.save(kept)
        guarded.lasting = keeper.lasting
        tell(true)
        return saved
      } catch {
        guarded.lasting = false
        tell(false)
        if (kept.state === 'sent' && (await guarded.load())?.state === 'draft')
          await guarded.erase()
        return true
      }
    },
    load: () => keeper.load().catch(() => null),
    erase: () => keeper.erase().catch(() => {}),
  }
  return guarded
}

/** `record` and `key` come from the signed-in session and are this person's in this wave; base64url. */
export interface DeviceKeys {
  record: string
  key: string
}

/** Null where nobody is signed in any more, or the person is not in this wave: then nothing is kept. */
export async function deviceKeys(waveId: string): Promise<DeviceKeys | null> {
  try {
    const answer = await fetch(`/pulse/${waveId}/device`, { redirect: 'manual' })
    return answer.ok ? ((await answer.json()) as DeviceKeys) : null
  } catch {
    return null
  }
}

/** As it lies on the disk: a name that says nothing, how far it came, and a box that only the session's key opens. */
interface Row {
  id: string
  state: 'draft' | 'sealed' | 'sent'
  box: Bytes
}

/** In IndexedDB, encrypted; there after a reload or a crash. Gone when acknowledged, at sign-out and at the close. */
export function onDevice({ record, key }: DeviceKeys): Keeper {
  const row = async (kept: Kept): Promise<Row> => ({
    id: record,
    state: stateOf(kept),
    box: await locked(key, kept),
  })
  const load = async () => {
    const found = await inStore<Row | undefined>('readonly', (store) => store.get(record))
    return found ? unlocked(key, found.box) : null
  }
  return {
    lasting: true,
    load,
    begin: async (draft) => {
      const first = await row({ state: 'draft', draft })
      await inStore('readwrite', (store) => putUnless(store, first, () => true))
      const there = await load()
      if (there) return there
      // What lay there opens with no key that this person still has.
      await inStore('readwrite', (store) => store.put(first))
      return { state: 'draft', draft }
    },
    save: async (kept) => {
      const next = await row(kept)
      const there = await inStore<Row | undefined>('readwrite', (store) =>
        putUnless(store, next, (row) => isFurther(row, next)),
      )
      return !there || !isFurther(there, next)
    },
    erase: () => forget(record),
  }
}

export async function forget(record: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(record))
}

function stateOf(kept: Kept): Row['state'] {
  return kept.state === 'draft' && kept.draft.sealed ? 'sealed' : kept.state
}

/** What is sealed stays: a second envelope under the same token would be refused by the server. */
function isFurther(there: Row, next: Row): boolean {
  const order = ['draft', 'sealed', 'sent']
  const ahead = order.indexOf(there.state) - order.indexOf(next.state)
  return ahead > 0 || (ahead === 0 && next.state === 'sealed')
}

/**
 * Which of the open waves' records say "sent". Of my waves that are over (`mine` has them all) only that stays: it may
 * hold the receipt that opens replies. The rest, and what belongs to somebody who signed out, is erased.
 */
export async function sentFromHere(
  open: readonly string[],
  mine: readonly string[],
): Promise<string[]> {
  const rows = await inStore<Row[]>('readonly', (store) => store.getAll())
  for (const { id, state } of rows) {
    const stays = open.includes(id) || (mine.includes(id) && state === 'sent')
    if (!stays) await forget(id)
  }
  return rows.filter(({ id, state }) => open.includes(id) && state === 'sent').map(({ id }) => id)
}

/** The receipt kept here for a wave that is over; without one, whatever lies here of that wave is erased. */
export async function receiptKept(keys: DeviceKeys): Promise<string | null> {
  const kept = await onDevice(keys)
    .load()
    .catch(() => null)
  if (kept?.state === 'sent' && kept.receipt) return kept.receipt
  await forget(keys.record)
  return null
}

/** AES-256-GCM under the session's key, a fresh nonce in front. */
export async function locked(key: string, kept: Kept): Promise<Bytes> {
  const nonce = crypto.getRandomValues(new Uint8Array(12))
  const plain = new TextEncoder().encode(JSON.stringify(kept))
  const box = new Uint8Array(
    await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, await aesKey(key), plain),
  )
  const all = new Uint8Array(nonce.length + box.length)
  all.set(nonce)
  all.set(box, nonce.length)
  return all
}

/** Null where the box is not this key's: another secret of the portal, or another person. */
export async function unlocked(key: string, box: Bytes): Promise<Kept | null> {
  try {
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: box.slice(0, 12) },
      await aesKey(key),
      box.slice(12),
    )
    return JSON.parse(new TextDecoder().decode(plain)) as Kept
  } catch {
    return null
  }
}

function aesKey(key: string): Promise<CryptoKey> {
  const bytes = fromBase64url(key)
  if (!bytes) throw new Error('the key of this device is not base64url')
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

const NAME = 'zveno-pulse'
const STORE = 'answer'

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** One transaction; resolves when it has reached the disk. */
async function inStore<Result>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest,
): Promise<Result> {
  const db = await opened()
  try {
    return await new Promise((resolve, reject) => {
      const transaction = db.transaction(STORE, mode, { durability: 'strict' })
      const request = work(transaction.objectStore(STORE))
      transaction.oncomplete = () => resolve(request.result as Result)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    db.close()
  }
}

/** Reads and writes in one transaction, so that two pages of one person cannot both be first; gives what was there. */
function putUnless(store: IDBObjectStore, row: Row, unless: (there: Row) => boolean): IDBRequest {
  const request = store.get(row.id)
  request.onsuccess = () => {
    const there = request.result as Row | undefined
    if (!there || !unless(there)) store.put(row)
  }
  return request
}
