import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ACTIONS } from '../../app/audit/entry.ts'

const folder = path.resolve('app/routes')

/** Screens of HR and the owner, and those of leaders in which HR acts as well. */
const THEIRS = /^(hr|owner|team\.assignments|team\.serving)(\b|_)/

/** Actions that note nothing, each with the reason. */
const SILENT: Record<string, string> = {
  'hr.import.$id.columns':
    'a step before the file is read, which is noted; until then it can change',
  'hr.import.$id.sites': 'a step before the file is read, which is noted; until then it can change',
  'hr.import.$id.text': 'a step before the file is read, which is noted; until then it can change',
  'hr.people.import.$id.text': 'a step before the file is taken, which is noted',
  'hr.import.$id.words': 'a step before the file is read, which is noted; until then it can change',
  'hr.training.$id.comment': 'a talk about a draft: what people write is not for the log',
  'hr.training.$id.edit.$section': 'the draft keeps who wrote what; the log has its publication',
  'hr.training.$id.preview': 'tries a draft out and stores nothing',
}

const routes = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && THEIRS.test(entry.name))
  .map(({ name }) => ({
    name,
    text: readdirSync(path.join(folder, name))
      .filter((file) => /^route\.tsx?$/.test(file))
      .map((file) => readFileSync(path.join(folder, name, file), 'utf8'))
      .join(''),
  }))
const acting = routes.filter(({ text }) => /export (async )?function action\b/.test(text))

/** The action itself, from its first line to its last. */
const bodyOf = (text: string) =>
  /export (?:async )?function action\b[\s\S]*?\n\}\n/.exec(text)?.[0] ?? ''

test('every action in the screens of HR and the owner is noted, or says here why not', () => {
  expect(acting.length).toBeGreaterThan(45)
  const silent = acting
    .filter(({ text }) => !/await not(e|ing)\(/.test(bodyOf(text)))
    .map(({ name }) => name)
  expect(silent.sort()).toEqual(Object.keys(SILENT).sort())
})

test('whatever can be noted is noted somewhere', () => {
  const files = ['app', 'db'].flatMap((top) =>
    readdirSync(path.resolve(top), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/^(audit\/(entry|words)|demo\/|i18n\/)/.test(file))
      .map((file) => readFileSync(path.resolve(top, file), 'utf8')),
  )
  const text = files.join('\n')
  expect(ACTIONS.filter((action) => !text.includes(`'${action}'`))).toEqual([])
})
