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

const filledIn = (cells: string[]) => cells.filter((cell) => !isBlank(cell)).length
/** Whether a row could be one of names: what is filled has letters, and is no date either. */
const isNames = (cells: string[]) =>
  cells.every((cell) => isBlank(cell) || /\p{L}{2}/u.test(cell.replace(/\d\S*/gu, '')))

/** A report: a title of one cell, perhaps lines below it, and only then the names. */
function titled(columns: string[], rows: string[][]): Layout | null {
  if (filledIn(columns) > 1) return null
  const at = rows.findIndex((row) => filledIn(row) > 1)
  const header = rows[at]
  // A comma in somebody's words splits one row, a table all of them.
  const table = rows.slice(at).every((row) => filledIn(row) > 1)
  if (header === undefined || !table || !isNames(header)) return null
  const below = grouped(header, rows[at + 1] ?? [])
  return below
    ? { ...below, skip: at + 2 }
    : { skip: at + 1, names: different(header.map(clean)), codes: null }
}

/** Two rows of names, as merged cells leave them: a group above, and below it what each of its columns is called. */
function grouped(above: string[], below: string[]): Layout | null {
  const blank = (cells: string[], i: number) => isBlank(cells[i] ?? '')
  const width = Math.max(above.length, below.length)
  const all = Array.from({ length: width }, (_, i) => i)
  const starts = all.filter((i) => !blank(above, i) && i + 1 < width && blank(above, i + 1))
  const whole = all.every((i) => (blank(above, i) ? !blank(below, i) : true))
  if (starts.length === 0 || blank(above, 0) || !whole || !isNames(below)) return null
  if (!starts.every((i) => !blank(below, i)) || filledIn(below) === width) return null
  let group = ''
  const names = all.map((i) => {
    if (!blank(above, i)) group = clean(above[i] ?? '')
    return blank(below, i) ? group : clean(`${group}: ${below[i]}`)
  })
  return { skip: 1, names: different(names), codes: null }
}

/** How many rows have to be at hand to tell. */
export const LAYOUT_ROWS = 6

/** The layout of a file with these names and first rows; one line of names where nothing else is seen. */
export function layoutOf(columns: string[], rows: string[][]): Layout {
  return (
    qualtrics(columns, rows) ??
    surveyMonkey(columns, rows) ??
    titled(columns, rows) ??
    grouped(columns, rows[0] ?? []) ?? { skip: 0, names: columns, codes: null }
  )
}
