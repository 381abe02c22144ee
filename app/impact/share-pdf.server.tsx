import { Document, Page, StyleSheet, Text, View } from '@react-pdf/renderer'
import { pdfOf } from '../files/pdf.server.ts'
import { setText } from '../files/pdf-text.ts'
import type { Lane, Shared } from './share.server.ts'

/** The page of impact on one sheet of paper to hang up. */
export async function sharePdf(shared: Shared): Promise<Buffer> {
  return pdfOf(Sheet({ shared }))
}

function Sheet({ shared }: { shared: Shared }) {
  const { company, place, period, lead, rings, map, link, foot, made, locale } = shared
  const direction = locale === 'he' ? 'rtl' : 'ltr'
  const look = looks(direction)
  const set = (text: string) => setText(text, direction)
  return (
    <Document title={`${place} – ${period}`} language={locale}>
      <Page size="A4" style={look.page}>
        <Text style={[look.text, look.quiet]}>{set(`${company} · ${period}`)}</Text>
        <Text style={[look.text, look.title]}>{set(place)}</Text>
        <Text style={[look.text, look.lead]}>{set(lead)}</Text>
        <View style={look.row}>
          {rings.map(({ name, big, small, known }) => (
            <View key={name} style={[look.ring, known ? look.known : look.unknown]}>
              <Text style={[look.middle, look.name]}>{set(name)}</Text>
              {big !== '' && (
                <Text style={[look.middle, big.length < 12 ? look.big : look.name]}>
                  {set(big)}
                </Text>
              )}
              <Text style={[look.middle, look.small]}>{set(small)}</Text>
            </View>
          ))}
        </View>
        <Text style={[look.text, look.heading]}>{set(map.title)}</Text>
        {map.groups.map(({ name, customers, colleagues }) => (
          <View key={name} style={look.group} wrap={false}>
            <Text style={[look.text, look.name]}>{set(name)}</Text>
            <Side
              look={look}
              name={set(map.colleagues)}
              lane={colleagues}
              words={set(colleagues.words)}
              square
            />
            <Side
              look={look}
              name={set(map.customers)}
              lane={customers}
              words={set(customers.words)}
            />
          </View>
        ))}
        <Text style={[look.text, look.heading]}>{set(link.title)}</Text>
        <Text style={look.text}>{set(link.text)}</Text>
        <Text style={[look.text, look.foot]} fixed>
          {set(`${foot} ${made}`)}
        </Text>
      </Page>
    </Document>
  )
}

const ACCENT = '#0b6a58'
const INK = '#1d2528'
const LANE = 160

/** One side of a group: what it is, its interval from −100 to +100, its figure. */
function Side(props: {
  look: ReturnType<typeof looks>
  name: string
  lane: Lane
  words: string
  square?: boolean
}) {
  const { look, name, lane, words, square } = props
  const { low, high, value } = lane.shown
  const along = (points: number) => ((points + 100) / 200) * LANE
  const from = look.start
  const colour = square ? INK : ACCENT
  return (
    <View style={look.side}>
      <Text style={[look.text, look.small, look.label]}>{name}</Text>
      <View style={look.lane}>
        <View style={[look.zero, { [from]: LANE / 2 }]} />
        {low !== null && high !== null && (
          <View
            style={[
              look.band,
              { [from]: along(low), width: along(high) - along(low), backgroundColor: colour },
            ]}
          />
        )}
        {value !== null && (
          <View
            style={[
              look.mark,
              { [from]: along(value) - 3, backgroundColor: colour, borderRadius: square ? 0 : 3 },
            ]}
          />
        )}
      </View>
      <Text style={[look.text, look.small, look.words]}>{words}</Text>
    </View>
  )
}

function looks(direction: 'ltr' | 'rtl') {
  const rtl = direction === 'rtl'
  const textAlign = rtl ? 'right' : 'left'
  const row = rtl ? 'row-reverse' : 'row'
  const muted = '#566166'
  const made = StyleSheet.create({
    page: {
      padding: 42,
      paddingBottom: 64,
      fontFamily: 'DejaVu',
      fontSize: 13,
      lineHeight: 1.4,
      color: INK,
    },
    text: { direction, textAlign },
    middle: { direction, textAlign: 'center' },
    title: { fontSize: 34, fontWeight: 'bold', marginTop: 4, lineHeight: 1.2 },
    lead: { fontSize: 16, marginTop: 6 },
    quiet: { color: muted, fontSize: 12 },
    row: { flexDirection: row, gap: 8, marginTop: 16 },
    ring: {
      flexGrow: 1,
      flexBasis: 0,
      borderWidth: 2,
      borderRadius: 16,
      paddingVertical: 12,
      paddingHorizontal: 6,
      minHeight: 122,
    },
    known: { borderColor: ACCENT },
    unknown: { borderColor: '#b9b2a4', borderStyle: 'dashed' },
    name: { fontSize: 12, fontWeight: 'bold' },
    big: { fontSize: 26, fontWeight: 'bold', lineHeight: 1.3 },
    small: { fontSize: 11, color: muted },
    heading: { fontSize: 18, fontWeight: 'bold', lineHeight: 1.25, marginTop: 18, marginBottom: 4 },
    group: { paddingVertical: 8, borderTopWidth: 0.5, borderTopColor: '#e2dcd0' },
    side: { flexDirection: row, alignItems: 'center', gap: 10 },
    label: { width: 140 },
    lane: { width: LANE, height: 14, justifyContent: 'center' },
    zero: { position: 'absolute', top: 1, width: 0.75, height: 10, backgroundColor: '#b9b2a4' },
    band: { position: 'absolute', top: 4, height: 4, borderRadius: 2, opacity: 0.35 },
    mark: { position: 'absolute', top: 3, width: 6, height: 6 },
    words: { flexGrow: 1, flexBasis: 0 },
    foot: { position: 'absolute', bottom: 26, left: 42, right: 42, fontSize: 10, color: muted },
  })
  return { ...made, start: rtl ? ('right' as const) : ('left' as const) }
}
