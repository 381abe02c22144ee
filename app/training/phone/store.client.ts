import type { Pack } from './pack.ts'
import { type Told, toldNow, type Waiting } from './queue.ts'

/** What lies on this phone beside the queue. */
export interface Kept {
  pack: Pack
  /** Somebody has signed in here since: shown to nobody until a page knows who it was. */
  locked: boolean
}

const NAME = 'zveno-phone'

/**
 * Opened in whatever version lies there: a page of before an update and one of after it share the queue. Stores are only
 * ever added.
 */
function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME)
    request.onupgradeneeded = () => {
      request.result.createObjectStore('kept')
      const queue = request.result.createObjectStore('queue', {
        keyPath: 'seq',
        autoIncrement: true,
      })
      queue.createIndex('what', 'what', { unique: true })
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('the store does not open'))
  })
}

/** One transaction; resolves when it has reached the disk. */
async function within<Result>(
  mode: IDBTransactionMode,
  work: (store: (name: 'kept' | 'queue') => IDBObjectStore) => IDBRequest | void,
): Promise<Result> {
  const db = await opened()
  try {
    return await new Promise((resolve, reject) => {
      const transaction = db.transaction(['kept', 'queue'], mode, { durability: 'strict' })
      const request = work((name) => transaction.objectStore(name))
      transaction.oncomplete = () => resolve(request?.result as Result)
      transaction.onabort = () => reject(transaction.error ?? new Error('the store gave up'))
    })
  } finally {
    db.close()
  }
}

export async function kept(): Promise<Kept | null> {
  return (await within<Kept | undefined>('readonly', (store) => store('kept').get('pack'))) ?? null
}

/** Throws where the phone is full or does not let us. */
export async function keep(pack: Pack): Promise<void> {
  await within('readwrite', (store) => store('kept').put({ pack, locked: false }, 'pack'))
}

/** What lies beside the texts begins so, and goes on with its address. */
const PICTURE = 'picture '

/** The picture of that address; null where it does not lie here, or for somebody else. */
export async function keptPicture(address: string): Promise<Blob | null> {
  if ((await kept())?.locked !== false) return null
  const found = within<Blob | undefined>('readonly', (s) => s('kept').get(PICTURE + address))
  return (await found) ?? null
}

/** Has the pictures of these addresses here, and no others; what cannot be had now is had with the next pack. */
export async function keepPictures(
  addresses: readonly string[],
  had: (address: string) => Promise<Blob | null>,
): Promise<void> {
  const keys = await within<IDBValidKey[]>('readonly', (store) => store('kept').getAllKeys())
  const there = new Set(keys.map(String).filter((key) => key.startsWith(PICTURE)))
  const wanted = new Set(addresses.map((address) => PICTURE + address))
  await within('readwrite', (store) => {
    for (const key of there) if (!wanted.has(key)) store('kept').delete(key)
  })
  for (const key of wanted) {
    const picture = there.has(key) ? null : await had(key.slice(PICTURE.length))
    if (picture) await within('readwrite', (store) => store('kept').put(picture, key))
  }
}

/** Somebody signs in here: what lies here is shut until it is known who. */
export async function lock(): Promise<void> {
  await within('readwrite', (store) => {
    const there = store('kept').get('pack')
    there.onsuccess = () => {
      const row = there.result as Kept | undefined
      if (row) store('kept').put({ ...row, locked: true }, 'pack')
    }
  })
}

export function waiting(): Promise<Waiting[]> {
  return within('readonly', (store) => store('queue').getAll())
}

/** Puts an answer into the queue; the first to the same question stands. Throws where the phone does not keep it. */
export async function queueUp(one: Omit<Waiting, 'seq'>): Promise<'kept' | 'twice'> {
  try {
    await within('readwrite', (store) => store('queue').add(one))
    return 'kept'
  } catch (error) {
    if ((error as DOMException).name === 'ConstraintError') return 'twice'
    throw error
  }
}

/** Forgets what has arrived and notes what is to be told of it, both or neither. */
export async function settle(done: readonly number[], told: readonly Told[]): Promise<void> {
  await within('readwrite', (store) => {
    for (const seq of done) store('queue').delete(seq)
    const before = store('kept').get('told')
    before.onsuccess = () =>
      store('kept').put(toldNow((before.result as Told[] | undefined) ?? [], told), 'told')
  })
}

export async function told(): Promise<Told[]> {
  return (await within<Told[] | undefined>('readonly', (store) => store('kept').get('told'))) ?? []
}

export async function wasTold(): Promise<void> {
  await within('readwrite', (store) => store('kept').delete('told'))
}

/** Nothing of anybody is left, not even an empty store. */
export function erase(): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(NAME)
    for (const end of ['success', 'error', 'blocked']) {
      request.addEventListener(end, () => resolve())
    }
  })
}
