import { startSession } from '../../app/auth/session.server.ts'
import { readSettings } from '../../app/http/settings.ts'
import { addEmployee } from '../../app/people/employee.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import { startModule } from '../../app/training/attempt.server.ts'
import { moduleBySlug } from '../../app/training/content.server.ts'
import type { Language, Module, ModuleTexts } from '../../app/training/module.ts'
import { connect, type Db, migrate } from '../../db/connect.ts'
import { type Ask, folders, rate, same, Series, serve } from './load.ts'
import { byCpu, row, seriesRow, show, showProfile } from './report.ts'

const ROUNDS = 5
const PAGES = 240
/** Tries of one round; each person makes one. */
const TRIES = 16
const BARE = 8000
const QUESTIONS = 10
const SLUG = 'ten'
const SCREEN = `?_data=${encodeURIComponent('routes/training.$slug.$step')}`
const FRONT = `?_data=${encodeURIComponent('routes/training.$slug._index')}`

/**
 * Two ratios of a module at 8 connections. `module`: its reading screens as whole pages against a Remix route without
 * content, same person, same root. `attempt`: tries of ten questions against bare node:http answers; a try is all that
 * a browser asks for from the first question's page to the front page after the last: the page, ten answers (each brings
 * its explanations and the next screen along), the line and the front page. Its questions are the published ones, in a
 * module of their own.
 */
export async function modules(): Promise<void> {
  const { remove, ...dirs } = folders()
  const settings = readSettings(dirs)
  const db = await connect(settings)
  await migrate(db)
  const cookies = await people(db, (ROUNDS + 1) * TRIES + 1)
  await db.destroy()
  const bare = await serve('bare.ts')
  const server = await serve('server.ts', dirs)
  try {
    const headers = { Cookie: cookies.pop()! }
    const reading = moduleBySlug('chain')!.plan.blocks.flatMap(({ kind }, index) =>
      kind === 'text' || kind === 'worked-example' ? [index + 1] : [],
    )
    const pages = Array.from({ length: PAGES }, (_, i): Ask => ({
      path: `/training/chain/${reading[i % reading.length]}`,
      headers,
    }))
    const empty = same({ path: '/bench-empty', headers }, PAGES)
    for (const asks of [pages, empty]) await rate(server.url, asks)
    const [screens, frame] = [new Series(), new Series()]
    for (let round = 0; round < ROUNDS; round++) {
      await frame.add(server, empty)
      await screens.add(server, pages)
    }
    const against = screens.rates.map((each, i) => each / frame.rates[i]!)
    show({ name: 'module', aim: '≥', target: 0.6, rounds: against })
    byCpu(screens.cpu, frame.cpu)
    seriesRow('a reading screen', screens)
    seriesRow('empty route, the same person', frame)
    showProfile('a reading screen', await server.profile(() => rate(server.url, pages)))

    const tries = () => cookies.splice(0, TRIES).flatMap((cookie) => attempt(cookie, server.url))
    await rate(server.url, tries())
    const [asked, nothing] = [new Series(), new Series()]
    let each = 0
    for (let round = 0; round < ROUNDS; round++) {
      await nothing.add(bare, same({ path: '/' }, BARE))
      const asks = tries()
      each = asks.length / TRIES
      await asked.add(server, asks)
    }
    const attempts = asked.rates.map((requests) => requests / each)
    show({
      name: 'attempt',
      aim: '≥',
      target: 0.002,
      rounds: attempts.map((done, i) => done / nothing.rates[i]!),
    })
    byCpu(
      asked.cpu.map((cpu) => cpu * each),
      nothing.cpu,
    )
    row(`tries of ${QUESTIONS} questions, ${each} requests`, attempts, 'per s')
    seriesRow('one request of it', asked)
    seriesRow('bare node:http', nothing)
  } finally {
    await Promise.all([server.stop(), bare.stop()])
    remove()
  }
}

/** What a browser sends and asks for in one try, in its order. */
function attempt(cookie: string, origin: string): Ask[] {
  const headers = { Cookie: cookie }
  const at = (step: number) => `/training/${SLUG}/${step}`
  const send = (step: number, body: string): Ask => ({
    method: 'POST',
    path: at(step) + SCREEN,
    headers: { ...headers, Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded' },
    body,
  })
  const questions = Array.from({ length: QUESTIONS }, (_, i) => send(i + 1, 'choice=a&awake=1'))
  return [
    { path: at(1), headers },
    ...questions,
    send(QUESTIONS + 1, 'awake=1&line=I+ask+one+person+what+brought+them.'),
    { path: `/training/${SLUG}${FRONT}`, headers },
  ]
}

/** People with a session, each with an open try of ten questions; the last has walked through the chain as well. */
async function people(db: Db, size: number): Promise<string[]> {
  const now = new Date()
  const cookies: string[] = []
  const chain = moduleBySlug('chain')!
  await db.transaction().execute(async (trx) => {
    const company = { id: 'company', parentId: null, code: 'company', name: 'Garden' }
    await addUnit(trx, { ...company, kind: 'company' })
  })
  for (let i = 0; i < size; i++) {
    const person = { staffNumber: `S${i}`, name: `Person ${i}`, unitId: 'company' }
    const id = await db
      .transaction()
      .execute((trx) => addEmployee(trx, { ...person, locale: 'en' }, now))
    await startModule(db, tenQuestions(), id, now)
    if (i === size - 1) await startModule(db, chain, id, now)
    const session = await db.transaction().execute((trx) => startSession(trx, false, id, now))
    cookies.push(session.split(';')[0]!)
  }
  await db
    .updateTable('training_attempt')
    .set({ step: chain.plan.blocks.length })
    .where('module', '=', chain.plan.id)
    .execute()
  return cookies
}

/** Ten questions, no more and no less: those of the published modules, each wording a question of its own. */
function tenQuestions(): Module {
  const { plan, texts } = moduleBySlug('chain')!
  const wordings = plan.questions
    .flatMap(({ id, concepts, variants }) => variants.map((variant) => ({ id, concepts, variant })))
    .slice(0, QUESTIONS)
  const textsOf = (language: Language): ModuleTexts => ({
    ...texts[language],
    questions: Object.fromEntries(
      wordings.map(({ id, variant }) => {
        const text = texts[language].questions[id]![variant.id]!
        return [`${id}-${variant.id}`, { one: text, two: text }]
      }),
    ),
  })
  return {
    plan: {
      ...plan,
      id: SLUG,
      draw: QUESTIONS,
      blocks: plan.blocks.filter(({ kind }) => kind === 'questions' || kind === 'line'),
      questions: wordings.map(({ id, concepts, variant: { id: wording, answer } }) => ({
        id: `${id}-${wording}`,
        concepts,
        variants: [
          { id: 'one', answer },
          { id: 'two', answer },
        ],
      })),
    },
    texts: { en: textsOf('en'), ru: textsOf('ru'), he: textsOf('he') },
  }
}
