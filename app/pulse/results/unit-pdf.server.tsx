import {
  Document,
  Page,
  StyleSheet,
  Text as PdfText,
  View,
  type TextProps,
} from '@react-pdf/renderer'
import type { ReactNode } from 'react'
import { pdfOf } from '../../files/pdf.server.ts'
import { directed, setText } from '../../files/pdf-text.ts'
import { formatDay } from '../../i18n/format.ts'
import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import type { Promised } from '../acting/promise.server.ts'
import { waveName } from '../wave-name.ts'
import type { Wave } from '../wave.server.ts'
import { againstWords, shownWords, sinceWords, surenessParts, valueWords } from './figure-words.ts'
import type { Reading } from './reading.server.ts'
import type { UnitPage } from './unit-page.server.ts'

export interface UnitPdf {
  page: UnitPage
  promises: Promised[]
  wave: Wave
  company: { name: string; timeZone: string }
  locale: Locale
  /** 'YYYY-MM-DD' by the company's clock. */
  today: string
}

const COMMENTS = 25

/** One unit's results on paper, from its published cells alone: the same for whoever asks. */
export async function unitPdf(asked: UnitPdf): Promise<Buffer> {
  const sheet = UnitSheet(asked)
  return pdfOf(sheet)
}

/** One line or paragraph in the direction of the sheet. */
function Line({ look, style, children, ...rest }: LineProps) {
  return (
    <PdfText {...rest} style={[look.text, ...(style ? [style] : [])]}>
      {setText(children, look.text.direction)}
    </PdfText>
  )
}
interface LineProps extends Pick<TextProps, 'fixed' | 'minPresenceAhead'> {
  look: Look
  style?: Style
  children: string
}
type Style = Look[keyof Look] | ReturnType<typeof directed>

function UnitSheet({ page, promises, wave, company, locale, today }: UnitPdf) {
  const { timeZone } = company
  const l = { locale }
  const look = looks(locale === 'he')
  const name = waveName(wave.survey.title, wave.launchedAt, timeZone, locale)
  const closed = m.pulse_closed_on({ day: formatDay(wave.endedAt!, timeZone, locale) }, l)
  const named = (ids: string[]) =>
    ids.flatMap((id) => page.drivers.find((one) => one.id === id)?.name ?? []).join(' · ')
  const rest = page.comments.length - COMMENTS
  return (
    <Document title={`${page.unit.name} – ${name}`} language={locale}>
      <Page size="A4" style={look.page}>
        <Line look={look} style={look.quiet}>{`${company.name} · ${name} · ${closed}`}</Line>
        <Line look={look} style={look.title}>
          {page.unit.name}
        </Line>
        {page.enps && <Main look={look} reading={page.enps} timeZone={timeZone} locale={locale} />}
        {page.index && (
          <Main look={look} reading={page.index} timeZone={timeZone} locale={locale} />
        )}

        {page.enps && page.enps.points.length > 1 && (
          <Part look={look} title={m.pulse_results_trend({}, l)}>
            {page.enps.points.toReversed().map((point) => (
              <View key={point.wave} style={look.row}>
                <Line look={look} style={look.first}>
                  {formatDay(point.endedAt, timeZone, locale)}
                </Line>
                <Line look={look} style={look.wide}>
                  {[shownWords(point.shown, locale), ...surenessParts(point.shown, locale)].join(
                    between(locale),
                  )}
                </Line>
              </View>
            ))}
          </Part>
        )}

        {page.drivers.length > 0 && (
          <Part look={look} title={m.pulse_results_drivers({}, l)}>
            {page.strongest.length > 0 && (
              <>
                <Line
                  look={look}
                >{`${m.pulse_results_strongest({}, l)}: ${named(page.strongest)}`}</Line>
                <Line
                  look={look}
                >{`${m.pulse_results_weakest({}, l)}: ${named(page.weakest)}`}</Line>
                {!page.apart && (
                  <Line look={look} style={look.quiet}>
                    {m.pulse_results_not_apart({}, l)}
                  </Line>
                )}
              </>
            )}
            {page.drivers.map((reading) => (
              <DriverLine key={reading.id} {...{ look, reading, timeZone, locale }} />
            ))}
          </Part>
        )}

        {promises.length > 0 && (
          <Part look={look} title={m.pulse_results_promised({}, l)}>
            {promises.map((promise) => (
              <View key={promise.id} style={look.block} wrap={false}>
                <Line look={look} style={look.quiet}>
                  {promise.heard}
                </Line>
                <Line look={look} style={look.strong}>
                  {promise.deed}
                </Line>
                <Line look={look} style={look.quiet}>
                  {[formatDay(promise.due, 'UTC', locale), promise.owner, promise.outcome]
                    .filter(Boolean)
                    .join(' · ')}
                </Line>
              </View>
            ))}
          </Part>
        )}

        {page.comments.length > 0 && (
          <Part look={look} title={m.pulse_results_comments({}, l)}>
            {page.comments.slice(0, COMMENTS).map(({ id, text, topics }) => (
              <View key={id} style={look.block} wrap={false}>
                <Line look={look} style={directed(text)}>
                  {text}
                </Line>
                {topics.length > 0 && (
                  <Line look={look} style={look.quiet}>
                    {topics.join(' · ')}
                  </Line>
                )}
              </View>
            ))}
            {rest > 0 && (
              <Line look={look} style={look.quiet}>
                {m.pulse_results_pdf_more({ n: rest }, l)}
              </Line>
            )}
          </Part>
        )}
        <Line look={look} style={look.foot} fixed>
          {m.pulse_results_pdf_made({ day: formatDay(today, 'UTC', locale) }, l)}
        </Line>
      </Page>
    </Document>
  )
}

