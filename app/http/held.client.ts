import { m } from '../i18n/messages.ts'
import { inOneLanguage } from './language.client.ts'
import { onItsWay } from './on-its-way.ts'

/**
 * What a page asks for or sends while the portal cannot be reached is held, instead of ending in an error that takes the page
 * and all that was typed with it. A notice says so; what was sent goes out again when somebody presses, what only reads also
 * when the network is back. It is kept by this page alone and stored nowhere. Loaded once a page is awake: none waits for it.
 */
interface Held {
  sends: boolean
  go: () => void
}

const held = new Set<Held>()
const network = globalThis.fetch.bind(globalThis)

globalThis.fetch = async (input, init) => {
  // Of the client's router alone: what sends by itself (the pulse, a phone's queue) has its own words.
  if (typeof input !== 'string' || !/[?&]_data=/.test(input)) return network(input, init)
  for (let again = false; ; again = true) {
    try {
      const answer = await inOneLanguage(input, init?.method, network(input, init))
      if (again) draw()
      return answer
    } catch (error) {
      // Anything else is the page's own doing: it went on elsewhere.
      if (!(error instanceof TypeError)) throw error
      await pressed(init?.method === 'POST', init?.signal)
    }
  }
}

function pressed(sends: boolean, signal?: AbortSignal | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const one: Held = {
      sends,
      go: () => {
        done()
        resolve()
      },
    }
    const gone = () => {
      done()
      draw()
      reject(signal?.reason as Error)
    }
    function done() {
      held.delete(one)
      signal?.removeEventListener('abort', gone)
    }
    if (signal?.aborted) return gone()
    signal?.addEventListener('abort', gone)
    held.add(one)
    draw()
  })
}

addEventListener('online', () => {
  for (const one of held) if (!one.sends) one.go()
})

/**
 * A form pressed without a network is not even tried: what it leads to may have to be loaded first, and where that fails the
 * page is loaded anew. It goes out as it stands when somebody presses again.
 */
addEventListener(
  'submit',
  (event) => {
    const form = event.target as HTMLFormElement
    if (form.getAttribute('method') !== 'post') return
    if (navigator.onLine && !sentAlready(form, event.submitter)) return
    event.preventDefault()
    event.stopPropagation()
    if (navigator.onLine) return
    last?.abort()
    last = new AbortController()
    const again = () => {
      form.requestSubmit(event.submitter)
      draw()
    }
    void pressed(true, last.signal).then(again, () => {})
  },
  true,
)

function sentAlready(form: HTMLFormElement, submitter: HTMLElement | null): boolean {
  // What is held goes out whenever somebody presses.
  if (held.size > 0) return false
  const { pathname, search } = new URL(form.getAttribute('action') ?? '', location.href)
  const { navigation } = window.__remixRouter.state
  return onItsWay(navigation, pathname + search, new FormData(form, submitter))
}

/** The form that waits: pressed once more, or another one pressed, it is this that goes out. */
let last: AbortController | undefined

let notice: HTMLElement | null = null
/** Where the reader was before the notice was used. */
let before: Element | null = null

function draw(): void {
  if (held.size === 0) {
    const inside = notice?.contains(document.activeElement)
    notice?.remove()
    notice = null
    if (inside) (before as HTMLElement | null)?.focus()
    return
  }
  const sends = [...held].some((one) => one.sends)
  const title = el('p', 'font-semibold', sends ? m.offline_unsent_title() : m.offline_title())
  const text = el('p', '', sends ? m.offline_unsent_text() : m.offline_text())
  const again = el(
    'button',
    'inline-flex min-h-12 w-full items-center justify-center rounded-xl bg-accent px-5 py-2.5 text-base font-medium text-on-accent sm:w-auto',
    m.offline_again(),
  )
  again.onclick = () => {
    again.textContent = m.offline_trying()
    for (const one of held) one.go()
  }
  const focused = notice?.contains(document.activeElement)
  if (!notice) {
    before = document.activeElement
    const look =
      'fixed inset-x-0 top-0 bottom-auto z-30 mx-auto my-0 w-full max-w-lg space-y-3 rounded-b-2xl border border-line bg-raised p-4 text-ink shadow-2xl'
    notice = el('div', look, '')
    notice.setAttribute('role', 'alert')
    notice.id = 'offline'
    notice.popover = 'manual'
    document.body.append(notice)
    notice.showPopover?.()
  }
  notice.replaceChildren(title, text, again)
  if (focused) again.focus()
}

function el(tag: string, look: string, words: string): HTMLElement {
  const made = document.createElement(tag)
  made.className = look
  made.textContent = words
  return made
}
