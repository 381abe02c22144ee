import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { openCsv } from '../../app/files/csv.server.ts'
import { guessCodePage, type CodePage } from '../../app/files/code-page.ts'
import { fileOf } from '../support/command.ts'
import { sharedData } from '../support/shared-data.ts'

const guess = (text: string, page: CodePage) => guessCodePage(iconv.encode(text, page))

const SAID: Record<CodePage, string[]> = {
  'windows-1252': [
    'très bien, à bientôt; personnel agréable et compétent, caisse trop encombrée',
    'Die Verkäuferin war sehr freundlich, nur die Schlange an der Kasse ist zu lang. Größe fehlt. Für mich wäre schöner',
    'La atención fue rápida y el señor explicó todo con paciencia. Mañana volveré. Está más limpio aquí también',
  ],
  'windows-1251': [
    'Очень вежливый продавец, всё объяснил. Долго ждали на кассе.',
    'ОЧЕНЬ ДОЛГО ЖДАЛИ! БОЛЬШЕ НЕ ПРИДЁМ.',
    'Хорошо; 9; Нормально; цены высокие',
  ],
  'windows-1255': [
    'השירות היה מצוין, אבל חיכיתי יותר מדי זמן בקופה',
    'המוכרת הסבירה הכול בסבלנות. מחירים גבוהים, בחירה טובה',
    'לא מצאתי חניה; 4; נקי ונעים',
  ],
}

test('a sentence is enough to tell Russian, Hebrew and western text apart', () => {
  for (const [page, texts] of Object.entries(SAID) as [CodePage, string[]][]) {
    for (const text of texts) {
      expect(guess(text, page), text).toEqual({ encoding: page, sure: true })
    }
  }
})

test('of a few letters nobody can be sure, and a person is asked', () => {
  expect(guess('ок', 'windows-1251').sure).toBe(false)
  expect(guess('1;לא', 'windows-1255').sure).toBe(false)
  expect(guess('café', 'windows-1252').sure).toBe(false)
  // Marks that the three pages share say nothing, and need no letters to be read.
  expect(guess('“9” – 10 €', 'windows-1252')).toEqual({ encoding: 'windows-1252', sure: true })
})

test('a file is read in the code page of its text, told by letters that stand far from its beginning', async () => {
  const rows = 'score,why\n' + '9,ok\n'.repeat(30_000)
  for (const [page, texts] of Object.entries(SAID) as [CodePage, string[]][]) {
    const file = fileOf(iconv.encode(`${rows}3,"${texts.join(' ').replaceAll('"', '')}"\n`, page))
    const csv = await openCsv(file)
    expect([csv.encoding, csv.encodingSure]).toEqual([page, true])
    let last: string[] = []
    for await (const { cells } of csv.rows) last = cells
    expect(last[1]).toBe(texts.join(' '))
  }
})

const botanic = sharedData('botanic-nps-fr.windows-1252.csv')
if (botanic) {
  test('a real French export with stray bytes is western, without a doubt', async () => {
    const csv = await openCsv(botanic)
    await csv.close()
    expect([csv.encoding, csv.encodingSure]).toEqual(['windows-1252', true])
  })
}
