import { formatDay, formatNumber } from '../i18n/format.ts'
import { m, spoken } from '../i18n/messages.ts'
import { Fold } from '../ui/fold.tsx'
import { HowWeKnow } from '../ui/how-we-know.tsx'
import { CellFigure, changeWords, sentence } from './cell-figure.tsx'
import { Distribution } from './distribution.tsx'
import { wordsOf } from './item-words.tsx'
import type { Explained } from './explained.server.ts'
import { TopicCounts } from './results/topic-counts.tsx'
import type { CellRow, QuestionResult } from './results.server.ts'

interface Props {
  result: QuestionResult
  how: Explained
  before: number | null
  timeZone: string
}

/**
 * One question: the figure of the unit asked for, and behind a line the company and what lies between. Where the unit
 * has none, the next larger one that has stands beside it.
 */
export function QuestionResultView({ result, how, before, timeZone }: Props) {
  const { question, rows } = result
  const options = wordsOf(question)
  const own = rows.at(-1)
  const next =
    own?.cell.shown === 'hidden' ? rows.findLast(({ cell }) => cell.shown !== 'hidden') : null
  const first = rows.filter((row) => row === own || row === next).toReversed()
  const others = rows.filter((row) => !first.includes(row))
  const figures = (some: CellRow[]) => (
    <ul className="space-y-4">
      {some.map(({ unit, cell, change }) => (
        <li key={unit.id} className="sm:grid sm:grid-cols-[11rem_1fr] sm:gap-4">
          <h3 className="text-base font-medium text-muted sm:leading-7">
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
  )
  const spread = rows.some(({ cell }) => 'distribution' in cell)
  return (
    <section className="border-t border-line pt-5">
      <h2 className="mb-3">{question.text[spoken()]}</h2>
      {figures(first)}
      <div className="mt-2">
        {(others.length > 0 || spread) && (
          <Fold label={others.length > 0 ? how.labels.beside : m.pulse_distribution_caption()}>
            <div className="space-y-6 pt-2 pb-4">
              {others.length > 0 && figures(others)}
              <Distribution rows={rows} options={options} />
            </div>
          </Fold>
        )}
        <HowWeKnow>
          <p>{how[question.kind]}</p>
          <ul>
            {rows.map(({ unit, cell, change }) => (
              <li key={unit.id}>
                <bdi>{unit.name}</bdi>: {exactly(cell)}
                {change && before !== null && (
                  <span className="block">{changeWords(change, formatDay(before, timeZone))}</span>
                )}
              </li>
            ))}
          </ul>
          <p>{how.rounding}</p>
          {before !== null && <p>{how.change}</p>}
        </HowWeKnow>
      </div>
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

const SHOWN = 3

/** Comments word for word, at the unit they are published for and in an order that says nothing. */
export function CommentsView({ result, how }: Pick<Props, 'result' | 'how'>) {
  const { question, comments } = result
  return (
    <section className="space-y-4 border-t border-line pt-5">
      <h2>{question.text[spoken()]}</h2>
      {comments.length === 0 && <p className="text-muted">{m.pulse_hidden()}</p>}
      {comments.map(({ unit, topics, words }) => (
        <div key={unit.id} className="space-y-2">
          <h3>
            <bdi>{unit.name}</bdi>
          </h3>
          <TopicCounts topics={topics} />
          <Words label={how.labels.topics} words={words.slice(0, SHOWN)} />
          {words.length > SHOWN && (
            <Fold label={m.pulse_comments_more({ n: words.length - SHOWN })}>
              <Words label={how.labels.topics} words={words.slice(SHOWN)} />
            </Fold>
          )}
        </div>
      ))}
      <HowWeKnow>
        <p>{how.comment}</p>
      </HowWeKnow>
    </section>
  )
}

interface WordsProps {
  /** Before the topics of a comment. */
  label: string
  words: QuestionResult['comments'][number]['words']
}

function Words({ label, words }: WordsProps) {
  return (
    <ul className="divide-y divide-line">
      {words.map(({ text, topics }, i) => (
        // The same words may stand twice, and nothing else tells comments apart.
        <li key={i} className="py-2.5">
          <p dir="auto" className="break-words whitespace-pre-wrap">
            {text}
          </p>
          {topics.length > 0 && (
            <p className="mt-1 text-sm text-muted">
              {label}: <bdi>{topics.join(' · ')}</bdi>
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
