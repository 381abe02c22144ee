import { Fragment, type ReactNode } from 'react'
import { Icon } from '../ui/icon.tsx'
import { m } from '../i18n/messages.ts'
import type { TextNode } from './text.ts'

/** A text of the content, as the server sent it: plain data, so nothing in it can run. */
export function Text({ nodes }: { nodes: TextNode[] }) {
  return (
    <>
      {nodes.map((node, index) => (
        <Fragment key={index}>
          {typeof node === 'string'
            ? node.slice(isClaim(nodes[index - 1]) ? closing(node).length : 0)
            : element(node, closing(nodes[index + 1]))}
        </Fragment>
      ))}
    </>
  )
}

/** A text between other words: its one paragraph without the paragraph. */
export function InlineText({ nodes }: { nodes: TextNode[] }) {
  const [only] = nodes
  const bare = nodes.length === 1 && typeof only === 'object' && only.tag === 'p'
  return <Text nodes={bare ? only.children : nodes} />
}

/** `marks`: what closes after it, which a figure takes along to its sign. */
function element(node: Exclude<TextNode, string>, marks: string): ReactNode {
  const inner = <Text nodes={node.children} />
  switch (node.tag) {
    case 'num':
      return <bdi className="font-semibold whitespace-nowrap">{inner}</bdi>
    case 'a':
      return (
        <a href={node.href} rel="noreferrer" className="text-accent underline">
          {inner}
        </a>
      )
    case 'term':
      return (
        <button
          type="button"
          className="-my-2.5 py-2.5 text-start text-accent underline decoration-dotted underline-offset-4"
          {...opens(`term-${node.id}`)}
        >
          {inner}
        </button>
      )
    case 'claim':
      return claim(node, marks)
    default: {
      const Tag = node.tag
      return <Tag>{inner}</Tag>
    }
  }
}

const isClaim = (node: TextNode | undefined) => typeof node === 'object' && node.tag === 'claim'

/** The marks that close what stands before them. */
const closing = (node: TextNode | undefined) =>
  typeof node === 'string' ? /^[.,:;!?…)»”]*/.exec(node)![0] : ''

/** A figure and the sign to open it: the last word, the sign and the marks after it never part at a line's end. */
function claim(node: Exclude<TextNode, string>, marks: string): ReactNode {
  const words = [...node.children]
  const last = words.at(-1)
  const [, before = '', word = ''] = typeof last === 'string' ? /^(.*\s)?(\S*)$/s.exec(last)! : []
  if (typeof last === 'string') words[words.length - 1] = before
  const underlined = 'underline decoration-accent decoration-dotted underline-offset-4'
  return (
    <>
      <span className={underlined}>
        <Text nodes={words} />
      </span>
      <span className="whitespace-nowrap">
        <span className={underlined}>{word}</span>
        <button
          type="button"
          aria-label={m.common_how_we_know()}
          className="relative ms-1 inline-flex align-[-0.2em] text-accent after:absolute after:-inset-3"
          {...opens(`claim-${node.id}`)}
        >
          <Icon name="circle-help" className="size-5" />
        </button>
        {marks}
      </span>
    </>
  )
}

/** React 18 passes these through, its types do not know them yet. A popover needs no JavaScript of ours. */
export function opens(id: string): Record<string, string> {
  return { popovertarget: id }
}
