import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { zipped, unzipped } from '../../../app/files/zip.server.ts'
import { content } from '../../../app/training/content.server.ts'
import { draftOf } from '../../../app/training/authoring/draft.ts'
import { beginDraft, draftById, importDraft } from '../../../app/training/authoring/draft.server.ts'
import {
  filesOf,
  moduleArchive,
  moduleIn,
} from '../../../app/training/authoring/module-file.server.ts'
import { onBothDatabases } from '../../support/database.ts'
import { unzipped as read } from '../../support/zip.ts'
import { somebody } from '../somebody.ts'
import { moduleOf } from './writing.ts'

/** What the portal's own modules show: no pictures yet. */
const NONE = new Map<string, Buffer>()

const now = new Date('2026-03-02T09:00:00Z')

test('every module of the portal goes out as files and comes in again as the same module', () => {
  for (const module of content().modules) {
    expect(moduleIn(moduleArchive(module, NONE), 'en')).toEqual({ module, pictures: NONE })
    expect(moduleArchive(module, NONE).length).toBeLessThan(60 * 1024)
  }
})

test('an archive opens in other programs, and theirs open here', () => {
  const module = moduleOf('silent')
  expect(read(moduleArchive(module, NONE))).toEqual(filesOf(module, NONE))
  const folder = mkdtempSync(path.join(tmpdir(), 'zveno-zip-'))
  try {
    const file = path.join(folder, 'module.zip')
    writeFileSync(file, moduleArchive(module, NONE))
    const script =
      'import sys, zipfile\na = zipfile.ZipFile(sys.argv[1]); assert a.testzip() is None\n' +
      'b = zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED)\n' +
      'for n in a.namelist(): b.writestr("folder/" + n, a.read(n))\nb.close()'
    const other = path.join(folder, 'other.zip')
    execFileSync('python3', ['-c', script, file, other])
    expect(moduleIn(readFileSync(other), 'en')).toEqual({ module, pictures: NONE })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a fault in the files is told by file and line', () => {
  const files = filesOf(moduleOf('chain'), NONE)
  files.set(
    'chain/ru.yaml',
    (files.get('chain/ru.yaml') as string).replace(/^title: .*$/m, 'title: Рост 80 %'),
  )
  expect(moduleIn(zipped(files), 'en')).toEqual({
    problems: [
      {
        file: 'chain/ru.yaml',
        line: 1,
        place: 'title',
        message:
          '“80 %” stands here without saying where it is from. Write {% num %}80 %{% /num %} for a sum of your own, or {% claim id="C05" %}80 %{% /claim %} with its number in the register.',
      },
    ],
  })
  files.delete('chain/he.yaml')
  expect(JSON.stringify(moduleIn(zipped(files), 'en'))).toContain(
    'This file is missing from the archive',
  )
  files.set('chain/module.yaml', 'id: [')
  expect(moduleIn(zipped(files), 'en')).toMatchObject({ problems: [{ file: 'chain/module.yaml' }] })
})

test('what is no archive of a module is no module, and a bomb does not go off', () => {
  expect(moduleIn(Buffer.from('no archive'), 'en')).toBeNull()
  expect(moduleIn(zipped(new Map([['a.txt', 'a']])), 'en')).toBeNull()
  const bomb = zipped(new Map([['a/module.yaml', '0'.repeat(5_000_000)]]))
  expect(bomb.length).toBeLessThan(20_000)
  expect(moduleIn(bomb, 'en')).toBeNull()
  // The size in its directory may lie.
  bomb.writeUInt32LE(10, bomb.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1')) + 24)
  expect(moduleIn(bomb, 'en')).toBeNull()
  const laughs = [
    'a: &a [x, x]',
    ...Array.from('bcdefghijklm', (letter, i) => {
      const before = 'abcdefghijklm'[i]
      return `${letter}: &${letter} [*${before}, *${before}, *${before}, *${before}, *${before}]`
    }),
  ].join('\n')
  const files = filesOf(moduleOf('chain'), NONE)
  files.set('chain/module.yaml', laughs)
  expect(moduleIn(zipped(files), 'en')).toMatchObject({ problems: [{ file: 'chain/module.yaml' }] })
})

test('a damaged archive is refused and never a fault of the portal', () => {
  const whole = moduleArchive(moduleOf('chain'), NONE)
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
      fc.nat(whole.length),
      (hits, cut) => {
        const broken = Buffer.from(whole)
        for (const [at, byte] of hits) broken[at] = byte
        unzipped(broken)
        unzipped(broken.subarray(0, cut))
      },
    ),
    { numRuns: 500 },
  )
})

onBothDatabases(
  'files become a draft of the module they name, which a reader still publishes',
  async ({ db }) => {
    const hanna = await somebody(db, 'hanna', now)
    const begun = async () => {
      const draft = await importDraft(db, { module: own, pictures: NONE }, hanna, now)
      if (draft === 'already-open') throw new Error(draft)
      return draft
    }
    const own = structuredClone(moduleOf('chain'))
    own.texts.en.title = 'Our chain'
    const { id } = await begun()
    expect(await draftById(db, id)).toMatchObject({
      module: 'chain',
      status: 'draft',
      basedOn: moduleOf('chain').plan.version,
      draft: draftOf(own),
    })
    expect(await importDraft(db, { module: own, pictures: NONE }, hanna, now)).toBe('already-open')
    expect(await beginDraft(db, { from: own, same: true }, hanna, now)).toBe(id)
    own.plan.id = 'cards'
    const other = (await draftById(db, (await begun()).id))!
    expect(other.module).toMatch(/^new-/)
    expect(other.basedOn).toBeNull()
  },
)
