import Markdoc, { type Config, type Node, type RenderableTreeNode } from '@markdoc/markdoc'
import type { TextElement, TextNode } from './text.ts'

export interface TextProblem {
  /** Line within the text, 1 first. */
  line: number
  message: string
  /** Something that has no place in a text, a link that leads elsewhere, or a tag that is not written right. */
  sort: 'node' | 'url' | 'tag'
}

/** Which sign the writer used for a list or a stress; never shown. */
const marker = { type: String, render: false }

/** What a text may hold; all else is an error, so that nothing is dropped in silence. */
const config: Config = {
  nodes: {
    document: { render: 'document' },
    paragraph: { render: 'p' },
    em: { render: 'em', attributes: { marker } },
    strong: { render: 'strong', attributes: { marker } },
    list: {
      render: 'list',
      attributes: { ordered: { type: Boolean, required: true }, marker },
    },
    item: { render: 'li' },
    link: { render: 'a', attributes: { href: { type: String, required: true } } },
  },
  tags: {
    term: {
      render: 'term',
      inline: true,
      attributes: { id: { type: String, required: true, matches: /^[a-z][a-z0-9-]*$/ } },
    },
    claim: {
      render: 'claim',
      inline: true,
      attributes: { id: { type: String, required: true, matches: /^C\d\d$/ } },
    },
    num: { render: 'num', inline: true },
  },
}

const ALLOWED = new Set([
  'document',
  'paragraph',
  'inline',
  'text',
  'softbreak',
  'em',
  'strong',
  'list',
  'item',
  'link',
  'tag',
  'error',
])

/** A space that must not end a line: before a percent sign, and before a dash, which no Russian line begins with. */
const CLINGING = / (?=—)|(?<=\d) (?=%)/g

/** A text as it is set: what clings to the word before it stays on its line. */
export const clinging = (text: string) => text.replaceAll(CLINGING, '\u00a0')

const cache = new Map<string, TextNode[]>()
const sentences = new Map<string, TextNode[]>()

/** Every problem of a text; an empty list is the only licence to show it. */
export function checkText(source: string): TextProblem[] {
  const tree = Markdoc.parse(source)
  const problems: TextProblem[] = Markdoc.validate(tree, config).map(({ lines, error }) => ({
    line: (lines[0] ?? 0) + 1,
    message: error.message,
    sort: 'tag',
  }))
  for (const node of tree.walk()) {
    const found = refusal(node)
    if (!found) continue
    const sort = node.type === 'link' ? 'url' : ALLOWED.has(node.type) ? 'tag' : 'node'
    problems.push({ line: (node.lines[0] ?? 0) + 1, message: found, sort })
  }
  return problems
}

function refusal(node: Node): string | null {
  if (!ALLOWED.has(node.type)) return `${node.type} is not allowed in a text`
  if (node.type === 'link' && !/^https:\/\/\S+$/.test(String(node.attributes.href)))
    return `a link leads to https:// only, not to ${String(node.attributes.href)}`
  if (node.type === 'tag' && !node.inline) return `${node.tag} stands inside a sentence`
  if (node.type === 'tag' && node.children.length === 0) return `${node.tag} encloses no words`
  if (node.type === 'text' && typeof node.attributes.content !== 'string')
    return 'variables and functions are not allowed in a text'
  const foreign = Object.keys(node.attributes).find((name) => name === 'class' || name === 'style')
  return foreign ? `${foreign} is not allowed in a text` : null
}

/**
 * A text as plain data. Throws on any error: Markdoc itself would render the rest, and a half-shown
 * text is worse than none.
 */
export function renderText(source: string): TextNode[] {
  let nodes = cache.get(source)
  if (!nodes) cache.set(source, (nodes = set(asWritten(source))))
  return nodes
}

/** The same with every space as its writer left it, for who looks something up in the source. */
export function asWritten(source: string): TextNode[] {
  const [problem] = checkText(source)
  if (problem) throw new Error(`line ${problem.line}: ${problem.message}`)
  return plain(Markdoc.transform(Markdoc.parse(source), config))
}

function set(nodes: TextNode[]): TextNode[] {
  return nodes.map((node) =>
    typeof node === 'string' ? clinging(node) : { ...node, children: set(node.children) },
  )
}

/**
 * The words of a sentence that is read before its answer: one paragraph, with nothing to open, so a
 * figure it quotes is words like the others. What is no sentence of the small Markdown (versions frozen
 * before it was allowed here) is shown as it stands.
 */
export function renderSentence(source: string): TextNode[] {
  let nodes = sentences.get(source)
  if (!nodes) sentences.set(source, (nodes = sentenceOf(source)))
  return nodes
}

function sentenceOf(source: string): TextNode[] {
  if (checkText(source).length > 0) return [source]
  const [only, ...more] = renderText(source)
  if (typeof only !== 'object' || only.tag !== 'p' || more.length > 0) return [source]
  return withoutDoors(only.children)
}

function withoutDoors(nodes: TextNode[]): TextNode[] {
  return nodes.flatMap((node): TextNode[] => {
    if (typeof node === 'string') return [node]
    const children = withoutDoors(node.children)
    return node.tag === 'claim' || node.tag === 'term' ? children : [{ ...node, children }]
  })
}

function plain(tree: RenderableTreeNode | RenderableTreeNode[]): TextNode[] {
  if (Array.isArray(tree)) return tree.flatMap((node) => plain(node))
  if (typeof tree === 'string') return [tree]
  if (!Markdoc.Tag.isTag(tree)) return []
  const children = plain(tree.children)
  if (tree.name === 'document') return children
  const { ordered, href, id } = tree.attributes as Record<string, unknown>
  const tag = tree.name === 'list' ? (ordered ? 'ol' : 'ul') : (tree.name as TextElement['tag'])
  return [
    {
      tag,
      ...(typeof href === 'string' ? { href } : {}),
      ...(typeof id === 'string' ? { id } : {}),
      children,
    },
  ]
}
