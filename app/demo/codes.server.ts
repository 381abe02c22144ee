import type { Db } from '../../db/connect.ts'
import { type Asked, makeCode } from '../nps/codes/code.server.ts'
import { moment } from './day.ts'
import type { Made } from './people.server.ts'
import { DAYS, HOME_SITE } from './truth.ts'

/** Where codes hang at two sites; '' asks about the visit as a whole. */
const HANGING: readonly { site: string; touchpoint: string; asked: Asked }[] = [
  { site: HOME_SITE, touchpoint: '', asked: 'code' },
  { site: HOME_SITE, touchpoint: 'checkout', asked: 'code' },
  { site: HOME_SITE, touchpoint: 'advice', asked: 'code' },
  { site: HOME_SITE, touchpoint: 'cafe', asked: 'code' },
  { site: HOME_SITE, touchpoint: '', asked: 'staff' },
  { site: 'ahornfeld', touchpoint: '', asked: 'code' },
  { site: 'ahornfeld', touchpoint: 'checkout', asked: 'code' },
]

/** The codes that customers scanned for the answers which are there. */
export async function fillCodes(db: Db, made: Made, by: string, now: Date): Promise<void> {
  for (const { site, touchpoint, asked } of HANGING) {
    const place = { unitId: made.units.get(site)!, touchpoint, asked }
    const code = await makeCode(db, place, by, moment(now, DAYS))
    if (code === 'unknown') throw new Error(`the demo's code: ${site} ${touchpoint}`)
    await countAnswers(db, code.id)
  }
}

/** What came by a code is what its source has from its place. */
async function countAnswers(db: Db, id: string): Promise<void> {
  const { answers, last } = await db
    .selectFrom('nps_code as c')
    .innerJoin('nps_response as r', (join) =>
      join
        .onRef('r.unit_id', '=', 'c.unit_id')
        .onRef('r.touchpoint', '=', 'c.touchpoint')
        .onRef('r.source_id', '=', 'c.source_id'),
    )
    .where('c.id', '=', id)
    .select(({ fn }) => [
      fn.countAll<number>().as('answers'),
      fn.max<string | null>('r.answered_on').as('last'),
    ])
    .executeTakeFirstOrThrow()
  await db
    .updateTable('nps_code')
    .where('id', '=', id)
    .set({ answers: Number(answers), answered_on: last })
    .execute()
}
