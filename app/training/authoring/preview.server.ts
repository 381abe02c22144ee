import { isInteractive, kindOf } from '../interactives/kinds.ts'
import { type Sent } from '../interactives/kind.ts'
import {
  type AskedText,
  type Block,
  type BlockText,
  isOptionId,
  type Language,
  type OptionId,
  planOfKind,
  textsOf,
} from '../module.ts'
import type { Screen, ScreenView } from '../screen.ts'
import { askedScreen, explained, pictureView } from '../screen.server.ts'
import type { TextNode } from '../text.ts'
import { checkText, renderSentence, renderText } from '../text.server.ts'
import { type Draft, type Section } from './draft.ts'
import { PICTURES } from './form.ts'
import { sampleFor } from './sample.server.ts'
import { schemaOf, whole } from './schema.ts'
import { treeAt } from './tree.ts'

/** One screen of a preview: a block, or one wording of a question. */
interface Stop {
  section: Section
  block: Block | null
  question: { id: string; wording: string; answer: OptionId; now: number; of: number } | null
}

/** What was done in a preview, by screen. It lives in the reader's own browser and nowhere else. */
export type Tried = Record<string, unknown>

/** All that a reader of the draft should see: every screen, and every wording of every question. */
export function stopsOf({ plan }: Draft): Stop[] {
  const wordings = plan.questions.flatMap(({ id, variants }) =>
    (variants as { id: string; answer: OptionId }[]).map((one) => ({ question: id, ...one })),
  )
  return (plan.blocks as unknown as Block[]).flatMap((block): Stop[] => {
    if (block.kind !== 'questions') return [{ section: `block-${block.id}`, block, question: null }]
    return wordings.map(({ question, id, answer }, index) => ({
      section: `question-${question}`,
      block: null,
      question: { id: question, wording: id, answer, now: index + 1, of: wordings.length },
    }))
  })
}

/** The first screen of a section; 1 where it has none of its own. */
export function stopOf(draft: Draft, section: Section): number {
  return (
    Math.max(
      0,
      stopsOf(draft).findIndex((stop) => stop.section === section),
    ) + 1
  )
}

const SEED = 'preview'

/**
 * Screen `step` (1 first) as people will meet it, finished or not: what is not written is shown as “…”, what cannot be
 * read as it stands. 'unready': an interactive whose plan does not hold together yet; null beyond the last.
 */
export function previewOf(
  draft: Draft,
  step: number,
  language: Language,
  tried: Tried,
): ScreenView | 'unready' | null {
  const stop = stopsOf(draft)[step - 1]
  if (!stop) return null
  const screen = stop.question
    ? questionScreen(draft, stop.question, language, tried)
    : blockScreen(draft, stop.block!, language, tried)
  return screen === 'unready' ? screen : explained(screen, language)
}

function questionScreen(
  draft: Draft,
  { id, wording, answer, now, of }: NonNullable<Stop['question']>,
  language: Language,
  tried: Tried,
): Screen {
  const written = treeAt(draft.texts[language], ['questions', id, wording])
  const text = asked(written)
  const key = `${id}/${wording}`
  return askedScreen(text, key, chosen(tried[key]), answer, null, { now, of })
}

/** A question that can be drawn, whatever is missing in it. */
function asked(written: unknown): AskedText {
  const said = (path: string[]) => shown(treeAt(written as never, path))
  const option = (id: OptionId) => ({
    text: said(['options', id, 'text']),
    why: readable(said(['options', id, 'why'])),
  })
  return {
    prompt: said(['prompt']),
    options: { a: option('a'), b: option('b'), c: option('c') },
  }
}

function chosen(tried: unknown): string | null {
  return isOptionId(tried) ? tried : null
}

