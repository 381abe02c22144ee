import { receiptFromWords } from '../receipt.ts'
import { deviceKeys, onDevice } from './device.client.ts'
import { withdraw } from './exchange.client.ts'

/** The receipt in base64url, where its owner chose to keep it here and is signed in. */
export async function keptReceipt(waveId: string): Promise<string | null> {
  const keys = await deviceKeys(waveId)
  const kept =
    keys &&
    (await onDevice(keys)
      .load()
      .catch(() => null))
  return kept?.state === 'sent' ? kept.receipt : null
}

export async function withdrawByWords(
  waveId: string,
  words: string,
): Promise<'withdrawn' | 'unknown' | 'closed' | 'later' | 'unreadable'> {
  const receipt = receiptFromWords(words)
  return receipt ? withdraw((path, init) => fetch(path, init), waveId, receipt) : 'unreadable'
}
