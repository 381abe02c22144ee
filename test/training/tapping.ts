import type { Kind } from '../../app/training/interactives/kind.ts'
import type { Language } from '../../app/training/module.ts'
import { renderSentence, renderText } from '../../app/training/text.server.ts'

/** Somebody before an interactive of this kind: taps, and sees what the browser would get. What is kept fits the kind's own schema. */
export function somebodyBefore<View>(
  kind: Kind<any, any, any, View, any>,
  plan: unknown,
  texts: unknown,
  { tie = null as unknown, seed = 'maya', language = 'en' as Language } = {},
) {
  const block: unknown = kind.plan.parse(plan)
  const text: unknown = kind.texts(block).parse(texts)
  let work: unknown = null
  return {
    /** Null, or the sentence it is refused with. */
    tap(what: string, fields: Record<string, string> = {}): string | null {
      const sent = new FormData()
      for (const [name, value] of Object.entries({ do: what, ...fields })) sent.set(name, value)
      const acted = kind.act!({ block, work, sent, tie, seed, language })
      if ('error' in acted) return acted.error
      work = acted.work === null ? null : kind.work!(block).parse(acted.work)
      return null
    },
    sees(): View {
      return kind.view({
        block,
        text,
        work,
        tie,
        seed,
        language,
        render: renderText,
        say: renderSentence,
      })
    },
    /** All of it as the browser gets it. */
    page(): string {
      return JSON.stringify(this.sees())
    },
    kept: () => work,
  }
}
