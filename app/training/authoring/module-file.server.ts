import path from 'node:path'
import { stringify } from 'yaml'
import { unzipped, zipped } from '../../files/zip.server.ts'
import { content, readModule } from '../content.server.ts'
import { type Language, LANGUAGES, type Module } from '../module.ts'
import { fileWords } from './file-words.server.ts'

type Pictures = ReadonlyMap<string, Uint8Array>

/** The four files of a module as they stand in `content/modules/<slug>/`, its pictures beside them. */
export function filesOf(
  { plan, texts }: Module,
  pictures: Pictures,
): Map<string, string | Uint8Array> {
  const text = (value: unknown) => stringify(value, { lineWidth: 100, flowCollectionPadding: true })
  const folder = plan.id
  return new Map<string, string | Uint8Array>([
    [`${folder}/module.yaml`, text(plan)],
    ...LANGUAGES.map((language): [string, string] => [
      `${folder}/${language}.yaml`,
      text(texts[language]),
    ]),
    ...[...pictures].map(([file, bytes]): [string, Uint8Array] => [`${folder}/${file}`, bytes]),
  ])
}

export function moduleArchive(module: Module, pictures: Pictures): Buffer {
  return zipped(filesOf(module, pictures))
}

/** Faults told of one import; the rest is more of the same. */
const MOST_TOLD = 30

/** A fault in one of the files, for whoever brings them. */
export interface FileFault {
  file: string
  line: number
  /** Keys down to it as they stand in the file; empty for the file as a whole. */
  place: string
  /** What is wrong and what to do. */
  message: string
}

/**
 * The module of an archive with its four files and its pictures, whatever folder they lie in; or its faults by file and line, in
 * the language of whoever brings it. Null for what is no such archive.
 */
export function moduleIn(
  archive: Uint8Array,
  language: Language,
): { module: Module; pictures: Map<string, Buffer> } | { problems: FileFault[] } | null {
  const files = unzipped(archive)
  const plan = [...(files?.keys() ?? [])].find(
    (name) => path.posix.basename(name) === 'module.yaml',
  )
  if (!files || !plan) return null
  const folder = path.posix.dirname(plan)
  const { module, pictures, problems } = readModule(
    (file) => files.get(path.posix.normalize(file)) ?? null,
    folder,
    content(),
  )
  if (module) return { module, pictures }
  const told = problems.slice(0, MOST_TOLD).map(({ file, line, place, fault }) => {
    return { file, line, place: place ?? '', message: fileWords(fault, language) }
  })
  return { problems: told }
}
