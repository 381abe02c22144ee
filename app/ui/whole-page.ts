/**
 * The document as what a page is drawn into. Preact draws below an element, and takes the document for its `<html>`; here
 * `<html>` itself is what was drawn.
 */
export function wholePage(): Element {
  const html = document.documentElement
  const root = {
    nodeType: Node.DOCUMENT_FRAGMENT_NODE,
    namespaceURI: html.namespaceURI,
    firstChild: html,
    childNodes: [html],
    contains: (node: Node) => document.contains(node),
    insertBefore: (node: Node, before: Node | null) => document.insertBefore(node, before),
    appendChild: (node: Node) => document.append(node),
    removeChild: (node: Node) => document.removeChild(node),
  }
  return root as unknown as Element
}
