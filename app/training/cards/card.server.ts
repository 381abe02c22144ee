import { compiled, type Given } from '../../../db/compiled.ts'
import type { Db, Trx } from '../../../db/connect.ts'
import { inTransaction } from '../../../db/transaction.ts'
import type { AttemptTable, CardTable, ReviewTable } from '../../../db/schema/training.ts'
import { wallClock } from '../../i18n/zone.ts'
import { company } from '../../people/company.server.ts'
import { answerKey, frozenModule } from '../attempt.server.ts'
import { content } from '../content.server.ts'
import { nextWording } from '../draw.ts'
import { gradeOf, newMemory, remembered } from './memory.server.ts'
import { firstQuestionStep, isOptionId, type Language, type ModulePlan } from '../module.ts'
import { screenMinutes } from '../pace.ts'
import type { ScreenView } from '../screen.ts'
import { askedScreen, explained } from '../screen.server.ts'
import { countPractice, heldStreak } from './streak.server.ts'

/** So many questions come back to one person on one day, however many are due. */
export const CARDS_A_DAY = 5

type Finished = Pick<AttemptTable, 'id' | 'employee_id' | 'module' | 'version'>

/**
 * Puts every question of a finished try into review, once: those that were asked with the answer they got,
 * the others for the day after. A later try leaves what is known of the memory, and brings its own version
 * of the texts. Harmless to repeat.
 */
export async function enterReview(
  db: Db,
  { questions }: Pick<ModulePlan, 'questions'>,
  attempt: Finished,
  finishedAt: number,
): Promise<void> {
  const { employee_id, module, version } = attempt
  const { timeZone } = await company(db)
  const day = wallClock(finishedAt, timeZone).slice(0, 10)
  const answers = await db
    .selectFrom('training_answer')
    .where('attempt_id', '=', attempt.id)
    .select(['question', 'variant', 'correct'])
    .execute()
  const cards = questions.map(({ id: question }) => {
    const answer = answers.find((one) => one.question === question)
    const memory =
      answer?.correct == null
        ? newMemory(dayAfter(day))
        : remembered(newMemory(day), gradeOf(answer.correct === 1, false), day)
    return { employee_id, module, version, question, wording: answer?.variant ?? null, ...memory }
  })
  if (cards.length === 0) return
  await inTransaction(db, async (trx) => {
    await trx
      .insertInto('training_card')
      .values(cards)
      .onConflict((conflict) =>
        conflict.columns(['employee_id', 'module', 'question']).doUpdateSet(({ fn }) => ({
          version,
          wording: fn.coalesce('excluded.wording', 'training_card.wording'),
        })),
      )
      .execute()
    await trx
      .deleteFrom('training_card')
      .where('employee_id', '=', employee_id)
      .where('module', '=', module)
      .where(
        'question',
        'not in',
        cards.map(({ question }) => question),
      )
      .execute()
  })
}

/** Puts into review what was finished before there were cards, or just before a crash. Harmless to repeat. */
export async function fillCards(db: Db): Promise<void> {
  const finished = await db
    .selectFrom('training_attempt as a')
    .where('a.finished_at', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('training_card as c')
            .whereRef('c.employee_id', '=', 'a.employee_id')
            .whereRef('c.module', '=', 'a.module')
            .select('c.question'),
        ),
      ),
    )
    .orderBy('a.number')
    .select(['a.id', 'a.employee_id', 'a.module', 'a.version', 'a.finished_at'])
    .execute()
  for (const attempt of finished) {
    const { plan } = await frozenModule(db, attempt.module, attempt.version)
    await enterReview(db, plan, attempt, attempt.finished_at!)
  }
}

const todaysCards = compiled((db: Db, given: Given<{ employeeId: string; today: string }>) =>
  db.selectNoFrom(({ selectFrom }) => [
    selectFrom(
      selectFrom('training_card')
        .where('employee_id', '=', given.employeeId)
        .where('due_on', '<=', given.today)
        .limit(CARDS_A_DAY)
        .select('question')
        .as('due'),
    )
      .select(({ fn }) => fn.countAll<number>().as('due'))
      .as('due'),
    selectFrom('training_review')
      .where('employee_id', '=', given.employeeId)
      .where('day', '=', given.today)
      .select(({ fn }) => fn.countAll<number>().as('answered'))
      .as('answered'),
    selectFrom('training_streak')
      .where('employee_id', '=', given.employeeId)
      .select('shift_on')
      .as('shiftOn'),
    selectFrom('training_streak')
      .where('employee_id', '=', given.employeeId)
      .select('paused')
      .as('paused'),
  ]),
)

export interface CardsDue {
  count: number
  /** About so long, at least 1. */
  minutes: number
  /** This shift is not noted yet, and the person has not paused the counting. */
  newShift: boolean
}

/** How many cards wait for this person today, at most what is left of five; null for none. One query of bounded length. */
export async function cardsDue(
  db: Db,
  employeeId: string,
  today: string,
  language: Language,
): Promise<CardsDue | null> {
  const [row] = await todaysCards(db, { employeeId, today })
  const count = Math.min(Number(row?.due ?? 0), CARDS_A_DAY - Number(row?.answered ?? 0))
  if (!row || count <= 0) return null
  const minutes = Math.max(1, Math.round(count * cardMinutes(language)))
  return { count, minutes, newShift: row.paused !== 1 && row.shiftOn !== today }
}

const known: Partial<Record<Language, number>> = {}

/** Minutes that one question takes: the mean over all modules of `content/`, so that Today asks nothing for it. */
function cardMinutes(language: Language): number {
  return (known[language] ??= meanMinutes(language))
}

