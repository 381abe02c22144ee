import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Path of a file in ../shared/data, or null with a line saying so where the folder is absent: the
 * data are real, lie beside the project and do not belong in it.
 */
export function sharedData(name: string): string | null {
  const path = fileURLToPath(new URL(`../../../shared/data/${name}`, import.meta.url))
  if (existsSync(path)) return path
  console.warn(`../shared/data/${name} is not here: the tests on it are passed over`)
  return null
}
