import { CODE_PAGES } from '../files/code-page.ts'
import { CsvError } from '../files/csv-fault.ts'
import { openAnswers } from './layout.server.ts'

/** What a person may say the text of a file is written in. */
export const ENCODINGS = ['utf-8', ...CODE_PAGES] as const
export type Encoding = (typeof ENCODINGS)[number]

const SHOWN = 3
const LOOKED_AT = 2000

/** The same few cells as each encoding reads them: those with letters beyond ASCII, the header among them. */
export async function readings(
  file: string,
): Promise<{ guess: string; texts: { encoding: Encoding; text: string[] }[] }> {
  const { encoding: guess, close } = await openAnswers(file)
  await close()
  const texts: { encoding: Encoding; text: string[] }[] = []
  for (const encoding of ENCODINGS) texts.push({ encoding, text: await telling(file, encoding) })
  // A reading full of signs that stand for nothing is no choice.
  return { guess, texts: texts.filter(({ text }) => !text.join('').includes('\uFFFD')) }
}

async function telling(file: string, encoding: Encoding): Promise<string[]> {
  const found = new Set<string>()
  const look = (cells: string[]) => {
    for (const cell of cells) {
      if (found.size < SHOWN && /[^\p{ASCII}]/u.test(cell)) {
        found.add([...cell.replace(/\s+/g, ' ')].slice(0, 120).join(''))
      }
    }
  }
  try {
    const answers = await openAnswers(file, encoding)
    look(answers.names)
    let rows = 0
    for await (const { cells } of answers.rows) {
      look(cells)
      if (found.size >= SHOWN || ++rows >= LOOKED_AT) break
    }
    await answers.close()
  } catch (error) {
    // In this reading the file breaks further down: what was read until then is shown.
    if (!(error instanceof CsvError)) throw error
  }
  return [...found]
}
