import { m } from '../../i18n/messages.ts'
import type { PictureView, Screen } from '../screen.ts'
import { wordsOf } from '../text.ts'
import type { Item, KeptModule, Pack } from './pack.ts'
import { cardsLeft, isAnswered, type Waiting, waitingOf } from './queue.ts'
import { queueUp } from './store.client.ts'
import type { UnsentForm } from './touched.ts'
import { el, icon, inline, MAIN, notice, SECOND, steps, text } from './view.client.ts'

/** A page of the shell, ready to be put in. */
export interface Drawn {
  title: string
  heading: Node[] | string[]
  eyebrow: string | null
  above: Node | null
  body: (Node | false)[]
}

export interface Place {
  pack: Pack
  rows: readonly Waiting[]
  /** Draws the page anew. */
  show: () => void
}

type Asked = Extract<Screen, { kind: 'guess' | 'question' }>

/** An item without the id that it gets when it is put into the queue. */
type Made<One> = One extends Item ? Omit<One, 'id'> : never

/** What became of the answer given on this page a moment ago; said once, where the page is drawn anew. */
let just: 'kept' | 'twice' | null = null

function said(): string[] {
  const words =
    just === 'twice'
      ? [m.training_phone_twice()]
      : [m.training_phone_answer_kept(), m.training_phone_why_later()]
  just = null
  return words
}

/** Screen `step` (1 first) of a module. */
export function moduleScreen(place: Place, module: KeptModule, step: number): Drawn {
  const { slug, version, number, screens, title } = module
  const { screen, asked } = screens[step - 1]!
  const label = m.training_step({ now: step, of: screens.length })
  const item = (choice: string | null): Made<Item> => {
    return { kind: 'step', slug, version, number, step, asked, choice }
  }
  const next = `/training/${slug}/${step + 1}`
  const drawn = {
    title: `${label} · ${title}`,
    above: el('div', { class: 'pt-4' }, steps(label, step, screens.length)),
    eyebrow:
      'question' in screen && screen.question ? m.training_question_now(screen.question) : title,
  }
  if ('prompt' in screen) {
    const answered = isAnswered(module, step, place.rows)
    const words = answered === 'before' ? [m.training_phone_answered()] : null
    return {
      ...drawn,
      heading: inline(screen.prompt),
      body: answered
        ? [notice('good', 'status', ...(words ?? said())), goOn(next)]
        : [
            screen.kind === 'guess' && el('p', { class: 'text-muted' }, m.training_guess_note()),
            question(screen, (choice) => answer(place, title, item(choice))),
          ],
    }
  }
  const prose = 'prose text-[1.0625rem] leading-relaxed normal-nums'
  const words = el('div', { class: prose }, ...text(screen.body))
  const heading = [screen.title]
  if (screen.kind === 'line') {
    const home = el('a', { href: '/training', class: MAIN }, m.training_phone_home())
    return {
      ...drawn,
      heading,
      body: [words, notice('info', 'status', m.training_phone_line()), home],
    }
  }
  const late =
    screen.kind === 'interactive' && notice('info', 'status', m.training_phone_interactive())
  const shown = screen.kind === 'picture' && screen.picture !== null && pictureOf(screen.picture)
  return { ...drawn, heading, body: [shown, words, late, reading(place, title, item(null), next)] }
}

/** Its looks are those of picture.tsx. */
function pictureOf({ src, width, height, alt }: PictureView): Node {
  const most = `max-width: min(100%, ${((26 * width) / height).toFixed(2)}rem)`
  const size = { width: String(width), height: String(height) }
  return el('img', { src, alt, ...size, style: most, class: 'h-auto rounded-2xl' })
}

/** The first card that has no answer here yet. */
export function cardScreen(place: Place): Drawn {
  const { pack, rows } = place
  const [card] = cardsLeft(pack.cards, rows)
  const before = just !== null && notice('good', 'status', ...said())
  if (!card || !('prompt' in card.screen)) {
    const title = m.training_phone_cards_end()
    const home = el('a', { href: '/training', class: MAIN }, m.training_phone_home())
    return { title, heading: [title], eyebrow: null, above: null, body: [before, home] }
  }
  const { screen } = card
  const { now, of } = screen.question ?? { now: 1, of: 1 }
  const label = m.training_cards_step({ now, of })
  const unsure = el('input', { type: 'checkbox', 'aria-describedby': 'unsure-hint' })
  const doubt = el(
    'label',
    { class: 'choice' },
    unsure,
    el(
      'span',
      {},
      m.training_cards_unsure(),
      el(
        'span',
        { id: 'unsure-hint', class: 'block text-sm text-muted' },
        m.training_cards_unsure_hint(),
      ),
    ),
  )
  const sent = (choice: string) =>
    answer(place, card.moduleTitle, {
      kind: 'card',
      card: card.card,
      choice,
      unsure: (unsure as HTMLInputElement).checked,
    })
  return {
    title: label,
    heading: inline(screen.prompt),
    eyebrow: card.moduleTitle,
    above: el('div', { class: 'pt-4' }, steps(label, now, of)),
    body: [before, question(screen, sent, doubt)],
  }
}

