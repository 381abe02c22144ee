import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { Survey } from './survey.ts'

/** Every survey in `content/pulse`, by id. Throws, naming the file, where one is not of the form. */
export function surveys(contentDir = path.resolve('content')): Survey[] {
  const dir = path.join(contentDir, 'pulse')
  return readdirSync(dir)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => readSurvey(path.join(dir, file)))
}

export function survey(id: string, contentDir?: string): Survey | null {
  return surveys(contentDir).find((each) => each.id === id) ?? null
}

function readSurvey(file: string): Survey {
  const result = Survey.safeParse(parse(readFileSync(file, 'utf8')))
  if (!result.success) throw new Error(`${file}: ${z.prettifyError(result.error)}`)
  if (result.data.id !== path.basename(file, '.yaml')) {
    throw new Error(`${file}: the id must be the file's name, not ${result.data.id}`)
  }
  return result.data
}
