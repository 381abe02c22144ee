import { Document, Page, Path, StyleSheet, Svg, Text, View } from '@react-pdf/renderer'
import { directed, setText } from '../files/pdf-text.ts'
import { pdfOf } from '../files/pdf.server.ts'
import { qrPath } from '../files/qr.server.ts'
import { formatDay } from '../i18n/format.ts'
import { directionOf } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import { INVITED_DAYS, type Invitee } from './invitation.server.ts'

const A_SHEET = 8

interface CardsOf {
  company: { name: string; timeZone: string }
  people: readonly Invitee[]
  /** By person. */
  tokens: ReadonlyMap<string, string>
  /** Where the portal stands, without a slash at the end. */
  origin: string
  now: Date
}

/** Cards to cut out, eight a sheet, each in its person's language: name, code, how it is used and until when. */
export async function invitationCards(asked: CardsOf): Promise<Buffer> {
  const { company, people, tokens, origin, now } = asked
  const until = new Date(now.getTime() + INVITED_DAYS * 24 * 60 * 60_000)
  const cards = await Promise.all(
    people.map(async ({ id, name, locale }) => {
      const address = `${origin}/enter/${tokens.get(id)}`
      const day = formatDay(until, company.timeZone, locale)
      return { id, name, locale, address, day, code: await qrPath(address) }
    }),
  )
  const sheets = Array.from({ length: Math.ceil(cards.length / A_SHEET) }, (_, at) =>
    cards.slice(at * A_SHEET, (at + 1) * A_SHEET),
  )
  return pdfOf(
    <Document title={company.name}>
      {sheets.map((sheet, at) => (
        <Page key={at} size="A4" style={look.page}>
          {sheet.map(({ id, name, locale, address, day, code }) => {
            const direction = directionOf(locale)
            const line = {
              direction,
              textAlign: direction === 'rtl' ? 'right' : 'left',
            } as const
            const said = (text: string) => setText(text, direction)
            return (
              <View key={id} style={look.card} wrap={false}>
                <Text style={[look.company, directed(company.name)]}>{company.name}</Text>
                <Text style={[look.name, directed(name)]}>{name}</Text>
                <View style={direction === 'rtl' ? look.mirrored : look.middle}>
                  <Svg viewBox={`-4 -4 ${code.size + 8} ${code.size + 8}`} style={look.code}>
                    <Path d={code.path} fill="#000000" />
                  </Svg>
                  <View style={look.words}>
                    <Text style={[look.how, line]}>{said(m.auth_card_how({}, { locale }))}</Text>
                    <Text style={[look.how, line]}>
                      {said(m.auth_card_until({ day }, { locale }))}
                    </Text>
                    <Text style={[look.how, line]}>{said(m.auth_card_own({}, { locale }))}</Text>
                  </View>
                </View>
                <Text style={look.address}>{address}</Text>
              </View>
            )
          })}
        </Page>
      ))}
    </Document>,
  )
}

const look = StyleSheet.create({
  page: { fontFamily: 'DejaVu', padding: 24, flexDirection: 'row', flexWrap: 'wrap' },
  card: {
    ...{ width: '50%', height: '25%', padding: 12 },
    ...{ borderWidth: 0.5, borderColor: '#999999', borderStyle: 'dashed' },
  },
  company: { fontSize: 8, color: '#444444' },
  name: { fontSize: 13, fontWeight: 'bold', marginTop: 2, marginBottom: 4 },
  middle: { flexDirection: 'row' },
  mirrored: { flexDirection: 'row-reverse' },
  code: { width: 104, height: 104 },
  words: { flex: 1, paddingHorizontal: 6, paddingTop: 8 },
  how: { fontSize: 8.5, marginBottom: 4 },
  address: { fontSize: 5.5, color: '#444444', marginTop: 2 },
})
