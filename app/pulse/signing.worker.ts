import { parentPort } from 'node:worker_threads'
import { blindSign, type SigningKey } from './token.server.ts'

export interface Asked {
  id: number
  key: SigningKey
  blinded: Uint8Array
}
/** Null where the signature failed its own verification. */
export interface Said {
  id: number
  signature: Uint8Array | null
}

parentPort!.on('message', ({ id, key, blinded }: Asked) => {
  parentPort!.postMessage({ id, signature: signatureOf(key, blinded) } satisfies Said)
})

/** A fault of one signature must not take those of its neighbours along. */
function signatureOf(key: SigningKey, blinded: Uint8Array): Uint8Array | null {
  try {
    return blindSign(key, blinded)
  } catch {
    return null
  }
}