type Look = ReturnType<typeof looks>
type Lined = { look: Look; reading: Reading; timeZone: string; locale: Locale }

function Main({ look, reading, timeZone, locale }: Lined) {
  const { shown, against, company, change } = reading
  const lines = [
    ...surenessParts(shown, locale),
    shown.shown === 'figure' && againstWords(against, company, locale),
    shown.shown === 'figure' && change && sinceWords(change, shown.of, timeZone, locale),
  ].filter((line) => typeof line === 'string')
  return (
    <View style={look.main}>
      <Line look={look} style={look.quiet}>
        {reading.name}
      </Line>
      <Line look={look} style={look.figure}>
        {shownWords(shown, locale)}
      </Line>
      {lines.map((line) => (
        <Line key={line} look={look}>
          {line}
        </Line>
      ))}
    </View>
  )
}

function DriverLine({ look, reading, timeZone, locale }: Lined) {
  const { shown, against, company, change, name } = reading
  const said = [
    ...surenessParts(shown, locale),
    shown.shown === 'figure' && againstWords(against, company, locale),
    shown.shown === 'figure' &&
      change &&
      change.outcome !== 'cannot-tell' &&
      sinceWords(change, shown.of, timeZone, locale),
  ].filter((line) => typeof line === 'string')
  return (
    <View style={look.row} wrap={false}>
      <Line look={look} style={look.first}>
        {name}
      </Line>
      <Line look={look} style={look.narrow}>
        {shown.shown === 'figure' ? valueWords(shown, locale) : ''}
      </Line>
      <Line look={look} style={look.wide}>
        {said.length > 0 ? said.join(between(locale)) : shownWords(shown, locale)}
      </Line>
    </View>
  )
}

/** Numbers on both sides of a dot change places in a line from right to left: there each has a line of its own. */
function between(locale: Locale): string {
  return locale === 'he' ? '\n' : ' · '
}

function Part({ look, title, children }: { look: Look; title: string; children: ReactNode }) {
  return (
    <View style={look.part}>
      <Line look={look} style={look.heading} minPresenceAhead={40}>
        {title}
      </Line>
      {children}
    </View>
  )
}

function looks(rtl: boolean) {
  const direction = rtl ? 'rtl' : 'ltr'
  const textAlign = rtl ? 'right' : 'left'
  const muted = '#566166'
  return StyleSheet.create({
    page: {
      padding: 42,
      paddingBottom: 60,
      fontFamily: 'DejaVu',
      fontSize: 9.5,
      lineHeight: 1.45,
      color: '#1d2528',
    },
    text: { direction, textAlign },
    title: { fontSize: 20, fontWeight: 'bold', marginTop: 4, marginBottom: 10, lineHeight: 1.2 },
    quiet: { color: muted, fontSize: 8.5 },
    strong: { fontWeight: 'bold' },
    main: { marginBottom: 8 },
    figure: { fontSize: 15, fontWeight: 'bold', lineHeight: 1.3 },
    part: { marginTop: 10 },
    heading: { fontSize: 12, fontWeight: 'bold', marginBottom: 4 },
    row: {
      flexDirection: rtl ? 'row-reverse' : 'row',
      gap: 8,
      paddingVertical: 3,
      borderTopWidth: 0.5,
      borderTopColor: '#e2dcd0',
    },
    first: { width: 150, fontWeight: 'bold' },
    narrow: { width: 36 },
    wide: { flex: 1 },
    block: { paddingVertical: 3, borderTopWidth: 0.5, borderTopColor: '#e2dcd0' },
    foot: { position: 'absolute', bottom: 28, left: 42, right: 42, fontSize: 8, color: muted },
  })
}
