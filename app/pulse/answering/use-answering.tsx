import { useLocation, useNavigate, useNavigationType } from '@remix-run/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Keeper, Kept } from './device.client.ts'
import type { Draft, Sealed } from './draft.ts'
import type { Ask, Checked, Trouble } from './exchange.client.ts'

/** The protocol comes after the page stands; the blinding itself, and the questions, once somebody starts. */
const loaded = () => Promise.all([import('./exchange.client.ts'), import('./device.client.ts')])
export const screens = () => import('./screens.tsx')

const ask: Ask = (path, init) => fetch(path, init)

export type Hitch = Trouble | 'unsupported'

/** `yes` only once it lies on this device; `failed` where there is no room for it, or the browser forbids it. */
export type ReceiptKept = 'no' | 'saving' | 'yes' | 'failed'

export interface Answering {
  /** False until this device was searched for a draft. */
  looked: boolean
  busy: boolean
  hitch: Hitch | null
  checked: Checked | null
  draft: Draft | null
  /** Kept only while the page stays open. */
  memoryOnly: boolean
  /** The device is to keep it, and takes nothing (more): it is full, or its browser forbids it. */
  refused: boolean
  /** `fresh`: just now, on this page. */
  sent: { receipt: string | null; kept: ReceiptKept; fresh: boolean } | null
  /** The question shown, their number for the check, null for the promise. */
  place: number | null
  start: (mine: boolean) => Promise<void>
  resume: () => Promise<void>
  change: (patch: Partial<Pick<Draft, 'answers' | 'comments'>>) => void
  go: (place: number | null) => void
  finish: () => Promise<void>
  sendNow: () => void
  keepReceipt: (keep: boolean) => Promise<void>
}

