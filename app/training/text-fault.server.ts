import { isInteractive, kindOf } from './interactives/kinds.ts'
import type { Block, ModulePlan, Term } from './module.ts'
import { mentions, strayFigure, type TextNode } from './text.ts'
import { asWritten, checkText } from './text.server.ts'

/** What is wrong in a text, beyond its being there. */
export interface TextFault {
  /** Keys down to the text; empty for the module as a whole. */
  place: string[]
  /** Line inside the text, 1 first. */
  within: number
  fault:
    | 'node'
    | 'url'
    | 'tag'
    | 'tag-here'
    | 'one-sentence'
    | 'figure'
    | 'no-term'
    | 'no-claim'
    | 'uncited'
  /** The figure, the term, the claim it is about. */
  detail: string
  /** In English, for who writes files. */
  message: string
}

/** Keys whose text is Markdown. */
const RICH = new Set(['body', 'why', 'only_if', 'experiment', 'after', 'after_without_team'])
/** Keys of one sentence that is read before its answer: figures may stand in it, nothing to open. */
const SENTENCE = new Set(['prompt', 'text', 'says'])

/** Every fault in the texts of one language, or in a part of them. */
export function textFaults(
  texts: unknown,
  plan: Pick<ModulePlan, 'blocks' | 'claims'>,
  terms: ReadonlyMap<string, Term>,
): TextFault[] {
  const faults: TextFault[] = []
  const cited = new Set(plan.blocks.flatMap(quotedIn))
  for (const [place, text] of stringsIn(texts)) {
    const found = (fault: TextFault['fault'], detail: string, message: string, within = 1) =>
      faults.push({ place, within, fault, detail, message })
    const key = String(place.at(-1))
    const rich = RICH.has(key) || SENTENCE.has(key)
    const wrong = rich ? checkText(text) : []
    for (const { message, line, sort } of wrong) found(sort, '', message, line)
    if (wrong.length > 0) continue
    if (!rich && text.includes('{%')) found('tag-here', '', 'a tag cannot stand here')
    const nodes = rich ? asWritten(text) : [text]
    if (SENTENCE.has(key) && !oneSentence(nodes))
      found('one-sentence', '', 'one paragraph without lists, links and terms stands here')
    const figure = strayFigure(nodes)
    if (figure) {
      const within = text.slice(0, text.indexOf(figure)).split('\n').length
      found('figure', figure, `“${figure}” stands outside a claim or num tag`, within)
    }
    for (const id of mentions(nodes, 'term'))
      if (!terms.has(id)) found('no-term', id, `the term ${id} is not in terms.yaml`)
    for (const id of mentions(nodes, 'claim')) {
      cited.add(id)
      if (!plan.claims.includes(id))
        found('no-claim', id, `${id} is not among the claims of module.yaml`)
    }
  }
  for (const id of plan.claims)
    if (!cited.has(id)) {
      const message = `${id} is in module.yaml and nowhere in this text`
      faults.push({ place: [], within: 1, fault: 'uncited', detail: id, message })
    }
  return faults
}

/** Figures that texts cite, each once; of a text that cannot be read, none. */
export function citedIn(texts: unknown): string[] {
  const found = new Set<string>()
  for (const [, text] of stringsIn(texts))
    if (text.includes('{%') && checkText(text).length === 0)
      for (const id of mentions(asWritten(text), 'claim')) found.add(id)
  return [...found]
}

/** Figures that a card quotes: they count as cited, and open once the card is placed. */
export function quotedIn(block: Block): string[] {
  return isInteractive(block) ? (kindOf(block).quotes?.(block) ?? []) : []
}

/** One paragraph of words, stress, figures and quoted claims. */
function oneSentence(nodes: TextNode[]): boolean {
  const [only] = nodes
  return nodes.length === 1 && typeof only === 'object' && only.tag === 'p' && plain(only.children)
}

function plain(nodes: TextNode[]): boolean {
  return nodes.every(
    (node) =>
      typeof node === 'string' ||
      (['em', 'strong', 'num', 'claim'].includes(node.tag) && plain(node.children)),
  )
}

function* stringsIn(value: unknown, place: string[] = []): Generator<[string[], string]> {
  if (typeof value === 'string') yield [place, value]
  else if (value && typeof value === 'object')
    for (const [key, inner] of Object.entries(value)) yield* stringsIn(inner, [...place, key])
}
