import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { builtFrom } from '../../app/cli/prepare.mjs'

test('a second start builds nothing: what building writes does not count as changed', () => {
  const written = ['app/i18n/project.inlang/.meta.json', 'app/i18n/paraglide/runtime.js']
  const counted = builtFrom()

  expect(written.every((file) => existsSync(file))).toBe(true)
  expect(counted).not.toContain(path.normalize(written[0]!))
  expect(counted.filter((file) => /inlang|paraglide|icons\.svg/.test(file))).toEqual([
    path.normalize('app/i18n/project.inlang/settings.json'),
  ])
})
