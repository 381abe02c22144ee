import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import type { StatementTable } from '../../../db/schema/training.ts'
import { m } from '../../i18n/messages.ts'
import { badgeAddress } from '../certificates/badge.server.ts'
import { pathName } from '../certificates/words.ts'
import { titlesOf } from '../catalogue.server.ts'
import { LANGUAGES, type Language } from '../module.ts'
import type { Path } from '../path.ts'
import { pseudonym, stableId } from '../stable-id.server.ts'
import type { Span } from './span.server.ts'

type Kind = StatementTable['kind']
type Titles = Awaited<ReturnType<typeof titlesOf>>

/** Something that happened and is told. */
export interface TrainingEvent {
  employeeId: string
  kind: Kind
  /** Slug of the module, or id of the certificate. */
  subject: string
  /** Of a certificate; else empty. */
  path: string
  at: number
}

interface Issuer {
  origin: string
  secret: string
}

const VERBS = {
  completed: 'http://adlnet.gov/expapi/verbs/completed',
  passed: 'http://adlnet.gov/expapi/verbs/passed',
  earned: 'http://id.tincanapi.com/verb/earned',
  voided: 'http://adlnet.gov/expapi/verbs/voided',
}
const MODULE = 'http://adlnet.gov/expapi/activities/module'
const COURSE = 'http://adlnet.gov/expapi/activities/course'

/** The same event has the same id whenever and however often it is told. */
export function statementId(secret: string, { kind, employeeId, subject }: TrainingEvent): string {
  return stableId(secret, ['statement', kind, employeeId, subject])
}

/**
 * An event as an xAPI 1.0.3 statement. The person is an account of this portal whose name only its secret resolves;
 * there is no name, number, address or unit. A revoked certificate voids what told of its issue.
 */
export function statementOf(event: TrainingEvent, { origin, secret }: Issuer, titles: Titles) {
  const { kind, employeeId, at } = event
  const account = (name: string) => ({
    objectType: 'Agent',
    account: { homePage: origin, name },
  })
  const told = {
    id: statementId(secret, event),
    verb: { id: VERBS[kind], display: perLanguage((language) => verbWords(kind, language)) },
    timestamp: new Date(at).toISOString(),
  }
  if (kind === 'voided')
    return {
      ...told,
      actor: account('zveno'),
      object: {
        objectType: 'StatementRef',
        id: statementId(secret, { ...event, kind: 'earned' }),
      },
    }
  return {
    ...told,
    actor: account(pseudonym(secret, employeeId)),
    object: { objectType: 'Activity', ...activity(event, origin, titles) },
    result: kind === 'completed' ? { completion: true } : { completion: true, success: true },
    context: { platform: 'Zveno' },
  }
}

function activity({ kind, subject, path }: TrainingEvent, origin: string, titles: Titles) {
  if (kind === 'earned') {
    const name = perLanguage((language) => pathName(path as Path, language))
    return {
      id: badgeAddress.achievement(origin, path as Path),
      definition: { type: COURSE, name },
    }
  }
  const name = perLanguage((language) => titles.get(subject)?.[language] ?? subject)
  return { id: `${origin}/training/${subject}`, definition: { type: MODULE, name } }
}

function perLanguage(words: (language: Language) => string): Record<Language, string> {
  return Object.fromEntries(LANGUAGES.map((one) => [one, words(one)])) as Record<Language, string>
}

function verbWords(kind: Kind, locale: Language): string {
  const words = {
    completed: m.training_records_verb_completed,
    passed: m.training_records_verb_passed,
    earned: m.training_records_verb_earned,
    voided: m.training_records_verb_voided,
  }
  return words[kind]({}, { locale })
}

/** All events there are, of training alone. */
function events(db: Db) {
  const none = sql<string>`''`
  const as = (kind: Kind) => sql<Kind>`cast(${sql.lit(kind)} as text)`.as('kind')
  return db
    .selectFrom('training_enrolment')
    .where('completed_at', 'is not', null)
    .select(['employee_id as employeeId', as('completed'), 'module as subject', none.as('path')])
    .select(sql<number>`completed_at`.as('at'))
    .unionAll(
      db
        .selectFrom('training_pass')
        .select(['employee_id as employeeId', as('passed'), 'module as subject', none.as('path')])
        .select(sql<number>`passed_at`.as('at')),
    )
    .unionAll(
      db
        .selectFrom('training_certificate')
        .select(['employee_id as employeeId', as('earned'), 'id as subject'])
        .select([sql<string>`path`.as('path'), sql<number>`issued_at`.as('at')]),
    )
    .unionAll(
      db
        .selectFrom('training_certificate')
        .where('revoked_at', 'is not', null)
        .select(['employee_id as employeeId', as('voided'), 'id as subject'])
        .select([sql<string>`path`.as('path'), sql<number>`revoked_at`.as('at')]),
    )
}

/** What happened to people of these units in that time, the oldest first. */
export async function eventsWithin(
  db: Db,
  { unitIds, from, until }: Span,
): Promise<TrainingEvent[]> {
  return db
    .selectFrom(events(db).as('t'))
    .innerJoin('people_employee as e', 'e.id', 't.employeeId')
    .$if(unitIds !== null, (query) => query.where('e.unit_id', 'in', unitIds!))
    .where('t.at', '>=', from)
    .where('t.at', '<', until)
    .orderBy('t.at')
    .orderBy('t.employeeId')
    .orderBy('t.kind')
    .orderBy('t.subject')
    .selectAll('t')
    .execute()
}

/** At most so many at once, so that no history is ever held in memory whole. */
const AT_ONCE = 500

/**
 * Writes a statement for every event that has none yet, as it will be sent: kept so, it is the same on every try, also
 * after a title or the portal's address has changed. Harmless to repeat and to do twice at once.
 */
export async function writeStatements(db: Db, issuer: Issuer): Promise<void> {
  const titles = await titlesOf(db)
  for (;;) {
    const fresh = await db
      .selectFrom(events(db).as('t'))
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('training_statement as s')
              .whereRef('s.employee_id', '=', 't.employeeId')
              .whereRef('s.kind', '=', 't.kind')
              .whereRef('s.subject', '=', 't.subject')
              .select('s.id'),
          ),
        ),
      )
      .orderBy('t.at')
      .limit(AT_ONCE)
      .selectAll('t')
      .execute()
    if (fresh.length === 0) return
    await db
      .insertInto('training_statement')
      .values(
        fresh.map((event) => ({
          id: statementId(issuer.secret, event),
          employee_id: event.employeeId,
          kind: event.kind,
          subject: event.subject,
          happened_at: event.at,
          body: JSON.stringify(statementOf(event, issuer, titles)),
          sent_at: null,
          refused: null,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}
