import { isLocale, type Locale } from '../../i18n/locale.ts'
import { isTimeZone } from '../../i18n/zone.ts'
import { isEmail, LONGEST } from '../importing/row.ts'
import { openUnitOf, pathOf, type Unit } from '../unit.ts'
import { unitPath, unitTyped } from '../unit-typed.ts'
import {
  ENTERPRISE,
  isObject,
  type Json,
  type JsonObject,
  ScimError,
  USER,
  valueOf,
  wrong,
} from './scim.ts'

/** A person as a directory sees them. */
export interface Seen {
  id: string
  staffNumber: string
  name: string
  email: string | null
  unitId: string
  locale: Locale
  timeZone: string | null
  active: boolean
  createdAt: number
  userName: string
  externalId: string | null
  /** As the directory told them; null where it told one name alone, or where HR has changed it since. */
  givenName: string | null
  familyName: string | null
  formatted: string | null
}

/** The user that stands for this person (RFC 7643, 4.1), without what is not kept here. */
export function userOf(person: Seen, units: Unit[]): JsonObject {
  const top = units.find(({ parentId }) => parentId === null)
  const { name, givenName, familyName, formatted } = person
  return {
    schemas: [USER, ENTERPRISE],
    id: person.id,
    ...(person.externalId === null ? {} : { externalId: person.externalId }),
    userName: person.userName,
    name: {
      formatted: formatted ?? name,
      ...(givenName === null ? {} : { givenName }),
      ...(familyName === null ? {} : { familyName }),
    },
    displayName: name,
    preferredLanguage: person.locale,
    ...(person.timeZone === null ? {} : { timezone: person.timeZone }),
    active: person.active,
    emails: person.email === null ? [] : [{ value: person.email, type: 'work', primary: true }],
    [ENTERPRISE]: {
      employeeNumber: person.staffNumber,
      ...(top ? { organization: top.name } : {}),
      ...(person.unitId === top?.id ? {} : { department: unitPath(units, person.unitId) }),
    },
  }
}

/** What a directory wants of a person; undefined leaves what is known. */
export interface Wanted {
  userName: string
  /** null where it is to be forgotten, as with the address. */
  externalId: string | null | undefined
  staffNumber: string
  name: string
  givenName: string | null
  familyName: string | null
  formatted: string | null
  email: string | null | undefined
  locale: Locale | undefined
  timeZone: string | undefined
  active: boolean
  unitId: string | undefined
}

/**
 * What this user says, beside `before`, the one that stood there (null for somebody new). Attributes that the portal does
 * not keep are passed over. Throws a ScimError that names what is missing or wrong.
 */
export function wantedOf(user: unknown, before: JsonObject | null, units: Unit[]): Wanted {
  if (!isObject(user)) throw wrong('invalidSyntax', 'A user is an object.')
  const userName = text(user, 'userName')
  if (!userName) throw wrong('invalidValue', 'userName is missing.')
  const enterprise = enterpriseOf(user)
  const active = activeOf(valueOf(user, 'active')) ?? (before ? before.active === true : true)
  const email = emailOf(valueOf(user, 'emails'))
  if (active && email && !isEmail(email)) {
    throw wrong('invalidValue', `This is no e-mail address: ${email.slice(0, 100)}`)
  }
  const locale = (text(user, 'preferredLanguage') || text(user, 'locale')).slice(0, 2).toLowerCase()
  const spoken = locale === 'iw' ? 'he' : locale
  const timeZone = text(user, 'timezone')
  return {
    userName,
    externalId:
      valueOf(user, 'externalId') === undefined ? undefined : text(user, 'externalId') || null,
    staffNumber: text(enterprise, 'employeeNumber') || numberBefore(before) || userName,
    ...nameOf(user, before),
    ...{ email, active },
    locale: isLocale(spoken) ? spoken : undefined,
    timeZone: timeZone !== '' && isTimeZone(timeZone) ? timeZone : undefined,
    unitId: unitOf(enterprise, before, units, active),
  }
}

function enterpriseOf(user: JsonObject): JsonObject {
  const value = valueOf(user, ENTERPRISE)
  return isObject(value) ? value : {}
}

function numberBefore(before: JsonObject | null): string {
  return before ? text(enterpriseOf(before), 'employeeNumber') : ''
}

function text(object: JsonObject, name: string): string {
  const value = valueOf(object, name)
  if (value === undefined || value === null) return ''
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw wrong('invalidValue', `${name} has to be a text.`)
  }
  const plain = String(value).normalize('NFC').replace(/\s+/gu, ' ').trim()
  if (plain.length > LONGEST)
    throw wrong('invalidValue', `${name} is longer than ${LONGEST} signs.`)
  return plain
}

