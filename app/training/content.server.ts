import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import {
  Claim,
  LANGUAGES,
  type Language,
  type Module,
  ModulePlan,
  type ModuleTexts,
  moduleTexts,
  Term,
} from './module.ts'
import type { ContentFault, FoundFault } from './content-fault.server.ts'
import { isInteractive, kindOf } from './interactives/kinds.ts'
import { type Prepared, withPictures } from './picture-file.server.ts'
import { quotedIn, textFaults } from './text-fault.server.ts'

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
  /** Bytes of the pictures of modules, by the names they have there. */
  pictures: Map<string, Buffer>
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
  const problems: FoundFault[] = []
  const register = readList(dir, 'claims.yaml', Claim, problems)
  const terms = readList(dir, 'terms.yaml', Term, problems)
  const modules: Module[] = []
  const pictures = new Map<string, Buffer>()
  const source = sourceIn(dir)
  for (const slug of readdirSync(path.join(dir, 'modules')).sort()) {
    const read = readModule(source, path.join('modules', slug), { claims: register, terms })
    problems.push(...read.problems)
    if (!read.module) continue
    for (const [file, bytes] of read.pictures) pictures.set(file, bytes)
    if (read.module.plan.id === slug) modules.push(read.module)
    else
      problems.push({
        file: path.join('modules', slug, 'module.yaml'),
        line: 1,
        place: 'id',
        fault: { of: 'other', message: `the folder is called ${slug}` },
      })
  }
  modules.sort((a, b) => a.plan.order - b.plan.order)
  return { modules, claims: register, terms, pictures, problems: problems.map(told) }
}

function told({ file, line, place, fault }: FoundFault): ContentProblem {
  return { file, line, message: place === null ? fault.message : `${place}: ${fault.message}` }
}

/** What is in a file; null where it is missing. */
type Source = (file: string) => Uint8Array | null

function sourceIn(dir: string): Source {
  return (file) => {
    try {
      return readFileSync(path.join(dir, file))
    } catch {
      return null
    }
  }
}

/** A module of its four files and its pictures, or every fault in them with file and line. */
export function readModule(
  source: Source,
  folder: string,
  { claims, terms }: Pick<Content, 'claims' | 'terms'>,
): { module: Module | null; pictures: Map<string, Buffer>; problems: FoundFault[] } {
  const problems: FoundFault[] = []
  const pictures = new Map<string, Buffer>()
  const gradeOf = (claim: string) => claims.get(claim)?.grade
  const plan = readYaml(source, path.join(folder, 'module.yaml'), ModulePlan, problems, (value) =>
    withPictures(value, (name) => source(path.join(folder, name)), pictures),
  )
  if (!plan) return { module: null, pictures, problems }
  for (const id of plan.value.claims)
    if (!claims.has(id)) {
      const message = `${id} is not in claims.yaml`
      problems.push(plan.at(['claims'], { of: 'unknown-claim', claim: id, message }))
    }
  for (const [index, block] of plan.value.blocks.entries()) {
    for (const id of quotedIn(block))
      if (!plan.value.claims.includes(id)) {
        const message = `${id} is not among the claims of this module`
        problems.push(plan.at(['blocks', index], { of: 'unlisted-claim', claim: id, message }))
      }
    for (const fault of isInteractive(block) ? (kindOf(block).faults?.(block, gradeOf) ?? []) : [])
      problems.push(plan.at(['blocks', index], { of: 'kind', ...fault }))
  }
  const texts = {} as Record<Language, ModuleTexts>
  for (const language of LANGUAGES) {
    const file = path.join(folder, `${language}.yaml`)
    const read = readYaml(source, file, moduleTexts(plan.value), problems)
    if (!read) continue
    for (const { place, within, ...fault } of textFaults(read.value, plan.value, terms))
      problems.push(read.at(place, { of: 'text', ...fault }, within))
    texts[language] = read.value as ModuleTexts
  }
  return { module: problems.length === 0 ? { plan: plan.value, texts } : null, pictures, problems }
}

interface Read<T> {
  value: T
  /** A fault at a place of this file; `within` counts lines inside a text, 1 first. */
  at: (place: PropertyKey[], fault: ContentFault, within?: number) => FoundFault
}

function readYaml<T>(
  files: Source,
  file: string,
  schema: z.ZodType<T>,
  problems: FoundFault[],
  prepare: (value: unknown) => Prepared = (value) => ({ value, faults: [] }),
): Read<T> | null {
  const lines = new LineCounter()
  const whole = (line: number, fault: ContentFault) =>
    problems.push({ file, line, place: null, fault })
  const source = files(file)
  if (source === null) {
    whole(1, { of: 'file', message: 'the file is missing' })
    return null
  }
  const document = parseDocument(Buffer.from(source).toString('utf8'), { lineCounter: lines })
  for (const { linePos, message } of document.errors)
    whole(linePos?.[0].line ?? 1, { of: 'yaml', message })
  if (document.errors.length > 0) return null

  const at: Read<T>['at'] = (place, fault, within = 1) => {
    let node: unknown
    for (let depth = place.length; depth >= 0 && !isNode(node); depth--)
      node = depth === 0 ? document.contents : document.getIn(place.slice(0, depth), true)
    const start = isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1
    // A block text begins on the line after its "|".
    const block = isScalar(node) && node.type?.startsWith('BLOCK') ? 1 : 0
    return { file, line: start + block + within - 1, place: place.join('.'), fault }
  }
  let value: unknown
  try {
    value = document.toJS()
  } catch (error) {
    // Aliases of aliases of aliases: the reader stops before they fill the memory.
    if (!(error instanceof ReferenceError)) throw error
    whole(1, { of: 'aliases', message: error.message })
    return null
  }
  const prepared = prepare(value)
  for (const { place, ...fault } of prepared.faults)
    problems.push(at(place, { of: 'picture', ...fault }))
  const parsed = schema.safeParse(prepared.value)
  if (parsed.success) return { value: parsed.data, at }
  const known = (path: PropertyKey[]) =>
    prepared.faults.some(({ place }) => place.every((key, depth) => path[depth] === key))
  for (const issue of parsed.error.issues) {
    const { path: place, message } = issue
    const missing = place.length > 0 && !document.hasIn(place)
    if (!known(place)) problems.push(at(place, { of: 'schema', issue, missing, message }))
  }
  return null
}

function readList<T extends { id: string }>(
  dir: string,
  file: string,
  schema: z.ZodType<T>,
  problems: FoundFault[],
): Map<string, T> {
  const read = readYaml(sourceIn(dir), file, z.array(schema), problems)
  const found = new Map<string, T>()
  read?.value.forEach((entry, index) => {
    if (found.has(entry.id)) {
      const message = `${entry.id} stands twice`
      problems.push(read.at([index, 'id'], { of: 'other', message }))
    }
    found.set(entry.id, entry)
  })
  return found
}
