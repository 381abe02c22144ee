import { formatNumber } from '../i18n/format.ts'
import { m, spoken } from '../i18n/messages.ts'
import { HowWeKnow } from '../ui/how-we-know.tsx'
import { CellFigure, sentence } from './cell-figure.tsx'
import { Distribution } from './distribution.tsx'
import { wordsOf } from './item-words.tsx'
import type { Explained } from './explained.server.ts'
import type { QuestionResult } from './results.server.ts'

interface Props {
  result: QuestionResult
  how: Explained
  before: number | null
  timeZone: string
}

/** One question: the company, then down to the unit asked for, each with its n, its interval and how we know. */
export function QuestionResultView({ result, how, before, timeZone }: Props) {
  const { question, rows } = result
  const options = wordsOf(question)
  return (
    <section className="space-y-4 border-t border-line pt-5">
      <h2>{question.text[spoken()]}</h2>
      <ul className="space-y-4">
        {rows.map(({ unit, cell, change }) => (
          <li key={unit.id} className="sm:grid sm:grid-cols-[11rem_1fr] sm:gap-4">
            <h3 className="text-muted">
              <bdi>{unit.name}</bdi>
            </h3>
            <CellFigure
              cell={cell}
              options={options}
              change={change}
              before={before}
              timeZone={timeZone}
            />
          </li>
        ))}
      </ul>
      <Distribution rows={rows} options={options} />
      <HowWeKnow>
        <p>{how[question.kind]}</p>
        <ul>
          {rows.map(({ unit, cell }) => (
            <li key={unit.id}>
              <bdi>{unit.name}</bdi>: {exactly(cell)}
            </li>
          ))}
        </ul>
        <p>{how.rounding}</p>
        {before !== null && <p>{how.change}</p>}
      </HowWeKnow>
    </section>
  )
}

function exactly(cell: QuestionResult['rows'][number]['cell']): string {
  if (cell.shown === 'item') {
    const { value, low, high } = cell.mean
    return m.pulse_know_mean({
      mean: formatNumber(value, 2),
      low: formatNumber(low, 2),
      high: formatNumber(high, 2),
      n: formatNumber(cell.n),
    })
  }
  return cell.shown === 'hidden' ? sentence(cell) : m.pulse_know_n({ n: formatNumber(cell.n) })
}

const SHOWN = 6

/** Comments word for word, at the unit they are published for and in an order that says nothing. */
export function CommentsView({ result, how }: Pick<Props, 'result' | 'how'>) {
  const { question, comments } = result
  return (
    <section className="space-y-4 border-t border-line pt-5">
      <h2>{question.text[spoken()]}</h2>
      {comments.length === 0 && <p className="text-muted">{m.pulse_hidden()}</p>}
      {comments.map(({ unit, texts }) => (
        <div key={unit.id} className="space-y-2">
          <h3>
            <bdi>{unit.name}</bdi>
          </h3>
          <Words texts={texts.slice(0, SHOWN)} />
          {texts.length > SHOWN && (
            <details>
              <summary className="inline-flex min-h-11 items-center gap-1.5 font-medium text-accent">
                {m.pulse_comments_more({ n: texts.length - SHOWN })}
              </summary>
              <Words texts={texts.slice(SHOWN)} />
            </details>
          )}
        </div>
      ))}
      <HowWeKnow>
        <p>{how.comment}</p>
      </HowWeKnow>
    </section>
  )
}

function Words({ texts }: { texts: string[] }) {
  return (
    <ul className="divide-y divide-line">
      {texts.map((text, i) => (
        // The same words may stand twice, and nothing else tells comments apart.
        <li key={i} dir="auto" className="py-2.5 break-words whitespace-pre-wrap">
          {text}
        </li>
      ))}
    </ul>
  )
}
