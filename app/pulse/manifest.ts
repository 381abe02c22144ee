import { type Bytes, fromBase64url, joined, PROTOCOL, sha256, toBase64url } from './token.ts'
import type { Survey } from './survey.ts'
import type { Thresholds } from './report.ts'
import { toWords, type WordLanguage } from './words.ts'

/**
 * What is fixed when a wave is launched and the same for everyone. It names no person and no unit: groups have random
 * ids. Whoever holds it can recompute the wave code and check the key handed to them.
 */
export interface Manifest {
  protocol: typeof PROTOCOL
  wave: string
  survey: Survey
  thresholds: Thresholds
  /** Ascending by id; the position of a group is the position of its key in the tree. */
  groups: { id: string; eligible: number }[]
  /** Languages that fewer than ten of the eligible use: a comment in one points at its writer. */
  rareLanguages: WordLanguage[]
  /** The wave's P-256 point, 65 bytes in base64url. */
  sealKey: string
  /** Merkle root over the groups' public keys, 32 bytes in base64url. */
  keysRoot: string
  /** Epoch milliseconds. */
  closesAt: number
}

/** What `GET /pulse/:waveId/key` answers. */
export interface GroupKey {
  group: string
  /** The group's RSA public key, SPKI in base64url. */
  spki: string
  /** Sibling hashes from the leaf to the root, base64url. */
  path: string[]
}

/**
 * The one spelling of a manifest: JSON without white space, keys sorted by UTF-16 code units (RFC 8785 for the
 * strings, whole numbers, booleans, lists and objects that a manifest is made of).
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

/** The manifest behind a text that came over the network; null where the text is not canonical or not of this protocol. */
export function readManifest(text: string): Manifest | null {
  let value: Manifest
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (value?.protocol !== PROTOCOL || canonical(value) !== text) return null
  const ids = value.groups.map((group) => group.id)
  const ascending = ids.every((id, i) => i === 0 || ids[i - 1]! < id)
  return ascending ? value : null
}

/**
 * The wave code: 64 bits that stand for the whole manifest, shown as eight words. Stretched (PBKDF2-SHA-256 of its
 * SHA-256, 262,144 rounds), because 64 bits alone could be made to meet by trying some 2^32 manifests at launch:
 * so a pair of them costs about 2^51 hashes, one that meets a code already printed about 2^83.
 */
export const CODE_BYTES = 8
const CODE_ROUNDS = 262_144

export async function waveCode(manifestText: string): Promise<Bytes> {
  const encoder = new TextEncoder()
  const digest = await sha256(encoder.encode(manifestText))
  const key = await crypto.subtle.importKey('raw', digest, 'PBKDF2', false, ['deriveBits'])
  const salt = encoder.encode(`${PROTOCOL}|wave code`)
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: CODE_ROUNDS },
    key,
    CODE_BYTES * 8,
  )
  return new Uint8Array(bits)
}

export function codeWords(code: Bytes, language: WordLanguage): string[] {
  return toWords(code, language)
}

/** A leaf and an inner node are hashed with different first bytes, so that neither can stand for the other (RFC 6962 §2.1). */
function leaf(key: Pick<GroupKey, 'group' | 'spki'>): Promise<Bytes> {
  return sha256(joined([Uint8Array.of(0), new TextEncoder().encode(`${key.group}|${key.spki}`)]))
}

function node(left: Bytes, right: Bytes): Promise<Bytes> {
  return sha256(joined([Uint8Array.of(1), left, right]))
}

/** The Merkle root over the groups' keys in the order given, and the path of each; an odd one moves up unhashed. */
export async function keyTree(
  keys: Pick<GroupKey, 'group' | 'spki'>[],
): Promise<{ root: string; paths: string[][] }> {
  let level = await Promise.all(keys.map(leaf))
  const paths: string[][] = keys.map(() => [])
  for (let depth = 0; level.length > 1; depth++) {
    for (const [i, path] of paths.entries()) {
      const sibling = level[(i >> depth) ^ 1]
      if (sibling) path.push(toBase64url(sibling))
    }
    const above: Promise<Bytes>[] = []
    for (let i = 0; i < level.length; i += 2) {
      const right = level[i + 1]
      above.push(right ? node(level[i]!, right) : Promise.resolve(level[i]!))
    }
    level = await Promise.all(above)
  }
  return { root: toBase64url(level[0] ?? new Uint8Array(32)), paths }
}

/**
 * Whether the key handed to me is the one key that the manifest has for that group. The place in the tree is taken
 * from the manifest's list, not from the server's answer: otherwise a second key for a group, made for one person,
 * could hide in a leaf of its own.
 */
export async function keyIsInManifest(manifest: Manifest, key: GroupKey): Promise<boolean> {
  const position = manifest.groups.findIndex((group) => group.id === key.group)
  if (position < 0) return false
  const path = [...key.path]
  let hash = await leaf(key)
  let index = position
  for (let width = manifest.groups.length; width > 1; width = Math.ceil(width / 2)) {
    const alone = index === width - 1 && index % 2 === 0
    if (!alone) {
      const sibling = fromBase64url(path.shift() ?? '')
      if (sibling?.length !== 32) return false
      hash = await (index % 2 === 0 ? node(hash, sibling) : node(sibling, hash))
    }
    index >>= 1
  }
  return path.length === 0 && toBase64url(hash) === manifest.keysRoot
}
