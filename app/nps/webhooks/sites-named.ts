import { plain } from '../score.ts'

export interface SitesNamed {
  /** plain(name) → id of the site; '' for answers that name none. */
  meanings: Map<string, string>
  leftOut: string[]
}

/**
 * Reads the form of sites. Each choice comes with the name it was made for: meanwhile another delivery may have come, and
 * places in the list have moved. What is not chosen goes on waiting.
 */
export function sitesNamed(
  form: FormData,
  asked: readonly { name: string }[],
  sites: readonly string[],
): SitesNamed {
  const said: SitesNamed = { meanings: new Map(), leftOut: [] }
  const known = new Map(asked.map(({ name }) => [plain(name), name]))
  for (const [field, name] of form) {
    const index = /^name-(\d{1,4})$/.exec(field)?.[1]
    if (index === undefined || typeof name !== 'string' || !known.has(plain(name))) continue
    const site = form.get(`site-${index}`)
    if (site === 'out') said.leftOut.push(name)
    else if (typeof site === 'string' && sites.includes(site)) said.meanings.set(plain(name), site)
  }
  return said
}
