import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crawl, type Form } from '../support/crawl.ts'
import { startDemo } from '../support/demo.ts'
import { figures } from './figures.ts'

const PAGES = 120
const TIMES = Number(process.env.FUZZ ?? 12)

/** What nobody types and somebody sends. */
const odd = fc.constantFrom(
  ...[
    '',
    '\0',
    '\uD800',
    '\u202E',
    '-1',
    '0',
    '1e999',
    'NaN',
    '99999999999999999999',
    '🙂'.repeat(500),
  ],
  ...['__proto__', 'constructor', '[object Object]', '{"a":[]}', '%', '%00', '../../etc/passwd'],
  ...["'; drop table people_employee; --", '<script>', '{{7*7}}', '2026-02-30', '9999999-01-01'],
  ...['on', 'true', 'he', 'x'.repeat(20_000), '\r\nSet-Cookie: a=b', 'ё'.repeat(4000), '٣', '½'],
)
const value = fc.oneof(
  { weight: 3, arbitrary: odd },
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.integer().map(String),
  fc.double().map(String),
)

/** Each field its own, something odd, absent or twice; and one that nobody asked for. */
function sent(form: Form) {
  const fields = form.fields.map(({ name, value: own, options }) =>
    fc.oneof(
      fc.constant([[name, own === '' ? (options.at(-1) ?? '') : own]]),
      value.map((said) => [[name, said]]),
      fc.tuple(value, value).map((both) => both.map((said) => [name, said])),
      fc.constant([] as string[][]),
    ),
  )
  const extra = fc.tuple(fc.oneof(odd, fc.string()), value).map((pair) => [pair as string[]])
  return fc.tuple(...fields, extra).map((all) => all.flat())
}

async function statusOf(answer: Response): Promise<number> {
  await answer.arrayBuffer()
  return answer.status
}

test('whatever is sent to any form of any role, the portal is never at fault', async () => {
  const demo = await startDemo()
  const figure = { forms: 0, requests: 0, 'answered 5xx': 0, lost: 0 }
  const wrong = new Set<string>()
  try {
    for (const role of [...demo.cookies.keys()]) {
      const open = async (path: string) => {
        const answer = await demo.send(path, role)
        if (answer.status >= 500) wrong.add(`${role} GET ${path}: ${answer.status}`)
        const body = await answer.text()
        return /html/.test(answer.headers.get('content-type') ?? '') ? body : null
      }
      const { forms } = await crawl(open, ['/'], PAGES)
      figure.forms += forms.length
      for (const form of forms.filter(({ multipart }) => !multipart)) {
        for (const pairs of fc.sample(sent(form), TIMES)) {
          const body = new URLSearchParams(pairs as [string, string][])
          const [path, query = ''] = form.action.split('?')
          const asked =
            form.method === 'post'
              ? demo.send(form.action, role, body)
              : demo.send(`${path}?${query}&${String(body)}`.slice(0, 12_000), role)
          // An answer that no client can read, with a header of twenty thousand letters, is a fault as well.
          const status = await asked.then(statusOf, (error: Error) => String(error.cause))
          figure.requests++
          if (typeof status === 'number' && status < 500) continue
          figure['answered 5xx']++
          const what = JSON.stringify(pairs).slice(0, 800)
          wrong.add(`${role} ${form.method} ${form.action}: ${status} ${what}`)
        }
      }
      expect((await demo.send('/health/ready', null)).status).toBe(200)
      // Fuzzed as the person, not as somebody whom a form has signed out.
      expect((await demo.send('/', role)).status, role).toBe(200)
    }
    figures('fuzz', figure)
    expect([...wrong]).toEqual([])
  } finally {
    await demo.remove()
  }
}, 900_000)