function blockScreen(
  draft: Draft,
  block: Block,
  language: Language,
  tried: Tried,
): Screen | 'unready' {
  const ready = planOfKind(block.kind)?.safeParse(block).success
  // A picture that is still missing leaves room for the rest.
  if (block.kind === 'questions' || (!ready && block.kind !== 'picture')) return 'unready'
  const written = treeAt(draft.texts[language], ['blocks', block.id])
  const text = filled(whole(schemaOf(textsOf(block)), written)) as BlockText
  const { title } = text
  const body = text.body ? render(text.body) : []
  if (isInteractive(block)) {
    const kind = kindOf(block)
    const work = workOf(block, tried)
    const view = kind.view({
      block,
      text,
      work,
      tie: sampleFor(block.kind, language),
      seed: SEED,
      language,
      render,
      say: renderSentence,
    })
    return {
      kind: 'interactive',
      name: block.kind,
      title,
      body,
      view: view ?? null,
      begun: work !== null,
    }
  }
  if (block.kind === 'guess')
    return askedScreen(asked(written), block.id, chosen(tried[block.id]), block.answer, title, null)
  if (block.kind === 'picture')
    return {
      kind: block.kind,
      title,
      body,
      picture: ready ? pictureView(PICTURES, block, text) : null,
    }
  return { kind: block.kind, title, body }
}

function workOf(block: Extract<Block, { kind: string }>, tried: Tried): unknown {
  if (!isInteractive(block)) return null
  const read = kindOf(block).work?.(block).safeParse(tried[block.id])
  return read?.success ? read.data : null
}

/** What a tap or an answer in a preview makes of what was tried before; a sentence where it is refused. */
export function tryOut(
  draft: Draft,
  step: number,
  sent: Sent,
  language: Language,
  tried: Tried,
): { tried: Tried; step: number } | { error: string } | 'choose-one' | null {
  const stop = stopsOf(draft)[step - 1]
  if (!stop) return null
  const { block, question } = stop
  if (question || block?.kind === 'guess') {
    const choice = sent.get('choice')
    if (!isOptionId(choice)) return 'choose-one'
    const key = question ? `${question.id}/${question.wording}` : block!.id
    return { tried: { ...tried, [key]: choice }, step }
  }
  if (!block || !isInteractive(block) || sent.get('do') === null) return { tried, step: step + 1 }
  if (sent.get('do') === 'anew') {
    const { [block.id]: _gone, ...left } = tried
    return { tried: left, step }
  }
  const work = workOf(block, tried)
  const tie = sampleFor(block.kind, language)
  const acted = kindOf(block).act?.({ block, work, sent, tie, seed: SEED, language })
  if (!acted) return { tried, step }
  if ('error' in acted) return acted
  return { tried: { ...tried, [block.id]: acted.work }, step }
}

const shown = (text: unknown) => (typeof text === 'string' && text !== '' ? text : '…')

function filled(tree: unknown): unknown {
  if (typeof tree !== 'object' || tree === null) return shown(tree)
  return Object.fromEntries(Object.entries(tree).map(([key, inner]) => [key, filled(inner)]))
}

/** Explanations of a question are read without a net: what cannot be shown stands there as plain words. */
function readable(text: string): string {
  return checkText(text).length === 0 ? text : text.replaceAll(/[^\p{L}\p{N}\s.,;:!?()–-]/gu, ' ')
}

function render(text: string): TextNode[] {
  return checkText(text).length === 0 ? renderText(text) : [text]
}

/** Bytes of a cookie that every browser takes. */
const COOKIE_MOST = 3500

/** What was tried, as a cookie's value; what was tried first is forgotten where it does not fit. */
export function triedText(tried: Tried): string {
  let left = Object.entries(tried)
  for (;;) {
    const text = Buffer.from(JSON.stringify(Object.fromEntries(left))).toString('base64url')
    if (text.length <= COOKIE_MOST || left.length === 0) return text
    left = left.slice(1)
  }
}

export function triedIn(cookie: string | null): Tried {
  const [, text] = /(?:^|;\s*)tried=([\w-]+)/.exec(cookie ?? '') ?? []
  if (!text) return {}
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    return read && typeof read === 'object' && !Array.isArray(read) ? (read as Tried) : {}
  } catch {
    return {}
  }
}
