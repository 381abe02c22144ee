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

/** Ids of the claims or terms a text mentions, each once, in their order. */
export function mentions(nodes: TextNode[], tag: 'claim' | 'term'): string[] {
  const found = nodes.flatMap((node): string[] => {
    if (typeof node === 'string') return []
    const inner = mentions(node.children, tag)
    return node.tag === tag && node.id ? [node.id, ...inner] : inner
  })
  return [...new Set(found)]
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
