import { hash, verify } from '@node-rs/argon2'

/** OWASP's least for argon2id (m in KiB). */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const AT_ONCE = 2
const MOST_WAITING = 40

let running = 0
let done = 0
const waiting: (() => void)[] = []

/** Too many passwords are being checked: nothing was looked at, and trying again in a moment is right. */
export class Busy extends Error {}

/** How many hashes were reckoned since the start: what an answer cost, whoever it was about. */
export function hashesReckoned(): number {
  return done
}

/** The PHC string of an argon2id hash with a salt of its own; throws `Busy` where too many wait. */
export function hashSecret(text: string): Promise<string> {
  return inTurn(() => hash(text.normalize('NFKC'), COST))
}

// The hash of 32 random bytes that nobody kept.
const NOBODYS =
  '$argon2id$v=19$m=19456,t=2,p=1$l9XcicR7ihWyZ7w2Ept/Ag$mG84ID7yXsc3DaLpcTyZ+vKyDTnrxHGOkAyr4FMN1Dc'

/**
 * Whether the text fits the hash. Without a hash the same work is done for nothing, so that an answer takes as long for
 * whoever has none. Throws `Busy` where too many wait: each takes 19 MB while it runs.
 */
export async function fits(stored: string | null | undefined, text: string): Promise<boolean> {
  const right = await inTurn(() => verify(stored ?? NOBODYS, text.normalize('NFKC')))
  return right && typeof stored === 'string'
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw new Busy('too many passwords at once')
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running += 1
  try {
    return await work()
  } finally {
    done += 1
    // Whoever waits takes this place over.
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}
