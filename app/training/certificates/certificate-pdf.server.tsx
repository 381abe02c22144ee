import { Document, Page, Path, Rect, StyleSheet, Svg, Text, View } from '@react-pdf/renderer'
import { pdfOf } from '../../files/pdf.server.ts'
import { directed, setText } from '../../files/pdf-text.ts'
import { formatDay } from '../../i18n/format.ts'
import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import type { Certificate } from './certificate.server.ts'
import { qrDrawing } from './qr.server.ts'
import { pathName, verifyAddress, walkedWords } from './words.ts'

/** Quiet squares around the code, as its standard asks. */
const QUIET = 4

/** A certificate on paper, in the person's language: one sheet, lying. */
export async function certificatePdf(
  certificate: Certificate,
  origin: string,
  locale: Locale,
): Promise<Buffer> {
  return pdfOf(Sheet({ certificate, origin, locale }))
}

interface Props {
  certificate: Certificate
  origin: string
  locale: Locale
}

function Sheet({ certificate, origin, locale }: Props) {
  const l = { locale }
  const direction = locale === 'he' ? 'rtl' : 'ltr'
  const look = looks(direction)
  const { name, company, code, path, issued_on } = certificate
  const said = (text: string) => setText(text, direction)
  const day = formatDay(issued_on, 'UTC', locale)
  const address = `${new URL(origin).host}/verify`
  return (
    <Document
      title={`${m.training_certificate_title({}, l)} – ${pathName(path, locale)}`}
      author={company}
      language={locale}
    >
      <Page size="A4" orientation="landscape" style={look.page}>
        <View style={look.frame}>
          <View style={look.head}>
            <Mark />
            <Text style={[look.company, { direction: directed(company).direction }]}>
              {company}
            </Text>
          </View>
          <View style={look.middle}>
            <Text style={look.title}>{m.training_certificate_title({}, l)}</Text>
            <Text style={look.quiet}>{m.training_certificate_certify({}, l)}</Text>
            <Text style={[look.name, { direction: directed(name).direction }]}>{name}</Text>
            <Text style={look.text}>{said(walkedWords(certificate, locale))}</Text>
          </View>
          <View style={look.foot}>
            <View style={look.proof}>
              <Text style={look.issued}>{said(m.training_certificate_issued({ day }, l))}</Text>
              <Text style={look.check}>{said(checkWords(address, locale))}</Text>
              <Text style={look.code}>{code}</Text>
            </View>
            <Qr text={verifyAddress(origin, code)} />
          </View>
        </View>
      </Page>
    </Document>
  )
}

function checkWords(address: string, locale: Locale): string {
  return m.training_certificate_check({ address: `\u2066${address}\u2069` }, { locale })
}

/** Two links of a chain, as on the portal. */
function Mark() {
  const line = { fill: 'none', stroke: PINE, strokeWidth: 3 }
  return (
    <Svg viewBox="0 0 32 20" style={{ width: 38, height: 24 }}>
      <Rect x={2} y={3} width={16} height={14} rx={7} {...line} />
      <Path d="M14 14.6A7 7 0 0 0 21 17h2a7 7 0 0 0 0-14h-2a7 7 0 0 0-6.4 4.2" {...line} />
    </Svg>
  )
}

function Qr({ text }: { text: string }) {
  const { size, path } = qrDrawing(text)
  const whole = size + 2 * QUIET
  return (
    <Svg viewBox={`${-QUIET} ${-QUIET} ${whole} ${whole}`} style={{ width: 120, height: 120 }}>
      <Path d={path} fill="#000000" />
    </Svg>
  )
}

const PINE = '#0b6a58'
const MUTED = '#566166'
const centred = { width: '100%', textAlign: 'center' } as const

function looks(direction: 'ltr' | 'rtl') {
  const rtl = direction === 'rtl'
  return StyleSheet.create({
    page: { padding: 28, fontFamily: 'DejaVu', fontSize: 11, color: '#1d2528', lineHeight: 1.5 },
    frame: {
      flex: 1,
      borderWidth: 2,
      borderColor: PINE,
      borderRadius: 14,
      paddingVertical: 30,
      paddingHorizontal: 44,
      justifyContent: 'space-between',
    },
    head: { flexDirection: rtl ? 'row-reverse' : 'row', alignItems: 'center', gap: 12 },
    company: { fontSize: 14, fontWeight: 'bold', flex: 1, textAlign: rtl ? 'right' : 'left' },
    // As wide as the sheet: a narrower box that runs from the right is drawn outside of it.
    middle: { paddingHorizontal: 60 },
    title: {
      direction,
      ...centred,
      fontSize: 34,
      fontWeight: 'bold',
      color: PINE,
      lineHeight: 1.25,
    },
    quiet: { direction, ...centred, color: MUTED, marginTop: 14 },
    name: { ...centred, fontSize: 26, fontWeight: 'bold', lineHeight: 1.35 },
    text: { direction, ...centred, fontSize: 13, marginTop: 10 },
    foot: { flexDirection: rtl ? 'row-reverse' : 'row', alignItems: 'flex-end', gap: 24 },
    proof: { flex: 1 },
    issued: { direction, textAlign: rtl ? 'right' : 'left', fontWeight: 'bold', fontSize: 12 },
    check: {
      direction,
      textAlign: rtl ? 'right' : 'left',
      fontSize: 9,
      color: MUTED,
      marginTop: 6,
    },
    code: { direction: 'ltr', textAlign: rtl ? 'right' : 'left', fontSize: 10, marginTop: 4 },
  })
}
