import { z } from 'zod'
import { m } from '../../i18n/messages.ts'
import { LINES, type Lines, PROMISE_LENGTH } from '../promise-card.ts'
import { type Acted, id, line, rich, type Sent, type Shown, type Tapped, tapped } from './kind.ts'

/** The leader's three sentences to the team; HR approves them, then they stand under M1's last bar. */
export const plan = z.strictObject({ id, kind: z.literal('promise') })
type Block = z.infer<typeof plan>

const field = z.strictObject({ label: line, hint: line })

export const texts = () =>
  z.strictObject({
    title: line,
    body: rich,
    /** What we share; how you can influence; how you grow. */
    fields: z.strictObject({ share: field, influence: field, growth: field }),
    /** What happens next, for who leads a team. */
    after: rich,
    /** For who leads nobody: what to do with these three lines. */
    after_without_team: rich,
  })
type Texts = z.infer<ReturnType<typeof texts>>

const written = z.string().max(4 * PROMISE_LENGTH)
export const work = () => z.strictObject({ share: written, influence: written, growth: written })
type Work = Lines

export interface Tie {
  /** Names of the units this person leads; empty for who leads none. */
  leads: string[]
  /** The newest card that went to HR. */
  card: { status: 'sent' | 'approved' | 'returned'; reason: string; lines: Lines } | null
}

export function act({ work, tie, sent, language }: Tapped<Block, Work, Tie>): Acted<Work> {
  const [step] = tapped(sent)
  if (step !== 'keep' && step !== 'send') return { work }
  const lines = linesIn(sent)
  if (LINES.some((name) => Array.from(lines[name]).length > PROMISE_LENGTH))
    return { error: m.training_promise_long({ max: PROMISE_LENGTH }, { locale: language }) }
  if (LINES.every((name) => lines[name] === ''))
    return { error: m.training_promise_empty({}, { locale: language }) }
  if (step === 'send' && tie && tie.leads.length > 0 && !whole(lines))
    return { error: m.training_promise_three({}, { locale: language }) }
  return { work: lines }
}

/** The lines of a tap on "send" if all three may go to HR; null for any other tap. */
export function linesToSend(sent: Sent): Lines | null {
  const lines = linesIn(sent)
  return sent.get('do') === 'send' && whole(lines) ? lines : null
}

function whole(lines: Lines): boolean {
  return LINES.every(
    (name) => lines[name] !== '' && Array.from(lines[name]).length <= PROMISE_LENGTH,
  )
}

function linesIn(sent: Sent): Lines {
  // PostgreSQL refuses NUL inside text; a line is one line.
  const typed = (name: string) => {
    const value = sent.get(name)
    return typeof value === 'string'
      ? value.replaceAll('\0', '').replaceAll(/\s+/g, ' ').trim()
      : ''
  }
  return { share: typed('share'), influence: typed('influence'), growth: typed('growth') }
}

export function view({ text, work, tie, render }: Shown<Block, Texts, Work, Tie>) {
  const leads = tie?.leads ?? []
  const card = tie?.card ?? null
  return {
    fields: LINES.map((name) => ({
      name,
      ...text.fields[name],
      value: work?.[name] ?? card?.lines[name] ?? '',
    })),
    kept: work !== null,
    leads,
    card,
    /** What is written here is what HR has, or has approved. */
    same: card !== null && work !== null && LINES.every((name) => work[name] === card.lines[name]),
    after: work ? render(leads.length > 0 ? text.after : text.after_without_team) : null,
  }
}

/** Minutes a person spends here, besides reading. */
export const minutes = 1
