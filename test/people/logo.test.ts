import { expect, test } from 'vitest'
import { logoImage } from '../../app/people/logo/logo.ts'
import { keepLogo, logo, logoBytes, logoIn, removeLogo } from '../../app/people/logo/logo.server.ts'
import { picture, withNotes } from '../files/pictures/notes.ts'
import { onBothDatabases } from '../support/database.ts'
import { drawing } from '../support/drawing.ts'

const fit = (bytes: Buffer) => {
  const file = logoIn(bytes)
  if (typeof file === 'string') throw new Error(file)
  return file
}

test('a logo is told by what is in the file, not by its name, and comes without what a camera noted', () => {
  const photo = fit(withNotes(picture('shop.jpg'), '32.0853 N'))
  expect(photo).toMatchObject({ form: 'jpg', width: 60, height: 40 })
  expect(photo.bytes.includes('32.0853')).toBe(false)
  expect(fit(drawing(300, 80))).toMatchObject({ form: 'png', width: 300, height: 80 })

  expect(logoIn(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe('none')
  expect(logoIn(picture('shop.webp'))).toBe('none')
  expect(logoIn(Buffer.from('%PDF-1.7'))).toBe('none')
  expect(logoIn(Buffer.alloc(0))).toBe('missing')
  expect(logoIn(drawing(300, 80).subarray(0, 60))).toBe('broken')
})

test('a logo has 16 to 2000 pixels a side, as its own head says, and 100 kB at most', () => {
  expect(fit(drawing(16, 2000)).height).toBe(2000)
  expect(logoIn(drawing(15, 100))).toBe('small')
  expect(logoIn(drawing(2001, 16))).toBe('wide')
  expect(drawing(180, 180, 'noise').length).toBeGreaterThan(100 * 1024)
  expect(logoIn(drawing(180, 180, 'noise'))).toBe('large')
})

test('it is drawn in its own proportions, never larger than it is and never larger than its room', () => {
  const sized = (width: number, height: number) => {
    const image = logoImage({ hash: 'h', width, height, weight: 1 })
    return [image.width, image.height]
  }
  expect(sized(640, 64)).toEqual([160, 16])
  expect(sized(100, 200)).toEqual([16, 32])
  expect(sized(40, 20)).toEqual([40, 20])
  expect(sized(2000, 16)).toEqual([160, 1])
})

onBothDatabases('one logo is shown, and an address leads to it alone', async ({ db }) => {
  expect(await logo(db)).toBeNull()
  expect(await removeLogo(db)).toBe(false)
  const [first, second] = [fit(drawing(300, 80)), fit(picture('shop.jpg'))]
  expect(await keepLogo(db, first)).toBe(true)
  expect(await keepLogo(db, first)).toBe(false)
  const { hash, width, height, weight } = first
  expect(await logo(db)).toEqual({ hash, width, height, weight })
  const sent = await logoBytes(db, hash)
  expect(sent?.type).toBe('image/png')
  expect(sent?.bytes.equals(first.bytes)).toBe(true)

  expect(await keepLogo(db, second)).toBe(true)
  expect(await logoBytes(db, first.hash)).toBeNull()
  expect((await logoBytes(db, second.hash))?.type).toBe('image/jpeg')
  expect(await db.selectFrom('people_logo').selectAll().execute()).toHaveLength(1)
  expect(await removeLogo(db)).toBe(true)
  expect(await logoBytes(db, second.hash)).toBeNull()
})

onBothDatabases('the database itself keeps no logo of more than 100 kB', async ({ db }) => {
  const { bytes: _, ...row } = fit(drawing(300, 80))
  const heavy = db.insertInto('people_logo').values({ id: 1, ...row, bytes: Buffer.alloc(102_401) })
  await expect(heavy.execute()).rejects.toThrow(/check/i)
  expect(await logo(db)).toBeNull()
})
