import { Document, Page, Text } from '@react-pdf/renderer'
import { createElement as h } from 'react'
import { expect, test } from 'vitest'
import { pdfOf } from '../../app/files/pdf.server.ts'
import { pdfText } from '../support/pdf.ts'

const style = { fontFamily: 'DejaVu', fontSize: 11, fontWeight: 'bold' } as const
const sheet = (words: string) => h(Document, null, h(Page, null, h(Text, { style }, words)))

/** Letters that are drawn with the shapes of Latin ones, with marks or without. */
const BORROWED = 'çéñöüåș АВЕКМНОРСТУХ аеорсухіјѕ ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ'
const ENGLISH = 'Certificate: what we promised, exactly as spoken, by Friday'

test('every sheet keeps all its letters, whatever other sheets were made before and beside it', async () => {
  await pdfOf(sheet(BORROWED))
  const [after, , beside] = await Promise.all([
    pdfOf(sheet(ENGLISH)),
    pdfOf(sheet(BORROWED)),
    pdfOf(sheet(ENGLISH)),
  ])
  expect(pdfText(after)).toContain(ENGLISH)
  expect(pdfText(beside)).toContain(ENGLISH)
})

test('a sheet that cannot be made holds up none of those behind it', async () => {
  const wrong = pdfOf(
    h(Document, null, h(Page, null, h(Text, { style: { fontFamily: 'Nowhere' } }, 'x'))),
  )
  const right = pdfOf(sheet(ENGLISH))
  await expect(wrong).rejects.toThrow(/Nowhere/)
  expect(pdfText(await right)).toContain(ENGLISH)
})
