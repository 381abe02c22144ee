import { Document, Page, Path, StyleSheet, Svg, Text, View } from '@react-pdf/renderer'
import { pdfOf } from '../../files/pdf.server.ts'
import { qrPath } from '../../files/qr.server.ts'
import { directionOf, LOCALES, type Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { touchpointByCode } from '../../touchpoints/touchpoint.server.ts'
import type { Code } from './code.server.ts'

export interface SheetOf {
  company: string
  site: string
  codes: Pick<Code, 'id' | 'touchpoint'>[]
  /** Where the portal stands for customers, without a slash at the end. */
  origin: string
}

/** A page for each code of a site, to be put up where customers are: the question in three languages and one code. */
export async function codeSheets(asked: SheetOf): Promise<Buffer> {
  const drawn = await Promise.all(
    asked.codes.map(async (code) => {
      const address = `${asked.origin}/c/${code.id}`
      return { address, touchpoint: code.touchpoint, ...(await qrPath(address)) }
    }),
  )
  const sheet = (
    <Document title={asked.site}>
      {drawn.map((code) => (
        <Page key={code.address} size="A4" style={look.page}>
          <Text style={look.company}>{`${asked.company} · ${asked.site}`}</Text>
          <View style={look.asking}>
            {LOCALES.map((locale) => (
              <View key={locale} style={look.tongue}>
                <Text style={[look.title, towards(locale)]}>
                  {m.nps_sheet_title({}, { locale })}
                </Text>
                <Text style={[look.place, towards(locale)]}>
                  {placeName(code.touchpoint, locale)}
                </Text>
              </View>
            ))}
          </View>
          <Svg viewBox={`-4 -4 ${code.size + 8} ${code.size + 8}`} style={look.code}>
            <Path d={code.path} fill="#000000" />
          </Svg>
          <Text style={look.address}>{code.address}</Text>
          {LOCALES.map((locale) => (
            <Text key={locale} style={[look.how, towards(locale)]}>
              {m.nps_sheet_how({}, { locale })}
            </Text>
          ))}
        </Page>
      ))}
    </Document>
  )
  return pdfOf(sheet)
}

function placeName(touchpoint: string, locale: Locale): string {
  return touchpointByCode(touchpoint)?.name[locale] ?? m.nps_map_visit({}, { locale })
}

/** The typesetter takes the direction of a line from its style: else a Hebrew question has its mark in front. */
const towards = (locale: Locale) => ({ direction: directionOf(locale) })

const look = StyleSheet.create({
  page: { fontFamily: 'DejaVu', padding: 48, alignItems: 'center' },
  company: { fontSize: 12, color: '#444444', marginBottom: 24 },
  asking: { marginBottom: 20, width: '100%' },
  tongue: { marginBottom: 12 },
  title: { fontSize: 24, fontWeight: 'bold', textAlign: 'center' },
  place: { fontSize: 13, color: '#444444', textAlign: 'center', marginTop: 2 },
  code: { width: 300, height: 300 },
  address: { fontSize: 11, marginTop: 6, marginBottom: 20 },
  how: { fontSize: 11, color: '#444444', textAlign: 'center', width: '100%', marginBottom: 4 },
})
