import type { UnknownSite } from './alias.server.ts'
import { plain } from './score.ts'

/** What HR said each unknown name of a site is. */
export interface SitesSaid {
  /** plain(name) → id of the site. */
  meanings: Map<string, string>
  leftOut: string[]
  createUnits: boolean
}

/** Reads the form of unknown sites; gives the place of the first name nothing was said of. */
export function sitesFrom(
  form: FormData,
  unknown: readonly Pick<UnknownSite, 'name'>[],
  sites: readonly string[],
): SitesSaid | { missing: number } {
  const said: SitesSaid = { meanings: new Map(), leftOut: [], createUnits: false }
  for (const [index, { name }] of unknown.entries()) {
    const value = form.get(`site-${index}`)
    if (value === 'new') said.createUnits = true
    else if (value === 'out') said.leftOut.push(name)
    else if (typeof value === 'string' && sites.includes(value)) {
      said.meanings.set(plain(name), value)
    } else return { missing: index }
  }
  return said
}