/** True, false, and the texts "True" and "False" that Entra sends; undefined where nothing is said. */
function activeOf(value: Json | undefined): boolean | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'boolean') return value
  const word = String(isObject(value) ? value.value : value).toLowerCase()
  if (word === 'true' || word === 'false') return word === 'true'
  throw wrong('invalidValue', 'active is true or false.')
}

/** One address of these: the primary one, else that of work, else the first; undefined where nothing is said of any. */
function emailOf(value: Json | undefined): string | null | undefined {
  if (value === undefined) return undefined
  const all = (Array.isArray(value) ? value : value == null ? [] : [value]).map((one) =>
    isObject(one) ? one : { value: one },
  )
  const chosen =
    all.find((one) => valueOf(one, 'primary') === true) ??
    all.find((one) => String(valueOf(one, 'type') ?? '').toLowerCase() === 'work') ??
    all[0]
  return (chosen && text(chosen, 'value')) || null
}

/** One name; where only its parts changed, it is put together of them. */
function nameOf(
  user: JsonObject,
  before: JsonObject | null,
): Pick<Wanted, 'name' | 'givenName' | 'familyName' | 'formatted'> {
  const partsOf = (from: JsonObject) => {
    const value = valueOf(from, 'name')
    const name = isObject(value) ? value : {}
    const [given, family] = [text(name, 'givenName'), text(name, 'familyName')]
    const whole = joined(given, family) ?? ''
    return {
      shown: text(from, 'displayName'),
      formatted: text(name, 'formatted'),
      given,
      family,
      whole,
    }
  }
  const now = partsOf(user)
  const then = before && partsOf(before)
  const told = [
    [now.shown, then?.shown],
    [now.whole, then?.whole],
    [now.formatted, then?.formatted],
  ] as const
  const name =
    told.find(([fresh, known]) => fresh !== '' && fresh !== known)?.[0] ??
    told.find(([fresh]) => fresh !== '')?.[0]
  if (!name) throw wrong('invalidValue', 'displayName or name is missing.')
  const { given, family, formatted } = now
  return {
    ...{ name, givenName: given || null, familyName: family || null },
    formatted: formatted || null,
  }
}

function joined(given: string | null, family: string | null): string | null {
  return [given, family].filter(Boolean).join(' ') || null
}

/**
 * The unit of the department, by its code, its name or the end of its path, else of the organization; undefined where
 * nothing was said or nothing changed. Whoever leaves is not held up by it.
 */
function unitOf(
  enterprise: JsonObject,
  before: JsonObject | null,
  units: Unit[],
  active: boolean,
): string | undefined {
  const said = (from: JsonObject) => [text(from, 'organization'), text(from, 'department')] as const
  const [organization, department] = said(enterprise)
  if (!active) return undefined
  if (before && String(said(enterpriseOf(before))) === String([organization, department])) {
    return undefined
  }
  const wish = department || organization
  if (wish === '') return undefined
  const coded = units.find(({ code }) => code.toLowerCase() === wish.toLowerCase())
  if (coded && !coded.closedAt) return coded.id
  const found = unitTyped(units, wish)
  if (found !== 'none' && 'id' in found) return found.id
  const narrowed = unitTyped(units, `${organization}/${department}`)
  if (department !== '' && narrowed !== 'none' && 'id' in narrowed) return narrowed.id
  if (department === '') return undefined
  const now = coded && openUnitOf(units, coded.id)
  const closed = now ? { closed: wish, now: unitPath(units, now.id) } : found
  if (closed !== 'none' && 'closed' in closed) {
    throw wrong(
      'invalidValue',
      `The unit ${closed.closed} is closed and part of ${closed.now} now. Name that one.`,
    )
  }
  throw found === 'none' || !('several' in found)
    ? wrong(
        'invalidValue',
        `No unit is called ${wish}: HR has to make it first, or name it by its path.`,
      )
    : wrong(
        'invalidValue',
        `Several units are called ${wish}: ${found.several.join(', ')}. Name one by its path.`,
      )
}

/** What does not fit a person's own unit tree ends a request; used where a portal has no unit yet. */
export function topUnit(units: Unit[]): Unit {
  const top = units.find(({ parentId }) => parentId === null)
  if (!top) throw new ScimError(409, 'The portal has no company yet: start it once and sign in.')
  return pathOf(units, top.id)[0]!
}
