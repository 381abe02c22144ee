import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Survey } from './survey.ts'
import { bank } from './surveys/bank.server.ts'
import { composed, SurveyDefinition } from './surveys/definition.ts'

const Written = SurveyDefinition.extend({ id: z.string(), version: z.int().min(1) })

export interface WrittenSurvey {
  id: string
  version: number
  definition: SurveyDefinition
  survey: Survey
}

const read = new Map<string, WrittenSurvey[]>()

/** Every survey in `content/pulse/surveys`, by id, read once. Throws, naming the file, where one is not of the form. */
export function writtenSurveys(contentDir = path.resolve('content')): WrittenSurvey[] {
  const known = read.get(contentDir)
  if (known) return known
  const dir = path.join(contentDir, 'pulse', 'surveys')
  const found = readdirSync(dir)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => readSurvey(path.join(dir, file), contentDir))
  read.set(contentDir, found)
  return found
}

export function surveys(contentDir?: string): Survey[] {
  return writtenSurveys(contentDir).map(({ survey }) => survey)
}

export function survey(id: string, contentDir?: string): Survey | null {
  return surveys(contentDir).find((each) => each.id === id) ?? null
}

function readSurvey(file: string, contentDir: string): WrittenSurvey {
  const result = Written.safeParse(parse(readFileSync(file, 'utf8')))
  if (!result.success) throw new Error(`${file}: ${z.prettifyError(result.error)}`)
  const { id, version, ...definition } = result.data
  if (id !== path.basename(file, '.yaml')) {
    throw new Error(`${file}: the id must be the file's name, not ${id}`)
  }
  return { id, version, definition, survey: composed(definition, bank(contentDir), id, version) }
}
