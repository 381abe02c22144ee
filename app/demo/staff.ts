import type { Role } from '../people/employee.server.ts'
import type { Unit } from '../people/unit.ts'
import type { Locale } from '../i18n/locale.ts'
import { chanceOf } from './chance.ts'
import { KNOWN, NAMES } from './names.ts'
import { HOME_SITE, ROLES, SEED, SITES } from './truth.ts'

/** Above everything; its own people are the office. */
export const COMPANY = { code: 'verdano', name: 'Verdano Gardens', timeZone: 'Europe/Berlin' }

const REGIONS = [
  { code: 'lakes', name: 'Northern Lakes' },
  { code: 'valley', name: 'River Valley' },
  { code: 'coast', name: 'Southern Coast' },
]
const OFFICE = 7

/** The tree from the root down, each unit with the code of the one above. */
export function unitsOf(): {
  code: string
  name: string
  kind: Unit['kind']
  above: string | null
}[] {
  return [
    { code: COMPANY.code, name: COMPANY.name, kind: 'company', above: null },
    ...REGIONS.map((region) => ({ ...region, kind: 'region' as const, above: COMPANY.code })),
    ...SITES.flatMap(({ code, name, region, teams = [] }) => [
      { code, name, kind: 'site' as const, above: region as string },
      ...teams.map((team) => ({
        code: team.code,
        name: team.name,
        kind: 'team' as const,
        above: code,
      })),
    ]),
  ]
}

export interface Person {
  staffNumber: string
  name: string
  unit: string
  /** The site they work at; null above sites. */
  site: string | null
  locale: Locale
  role?: Role
  /** Code of the unit they lead. */
  leads?: string
}

const LOCALES: readonly Locale[] = ['en', 'ru', 'he']

/** Everybody, the four of the printed links first. */
export function peopleOf(): Person[] {
  const chance = chanceOf(SEED)
  const taken = new Set<string>(Object.values(KNOWN))
  const newName = (locale: Locale, woman: boolean): string => {
    const { women, men, families } = NAMES[locale]
    for (;;) {
      const family = chance.pick(families)
      const name = `${chance.pick(woman ? women : men)} ${family[woman ? 0 : 1]}`
      if (taken.has(name)) continue
      taken.add(name)
      return name
    }
  }
  const [employee, leader, hr, owner] = ROLES.map(({ staffNumber }) => staffNumber) as [
    string,
    string,
    string,
    string,
  ]
  const company = { unit: COMPANY.code, site: null }
  const team = SITES.find(({ code }) => code === HOME_SITE)!.teams![0]!.code
  const people: Person[] = [
    { staffNumber: employee, name: KNOWN.employee, unit: team, site: HOME_SITE, locale: 'he' },
    {
      staffNumber: leader,
      name: KNOWN.leader,
      unit: HOME_SITE,
      site: HOME_SITE,
      locale: 'ru',
      role: 'leader',
      leads: HOME_SITE,
    },
    { staffNumber: hr, name: KNOWN.hr, ...company, locale: 'en', role: 'hr' },
    { staffNumber: owner, name: KNOWN.owner, ...company, locale: 'en', role: 'owner' },
  ]
  const add = (unit: string, site: string | null, leads?: string) => {
    const locale = chance.pick(LOCALES)
    // Leaders' written reasons speak of themselves as women do.
    const name = newName(locale, leads !== undefined || chance.yes(0.5))
    const staffNumber = String(1001 + people.length)
    people.push({
      staffNumber,
      name,
      unit,
      site,
      locale,
      ...(leads === undefined ? {} : { role: 'leader', leads }),
    })
  }
  for (let i = 2; i < OFFICE; i++) add(COMPANY.code, null)
  // Nobody publishes a module they wrote: it takes two of HR.
  people[ROLES.length] = { ...people[ROLES.length]!, role: 'hr' }
  for (const { code } of REGIONS) add(code, null, code)
  for (const { code, people: all, teams = [] } of SITES) {
    const here = people.filter(({ site }) => site === code)
    if (!here.some(({ leads }) => leads === code)) add(code, code, code)
    for (const { code: unit, people: size } of teams) {
      for (let i = here.filter((person) => person.unit === unit).length; i < size; i++) {
        add(unit, code)
      }
    }
    for (let i = people.filter(({ site }) => site === code).length; i < all; i++) add(code, code)
  }
  return people
}
