import fc from 'fast-check'
import { expect, test } from 'vitest'
import { finds, redact } from '../../app/nps/redact.ts'

const hidden = (text: string, staff: string[] = []) =>
  finds(text, staff).map(({ start, end, kind }) => `${kind}: ${text.slice(start, end)}`)

test('an address, a link and a name in a network are hidden', () => {
  expect(hidden('Write to dana.levi+shop@mail.example.co.il, please')).toEqual([
    'email: dana.levi+shop@mail.example.co.il',
  ])
  expect(hidden('иван@почта.рф или dana (at) example.com, dana @ example.org')).toEqual([
    'email: иван@почта.рф',
    'email: dana (at) example.com',
    'email: dana @ example.org',
  ])
  expect(hidden('see https://example.com/u/77?x=1 or t.me/dana_k or @dana.k')).toEqual([
    'link: https://example.com/u/77?x=1',
    'link: t.me/dana_k',
    'link: @dana.k',
  ])
})

test('telephone numbers are hidden as people write them in Israel, in Russia and abroad', () => {
  for (const phone of [
    ...['054-123-4567', '0541234567', '054 1234567', '02-6251234', '+972 54-123-4567'],
    ...['+972-2-625-1234', '1-700-700-123', '8 (903) 123-45-67', '+7 903 123 45 67'],
    ...['89031234567', '7-903-123-45-67', '123-45-67', '(212) 555-0143', '212-555-0143'],
    ...['+44 20 7946 0958', '+33 1 99 00 12 34', '0049 30 1234567'],
  ]) {
    expect(hidden(`Call ${phone}, please`), phone).toEqual([`phone: ${phone}`])
  }
})

test('card and identity numbers are told by their check digits, and any other long number is hidden too', () => {
  // Numbers that card issuers publish for trying things out.
  expect(hidden('paid with 4111 1111 1111 1111')).toEqual(['card: 4111 1111 1111 1111'])
  expect(hidden('5555-5555-5555-4444')).toEqual(['card: 5555-5555-5555-4444'])
  expect(hidden('ת״ז 123456782')).toEqual(['id: 123456782'])
  expect(hidden('СНИЛС 112-233-445 95')).toEqual(['id: 112-233-445 95'])
  expect(hidden('ИНН 500100732259')).toEqual(['id: 500100732259'])
  expect(hidden('IBAN GB82 WEST 1234 5698 7654 32')).toEqual(['id: GB82 WEST 1234 5698 7654 32'])
  expect(hidden('паспорт 45 08 123456')).toEqual(['id: 45 08 123456'])
  expect(hidden('order 12345678 never came')).toEqual(['number: 12345678'])
})

test('prices, dates, times and sizes stay', () => {
  for (const text of [
    ...['Paid 1 500 000 for it', '1.500.000 ₽', '12 990 ₽ and 4 990 ₽', '₪ 1,299.90'],
    ...['on 22.11.2026 at 14:30', '2026-11-22 14:30:10', '13/07/23, 9:15', '08-11-2021 17:05'],
    ...['waited 45 minutes', 'pot 30x40, 12-14 days', 'score 9-10 of 10', '24/7'],
  ]) {
    expect(hidden(text), text).toEqual([])
  }
})

test('a name that somebody gives is hidden in three languages', () => {
  expect(hidden('Hello, my name is Dana Levi and I waited')).toEqual(['name: Dana Levi'])
  expect(hidden('Mrs. Cohen was told to wait')).toEqual(['name: Cohen'])
  expect(hidden('Меня зовут Анна Сергеевна Котова, жду ответа')).toEqual([
    'name: Анна Сергеевна Котова',
  ])
  expect(hidden('Жду ответа.\nС уважением, Пётр Иванов')).toEqual(['name: Пётр Иванов'])
  expect(hidden('שלום, שמי דנה לוי וחיכיתי שעה')).toEqual(['name: דנה לוי'])
  expect(hidden('Кассир Марина нагрубила')).toEqual(['name: Марина'])
})

test('a name of staff is hidden in all its cases, an everyday word only where it can be a name', () => {
  const staff = ['Анна Котова', 'Вера Ильина', 'Maya Cohen', 'רונית כהן', 'אור לוי', 'Игорь Белов']
  expect(hidden('Спасибо Анне Котовой и Игорю!', staff)).toEqual([
    'name: Анне Котовой',
    'name: Игорю',
  ])
  expect(hidden('Вместе с Анной выбрали розы', staff)).toEqual(['name: Анной'])
  expect(hidden("Maya's advice was great", staff)).toEqual(["name: Maya's"])
  expect(hidden('תודה לרונית על העזרה', staff)).toEqual(['name: לרונית'])
  // "Faith" and "light": words first, names only where the place says so.
  expect(hidden('Вера в магазин потеряна', staff)).toEqual([])
  expect(hidden('Нас встретила Вера', staff)).toEqual(['name: Вера'])
  expect(hidden('אין שם מספיק אור', staff)).toEqual([])
  expect(hidden('עזר לי אור לוי', staff)).toEqual(['name: אור לוי'])
  expect(hidden('анна-каренина не продаётся', staff)).toEqual([])
})

test('what is hidden is named in the reader’s language, and the rest stays word for word', () => {
  const text = 'Rude! Call 054-123-4567 or dana@example.com. 👍'
  expect(redact(text)).toBe('Rude! Call [phone number] or [e-mail]. 👍')
  expect(redact(text, 'ru')).toBe('Rude! Call [телефон] or [почта]. 👍')
  expect(redact(text, 'he')).toBe('Rude! Call [מספר טלפון] or [דוא״ל]. 👍')
})

test('whatever a customer writes, what is hidden stands in order and never overlaps', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom(
      '@',
      '054-1234567',
      ' 4111111111111111',
      'my name is Dana',
      '+7',
      '\n',
      'https://a.b',
    ),
    fc.stringMatching(/^[\d ()+-]{0,30}$/),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('')
      const places = finds(text, ['Dana Levi', 'רונית כהן'])
      let last = 0
      for (const { start, end } of places) {
        expect(start).toBeGreaterThanOrEqual(last)
        expect(end).toBeGreaterThan(start)
        last = end
      }
      expect(last).toBeLessThanOrEqual(text.length)
    }),
    { numRuns: 300 },
  )
})

test('a comment as long as may be is read as well, however it is built', () => {
  for (const text of [
    ...['a'.repeat(10_000), '1 '.repeat(5000), 'a@'.repeat(5000), 'a.'.repeat(5000)],
    ...['('.repeat(10_000), 'my name is '.repeat(900), '1-'.repeat(5000), 'AB12'.repeat(2500)],
    'www.'.repeat(2500),
  ]) {
    expect(redact(text).length).toBeGreaterThan(0)
  }
})