/** One person answering one wave in one browser: from the first look at the device to the acknowledgement. */
export function useAnswering(waveId: string): Answering {
  const { hash } = useLocation()
  const navigate = useNavigate()
  const keeper = useRef<Keeper | null>(null)
  const saving = useRef<Promise<unknown>>(Promise.resolve())
  const [looked, setLooked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [hitch, setHitch] = useState<Hitch | null>(null)
  const [checked, setChecked] = useState<Checked | null>(null)
  const [draft, setDraft] = useState<Draft | null>(null)
  const [memoryOnly, setMemoryOnly] = useState(false)
  const [refused, setRefused] = useState(false)
  const [sent, setSent] = useState<Answering['sent']>(null)
  const count = checked?.manifest.survey.questions.length ?? 0
  const place = placeOf(hash, count)

  const take = useCallback((kept: Kept | null) => {
    if (kept?.state === 'sent') {
      setSent({ receipt: kept.receipt, kept: kept.receipt === null ? 'no' : 'yes', fresh: false })
    }
    if (kept?.state === 'draft') setDraft(kept.draft)
  }, [])

  useEffect(() => {
    let gone = false
    async function look() {
      if (!globalThis.crypto?.subtle || !globalThis.indexedDB) return setHitch('unsupported')
      const [{ checkedManifest, checkedText }, device] = await loaded()
      const asked = [checkedManifest(ask, waveId), device.deviceKeys(waveId)] as const
      const [fresh, keys] = await Promise.all(asked)
      const here =
        keys && device.untilFull(device.onDevice(keys), (takes) => !gone && setRefused(!takes))
      const kept = here && (await here.load())
      // What was promised when this draft was begun is what is answered.
      const begun = kept?.state === 'draft' ? await checkedText(kept.draft.manifest, waveId) : null
      if (kept) await screens()
      if (gone) return
      const manifest = begun ?? fresh
      if (typeof manifest === 'string') setHitch(manifest)
      else setChecked(manifest)
      keeper.current = here
      take(kept)
    }
    void look()
      .catch(() => !gone && setHitch('later'))
      .finally(() => !gone && setLooked(true))
    return () => {
      gone = true
    }
  }, [waveId, take])

  const leave = useKeptPlace()
  useLeaveWarning((memoryOnly || refused) && draft !== null && sent === null)
  useOtherPages(sent ? null : draft, keeper, saving, take)

  const go = useCallback(
    (to: number | null) => {
      if (to !== null) {
        setDraft((now) => {
          if (!now || now.sealed || now.at >= to) return now
          const further = { ...now, at: to }
          void inTurn(saving, async () => keeper.current?.save({ state: 'draft', draft: further }))
          return further
        })
      }
      if (to === null) leave()
      navigate({ hash: to === null ? '' : to === count ? 'check' : String(to + 1) })
    },
    [navigate, count, leave],
  )

  async function working(work: () => Promise<void>): Promise<void> {
    setBusy(true)
    setHitch(null)
    try {
      await work()
    } catch {
      setHitch('later')
    } finally {
      setBusy(false)
    }
  }

  async function tokened(begun: Draft): Promise<void> {
    const [{ withToken }] = await loaded()
    // All that is needed to the end is here before the first question: it may be answered out of reach.
    const [signed] = await Promise.all([withToken(ask, keeper.current!, waveId, begun), screens()])
    if (typeof signed === 'string') {
      setHitch(signed)
      if (signed === 'not-issuing') forget()
      return
    }
    setDraft(signed)
    navigate({ hash: signed.at === count ? 'check' : String(signed.at + 1) })
  }

  function forget(): void {
    setDraft(null)
    void keeper.current?.erase()
  }

  const start = (mine: boolean) =>
    working(async () => {
      const [{ begin }, { inMemory }] = await loaded()
      if (!mine || !keeper.current) keeper.current = inMemory()
      setMemoryOnly(!keeper.current.lasting)
      const kept = await begin(ask, keeper.current, checked!).catch(() => 'unsupported' as const)
      if (typeof kept === 'string') return setHitch(kept)
      take(kept)
      if (kept.state === 'draft') await tokened(kept.draft)
    })

  const resume = () => working(() => tokened(draft!))

  function change(patch: Partial<Pick<Draft, 'answers' | 'comments'>>): void {
    const next = draft && { ...draft, ...patch }
    if (!next || next.sealed) return
    setDraft(next)
    void inTurn(saving, async () => {
      const stored = await keeper.current?.save({ state: 'draft', draft: next })
      // Another page of the same person was faster.
      if (stored === false) take(await keeper.current!.load())
    })
  }

  const finish = () =>
    working(async () => {
      const [{ sealedDraft }] = await loaded()
      await saving.current
      take(await sealedDraft(keeper.current!, checked!.manifest, draft!))
      navigate({ hash: 'sent' }, { replace: true })
    })

  const sendNow = useSending(waveId, draft, keeper, sent !== null, (outcome, sealed) => {
    setHitch(outcome === 'sent' ? null : outcome)
    if (outcome === 'sent') setSent({ receipt: sealed.receipt, kept: 'no', fresh: true })
    if (outcome === 'spent') {
      void keeper.current?.load().then((kept) => kept?.state === 'sent' && take(kept))
    }
    if (outcome === 'closed') forget()
  })

  async function keepReceipt(keep: boolean): Promise<void> {
    if (!sent) return
    setSent({ ...sent, kept: keep ? 'saving' : 'no' })
    const receipt = keep ? sent.receipt : null
    await inTurn(saving, async () => keeper.current?.save({ state: 'sent', receipt }))
    const stored = keeper.current?.lasting ? 'yes' : 'failed'
    // Where it was unticked meanwhile, nothing is being saved any more.
    setSent((now) => (now?.kept === 'saving' ? { ...now, kept: stored } : now))
  }

  return {
    ...{ looked, busy, hitch, checked, draft, memoryOnly, refused, sent, place },
    ...{ start, resume, change, go, finish, sendNow, keepReceipt },
  }
}

type Saving = { current: Promise<unknown> }

/** One write after the other. */
function inTurn(saving: Saving, write: () => Promise<unknown>): Promise<unknown> {
  saving.current = saving.current.then(write).catch(() => {})
  return saving.current
}

/** Coming back to this page from another one of the same person, I find here what I did there, not what was before. */
function useOtherPages(
  draft: Draft | null,
  keeper: { current: Keeper | null },
  saving: Saving,
  take: (kept: Kept | null) => void,
): void {
  useEffect(() => {
    if (!draft || draft.sealed) return
    let gone = false
    async function look() {
      if (document.visibilityState !== 'visible' || !keeper.current?.lasting) return
      await saving.current
      const kept = await keeper.current.load()
      // What was chosen here meanwhile is newer.
      if (!gone) take(kept)
    }
    const seen = () => void look()
    document.addEventListener('visibilitychange', seen)
    return () => {
      gone = true
      document.removeEventListener('visibilitychange', seen)
    }
  }, [draft, keeper, saving, take])
}

function placeOf(hash: string, count: number): number | null {
  if (hash === '#check') return count
  const place = /^#\d{1,2}$/.test(hash) ? Number(hash.slice(1)) - 1 : -1
  return place >= 0 && place < count ? place : null
}

/**
 * Changing the language comes back to the address without its fragment; the question shown is found again. Going back
 * in the browser, or to the promise on purpose (call what is returned first), stays where it leads.
 */
function useKeptPlace(): () => void {
  const { hash, key } = useLocation()
  const navigate = useNavigate()
  const type = useNavigationType()
  const last = useRef(hash)
  const leaving = useRef(false)
  useEffect(() => {
    const before = last.current
    last.current = hash
    if (hash === '' && before !== '' && type !== 'POP' && !leaving.current) {
      navigate({ hash: before }, { replace: true, preventScrollReset: true })
    }
    leaving.current = false
  }, [hash, key, type, navigate])
  return useCallback(() => {
    leaving.current = true
  }, [])
}

/** A token that is lost with the page cannot be had again. */
function useLeaveWarning(active: boolean): void {
  useEffect(() => {
    if (!active) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [active])
}

const LONGEST_WAIT = 60_000

/** Sends what is sealed, again and again with growing pauses and at once when the connection is back. */
function useSending(
  waveId: string,
  draft: Draft | null,
  keeper: { current: Keeper | null },
  done: boolean,
  told: (outcome: 'sent' | Trouble, sealed: Sealed) => void,
): () => void {
  const tell = useRef(told)
  useEffect(() => {
    tell.current = told
  })
  const now = useRef(() => {})
  useEffect(() => {
    const sealed = draft?.sealed
    if (!sealed || done) return
    let stopped = false
    let underWay = false
    let wait = 2000
    let timer: ReturnType<typeof setTimeout> | undefined
    async function attempt() {
      clearTimeout(timer)
      if (stopped || underWay) return
      underWay = true
      const [{ send }] = await loaded()
      const outcome = await send(ask, keeper.current!, waveId, draft!)
      underWay = false
      if (stopped) return
      if (outcome === 'later') {
        timer = setTimeout(attempt, wait)
        wait = Math.min(LONGEST_WAIT, wait * 2)
      }
      tell.current(outcome, sealed!)
    }
    now.current = () => void attempt()
    void attempt()
    window.addEventListener('online', now.current)
    return () => {
      stopped = true
      clearTimeout(timer)
      window.removeEventListener('online', now.current)
    }
  }, [waveId, draft, keeper, done])
  return () => now.current()
}
