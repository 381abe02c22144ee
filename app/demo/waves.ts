import { chanceOf } from './chance.ts'
import type { Person } from './staff.ts'
import {
  ANSWERING,
  DRIVERS,
  ENPS_MEAN,
  ITEMS,
  placeOf,
  ROLES,
  SEED,
  SITES,
  WAVES,
} from './truth.ts'
import type { Words } from './words.ts'
import type { Locale } from '../i18n/locale.ts'

export interface WaveAnswer {
  staffNumber: string
  /** Question id → number; a skipped question is absent. */
  answers: Record<string, number>
  comment: string | null
}

/** As much of a question as an answer needs. */
interface Asked {
  id: string
  driver?: string | undefined
}

const SKIPPED = 0.03
const COMMENTING = 0.36

/**
 * Who answers the wave, and what. Everybody has a mood of their own that stays over the waves; a site's
 * mood goes with what colleagues note there. The four of the printed links have yet to answer the open wave.
 */
export function waveAnswersOf(
  wave: number,
  people: readonly Person[],
  words: Record<Locale, Words>,
  asked: readonly Asked[],
): WaveAnswer[] {
  const others = asked.filter(({ id, driver }) => driver !== undefined && !(id in ITEMS))
  const further = chanceOf(SEED + 3101 + wave)
  const moods = chanceOf(SEED + 3000)
  const chance = chanceOf(SEED + 3001 + wave)
  const open = wave === WAVES.length - 1
  const comments = {
    en: chance.shuffled(words.en.pulse),
    ru: chance.shuffled(words.ru.pulse),
    he: chance.shuffled(words.he.pulse),
  }
  return people.flatMap(({ staffNumber, site, locale }): WaveAnswer[] => {
    const own = moods.normal()
    const place = placeOf(SITES.find(({ code }) => code === site)?.staff ?? 6.5)
    const mood = 0.55 * own + 0.35 * place
    const around = (mean: number, spread: number, low: number, high: number) =>
      Math.max(low, Math.min(high, Math.round(mean + spread * chance.normal())))
    const answers: Record<string, number> = { enps: around(ENPS_MEAN + 1.6 * mood, 1.7, 0, 10) }
    for (const [item, means] of Object.entries(ITEMS)) {
      answers[item] = around(means[wave]! + mood, 0.8, 1, 5)
    }
    for (const question of Object.keys(answers)) {
      if (chance.yes(SKIPPED)) delete answers[question]
    }
    for (const { id, driver } of others) {
      const { mean, close } = DRIVERS[driver!]!
      const given = Math.round(mean + close * mood + 0.9 * further.normal())
      if (!further.yes(SKIPPED)) answers[id] = Math.max(1, Math.min(5, given))
    }
    const comment = chance.yes(COMMENTING) ? (comments[locale].pop() ?? null) : null
    const later = open && ROLES.some((role) => role.staffNumber === staffNumber)
    return chance.yes(ANSWERING[wave]!) && !later ? [{ staffNumber, answers, comment }] : []
  })
}
