import { z } from 'zod'
import { id, line, rich, sentence } from './interactives/kind.ts'
import { type Interactive, isInteractive, kindOf, PLANS } from './interactives/kinds.ts'

/** The three languages every text exists in; spelled out so that a missing one is a type error. */
export const LANGUAGES = ['en', 'ru', 'he'] as const
export type Language = (typeof LANGUAGES)[number]

const OPTION_IDS = ['a', 'b', 'c'] as const
export type OptionId = (typeof OPTION_IDS)[number]
const option = z.enum(OPTION_IDS)

export function isOptionId(value: unknown): value is OptionId {
  return option.safeParse(value).success
}

/** A picture by its file, named by the hash of its bytes, with its size in pixels: its room is kept before it comes. */
const Picture = z
  .strictObject({
    file: z.string().regex(/^[0-9a-f]{64}\.(jpg|png|webp)$/),
    width: z.number().int().min(1).max(4096),
    height: z.number().int().min(1).max(4096),
  })
  .meta({ picture: true })
export type Picture = z.infer<typeof Picture>

const PLAIN = [
  /** A question before the reading, to wake the thought; it is never counted. */
  z.strictObject({ id, kind: z.literal('guess'), answer: option }),
  z.strictObject({ id, kind: z.literal('text') }),
  z.strictObject({ id, kind: z.literal('worked-example') }),
  /** What only decorates is passed over by who cannot see it; what tells something is put in words as well. */
  z.strictObject({
    id,
    kind: z.literal('picture'),
    picture: Picture,
    purpose: z.enum(['tells', 'decorates']),
  }),
  /** Where the drawn questions stand: as many screens as `draw`. */
  z.strictObject({ id, kind: z.literal('questions') }),
  /** "On my next shift I will…": the private line that ends a module. */
  z.strictObject({ id, kind: z.literal('line') }),
] as const

const Block = z.discriminatedUnion('kind', [...PLAIN, ...PLANS])
export type Block = z.infer<typeof Block>

/** What of module.yaml makes a block of this kind; null for a kind that nobody knows. */
export function planOfKind(kind: string): z.ZodType | null {
  if (isInteractive({ kind })) return kindOf({ kind } as Interactive).plan
  return PLAIN.find((plan) => plan.shape.kind.value === kind) ?? null
}

/** An idea of the curriculum; K00 for what HR teaches beside it. */
const concept = z.string().regex(/^K\d\d$/)

export const ROLES = ['employee', 'leader', 'hr'] as const

export const Question = z.strictObject({
  id,
  concepts: z.array(concept).min(1),
  /** The same idea on another surface, so that a second meeting is not rote. */
  variants: z
    .array(z.strictObject({ id, answer: option }))
    .min(2, 'a question needs at least two wordings'),
})

/** module.yaml: all that is the same in every language. */
export const ModulePlan = z
  .strictObject({
    id,
    version: z.number().int().min(1),
    order: z.number().int().min(1),
    roles: z.array(z.enum(ROLES)).min(1),
    minutes: z.number().int().min(1).max(15),
    concepts: z.array(concept).min(1),
    claims: z.array(z.string().regex(/^C\d\d$/)),
    draw: z.number().int().min(1),
    blocks: z.array(Block).min(1),
    questions: z.array(Question),
  })
  .superRefine((plan, context) => {
    const refuse = (path: (string | number)[], message: string, fault: string) =>
      context.addIssue({ code: 'custom', path, message, params: { fault } })
    if (plan.draw > plan.questions.length) refuse(['draw'], 'more than there are questions', 'draw')
    if (plan.blocks.at(-1)?.kind !== 'line')
      refuse(['blocks'], 'the last block is the line', 'last_line')
    if (plan.blocks.filter((block) => block.kind === 'questions').length !== 1)
      refuse(['blocks'], 'exactly one block of kind questions', 'one_questions')
    for (const [key, ids] of [
      ['blocks', plan.blocks.map((block) => block.id)],
      ['questions', plan.questions.map((question) => question.id)],
    ] as const) {
      if (new Set(ids).size < ids.length) refuse([key], 'an id stands twice', 'twice')
    }
  })
export type ModulePlan = z.infer<typeof ModulePlan>

