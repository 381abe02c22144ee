/** How a survey tool lays out its export beyond a line of names. */
export interface Layout {
  /** Rows after the first that still belong to the header. */
  skip: number
  /** What each column is called, for people. */
  names: string[]
  /** What the first row calls it, where that differs: command lines and older choices may use it. */
  codes: string[] | null
}

const LONGEST_NAME = 200
const isBlank = (name: string) => /^\s*(?:\(\d+\))?$/.test(name)
const clean = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, LONGEST_NAME)

/** Names that come twice get a number, as in any file. */
function different(names: string[]): string[] {
  const seen = new Map<string, number>()
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name} (${times})`
  })
}

/** Qualtrics: short names, then the questions, then where each came from, as JSON. */
function qualtrics(columns: string[], rows: string[][]): Layout | null {
  const ids = rows[1]?.filter((cell) => cell.trim() !== '') ?? []
  if (ids.length < 2 || !ids.every((cell) => /^\s*\{"ImportId"\s*:/.test(cell))) return null
  const questions = rows[0] as string[]
  const names = columns.map((column, i) => clean(questions[i] ?? '') || column)
  return { skip: 2, names: different(names), codes: columns }
}

/** What SurveyMonkey's second row calls an answer, in the languages it speaks to companies of ours. */
const ANSWER = new Set([
  ...['response', 'open-ended response', 'réponse', 'réponse ouverte', 'antwort', 'respuesta'],
  ...['ответ', 'ответ в свободной форме', 'произвольный ответ', 'תגובה', 'תשובה', 'תשובה פתוחה'],
])

/** SurveyMonkey: questions, and under them the answers that each has a column for. */
function surveyMonkey(columns: string[], rows: string[][]): Layout | null {
  const under = rows[0] ?? []
  const said = (i: number) => clean(under[i] ?? '')
  const filled = columns.map((_, i) => i).filter((i) => said(i) !== '')
  const first = filled[0] ?? 0
  const answers = filled.some((i) => ANSWER.has(said(i).toLowerCase()))
  if (!answers || first === 0 || filled.length === columns.length) return null
  let question = ''
  const names = columns.map((column, i) => {
    if (!isBlank(column)) question = clean(column)
    const answer = said(i)
    if (answer === '' || ANSWER.has(answer.toLowerCase())) return isBlank(column) ? '' : question
    return clean(`${question}: ${answer}`)
  })
  return { skip: 1, names: different(names), codes: columns }
}

/** How many rows have to be at hand to tell. */
export const LAYOUT_ROWS = 2

/** The layout of a file with these names and first rows; one line of names where nothing else is seen. */
export function layoutOf(columns: string[], rows: string[][]): Layout {
  return (
    qualtrics(columns, rows) ??
    surveyMonkey(columns, rows) ?? { skip: 0, names: columns, codes: null }
  )
}
