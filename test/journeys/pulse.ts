import type { Page, Request } from '@playwright/test'
import type { Locale } from '../../app/i18n/locale.ts'
import { codeWords } from '../../app/pulse/manifest.ts'
import { expect, type Portal, rowsOf, wordsIn } from './support.ts'

/** Steps of the pulse that several journeys take, each in the language of whoever takes them. */

/** Questions of the demo company's open wave. */
export const QUESTIONS = 6

export const press = (page: Page, name: string) =>
  page.getByRole('main').getByRole('button', { name, exact: true }).click()

/** The newest wave that is open, or the newest that was closed. */
export function newestWave(portal: Portal, status: 'open' | 'closed'): string {
  const [wave] = rowsOf<{ id: string }>(
    portal,
    'select id from pulse_wave where status = ? order by launched_at desc limit 1',
    status,
  )
  return wave!.id
}

/** The words that stand for a wave, worked out from what the portal's file holds. */
export function wordsOfWave(portal: Portal, waveId: string, locale: Locale): string[] {
  const [wave] = rowsOf<{ code: string }>(
    portal,
    'select code from pulse_wave where id = ?',
    waveId,
  )
  return codeWords(new Uint8Array(Buffer.from(wave!.code, 'hex')), locale)
}

/** How many tokens and answers of a wave the portal's file holds, and how many were taken back. */
export function stored(portal: Portal, waveId: string) {
  const [row] = rowsOf<{ issued: number; responses: number; withdrawn: number }>(
    portal,
    `select (select count(*) from pulse_issued where wave_id = w.id) as issued,
            (select count(*) from pulse_response where wave_id = w.id) as responses,
            (select count(*) from pulse_response where wave_id = w.id and envelope is null) as withdrawn
     from pulse_wave as w where w.id = ?`,
    waveId,
  )
  return row!
}

/** Reads the promise and presses Start. */
export async function begin(
  page: Page,
  locale: Locale,
  waveId: string,
  device: 'own' | 'other' = 'own',
): Promise<void> {
  const say = wordsIn(locale)
  await page.goto(`/pulse/${waveId}`)
  await expect(page.getByText(say('pulse_code_checked'))).toBeVisible()
  if (device === 'other') {
    await page.getByRole('radio', { name: say('pulse_device_other') }).check()
  }
  await press(page, say('pulse_start'))
  await onQuestion(page, locale, 1)
}

export async function onQuestion(page: Page, locale: Locale, now: number): Promise<void> {
  const place = wordsIn(locale)('pulse_question_of', { now, of: QUESTIONS })
  await expect(page.getByText(place)).toBeVisible()
}

/** From a question to the check of all answers, without answering any. */
export async function skipOn(page: Page, locale: Locale, from: number): Promise<void> {
  for (let now = from; now <= QUESTIONS; now++) {
    await onQuestion(page, locale, now)
    await press(page, wordsIn(locale)('pulse_skip'))
  }
}

/** Words in the order they stand: eight of a wave, sixteen of a receipt. */
export async function codeShown(page: Page, locale: Locale, length: number): Promise<string[]> {
  const items = page.getByRole('main').locator(`ol[lang=${locale}] > li`)
  await expect(items).toHaveCount(length)
  const texts = await items.allInnerTexts()
  return texts.map((text) => text.replace(/^\d+\s*/, '').trim())
}

/** Nothing with which a browser says who asks: no cookie, no address of the page, no password. */
export async function expectNobody(request: Request): Promise<void> {
  const headers = await request.allHeaders()
  const telling = ['cookie', 'authorization', 'referer'].filter((name) => name in headers)
  expect(telling, request.url()).toEqual([])
}

/** Closes an open wave, as HR does. */
export async function closeWave(hr: Page, locale: Locale, waveId: string): Promise<void> {
  const say = wordsIn(locale)
  const word = say('pulse_hr_close_word')
  await hr.goto(`/hr/waves/${waveId}/close`)
  await hr.getByLabel(say('pulse_hr_close_type', { word })).fill(word)
  await press(hr, say('pulse_hr_close_now'))
  await expect(hr.getByRole('link', { name: say('pulse_results_open') })).toBeVisible({
    timeout: 60_000,
  })
}

/** How many rows this browser keeps of the pulse. */
export function rowsOnDevice(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opened = indexedDB.open('zveno-pulse')
        opened.onerror = () => reject(opened.error)
        opened.onsuccess = () => {
          const { result } = opened
          if (!result.objectStoreNames.contains('answer')) return resolve(0)
          const counted = result.transaction('answer').objectStore('answer').count()
          counted.onsuccess = () => resolve(counted.result)
        }
      }),
  )
}
