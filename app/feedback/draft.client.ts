/**
 * What was begun of an observation and not sent: on this device alone, locked with a key that only its author's session has
 * (`draft.server.ts`). It goes once the observation is sent, and at signing out with all else that lies here.
 */
const NAME = 'zveno-observation'

export type Fields = [name: string, value: string][]

/** Where it lies: the browser's own store, or nowhere where that is switched off. */
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Keeps what stands in the form; throws where the device does not take it. */
export async function keepDraft(store: Store, key: string, fields: Fields): Promise<void> {
  if (fields.length === 0) return store.removeItem(NAME)
  const nonce = crypto.getRandomValues(new Uint8Array(12))
  const plain = new TextEncoder().encode(JSON.stringify(fields))
  const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, await opener(key), plain)
  store.setItem(NAME, btoa(String.fromCharCode(...nonce, ...new Uint8Array(box))))
}

/** What this key opens; what it does not open is another person's, and goes. */
export async function keptDraft(store: Store, key: string): Promise<Fields | null> {
  const lies = store.getItem(NAME)
  if (lies === null) return null
  try {
    const box = bytes(lies)
    const how = { name: 'AES-GCM', iv: box.slice(0, 12) }
    const plain = await crypto.subtle.decrypt(how, await opener(key), box.slice(12))
    return JSON.parse(new TextDecoder().decode(plain)) as Fields
  } catch {
    store.removeItem(NAME)
    return null
  }
}

export function forgetDraft(store: Pick<Store, 'removeItem'>): void {
  store.removeItem(NAME)
}

function opener(key: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes(key), 'AES-GCM', false, ['encrypt', 'decrypt'])
}

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}
