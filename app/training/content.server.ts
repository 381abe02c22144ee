import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import {
  type Block,
  Claim,
  LANGUAGES,
  type Language,
  type Module,
  ModulePlan,
  type ModuleTexts,
  moduleTexts,
  Term,
} from './module.ts'
import { isInteractive, kindOf } from './interactives/kinds.ts'
import { mentions, strayFigure, type TextNode } from './text.ts'
import { checkText, renderText } from './text.server.ts'

export interface ContentProblem {
  /** Relative to the content folder. */
  file: string
  line: number
  message: string
}

export interface Content {
  /** In the order they are taught. */
  modules: Module[]
  claims: Map<string, Claim>
  terms: Map<string, Term>
}

class ContentError extends Error {
  problems: ContentProblem[]
  constructor(problems: ContentProblem[]) {
    super(
      `The content cannot be shown:\n${problems.map((p) => `  ${p.file}:${p.line} ${p.message}`).join('\n')}`,
    )
    this.problems = problems
  }
}

let loaded: Content | undefined

/** The published content of this installation, read once; throws a ContentError on any fault in it. */
export function content(): Content {
  if (!loaded) {
    const { problems, ...read } = readContent(path.join(process.cwd(), 'content'))
    if (problems.length > 0) throw new ContentError(problems)
    loaded = read
  }
  return loaded
}

export function moduleBySlug(slug: string): Module | null {
  return content().modules.find((module) => module.plan.id === slug) ?? null
}

/** Reads a content folder whole and reports every fault with file and line; what is faulty is left out. */
export function readContent(dir: string): Content & { problems: ContentProblem[] } {
  const problems: ContentProblem[] = []
  const register = readList(dir, 'claims.yaml', Claim, problems)
  const terms = readList(dir, 'terms.yaml', Term, problems)
  const gradeOf = (claim: string) => register.get(claim)?.grade
  const modules: Module[] = []
  for (const slug of readdirSync(path.join(dir, 'modules')).sort()) {
    const before = problems.length
    const folder = path.join('modules', slug)
    const plan = readYaml(dir, path.join(folder, 'module.yaml'), ModulePlan, problems)
    if (!plan) continue
    if (plan.value.id !== slug) problems.push(plan.at(['id'], `the folder is called ${slug}`))
    for (const id of plan.value.claims)
      if (!register.has(id)) problems.push(plan.at(['claims'], `${id} is not in claims.yaml`))
    for (const [index, block] of plan.value.blocks.entries())
      for (const id of quotedIn(block))
        if (!plan.value.claims.includes(id))
          problems.push(plan.at(['blocks', index], `${id} is not among the claims of this module`))
    for (const [index, block] of plan.value.blocks.entries())
      for (const fault of isInteractive(block)
        ? (kindOf(block).faults?.(block, gradeOf) ?? [])
        : [])
        problems.push(plan.at(['blocks', index], fault))
    const texts = {} as Record<Language, ModuleTexts>
    for (const language of LANGUAGES) {
      const file = path.join(folder, `${language}.yaml`)
      const read = readYaml(dir, file, moduleTexts(plan.value), problems)
      if (!read) continue
      problems.push(...faultsInTexts(read, plan.value, terms))
      texts[language] = read.value as ModuleTexts
    }
    if (problems.length === before) modules.push({ plan: plan.value, texts })
  }
  modules.sort((a, b) => a.plan.order - b.plan.order)
  return { modules, claims: register, terms, problems }
}

interface Read<T> {
  value: T
  /** A problem at a place of this file; `within` counts lines inside a text, 1 first. */
  at: (place: PropertyKey[], message: string, within?: number) => ContentProblem
}

function readYaml<T>(
  dir: string,
  file: string,
  schema: z.ZodType<T>,
  problems: ContentProblem[],
): Read<T> | null {
  const lines = new LineCounter()
  let source: string
  try {
    source = readFileSync(path.join(dir, file), 'utf8')
  } catch {
    problems.push({ file, line: 1, message: 'the file is missing' })
    return null
  }
  const document = parseDocument(source, { lineCounter: lines })
  for (const error of document.errors)
    problems.push({ file, line: error.linePos?.[0].line ?? 1, message: error.message })
  if (document.errors.length > 0) return null

  const at: Read<T>['at'] = (place, message, within = 1) => {
    let node: unknown
    for (let depth = place.length; depth >= 0 && !isNode(node); depth--)
      node = depth === 0 ? document.contents : document.getIn(place.slice(0, depth), true)
    const start = isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1
    // A block text begins on the line after its "|".
    const block = isScalar(node) && node.type?.startsWith('BLOCK') ? 1 : 0
    return { file, line: start + block + within - 1, message: `${place.join('.')}: ${message}` }
  }
  const parsed = schema.safeParse(document.toJS())
  if (parsed.success) return { value: parsed.data, at }
  for (const issue of parsed.error.issues) problems.push(at(issue.path, issue.message))
  return null
}

function readList<T extends { id: string }>(
  dir: string,
  file: string,
  schema: z.ZodType<T>,
  problems: ContentProblem[],
): Map<string, T> {
  const read = readYaml(dir, file, z.array(schema), problems)
  const found = new Map<string, T>()
  read?.value.forEach((entry, index) => {
    if (found.has(entry.id)) problems.push(read.at([index, 'id'], `${entry.id} stands twice`))
    found.set(entry.id, entry)
  })
  return found
}

/** Keys whose text is Markdown. */
const RICH = new Set(['body', 'why', 'only_if', 'experiment', 'after', 'after_without_team'])
/** Keys of one sentence that is read before its answer: figures may stand in it, nothing to open. */
const SENTENCE = new Set(['prompt', 'text', 'says'])

function faultsInTexts(
  read: Read<unknown>,
  plan: ModulePlan,
  terms: Map<string, Term>,
): ContentProblem[] {
  const faults: ContentProblem[] = []
  const cited = new Set(plan.blocks.flatMap(quotedIn))
  for (const [place, text] of stringsIn(read.value)) {
    const key = String(place.at(-1))
    const rich = RICH.has(key) || SENTENCE.has(key)
    const wrong = rich ? checkText(text) : []
    faults.push(...wrong.map((problem) => read.at(place, problem.message, problem.line)))
    if (wrong.length > 0) continue
    if (!rich && text.includes('{%')) faults.push(read.at(place, 'a tag cannot stand here'))
    const nodes = rich ? renderText(text) : [text]
    if (SENTENCE.has(key) && !oneSentence(nodes))
      faults.push(read.at(place, 'one paragraph without lists, links and terms stands here'))
    const figure = strayFigure(nodes)
    if (figure) {
      const within = text.slice(0, text.indexOf(figure)).split('\n').length
      faults.push(read.at(place, `“${figure}” stands outside a claim or num tag`, within))
    }
    for (const id of mentions(nodes, 'term'))
      if (!terms.has(id)) faults.push(read.at(place, `the term ${id} is not in terms.yaml`))
    for (const id of mentions(nodes, 'claim')) {
      cited.add(id)
      if (!plan.claims.includes(id))
        faults.push(read.at(place, `${id} is not among the claims of module.yaml`))
    }
  }
  for (const id of plan.claims)
    if (!cited.has(id)) faults.push(read.at([], `${id} is in module.yaml and nowhere in this text`))
  return faults
}

/** Figures that a card quotes: they count as cited, and open once the card is placed. */
function quotedIn(block: Block): string[] {
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
