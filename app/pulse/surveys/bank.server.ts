import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { Bank } from './bank.ts'

const read = new Map<string, Bank>()

/** The bank of `content/pulse/bank.yaml`, read once; throws, naming the file, where it is not of the form. */
export function bank(contentDir = path.resolve('content')): Bank {
  const file = path.join(contentDir, 'pulse', 'bank.yaml')
  const known = read.get(file)
  if (known) return known
  const result = Bank.safeParse(parse(readFileSync(file, 'utf8')))
  if (!result.success) throw new Error(`${file}: ${z.prettifyError(result.error)}`)
  read.set(file, result.data)
  return result.data
}
