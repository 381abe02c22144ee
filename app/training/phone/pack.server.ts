import { createHash } from 'node:crypto'
import type { Db } from '../../../db/connect.ts'
import { derived } from '../../auth/hash.ts'
import { assignedTo } from '../assigning/mine.server.ts'
import { type Attempt, freezeModule } from '../attempt.server.ts'
import { cardView, handOf } from '../cards/card.server.ts'
import { publishedModules } from '../catalogue.server.ts'
import { drawQuestions } from '../draw.ts'
import { isInteractive } from '../interactives/kinds.ts'
import {
  type AskedText,
  firstQuestionStep,
  type Language,
  type Module,
  type Step,
  stepsOf,
} from '../module.ts'
import { modulesFor, walkOf } from '../module.server.ts'
import { onPath } from '../path.ts'
import type { Screen } from '../screen.ts'
import { askedScreen, claimViews, pictureView, termViews } from '../screen.server.ts'
import { mentions } from '../text.ts'
import { renderText } from '../text.server.ts'
import { type KeptCard, type KeptModule, type KeptScreen, type Pack, PACK_FORM } from './pack.ts'

interface Reader {
  id: string
  locale: Language
  roles: readonly string[]
}

/** The name of a person on a phone (16 bytes, base64url): the same on each, and it says nothing to whoever finds it. */
export function personOnPhone(secret: string, employeeId: string): string {
  const label = `zveno phone|${employeeId}`
  return derived(secret, label, 16).toString('base64url')
}

/**
 * What this person may take along: the modules they have begun, those assigned to them (also once more after they were
 * finished, from their questions on), the next one of their path, and the cards still due on `today`. No answer key, no
 * explanation, nothing they wrote or did. Freezes the versions of those not begun, so that a walk begun without a network can
 * go on as it began; harmless to repeat.
 */
export async function packFor(
  db: Db,
  secret: string,
  me: Reader,
  today: string,
  now: Date,
): Promise<Pack> {
  const modules = await keptModules(db, me, today, now)
  const cards = await keptCards(db, me, today)
  const screens = [modules, cards]
  return {
    form: PACK_FORM,
    person: personOnPhone(secret, me.id),
    language: me.locale,
    modules,
    cards,
    claims: claimViews(mentions(screens, 'claim'), me.locale),
    terms: termViews(mentions(screens, 'term'), me.locale),
  }
}

async function keptModules(db: Db, me: Reader, today: string, now: Date): Promise<KeptModule[]> {
  const rows = await modulesFor(db, me.id, me.locale)
  const begun = rows.filter(({ step }) => step !== null)
  const next = rows.find((row) => row.step === null && !row.completedAt && onPath(row, me.roles))
  const kept: KeptModule[] = []
  for (const { slug } of begun) {
    const walk = await walkOf(db, me.id, slug)
    if (walk) kept.push(keptModule(walk.module, walk.attempt, me.locale))
  }
  const assigned = await assignedTo(db, me.id, today)
  const fresh = new Set([...assigned.map(({ module }) => module), ...(next ? [next.slug] : [])])
  for (const module of await publishedModules(db)) {
    if (!fresh.has(module.plan.id)) continue
    const last = (await walkOf(db, me.id, module.plan.id))?.attempt ?? null
    // An open try has gone along already.
    if (last?.finished_at === null) continue
    await freezeModule(db, module, now)
    kept.push(keptModule(module, nextTry(module, me.id, last), me.locale))
  }
  return kept
}

/** The id of a try that begins on a phone: known before it begins, since options stand in an order made from it. */
export function tryId(employeeId: string, slug: string, number: number): string {
  const named = number === 1 ? ['first try', employeeId, slug] : ['try', employeeId, slug, number]
  const bytes = createHash('sha256').update(JSON.stringify(named)).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

type Try = Pick<Attempt, 'id' | 'number' | 'step' | 'guess'> & {
  answers: Pick<Attempt['answers'][number], 'question' | 'variant' | 'choice'>[]
}

/** As `startModule` would open it. */
function nextTry({ plan }: Module, employeeId: string, last: Attempt | null): Try {
  const number = (last?.number ?? 0) + 1
  const missed = last?.answers.filter(({ correct }) => correct === 0) ?? []
  const seed = `${employeeId}/${plan.id}`
  const again = missed.map(({ question }) => question)
  const answers = drawQuestions(plan, seed, number, again).map((one) => ({ ...one, choice: null }))
  const step = last ? firstQuestionStep(plan) : 1
  return {
    id: tryId(employeeId, plan.id, number),
    ...{ number, step, answers },
    guess: last?.guess ?? null,
  }
}

function keptModule(module: Module, attempt: Try, language: Language): KeptModule {
  const { id: slug, version } = module.plan
  const { title, summary } = module.texts[language]
  const screens = stepsOf(module.plan).map((at) => keptScreen(module, attempt, at, language))
  return { slug, version, number: attempt.number, title, summary, step: attempt.step, screens }
}

function keptScreen(module: Module, attempt: Try, at: Step, language: Language): KeptScreen {
  const { plan, texts } = module
  if ('question' in at) {
    const { question, variant, choice } = attempt.answers[at.question]!
    const text = texts[language].questions[question]?.[variant]
    if (!text) throw new Error(`no wording ${question}/${variant} in ${plan.id}`)
    const place = { now: at.question + 1, of: attempt.answers.length }
    const screen = unanswered(text, `${attempt.id}/${question}`, null, place)
    return { screen, asked: `${question}/${variant}`, answered: choice !== null }
  }
  const { block } = at
  const text = texts[language].blocks[block.id]
  if (!text) throw new Error(`no text for ${block.id} in ${plan.id}`)
  const { title } = text
  if (block.kind === 'guess') {
    const screen = unanswered(text as AskedText, `${plan.id}/${block.id}`, title, null)
    return { screen, asked: block.id, answered: attempt.guess !== null }
  }
  const body = text.body ? renderText(text.body) : []
  const screen: Screen = isInteractive(block)
    ? { kind: 'interactive', name: block.kind, title, body, begun: false }
    : block.kind === 'picture'
      ? {
          kind: block.kind,
          title,
          body,
          picture: pictureView(`/training/${plan.id}/pictures`, block, text),
        }
      : { kind: block.kind, title, body }
  return { screen, asked: null, answered: false }
}

/** As it stands before its answer, whatever was answered: the key is not even asked for. */
function unanswered(
  text: AskedText,
  seed: string,
  title: string | null,
  question: { now: number; of: number } | null,
): Screen {
  return askedScreen(text, seed, null, 'a', title, question)
}

async function keptCards(db: Db, me: Reader, today: string): Promise<KeptCard[]> {
  const { answered, due } = await handOf(db, me.id, today)
  const cards: KeptCard[] = []
  for (const [index, one] of due.entries()) {
    const hand = { answered, due: [one] }
    const view = await cardView(db, me.id, hand, answered.length + 1, today, me.locale)
    if (view?.screen.kind !== 'question') continue
    const { card, moduleTitle } = view
    const screen = { ...view.screen, question: { now: index + 1, of: due.length } }
    cards.push({ card, moduleTitle, screen })
  }
  return cards
}
