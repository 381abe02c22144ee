import { m } from '../../i18n/messages.ts'
import type { ClaimView, TermView } from '../screen.ts'
import type { TextNode } from '../text.ts'

/** Put in by the build: where the icons lie. */
declare const SPRITE: string

type Child = Node | string | null | false
type Attributes = Record<string, string | boolean | ((event: Event) => void)>

/** An element; text goes in as text, so nothing in it can run. */
export function el(
  tag: string,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElement {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name, value)
    else if (value === true) made.setAttribute(name, '')
    else if (value !== false) made.setAttribute(name, value)
  }
  made.append(...children.filter((child) => child !== null && child !== false))
  return made
}

export function icon(name: string, look = 'size-5', flip = false): Node {
  const space = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(space, 'svg')
  svg.setAttribute('class', `shrink-0 ${look} ${flip ? 'rtl:-scale-x-100' : ''}`)
  svg.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS(space, 'use')
  use.setAttribute('href', `${SPRITE}#${name}`)
  svg.append(use)
  return svg
}

const BUTTON =
  'inline-flex min-h-12 items-center justify-center gap-2 rounded-xl py-2.5 text-base font-medium no-underline transition-colors disabled:opacity-60 px-5'
export const MAIN = `${BUTTON} bg-accent text-on-accent hover:brightness-110 w-full sm:w-auto`
export const SECOND = `${BUTTON} border-[1.5px] border-edge bg-raised text-ink hover:border-ink w-full sm:w-auto`

/** A text of the content; its looks are those of text.tsx. */
export function text(nodes: readonly TextNode[]): Node[] {
  return nodes.map((node) => {
    if (typeof node === 'string') return document.createTextNode(node)
    const inner = text(node.children)
    const { tag } = node
    if (tag === 'num') return el('bdi', { class: 'font-semibold whitespace-nowrap' }, ...inner)
    if (tag === 'a') {
      const look = 'text-accent underline'
      return el('a', { href: node.href ?? '', rel: 'noreferrer', class: look }, ...inner)
    }
    if (tag === 'term') {
      const look =
        '-my-2.5 py-2.5 text-start text-accent underline decoration-dotted underline-offset-4'
      const opens = { popovertarget: `term-${node.id}` }
      return el('button', { type: 'button', class: look, ...opens }, ...inner)
    }
    if (tag !== 'claim') return el(tag, {}, ...inner)
    const said = 'underline decoration-accent decoration-dotted underline-offset-4'
    const asks = {
      type: 'button',
      'aria-label': m.common_how_we_know(),
      class: 'relative ms-1 inline-flex align-[-0.2em] text-accent after:absolute after:-inset-3',
      popovertarget: `claim-${node.id}`,
    }
    return el(
      'span',
      {},
      el('span', { class: said }, ...inner),
      el('button', asks, icon('circle-help')),
    )
  })
}

/** A text between other words: its one paragraph without the paragraph. */
export function inline(nodes: readonly TextNode[]): Node[] {
  const [only] = nodes
  return text(
    nodes.length === 1 && typeof only === 'object' && only.tag === 'p' ? only.children : nodes,
  )
}

/** What opens from figures and words of a text: a sheet each, closed until asked for. */
export function explanations(claims: readonly ClaimView[], terms: readonly TermView[]): Node[] {
  return [
    ...terms.map((term) => sheet(`term-${term.id}`, term.name, el('p', {}, term.meaning))),
    ...claims.map((claim) =>
      sheet(
        `claim-${claim.id}`,
        m.common_how_we_know(),
        el('p', {}, el('strong', {}, claim.gradeWords.name), ` ${claim.gradeWords.meaning}`),
        el('p', {}, claim.wording),
        el('h3', {}, m.training_claim_measured()),
        el('p', {}, claim.measured),
        claim.sources.length > 0 && el('h3', {}, m.training_claim_sources()),
        claim.sources.length > 0 &&
          el('ul', {}, ...claim.sources.map(({ title }) => el('li', {}, el('bdi', {}, title)))),
        el('p', { class: 'text-sm text-muted' }, claim.checked),
      ),
    ),
  ]
}

function sheet(id: string, title: string, ...children: Child[]): Node {
  const look =
    'fixed inset-x-0 top-auto bottom-0 m-0 max-h-[85dvh] w-full max-w-none overflow-auto rounded-t-2xl border border-line bg-raised p-5 text-ink shadow-2xl backdrop:bg-black/40 sm:inset-0 sm:m-auto sm:h-fit sm:max-w-lg sm:rounded-2xl'
  const closes = { popovertarget: id, popovertargetaction: 'hide', type: 'button' }
  return el(
    'section',
    { id, popover: 'auto', class: look, 'aria-label': title },
    el('div', { class: 'prose normal-nums' }, el('h2', {}, title), ...children),
    el(
      'div',
      { class: 'pt-4' },
      el('button', { ...closes, class: `${SECOND} w-full` }, m.training_close()),
    ),
  )
}

export function notice(
  look: 'info' | 'good' | 'warn',
  live: 'status' | 'alert',
  ...words: string[]
): HTMLElement {
  const box = look === 'warn' ? 'bg-warn-soft' : 'bg-accent-soft'
  const sign = { info: 'info', good: 'circle-check', warn: 'triangle-alert' }[look]
  return el(
    'div',
    { class: `flex gap-3 rounded-xl p-4 ${box}`, role: live },
    icon(sign, `mt-0.5 size-5 ${look === 'warn' ? 'text-ink' : 'text-accent'}`),
    el('div', { class: 'min-w-0 flex-1' }, ...words.map((one) => el('p', {}, one))),
  )
}

/** How far along: words for everybody, a bar for the eye. */
export function steps(label: string, now: number, of: number): HTMLElement {
  return el(
    'div',
    { class: 'space-y-1.5' },
    el('p', { class: 'text-sm text-muted', id: 'steps' }, label),
    el('progress', { value: String(now), max: String(of), 'aria-labelledby': 'steps' }),
  )
}