/** A form that could not be sent: what somebody wrote in it, and the same form once more. */
export function formScreen({ fields, file }: UnsentForm): Drawn {
  const title = m.training_phone_form_title()
  // Words of a person, not what a page sends along; two of them at least.
  const words = fields.map(([, value]) => value).filter((value) => /\S\s+\S/.test(value))
  const hidden = fields.map(([name, value]) => el('input', { type: 'hidden', name, value }))
  const again = el('button', { class: MAIN }, icon('refresh-cw'), m.training_phone_retry())
  const back = { href: location.pathname + location.search, class: SECOND }
  return {
    title,
    heading: [title],
    eyebrow: null,
    above: null,
    body: [
      file
        ? notice('warn', 'status', m.training_phone_form_file())
        : notice('warn', 'status', m.training_phone_form_text()),
      words.length > 0 && el('h2', {}, m.training_phone_form_words()),
      words.length > 0 &&
        el('ul', { class: 'space-y-2' }, ...words.map((one) => el('li', { dir: 'auto' }, one))),
      !file && el('form', { method: 'post', action: location.href }, ...hidden, again),
      el('p', {}, el('a', back, m.training_phone_form_back())),
    ],
  }
}

function goOn(to: string): Node {
  return el(
    'a',
    { href: to, class: MAIN },
    m.common_continue(),
    icon('arrow-right', 'size-5', true),
  )
}

/** Reading on is kept too, so that the portal knows how far it came. */
function reading(place: Place, title: string, item: Made<Item>, next: string): Node {
  const form = el('form', {
    submit: (event) => {
      event.preventDefault()
      void enqueue(place, title, item).then(
        () => location.assign(next),
        () => refuse(form),
      )
    },
  })
  const look = { class: MAIN }
  form.append(el('button', look, m.common_continue(), icon('arrow-right', 'size-5', true)))
  return form
}

/** Three rows to tap, or the keys 1 to 3. */
function question(
  screen: Asked,
  answered: (choice: string) => Promise<'kept' | 'twice'>,
  more: Node | null = null,
): Node {
  const options = screen.options.map(({ id, text: words }) =>
    el(
      'label',
      { class: 'choice' },
      el('input', { type: 'radio', name: 'choice', value: id, required: true }),
      el('span', {}, ...inline(words)),
    ),
  )
  const form = el('form', {
    class: 'space-y-6',
    submit: (event) => {
      event.preventDefault()
      const chosen = new FormData(form as HTMLFormElement).get('choice')
      if (typeof chosen === 'string') void answered(chosen).catch(() => refuse(form))
    },
  })
  form.append(
    el(
      'fieldset',
      { class: 'space-y-2.5' },
      el('legend', { class: 'sr-only' }, wordsOf(screen.prompt)),
      ...options,
    ),
    ...(more ? [more] : []),
    el('button', { class: MAIN }, m.training_answer()),
  )
  document.onkeydown = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !/^[1-3]$/.test(event.key)) return
    const radio =
      form.querySelectorAll<HTMLInputElement>('input[type=radio]')[Number(event.key) - 1]
    radio?.click()
    radio?.focus()
  }
  return form
}

async function answer(place: Place, title: string, item: Made<Item>): Promise<'kept' | 'twice'> {
  just = await enqueue(place, title, item)
  const became = just
  place.show()
  return became
}

async function enqueue(place: Place, title: string, item: Made<Item>): Promise<'kept' | 'twice'> {
  const whole = { id: crypto.randomUUID(), ...item } as Item
  const became = await queueUp(waitingOf(place.pack.person, title, whole))
  const registration = await navigator.serviceWorker?.getRegistration()
  await (registration as WithSync | undefined)?.sync?.register('zveno-answers').catch(() => {})
  return became
}

/** Background Sync, where the browser has it. */
type WithSync = ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } }

/** The phone keeps nothing: what was chosen stays chosen, and nobody is told that it is safe. */
function refuse(form: Element): void {
  form.querySelector('[role=alert]')?.remove()
  form.append(notice('warn', 'alert', m.training_phone_not_kept()))
}