const choice = z.strictObject({ text: sentence, why: rich })
const options = z.strictObject({ a: choice, b: choice, c: choice })
export const asked = z.strictObject({ prompt: sentence, options })

const read = z.strictObject({ title: line, body: rich })
const described = z.strictObject({ title: line, alt: line, body: rich })

/** What each language must say in a block. */
export function textsOf(block: Exclude<Block, { kind: 'questions' }>): z.ZodType {
  if (isInteractive(block)) return kindOf(block).texts(block)
  if (block.kind === 'picture') return block.purpose === 'tells' ? described : read
  return block.kind === 'guess' ? z.strictObject({ title: line, prompt: sentence, options }) : read
}

/**
 * What en.yaml, ru.yaml and he.yaml of this module must hold: a text for every block and wording, and
 * nothing else. The same schema therefore keeps the three languages in step.
 */
export function moduleTexts(plan: ModulePlan) {
  const blocks = plan.blocks.flatMap((block) => {
    if (block.kind === 'questions') return []
    return [[block.id, textsOf(block)]]
  })
  const questions = plan.questions.map((question) => [
    question.id,
    z.strictObject(Object.fromEntries(question.variants.map((variant) => [variant.id, asked]))),
  ])
  return z.strictObject({
    title: line,
    summary: line,
    objective: line,
    blocks: z.strictObject(Object.fromEntries(blocks)),
    questions: z.strictObject(Object.fromEntries(questions)),
  })
}

export type AskedText = z.infer<typeof asked>
export interface BlockText {
  title: string
  body?: string
  /** What a picture shows, in words. */
  alt?: string
  prompt?: string
  options?: AskedText['options']
}
export interface ModuleTexts {
  title: string
  summary: string
  objective: string
  blocks: Record<string, BlockText>
  questions: Record<string, Record<string, AskedText>>
}

/** One published version, whole: what is frozen when somebody starts it. */
export interface Module {
  plan: ModulePlan
  texts: Record<Language, ModuleTexts>
}

/** Screens of a module: every block is one, the drawn questions are one each. */
export type Step = { block: Exclude<Block, { kind: 'questions' }> } | { question: number }

export function stepsOf(plan: ModulePlan): Step[] {
  return plan.blocks.flatMap((block): Step[] =>
    block.kind === 'questions'
      ? Array.from({ length: plan.draw }, (_, question) => ({ question }))
      : [{ block }],
  )
}

/** The pictures of a module, each once. */
export function picturesOf({ blocks }: Pick<ModulePlan, 'blocks'>): string[] {
  return [
    ...new Set(blocks.flatMap((block) => (block.kind === 'picture' ? [block.picture.file] : []))),
  ]
}

/** The interactive on screen `step` (1 first), or null. */
export function interactiveAt(plan: ModulePlan, step: number): Interactive | null {
  const at = stepsOf(plan)[step - 1]
  return at && 'block' in at && isInteractive(at.block) ? at.block : null
}

/** The number (1 first) of the screen with the first drawn question. */
export function firstQuestionStep(plan: ModulePlan): number {
  return stepsOf(plan).findIndex((step) => 'question' in step) + 1
}

const perLanguage = z.strictObject({ en: line, ru: line, he: line })

/**
 * How well a figure is known. solid: a definition or well replicated; contested: a real source, but
 * disputed, narrow, dated or misquoted; folklore: no study found; rhetoric: a manner of speaking.
 */
const GRADES = ['solid', 'contested', 'folklore', 'rhetoric'] as const
export type ClaimGrade = (typeof GRADES)[number]

export function isGrade(value: string): value is ClaimGrade {
  return (GRADES as readonly string[]).includes(value)
}

export const Claim = z.strictObject({
  id: z.string().regex(/^C\d\d$/),
  grade: z.enum(GRADES),
  /** The day somebody last looked the sources up. */
  checked: z.string().regex(/^\d{4}-\d\d-\d\d$/),
  /** What this portal says. */
  wording: perLanguage,
  /** What was measured, by whom, where and when; or that nothing was found. */
  measured: perLanguage,
  /** Only what was read (whole or its abstract), and where it was read. */
  sources: z.array(z.strictObject({ title: line, where: line })),
})
export type Claim = z.infer<typeof Claim>

export const Term = z.strictObject({ id, name: perLanguage, meaning: perLanguage })
export type Term = z.infer<typeof Term>
