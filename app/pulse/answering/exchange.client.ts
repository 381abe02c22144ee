import { type SealedComment, sealed } from '../envelope.ts'
import {
  codeWords,
  type GroupKey,
  keyIsInManifest,
  type Manifest,
  readManifest,
  waveCode,
} from '../manifest.ts'
import { newReceipt, withdrawHash, withdrawSecret } from '../receipt.ts'
import { type Bytes, contextOf, fromBase64url, toBase64url } from '../token.ts'
import type { WordLanguage } from '../words.ts'
import type { Kept, Keeper } from './device.client.ts'
import { contentsOf, type Draft } from './draft.ts'

/** `fetch`, and in tests one that reaches a portal of the test's own. */
export type Ask = (path: string, init: RequestInit) => Promise<Response>

/** Why something did not happen. `later`: no connection, or the portal is busy or down; trying again is right. */
export type Trouble =
  | 'later'
  | 'signed-out'
  | 'not-eligible'
  /** My token was taken with another message: on another device, or this one has forgotten it. */
  | 'taken'
  | 'closed'
  /** The portal was put back from a backup: whoever has no token gets none. */
  | 'not-issuing'
  /** What the portal handed out does not fit together: made for one person, or broken. Nothing is sent then. */
  | 'forged'
  | 'refused'
  /** An answer with this token is there already, or was taken back. */
  | 'spent'

export interface Checked {
  text: string
  manifest: Manifest
  /** The wave code, reckoned on this device. */
  code: Bytes
  words: Record<WordLanguage, string[]>
}

/** Nothing that could say who asks: no cookie, no address of the page. */
const NOBODY: RequestInit = { credentials: 'omit', referrerPolicy: 'no-referrer' }

/** The wave's manifest, the same for everybody, fetched as nobody; its code is reckoned here. */
export async function checkedManifest(ask: Ask, waveId: string): Promise<Checked | Trouble> {
  const answer = await asked(ask, `/pulse/${waveId}/manifest`, NOBODY)
  if (!answer) return 'later'
  if (!answer.ok) return answer.status < 500 ? 'refused' : 'later'
  return checkedText(answer.text, waveId)
}

/** Refused: another wave's, not canonical, or with fewer than six anywhere, whatever the server promises elsewhere. */
export async function checkedText(text: string, waveId: string): Promise<Checked | 'forged'> {
  const manifest = readManifest(text)
  if (!manifest || manifest.wave !== waveId) return 'forged'
  const { thresholds, groups } = manifest
  const six = thresholds.cell >= 6 && thresholds.detail >= 10
  if (!six || groups.some(({ eligible }) => eligible < thresholds.cell)) return 'forged'
  const code = await waveCode(text)
  const words = { en: codeWords(code, 'en'), ru: codeWords(code, 'ru'), he: codeWords(code, 'he') }
  return { text, manifest, code, words }
}

/**
 * Begins: my group's key, checked against the manifest, and a blinded message, kept before it is sent anywhere. What
 * was begun before on this device is gone on with instead.
 */
export async function begin(
  ask: Ask,
  keeper: Keeper,
  { text, manifest }: Checked,
): Promise<Kept | Trouble> {
  const answer = await asked(ask, `/pulse/${manifest.wave}/key`, {})
  if (!answer) return 'later'
  if (answer.status === 401) return 'signed-out'
  if (answer.status === 403) return 'not-eligible'
  if (!answer.ok) return 'later'
  const key = parsed<GroupKey>(answer.text)
  const spki = typeof key?.spki === 'string' ? fromBase64url(key.spki) : null
  if (!key || !spki || !Array.isArray(key.path) || !(await keyIsInManifest(manifest, key))) {
    return 'forged'
  }
  const { blind } = await import('./blinding.client.ts')
  const made = await blind(spki, contextOf(manifest.wave, key.group))
  return keeper.begin({
    manifest: text,
    group: key.group,
    spki: key.spki,
    token: {
      step: 'blinded',
      message: toBase64url(made.message),
      blinded: toBase64url(made.blinded),
      inv: toBase64url(made.inv),
    },
    at: 0,
    answers: {},
    comments: {},
    sealed: null,
  })
}

/** Has the blinded message signed, unless it was. Asking again with the same message gets the same signature. */
export async function withToken(
  ask: Ask,
  keeper: Keeper,
  waveId: string,
  draft: Draft,
): Promise<Draft | Trouble> {
  const { token } = draft
  if (token.step === 'signed') return draft
  const answer = await asked(ask, `/pulse/${waveId}/token`, posted({ blinded: token.blinded }))
  if (!answer) return 'later'
  if (!answer.ok) {
    const { outcome } = parsed<{ outcome?: string }>(answer.text) ?? {}
    return outcome === 'not-issuing' ? outcome : (TOKEN_TROUBLES[answer.status] ?? 'later')
  }
  const signature = fromBase64url(parsed<{ signature: string }>(answer.text)?.signature ?? '')
  if (!signature) return 'later'
  const message = bytes(token.message)
  const { unblind } = await import('./blinding.client.ts')
  try {
    const plain = await unblind(bytes(draft.spki), { message, inv: bytes(token.inv) }, signature)
    const signed: Draft = {
      ...draft,
      token: {
        step: 'signed',
        token: toBase64url(message.slice(0, 32)),
        signature: toBase64url(plain),
      },
    }
    await keeper.save({ state: 'draft', draft: signed })
    return signed
  } catch {
    return 'forged'
  }
}

