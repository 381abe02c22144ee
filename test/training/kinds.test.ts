import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { content } from '../../app/training/content.server.ts'
import { KINDS } from '../../app/training/interactives/kinds.ts'

const training = path.resolve(import.meta.dirname, '../../app/training')
const interactives = path.join(training, 'interactives')
const names = Object.keys(KINDS)
const read = (file: string) => readFileSync(file, 'utf8')

test('a kind of interactive is one schema and one file of pixels, each named once', () => {
  const pixels = read(path.join(interactives, 'pixels.tsx'))
  for (const name of names) {
    expect(existsSync(path.join(interactives, `${name}.ts`)), name).toBe(true)
    expect(existsSync(path.join(interactives, `${name}.tsx`)), name).toBe(true)
    expect(pixels.split(`import('./${name}.tsx')`), name).toHaveLength(2)
  }
})

test('nothing else in training knows a kind by its name', () => {
  const literal = new RegExp(`'(${names.join('|')})'`)
  const knowing = readdirSync(training).filter(
    (name) => /\.tsx?$/.test(name) && literal.test(read(path.join(training, name))),
  )
  expect(knowing).toEqual([])
})

test('pixels take types alone from the schemas: no page pays for checking content', () => {
  const wrong = readdirSync(interactives)
    .filter((name) => name.endsWith('.tsx'))
    .flatMap((name) =>
      [
        ...read(path.join(interactives, name)).matchAll(
          /^import (?!type )[^;']*'(\.\/[\w-]+\.ts|zod)'/gm,
        ),
      ].map(([line]) => `${name}: ${line}`),
    )
  expect(wrong).toEqual([])
})

test('every kind is met in a published module', () => {
  const met = new Set(content().modules.flatMap(({ plan }) => plan.blocks.map(({ kind }) => kind)))
  expect(names.filter((name) => !met.has(name as keyof typeof KINDS))).toEqual([])
})
