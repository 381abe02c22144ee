import { type RefObject, useEffect, useState } from 'react'
import type { Fields } from './draft.client.ts'

const loaded = () => import('./draft.client.ts')

/** Of the form alone: what was typed and chosen, without the key that tells one sending from the next. */
function fieldsOf(form: HTMLFormElement): Fields {
  return [...new FormData(form)].flatMap(([name, value]): Fields => {
    const entered = typeof value === 'string' && value !== '' && name !== 'key'
    return entered ? [[name, value]] : []
  })
}

/** Enters what was kept wherever nothing is entered yet, as if somebody did it now. */
function enter(form: HTMLFormElement, fields: Fields): void {
  const before = new Set(fieldsOf(form).map(([name]) => name))
  for (const [name, value] of fields) {
    if (before.has(name)) continue
    for (const control of form.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(name)}"]`)) {
      const ticked = control.type === 'radio' || control.type === 'checkbox'
      if (ticked && control.value !== value) continue
      if (ticked) control.checked = true
      else control.value = value
      const fold = control.closest('details')
      if (fold) fold.open = true
      control.dispatchEvent(new Event('input', { bubbles: true }))
      control.dispatchEvent(new Event('change', { bubbles: true }))
    }
  }
}

export interface KeptDraft {
  /** Something begun earlier stands in the form. */
  found: boolean
  /** Takes it out of the device, and gives what it was. */
  drop: () => Promise<Fields>
}

/** What is entered stays on this device until it is sent; nothing stays without a `key`. `back` is entered at once. */
export function useDraft(
  form: RefObject<HTMLFormElement | null>,
  key: string | null,
  back: Fields | null,
): KeptDraft {
  const [found, setFound] = useState(false)
  useEffect(() => {
    const here = form.current
    if (!here || key === null || !globalThis.crypto?.subtle) return
    let gone = false
    // First what was begun earlier is read: what is entered meanwhile is kept together with it.
    const read = loaded().then(async ({ keptDraft }) => {
      const kept = back ?? (await keptDraft(localStorage, key))
      if (gone || !kept) return
      enter(here, kept)
      setFound(!back)
    })
    const keep = () =>
      void read
        .then(loaded)
        .then(({ keepDraft }) => (gone ? undefined : keepDraft(localStorage, key, fieldsOf(here))))
        // A device that keeps nothing: the form works as it did.
        .catch(() => {})
    read.catch(() => {})
    here.addEventListener('input', keep)
    here.addEventListener('change', keep)
    return () => {
      gone = true
      here.removeEventListener('input', keep)
      here.removeEventListener('change', keep)
    }
  }, [form, key, back])
  const drop = async () => {
    const fields = form.current ? fieldsOf(form.current) : []
    const { forgetDraft } = await loaded()
    forgetDraft(localStorage)
    return fields
  }
  return { found, drop }
}

/** Once the observation has arrived, nothing of it stays on the device. */
export function useDraftSent(sent: boolean): void {
  useEffect(() => {
    if (sent)
      void loaded()
        .then(({ forgetDraft }) => forgetDraft(localStorage))
        .catch(() => {})
  }, [sent])
}