function meanMinutes(language: Language): number {
  const each = content().modules.map(
    (module) => screenMinutes(module, language)[firstQuestionStep(module.plan) - 1] ?? 0,
  )
  return each.reduce((sum, minutes) => sum + minutes, 0) / Math.max(1, each.length)
}

export interface Hand {
  /** In the order in which they were answered today. */
  answered: ReviewTable[]
  /** Still to come today, the longest overdue first. */
  due: CardTable[]
}

/** Today's cards of one person: never more than five in all. */
export async function handOf(db: Db | Trx, employeeId: string, today: string): Promise<Hand> {
  const answered = await db
    .selectFrom('training_review')
    .where('employee_id', '=', employeeId)
    .where('day', '=', today)
    .orderBy('position')
    .selectAll()
    .execute()
  const left = CARDS_A_DAY - answered.length
  if (left <= 0) return { answered, due: [] }
  const due = await db
    .selectFrom('training_card')
    .where('employee_id', '=', employeeId)
    .where('due_on', '<=', today)
    .orderBy('due_on')
    .orderBy('module')
    .orderBy('question')
    .limit(left)
    .selectAll()
    .execute()
  return { answered, due }
}

/** The day on which the next cards come, never `today` itself; null where this person has none at all. */
export async function nextCardsOn(
  db: Db,
  employeeId: string,
  today: string,
): Promise<string | null> {
  const first = await db
    .selectFrom('training_card')
    .where('employee_id', '=', employeeId)
    .orderBy('due_on')
    .limit(1)
    .select('due_on')
    .executeTakeFirst()
  if (!first) return null
  return first.due_on > today ? first.due_on : dayAfter(today)
}

export interface CardView extends ScreenView {
  /** Names what is asked, down to the wording; goes back with the answer. */
  card: string
  moduleTitle: string
  /** 'YYYY-MM-DD'; null before the answer. */
  backOn: string | null
}

/**
 * The card at `position` (1 first) of today's: an answered one with its explanations, else the next to answer;
 * null where none is left.
 */
export async function cardView(
  db: Db,
  employeeId: string,
  { answered, due }: Hand,
  position: number,
  today: string,
  language: Language,
): Promise<CardView | null> {
  const review = answered[position - 1]
  const card = review ?? due[0]
  if (!card) return null
  const { module: slug, version, question } = card
  const { plan, texts } = await frozenModule(db, slug, version)
  const variant = review?.wording ?? (await wordingOf(db, due[0]!))
  const text = texts[language].questions[question]?.[variant]
  if (!text) throw new Error(`no wording ${question}/${variant} in ${slug}, version ${version}`)
  const screen = askedScreen(
    text,
    `${employeeId}/${today}/${slug}/${question}`,
    review?.choice ?? null,
    answerKey(plan, { question, variant }),
    null,
    { now: review?.position ?? answered.length + 1, of: answered.length + due.length },
  )
  return {
    ...explained(screen, language),
    card: nameOf(card, variant),
    moduleTitle: texts[language].title,
    backOn: review?.due_on ?? null,
  }
}

interface Sent {
  /** As the screen named it. */
  card: string
  choice: unknown
  unsure: boolean
}

/**
 * Stores the answer to one of today's cards and says at which position it stands. The first answer stands.
 * Refused: no option, and a card that is not, or no longer, asked like this today.
 */
export async function answerCard(
  db: Db,
  employeeId: string,
  sent: Sent,
  today: string,
  now: Date,
): Promise<number | 'choose-one' | 'not-due'> {
  return db.transaction().execute((trx) => answerCardIn(trx, employeeId, sent, today, now))
}

/** The same within a transaction of the caller's. */
export async function answerCardIn(
  trx: Trx,
  employeeId: string,
  sent: Sent,
  today: string,
  now: Date,
): Promise<number | 'choose-one' | 'not-due'> {
  const { choice, unsure } = sent
  const streak = await heldStreak(trx, employeeId)
  const { answered, due } = await handOf(trx, employeeId, today)
  const before = answered.find((review) => nameOf(review, review.wording) === sent.card)
  if (before) return before.position
  const card = due.find(({ module, question }) => sent.card.startsWith(`${module}/${question}/`))
  if (!card) return 'not-due'
  const wording = await wordingOf(trx, card)
  if (nameOf(card, wording) !== sent.card) return 'not-due'
  if (!isOptionId(choice)) return 'choose-one'

  const { module, version, question, ...memory } = card
  const { plan } = await frozenModule(trx, module, version)
  const correct = choice === answerKey(plan, { question, variant: wording })
  const next = remembered(memory, gradeOf(correct, unsure), today)
  const position = answered.length + 1
  await trx
    .insertInto('training_review')
    .values({
      employee_id: employeeId,
      day: today,
      position,
      module,
      version,
      question,
      wording,
      choice,
      correct: correct ? 1 : 0,
      unsure: unsure ? 1 : 0,
      due_on: next.due_on,
      answered_at: now.getTime(),
    })
    .execute()
  await trx
    .updateTable('training_card')
    .set({ ...next, wording })
    .where('employee_id', '=', employeeId)
    .where('module', '=', module)
    .where('question', '=', question)
    .execute()
  await countPractice(trx, employeeId, streak, today)
  return position
}

/** The wording in which a card would be asked now. */
export async function wordingOf(db: Db | Trx, card: CardTable): Promise<string> {
  const { plan } = await frozenModule(db, card.module, card.version)
  const question = plan.questions.find(({ id }) => id === card.question)
  if (!question) throw new Error(`no question ${card.question} in ${card.module}`)
  return nextWording(question.variants, card.wording)
}

/** Names what is asked, down to the wording. */
export function nameOf(
  card: Pick<CardTable, 'module' | 'question' | 'version'>,
  wording: string,
): string {
  return `${card.module}/${card.question}/${wording}@${card.version}`
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
}