const TOKEN_TROUBLES: Record<number, Trouble> = {
  400: 'refused',
  401: 'signed-out',
  403: 'not-eligible',
  404: 'refused',
  409: 'taken',
  410: 'closed',
}

/** Seals the answer, once, and drops the plain answers; where another page was faster, what that one kept. */
export async function sealedDraft(keeper: Keeper, manifest: Manifest, draft: Draft): Promise<Kept> {
  if (draft.sealed) return { state: 'draft', draft }
  const receipt = newReceipt()
  const contents = contentsOf(draft, manifest)
  const comments = await withThreads(contents.comments, receipt, manifest.wave)
  const envelope = await sealed(manifest.wave, bytes(manifest.sealKey), { ...contents, comments })
  const kept: Kept = {
    state: 'draft',
    draft: {
      ...draft,
      answers: {},
      comments: {},
      sealed: {
        envelope: toBase64url(envelope),
        withdraw: toBase64url(await withdrawHash(receipt, manifest.wave)),
        receipt: toBase64url(receipt),
      },
    },
  }
  return (await keeper.save(kept)) ? kept : ((await keeper.load()) ?? kept)
}

/** The curve that a thread's key needs; asked for when a comment is begun, so that it is here when there is no line. */
export const threads = () => import('../acting/thread.client.ts')

/** Each comment with the thread it can be answered in; without, rather than unsent, where the curve cannot be had. */
async function withThreads(
  comments: readonly SealedComment[],
  receipt: Bytes,
  waveId: string,
): Promise<SealedComment[]> {
  if (comments.length === 0) return []
  const loaded = await threads().catch(() => null)
  return Promise.all(
    comments.map(async (comment) => ({
      ...comment,
      ...(await loaded?.threadFor(receipt, waveId, comment.question)),
    })),
  )
}

/** Posts the sealed answer as nobody. Every try is the same to the byte, so trying once too often does no harm. */
export async function send(
  ask: Ask,
  keeper: Keeper,
  waveId: string,
  draft: Draft,
): Promise<'sent' | Trouble> {
  if (draft.token.step !== 'signed' || !draft.sealed) return 'refused'
  const body = {
    token: draft.token.token,
    signature: draft.token.signature,
    context: toBase64url(contextOf(waveId, draft.group)),
    envelope: draft.sealed.envelope,
    withdraw: draft.sealed.withdraw,
  }
  const answer = await asked(ask, `/pulse/${waveId}/response`, { ...posted(body), ...NOBODY })
  if (!answer) return 'later'
  if (answer.ok) {
    await keeper.save({ state: 'sent', receipt: null })
    return 'sent'
  }
  if (answer.status === 410) return 'closed'
  if (answer.status === 409) return 'spent'
  return answer.status === 429 || answer.status >= 500 ? 'later' : 'refused'
}

/** Takes an answer back with its receipt, as nobody. */
export async function withdraw(
  ask: Ask,
  waveId: string,
  receipt: Bytes,
): Promise<'withdrawn' | 'unknown' | 'closed' | 'later'> {
  const secret = toBase64url(await withdrawSecret(receipt, waveId))
  const answer = await asked(ask, `/pulse/${waveId}/withdraw`, {
    ...posted({ withdraw: secret }),
    ...NOBODY,
  })
  if (!answer) return 'later'
  if (answer.ok) return 'withdrawn'
  if (answer.status === 410) return 'closed'
  return answer.status === 404 ? 'unknown' : 'later'
}

function posted(body: object): RequestInit {
  return {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  }
}

interface Answered {
  ok: boolean
  status: number
  text: string
}

/** Null where nothing came back, or only a part of it. */
async function asked(ask: Ask, path: string, init: RequestInit): Promise<Answered | null> {
  try {
    const answer = await ask(path, init)
    return { ok: answer.ok, status: answer.status, text: await answer.text() }
  } catch {
    return null
  }
}

function parsed<Value>(text: string): Value | null {
  try {
    return JSON.parse(text) as Value
  } catch {
    return null
  }
}

function bytes(text: string): Bytes {
  const decoded = fromBase64url(text)
  if (!decoded) throw new Error('what this device kept is damaged')
  return decoded
}
