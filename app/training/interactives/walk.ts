import { z } from 'zod'
import { m } from '../../i18n/messages.ts'
import { type Acted, id, line, rich, type Sent, type Shown, type Tapped, tapped } from './kind.ts'

/** A walk through one's own place: touchpoints, a grade for each, one fix where one comes to mind. */
export const plan = z.strictObject({
  id,
  kind: z.literal('walk'),
  /** How many touchpoints to choose. */
  choose: z.number().int().min(3).max(12),
})
type Block = z.infer<typeof plan>

export const texts = () =>
  z.strictObject({
    title: line,
    body: rich,
    after: rich,
  })
type Texts = z.infer<ReturnType<typeof texts>>

/** The three-grade scale of an observation. */
export const GRADES = ['poor', 'normal', 'wow'] as const
export type Grade = (typeof GRADES)[number]
/** Characters of one fix. */
export const FIX_LENGTH = 300
/** Fewer than these are no walk. */
const FEWEST = 3

const Entry = z.strictObject({
  touchpoint: z.string().min(1).max(60),
  grade: z.enum(GRADES).nullable(),
  fix: z.string().max(FIX_LENGTH),
  /** It has become a note of the site. */
  sent: z.boolean(),
})
type Entry = z.infer<typeof Entry>

export const work = (block: Block) =>
  z.strictObject({
    entries: z
      .array(Entry)
      .min(1)
      .max(block.choose)
      .refine((all) => new Set(all.map(({ touchpoint }) => touchpoint)).size === all.length),
    /** A graded one that is being looked at again. */
    again: z.string().nullable(),
  })
export interface Work {
  entries: Entry[]
  again: string | null
}

export interface Tie {
  /** Group by group, each in the order of a visit; named in the reader's language. */
  touchpoints: { code: string; group: string; groupName: string; name: string }[]
  /** Where notes would go; null for who works at no single site. */
  site: string | null
}

export function act(at: Tapped<Block, Work, Tie>): Acted<Work> {
  const { block, work, tie, sent, language } = at
  const [step, code = ''] = tapped(sent)
  if (step === 'choose' && !work) {
    const ticked = sent.getAll('touchpoint')
    const chosen = (tie?.touchpoints ?? []).filter(({ code }) => ticked.includes(code))
    if (chosen.length < FEWEST || chosen.length > block.choose)
      return {
        error: m.training_walk_choose_wrong(
          { from: FEWEST, to: block.choose, n: chosen.length },
          { locale: language },
        ),
      }
    const entries = chosen.map(({ code: touchpoint }) => ({
      touchpoint,
      grade: null,
      fix: '',
      sent: false,
    }))
    return { work: { entries, again: null } }
  }
  if (step === 'again' && work?.entries.some((one) => one.touchpoint === code && !one.sent))
    return { work: { ...work, again: code } }
  if (step === 'mark' && work?.entries.some((one) => one.touchpoint === code && !one.sent)) {
    const grade = GRADES.find((one) => one === sent.get('grade'))
    if (!grade) return { error: m.training_walk_grade_missing({}, { locale: language }) }
    const fix = words(sent.get('fix'))
    if (Array.from(fix).length > FIX_LENGTH)
      return { error: m.training_walk_fix_long({ max: FIX_LENGTH }, { locale: language }) }
    const entries = work.entries.map((one) =>
      one.touchpoint === code ? { ...one, grade, fix } : one,
    )
    return { work: { entries, again: null } }
  }
  if (step === 'send' && work && tie?.site) {
    const now = notesIn(work, sent)
    if (now.length === 0) return { error: m.training_walk_send_none({}, { locale: language }) }
    const codes = now.map(({ touchpoint }) => touchpoint)
    const entries = work.entries.map((one) =>
      codes.includes(one.touchpoint) ? { ...one, sent: true } : one,
    )
    return { work: { ...work, entries } }
  }
  return { work }
}

/** What a tap on "send" makes notes of: what is ticked, graded and not a note yet. */
export function notesIn(work: Work, sent: Sent): (Entry & { grade: Grade })[] {
  const ticked = sent.get('do') === 'send' ? sent.getAll('note') : []
  return work.entries.filter(
    (one): one is Entry & { grade: Grade } =>
      ticked.includes(one.touchpoint) && one.grade !== null && !one.sent,
  )
}

export function view({ block, text, work, tie, render }: Shown<Block, Texts, Work, Tie>) {
  const touchpoints = tie?.touchpoints ?? []
  const shown = (entry: Entry) => ({
    ...entry,
    name: touchpoints.find(({ code }) => code === entry.touchpoint)?.name ?? entry.touchpoint,
  })
  const entries = work?.entries.map(shown) ?? []
  const next =
    entries.find(({ touchpoint }) => touchpoint === work?.again) ??
    entries.find(({ grade }) => grade === null)
  return {
    choose: work ? null : { from: FEWEST, to: block.choose, groups: grouped(touchpoints) },
    next: next ? { ...next, now: entries.indexOf(next) + 1 } : null,
    of: entries.length,
    entries: entries.filter(({ grade }) => grade !== null),
    site: tie?.site ?? null,
    after: work && !next ? render(text.after) : null,
  }
}

function grouped(touchpoints: Tie['touchpoints']) {
  return [...new Set(touchpoints.map(({ group }) => group))].map((group) => {
    const inside = touchpoints.filter((one) => one.group === group)
    return {
      group,
      name: inside[0]?.groupName ?? group,
      touchpoints: inside.map(({ code, name }) => ({ code, name })),
    }
  })
}

// PostgreSQL refuses NUL inside text; nobody types one.
function words(typed: unknown): string {
  return typeof typed === 'string' ? typed.replaceAll('\0', '').replaceAll('\r\n', '\n').trim() : ''
}

/** Minutes a person spends here, besides reading. */
export const minutes = 1.5
