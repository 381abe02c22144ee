/** What a text becomes for the browser: plain data, small enough to send, with nothing that could run. */
export type TextNode = string | TextElement

export interface TextElement {
  tag: 'p' | 'em' | 'strong' | 'ul' | 'ol' | 'li' | 'a' | 'num' | 'term' | 'claim'
  /** Of a link: https only. */
  href?: string
  /** Of a term or a claim. */
  id?: string
  children: TextNode[]
}

/**
 * Ids of the claims or terms that texts mention, each once, in their order: of a text, or of all the
 * texts in whatever the browser is to get. A card's own `claim` counts too.
 */
export function mentions(shown: unknown, tag: 'claim' | 'term'): string[] {
  return [...new Set(mentioned(shown, tag))]
}

/** The words alone, for a label. */
export function wordsOf(nodes: TextNode[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : wordsOf(node.children))).join('')
}

function* mentioned(shown: unknown, tag: 'claim' | 'term'): Generator<string> {
  if (!shown || typeof shown !== 'object') return
  const { tag: own, id } = shown as Partial<TextElement>
  if (own === tag && id) yield id
  for (const [key, inner] of Object.entries(shown)) {
    if (key === tag && typeof inner === 'string') yield inner
    else yield* mentioned(inner, tag)
  }
}

/**
 * A multiplier or a percentage: "5 %", "5x", "5×", "в 5 раз", "5-кратно", "פי 5", "5 percent". Such a
 * figure is either evidence about the world (a claim) or worked arithmetic (a num).
 */
const FIGURE =
  /\d[\d.,]*[\s\u00a0\u202f]*(%|[x×х](?![a-zа-я])|-?кратн|раза?(?![а-яё])|процент|per ?cent|times\b|-?fold\b|אחוז|פעמים)|פי[\s\u00a0\u202f־-]*\d/i

/** The first percentage or multiplier outside a claim or num tag, or null. */
export function strayFigure(nodes: TextNode[]): string | null {
  for (const node of nodes) {
    if (typeof node === 'string') {
      const figure = FIGURE.exec(node)
      if (figure) return figure[0]
    } else if (node.tag !== 'claim' && node.tag !== 'num') {
      const figure = strayFigure(node.children)
      if (figure) return figure
    }
  }
  return null
}
