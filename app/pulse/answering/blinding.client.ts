import { RSABSSA } from '@cloudflare/blindrsa-ts'
import { type Bytes, SALT_BYTES } from '../token.ts'

/** RSABSSA-SHA384-PSS-Randomized (RFC 9474). Loaded when somebody starts to answer and on no other page. */
const suite = RSABSSA.SHA384.PSS.Randomized()

export interface BlindedMessage {
  /** Token ‖ context: what is signed, and never leaves this device in one piece with `blinded`. */
  message: Bytes
  blinded: Bytes
  inv: Bytes
}

export async function blind(spki: Bytes, context: Bytes): Promise<BlindedMessage> {
  const message = new Uint8Array(suite.prepare(context))
  const { blindedMsg, inv } = await suite.blind(await publicKey(spki), message)
  return { message, blinded: new Uint8Array(blindedMsg), inv: new Uint8Array(inv) }
}

/** Takes the blinding off and verifies what is left; throws where the server did not sign this message. */
export async function unblind(
  spki: Bytes,
  { message, inv }: Pick<BlindedMessage, 'message' | 'inv'>,
  signature: Bytes,
): Promise<Bytes> {
  return new Uint8Array(await suite.finalize(await publicKey(spki), message, signature, inv))
}

function publicKey(spki: Bytes): Promise<CryptoKey> {
  if (suite.params.saltLength !== SALT_BYTES) throw new Error('the salt is not of the protocol')
  return crypto.subtle.importKey('spki', spki, { name: 'RSA-PSS', hash: 'SHA-384' }, true, [
    'verify',
  ])
}
