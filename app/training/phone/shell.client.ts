import { directionOf, preferredLocale } from '../../i18n/locale.ts'
import { m, speak } from '../../i18n/messages.ts'
import { PACK_FORM } from './pack.ts'
import { answersIn, cardsLeft, furthest, type Waiting } from './queue.ts'
import { cardScreen, type Drawn, formScreen, moduleScreen, type Place } from './screens.client.ts'
import { sendWaiting, type Sending } from './sending.client.ts'
import { kept, type Kept, waiting } from './store.client.ts'
import type { UnsentForm } from './touched.ts'
import { el, explanations, icon, MAIN } from './view.client.ts'

/** Put into this page by the worker, where it stands for the answer to a form. */
const written = document.getElementById('unsent')?.textContent
const unsent = written ? (JSON.parse(written) as UnsentForm) : null

/** The page that stands for every other without a network: what lies on this phone, at the address that was asked for. */
async function show(first = false): Promise<void> {
  const there = await kept().catch(() => null)
  const rows = await waiting().catch(() => [])
  const readable = there !== null && !there.locked && there.pack.form === PACK_FORM
  const locale = there?.pack.language ?? preferredLocale(navigator.languages.join(','))
  speak(locale)
  document.documentElement.lang = locale
  document.documentElement.dir = directionOf(locale)
  document.onkeydown = null
  const drawn = unsent
    ? formScreen(unsent)
    : (readable && placed(there, rows)) || listed(there, readable, rows)
  document.title = `${drawn.title} · Zveno`
  const heading = el('h1', { tabindex: '-1' }, ...drawn.heading)
  document.body.replaceChildren(
    header(),
    el(
      'main',
      { id: 'main', class: 'mx-auto w-full max-w-5xl px-4 pt-4 pb-12 sm:px-6' },
      el(
        'div',
        { class: 'max-w-2xl' },
        statusLine(rows),
        drawn.above,
        el(
          'div',
          { class: 'pt-6' },
          drawn.eyebrow !== null &&
            el('p', { class: 'mb-1 text-sm font-medium text-muted' }, drawn.eyebrow),
          heading,
          el('div', { class: 'mt-6 space-y-6' }, ...drawn.body),
        ),
      ),
    ),
    ...(readable ? explanations(there.pack.claims, there.pack.terms) : []),
  )
  if (!first) heading.focus()
}

/** A screen or a card, where the address is one of theirs. */
function placed(there: Kept, rows: readonly Waiting[]): Drawn | null {
  const place: Place = { pack: there.pack, rows, show: () => void show() }
  const path = location.pathname
  if (path === '/training/cards') return cardScreen(place)
  const [, slug, step] = /^\/training\/([\w-]+)(?:\/(\d{1,2}))?$/.exec(path) ?? []
  const module = there.pack.modules.find((one) => one.slug === slug)
  if (!module) return null
  const far = furthest(module, rows)
  return moduleScreen(place, module, Math.min(Number(step ?? far) || far, far))
}

function listed(there: Kept | null, readable: boolean, rows: readonly Waiting[]): Drawn {
  const title = m.training_phone_offline_title()
  const said = there ? m.training_phone_offline_locked() : m.training_phone_offline_nothing()
  const works = there !== null && readable
  return {
    title,
    heading: [title],
    eyebrow: null,
    above: null,
    body: [
      works ? el('h2', {}, m.training_phone_offline_works()) : el('p', {}, said),
      works &&
        el('ul', { class: 'divide-y divide-line border-y border-line' }, ...links(there, rows)),
      el('p', { class: 'text-muted' }, m.training_phone_offline_rest()),
      el('a', { href: location.href, class: MAIN }, icon('refresh-cw'), m.training_phone_retry()),
    ],
  }
}

function links({ pack }: Kept, rows: readonly Waiting[]): Node[] {
  const modules = pack.modules.map((module) => {
    const now = furthest(module, rows)
    const steps = m.training_step({ now, of: module.screens.length })
    return link(`/training/${module.slug}/${now}`, 'book-open', module.title, steps)
  })
  const n = cardsLeft(pack.cards, rows).length
  if (n === 0) return modules
  const cards = link('/training/cards', 'lightbulb', m.training_phone_cards({ n }), null)
  return [cards, ...modules]
}

function link(to: string, sign: string, title: string, detail: string | null): Node {
  return el(
    'li',
    {},
    el(
      'a',
      { href: to, class: 'flex min-h-14 items-center gap-3 py-2 hover:text-accent' },
      icon(sign, 'size-6 text-accent'),
      el(
        'span',
        { class: 'flex-1' },
        el('span', { class: 'block font-medium' }, title),
        detail !== null && el('span', { class: 'block text-sm text-muted' }, detail),
      ),
      icon('chevron-right', 'size-5 text-muted', true),
    ),
  )
}

function header(): Node {
  const home = { href: '/training', class: 'flex min-h-11 items-center gap-2.5 font-semibold' }
  return el(
    'header',
    { class: 'border-b border-line' },
    el(
      'div',
      { class: 'mx-auto flex max-w-5xl items-center gap-2 px-4 py-2 sm:px-6' },
      el('a', home, icon('link-2', 'size-6 text-accent'), m.training_phone_home()),
    ),
  )
}

let sending: Sending = 'offline'

/** How it stands with the network and with what waits; said again whenever it changes. */
function statusLine(rows: readonly Waiting[]): HTMLElement {
  const n = answersIn(rows)
  const line = el('p', { role: 'status', id: 'status', class: 'text-sm font-medium' })
  if (sending === 'sent') {
    const seen = { href: '/', class: 'text-accent underline' }
    line.append(m.training_phone_arrived(), ' ', el('a', seen, m.training_phone_today()))
  } else if (sending === 'signed-out') line.append(m.training_phone_sign_in())
  else if (n > 0) line.append(m.training_phone_waits({ n }))
  else line.append(m.training_phone_offline())
  return line
}

/** Tries to send what waits, and says what came of it without moving anything else. */
async function send(): Promise<void> {
  sending = await sendWaiting().catch(() => 'offline')
  if (sending === 'other') return show()
  document.getElementById('status')?.replaceWith(statusLine(await waiting().catch(() => [])))
}

addEventListener('online', () => void send())
await show(true)
await send()
