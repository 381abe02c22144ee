/** Writes app/ui/icons.svg, one sprite of the icons named in icon.ts: no icon costs a phone any JavaScript. */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { ICONS } from './icon-names.ts'

interface IconSet {
  icons: Record<string, { body: string }>
  aliases?: Record<string, { parent: string }>
  width?: number
}

const file = createRequire(import.meta.url).resolve('@iconify-json/lucide/icons.json')
const set = JSON.parse(readFileSync(file, 'utf8')) as IconSet

const symbols = ICONS.map((name) => {
  const icon = set.icons[name] ?? set.icons[set.aliases?.[name]?.parent ?? '']
  if (!icon) throw new Error(`no icon "${name}" in the set`)
  return `<symbol id="${name}" viewBox="0 0 24 24">${icon.body}</symbol>`
})
writeFileSync(
  new URL('icons.svg', import.meta.url),
  `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`,
)
