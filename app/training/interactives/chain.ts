import { z } from 'zod'
import { id, keyed, line, rich, type Shown } from './kind.ts'

/** Links with a condition each, drawn as a chain; there is nothing to do here but read. */
export const plan = z.strictObject({
  id,
  kind: z.literal('chain'),
  links: z.array(id).min(2),
})
export type Block = z.infer<typeof plan>

export const texts = (block: Block) =>
  z.strictObject({
    title: line,
    body: rich,
    links: keyed(block.links, z.strictObject({ name: line, only_if: rich })),
  })
type Texts = z.infer<ReturnType<typeof texts>>

export function view({ block, text, render }: Shown<Block, Texts, null, null>) {
  return block.links.map((link) => ({
    id: link,
    name: text.links[link]!.name,
    onlyIf: render(text.links[link]!.only_if),
  }))
}

export const minutes = 0
