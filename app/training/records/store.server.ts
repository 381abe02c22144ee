import type { RecordStore } from '../../http/settings.ts'

/** The store cannot be reached or will not have anything just now: worth another try. */
export class StoreTrouble extends Error {
  /** Milliseconds that the store asks to be left alone. */
  wait: number
  constructor(words: string, wait = 0) {
    super(words)
    this.wait = wait
  }
}

interface Told {
  id: string
  body: string
}

export type Answer = { id: string; refused: string | null }

const PATIENCE = 20_000

/**
 * Sends statements together, and one by one where the store will not have them so: then one that is wrong holds up no
 * other, and one that the store has already counts as sent. Throws StoreTrouble where trying again later is right.
 */
export async function tell(store: RecordStore, statements: readonly Told[]): Promise<Answer[]> {
  const whole = `[${statements.map(({ body }) => body).join(',')}]`
  const answer = await ask(store, 'POST', '/statements', whole)
  if (answer.ok) return statements.map(({ id }) => ({ id, refused: null }))
  const answers: Answer[] = []
  for (const { id, body } of statements) {
    const one = await ask(store, 'PUT', `/statements?statementId=${id}`, body)
    // 409: it is there, told before in other words.
    answers.push({ id, refused: one.ok || one.status === 409 ? null : one.words })
  }
  return answers
}

async function ask(
  { endpoint, key, secret }: RecordStore,
  method: string,
  path: string,
  body: string,
): Promise<{ ok: boolean; status: number; words: string }> {
  const answer = await fetch(endpoint + path, {
    method,
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE),
    headers: {
      'Content-Type': 'application/json',
      'X-Experience-API-Version': '1.0.3',
      Authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
    },
  }).catch((error: unknown) => {
    const { cause, name } = error as { cause?: { code?: string }; name: string }
    throw new StoreTrouble(cause?.code ?? name)
  })
  const said = (await answer.text().catch(() => '')).slice(0, 300)
  const words = `${answer.status} ${said}`.trim()
  if (answer.ok) return { ok: true, status: answer.status, words }
  if (REFUSALS.includes(answer.status)) return { ok: false, status: answer.status, words }
  const wait = Number(answer.headers.get('retry-after') ?? 0)
  throw new StoreTrouble(`${answer.status} ${answer.statusText}`.trim(), wait > 0 ? wait * 1000 : 0)
}

/** What is about the statements and not about the store: malformed, there already, too much at once. */
const REFUSALS = [400, 409, 413, 422]
