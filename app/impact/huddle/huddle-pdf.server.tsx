import { Document, Page, StyleSheet, Text, View } from '@react-pdf/renderer'
import type { ReactNode } from 'react'
import { pdfOf } from '../../files/pdf.server.ts'
import { formatDay } from '../../i18n/format.ts'
import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import type { Line, Sheet } from './sheet.server.ts'

/** The sheet on one page of paper, in the leader's language, with room to write. */
export async function huddlePdf(sheet: Sheet, company: string, locale: Locale): Promise<Buffer> {
  return pdfOf(Paper({ sheet, company, locale }))
}

function Paper({ sheet, company, locale }: { sheet: Sheet; company: string; locale: Locale }) {
  const l = { locale }
  const direction = locale === 'he' ? 'rtl' : 'ltr'
  const look = looks(direction)
  const day = formatDay(sheet.day, 'UTC', locale)
  return (
    <Document title={`${sheet.unit} – ${m.impact_huddle_title({}, l)}`} language={locale}>
      <Page size="A4" style={look.page}>
        <Text style={[look.text, look.quiet]}>
          {setText(direction === 'rtl' ? `${company}\u200f · ${day}` : `${company} · ${day}`)}
        </Text>
        <Text style={[look.text, look.title]}>{setText(sheet.unit)}</Text>
        <Text style={[look.text, look.quiet]}>{setText(m.impact_huddle_quarter({}, l))}</Text>
        {sheet.last && (
          <Part look={look} title={m.impact_huddle_last({}, l)}>
            <Text style={directed(sheet.last.promise)}>{sheet.last.promise}</Text>
            <Text style={[look.text, look.quiet]}>
              {setText(
                {
                  kept: m.impact_huddle_kept({}, l),
                  dropped: m.impact_huddle_dropped({}, l),
                  promised: m.impact_huddle_open({}, l),
                }[sheet.last.status] ?? '',
              )}
            </Text>
            {sheet.last.outcome && (
              <Text style={directed(sheet.last.outcome)}>{sheet.last.outcome}</Text>
            )}
          </Part>
        )}
        <Part look={look} title={m.impact_huddle_praise({}, l)}>
          {sheet.praise.length === 0 && (
            <Text style={[look.text, look.quiet]}>
              {setText(m.impact_huddle_praise_none({}, l))}
            </Text>
          )}
          {sheet.praise.map((line) => (
            <Words key={line.id} look={look} line={line} visit={m.nps_wall_visit({}, l)} />
          ))}
        </Part>
        <Part look={look} title={m.impact_huddle_friction({}, l)}>
          {sheet.friction ? (
            <Words look={look} line={sheet.friction} visit={m.nps_wall_visit({}, l)} />
          ) : (
            <Text style={[look.text, look.quiet]}>
              {setText(m.impact_huddle_friction_none({}, l))}
            </Text>
          )}
          <Text style={[look.text, look.quiet]}>{setText(m.impact_huddle_ask({}, l))}</Text>
          <View style={look.rule} />
          <View style={look.rule} />
        </Part>
        <Part look={look} title={m.impact_huddle_promise({}, l)}>
          <Text style={[directed(sheet.promise), look.promise, look.side]}>{sheet.promise}</Text>
        </Part>
        <Text style={[look.text, look.foot]} fixed>
          {setText(m.impact_huddle_foot({}, l))}
        </Text>
      </Page>
    </Document>
  )
}

type Look = ReturnType<typeof looks>

function Words({ look, line, visit }: { look: Look; line: Line; visit: string }) {
  const place = line.place || visit
  return (
    <View style={look.block} wrap={false}>
      <Text style={[directed(line.words), look.words, look.side]}>{line.words}</Text>
      <Text style={[look.text, look.quiet]}>{place}</Text>
    </View>
  )
}

function Part({ look, title, children }: { look: Look; title: string; children: ReactNode }) {
  return (
    <View style={look.part}>
      <Text style={[look.text, look.heading]} minPresenceAhead={40}>
        {title}
      </Text>
      {children}
    </View>
  )
}

function looks(direction: 'ltr' | 'rtl') {
  const textAlign = direction === 'rtl' ? 'right' : 'left'
  const muted = '#566166'
  return StyleSheet.create({
    page: {
      padding: 46,
      paddingBottom: 64,
      fontFamily: 'DejaVu',
      fontSize: 12,
      lineHeight: 1.45,
      color: '#1d2528',
    },
    text: { direction, textAlign },
    /** On the side of the sheet's own language, whichever way the words run. */
    side: { textAlign },
    title: { fontSize: 26, fontWeight: 'bold', marginTop: 4, lineHeight: 1.2 },
    quiet: { color: muted, fontSize: 10 },
    part: { marginTop: 20 },
    heading: { fontSize: 15, fontWeight: 'bold', marginBottom: 6 },
    block: { paddingVertical: 5, borderTopWidth: 0.5, borderTopColor: '#e2dcd0' },
    words: { fontSize: 13 },
    promise: { fontSize: 16, fontWeight: 'bold' },
    rule: { height: 24, borderBottomWidth: 0.5, borderBottomColor: '#b9b2a4' },
    foot: { position: 'absolute', bottom: 30, left: 46, right: 46, fontSize: 9, color: muted },
  })
}

/** The typesetter draws marks of isolation as letters: on this sheet no number needs them. */
function setText(text: string): string {
  return text.replaceAll(/[\u2066-\u2069]/g, '')
}

/** What people wrote runs in the direction of its own first letter, as `dir="auto"` does on a page. */
function directed(text: string) {
  const first = /\p{L}/u.exec(text)?.[0] ?? ''
  const rtl = /\p{Script=Hebrew}|\p{Script=Arabic}/u.test(first)
  return { direction: rtl ? 'rtl' : 'ltr', textAlign: rtl ? 'right' : 'left' } as const
}
