import { createHash } from 'node:crypto'
import { escaped } from '../../http/escape.ts'
import { directionOf, LOCALE_NAMES, LOCALES, type Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { accentStyle } from '../../people/company-accent.ts'
import { LIGHT, type Logo, logoImage } from '../../people/logo/logo.ts'
import { LONGEST_CONTACT } from '../contact.ts'
import { LONGEST_TOLD, type ToldProblem, type Typed, typedFrom } from './code.ts'

/** Colours as everywhere in the portal; no font and no script: a phone has it with the first packets. */
export const STYLE = `:root{color-scheme:light dark;--paper:light-dark(#faf8f4,#14181a);--raised:light-dark(#fff,#1c2225);--ink:light-dark(#1d2528,#eef1ef);--muted:light-dark(#566166,#a9b4b5);--edge:light-dark(#7d8789,#7f8b8d);--accent:light-dark(#0b6a58,#6fd1b8);--on-accent:light-dark(#fff,#06231d);--bad:light-dark(#a63c1e,#f09a7d);--soft:light-dark(#fbe9e2,#3a2019)}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
main{max-width:34rem;margin:auto;padding:1.25rem 1rem 3rem}
h1{font-size:1.5rem;line-height:1.25;margin:1rem 0 .25rem}
p{margin:.25rem 0}
.quiet{color:var(--muted)}
fieldset{border:0;margin:1.75rem 0 0;padding:0;min-width:0}
legend,label.q{font-weight:600;font-size:1.125rem;display:block;padding:0;margin-bottom:.5rem}
.scale{display:grid;grid-template-columns:repeat(6,1fr);gap:.5rem}
@media (min-width:34rem){.scale{grid-template-columns:repeat(11,1fr)}}
.scale label{position:relative;display:flex;align-items:center;justify-content:center;min-height:2.875rem;border:1px solid var(--edge);border-radius:.75rem;background:var(--raised);font-variant-numeric:tabular-nums;font-weight:600;cursor:pointer}
.scale input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.scale label:has(:checked){background:var(--accent);color:var(--on-accent);border-color:var(--accent);outline:2px solid var(--accent);outline-offset:2px}
.scale label:has(:focus-visible){outline:3px solid var(--ink);outline-offset:2px}
.ends{display:flex;justify-content:space-between;gap:1rem;margin-top:.375rem;color:var(--muted);font-size:.875rem}
.part{margin-top:1.75rem}
textarea,input[type=text]{width:100%;font:inherit;font-size:1rem;color:inherit;background:var(--raised);border:1px solid var(--edge);border-radius:.75rem;padding:.625rem .75rem;min-height:2.75rem}
textarea{min-height:5.5rem;resize:vertical}
textarea:focus-visible,input:focus-visible,button:focus-visible,a:focus-visible,.summary:focus{outline:3px solid var(--accent);outline-offset:2px}
.agree{display:flex;gap:.75rem;align-items:flex-start;padding:.625rem 0;min-height:2.75rem}
.agree input{width:1.375rem;height:1.375rem;flex:none;margin:.125rem 0;accent-color:var(--accent)}
button{font:inherit;min-height:2.75rem;cursor:pointer}
.send{width:100%;margin-top:1.75rem;min-height:3.25rem;border:2px solid transparent;border-radius:.875rem;background:var(--accent);color:var(--on-accent);font-weight:600;font-size:1.125rem}
.send+.send{margin-top:.75rem}
.other{background:none;color:var(--accent);border:2px solid}
.tongues{display:flex;gap:.25rem;justify-content:flex-end}
.tongues>*{padding:0 .625rem}
.tongues a,.tongues span{display:inline-flex;align-items:center;min-height:2.75rem}
.tongues a{color:var(--accent)}
.tongues button{border:0;background:none;color:var(--accent);text-decoration:underline}
.tongues [aria-current]{color:var(--ink);text-decoration:none;font-weight:600}
.summary{background:var(--soft);border-inline-start:4px solid var(--bad);border-radius:.5rem;padding:.75rem 1rem;margin:1rem 0}
.summary a,.wrong{color:var(--bad);font-weight:600}
.wrong{margin:.25rem 0 .5rem}
.logo{display:block;box-sizing:content-box;padding:.25rem;border-radius:.5rem;background:#fff;forced-color-adjust:none}
.away{position:absolute;inset-inline-start:-9999px}
@media (forced-colors:active){.scale label:has(:checked){background:Highlight;color:HighlightText;forced-color-adjust:none}}`

/** Changes with the style, so that it may be kept for ever. */
export const STYLE_PATH = `/c/${createHash('sha256').update(STYLE).digest('hex').slice(0, 12)}.css`

/** A page for customers; the title is escaped here, the body is HTML already. `accent`: the company's, where it has one. */
export function documentOf(
  locale: Locale,
  title: string,
  body: string,
  accent: string | null = null,
): string {
  const tones = Object.entries(accentStyle(accent) ?? {}).map(([name, tone]) => `${name}:${tone}`)
  const style = tones.length > 0 ? ` style="${tones.join(';')}"` : ''
  return `<!doctype html><html lang="${locale}" dir="${directionOf(locale)}"${style}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${escaped(title)}</title><link rel="stylesheet" href="${STYLE_PATH}"><link rel="icon" href="data:,"></head><body><main>${body}</main></body></html>`
}

/** The company's logo where it is light enough for a stranger's phone, else its name. */
export function companyLine(company: string, logo: Logo | null | undefined): string {
  if (!logo || logo.weight > LIGHT) return `<p class="quiet"><bdi>${escaped(company)}</bdi></p>`
  const { src, width, height } = logoImage(logo, { width: 200, height: 48 })
  return `<p><img class="logo" src="${src}" width="${width}" height="${height}" alt="${escaped(company)}"></p>`
}

export interface Place {
  company: string
  logo: Logo | null
  /** Its own colour; null for the portal's. */
  accent: string | null
  site: string
  /** The touchpoint's name in the language of the page; null for the visit as a whole. */
  touchpoint: string | null
  /** How long a contact is kept at most. */
  days: number
}

/** The three questions, with what was typed already and what is wrong with it. */
export function questionsPage(
  place: Place,
  typed: Typed,
  problems: readonly ToldProblem[],
  locale: Locale,
  busy = false,
): string {
  const l = { locale }
  const words: Record<ToldProblem, string> = {
    score: m.nps_c_no_score({}, l),
    why: m.nps_c_long({ n: LONGEST_TOLD }, l),
    improve: m.nps_c_long({ n: LONGEST_TOLD }, l),
    contact: m.nps_c_long({ n: LONGEST_CONTACT }, l),
    consent: m.nps_c_no_consent({}, l),
  }
  const idOf = (problem: ToldProblem) => (problem === 'score' ? 'score-0' : problem)
  const wrong = (problem: ToldProblem) =>
    problems.includes(problem)
      ? `<p class="wrong" id="${problem}-wrong">${escaped(words[problem])}</p>`
      : ''
  const described = (problem: ToldProblem) =>
    problems.includes(problem) ? ` aria-invalid="true" aria-describedby="${problem}-wrong"` : ''
  const title = m.nps_c_title({ site: place.site }, l)
  const listed = problems
    .map((one) => `<li><a href="#${idOf(one)}">${escaped(words[one])}</a></li>`)
    .join('')
  const summary = busy
    ? `<div class="summary" role="alert" tabindex="-1" autofocus>${escaped(m.nps_c_busy({}, l))}</div>`
    : problems.length > 0
      ? `<div class="summary" role="alert" tabindex="-1" autofocus><p>${escaped(m.nps_c_wrong({}, l))}</p><ul>${listed}</ul></div>`
      : ''
  const scale = Array.from({ length: 11 }, (_, score) => {
    const checked = typed.score === String(score) ? ' checked' : ''
    return `<label>${score}<input type="radio" id="score-${score}" name="score" value="${score}" required${checked}${described('score')}></label>`
  }).join('')
  const area = (name: 'why' | 'improve', label: string) =>
    `<div class="part"><label class="q" for="${name}">${escaped(label)}</label>${wrong(name)}<textarea id="${name}" name="${name}" maxlength="${LONGEST_TOLD}" dir="auto"${described(name)}>${escaped(typed[name])}</textarea></div>`
  const tongues = LOCALES.map((one) =>
    one === locale
      ? `<button type="submit" name="lang" value="${one}" lang="${one}" formnovalidate aria-current="true">${LOCALE_NAMES[one]}</button>`
      : `<button type="submit" name="lang" value="${one}" lang="${one}" formnovalidate>${LOCALE_NAMES[one]}</button>`,
  ).join('')
  const about = place.touchpoint === null ? '' : `<p class="quiet">${escaped(place.touchpoint)}</p>`
  // The first button of a form is the one that Enter presses: the sending one, out of sight.
  return documentOf(
    locale,
    problems.length > 0 || busy ? m.nps_c_error({ title }, l) : title,
    `<form method="post"><button class="away" tabindex="-1" aria-hidden="true">${escaped(m.nps_c_send({}, l))}</button><input type="hidden" name="receipt" value="${typed.receipt}"><input type="hidden" name="now" value="${locale}"><div class="tongues" role="group" aria-label="${escaped(m.nps_c_language({}, l))}">${tongues}</div>${summary}${companyLine(place.company, place.logo)}<h1>${escaped(title)}</h1>${about}<fieldset><legend>${escaped(m.nps_c_score({}, l))}</legend>${wrong('score')}<div class="scale">${scale}</div><div class="ends"><span>0 – ${escaped(m.nps_c_never({}, l))}</span><span>10 – ${escaped(m.nps_c_surely({}, l))}</span></div></fieldset>${area('why', m.nps_c_why({}, l))}${area('improve', m.nps_c_improve({}, l))}<div class="part"><label class="q" for="contact">${escaped(m.nps_c_contact({}, l))}</label><p class="quiet" id="contact-hint">${escaped(m.nps_c_contact_hint({}, l))}</p>${wrong('contact')}<input type="text" id="contact" name="contact" maxlength="${LONGEST_CONTACT}" dir="auto" autocomplete="email" value="${escaped(typed.contact)}" aria-describedby="contact-hint${problems.includes('contact') ? ' contact-wrong' : ''}"${problems.includes('contact') ? ' aria-invalid="true"' : ''}>${wrong('consent')}<label class="agree"><input type="checkbox" id="consent" name="consent" value="yes"${typed.consent ? ' checked' : ''}${described('consent')}><span>${escaped(m.nps_c_consent({ company: place.company, n: place.days }, l))}</span></label></div><div class="away" aria-hidden="true"><label for="website">Website</label><input type="text" id="website" name="website" tabindex="-1" autocomplete="off"></div><button class="send">${escaped(m.nps_c_send({}, l))}</button><p class="quiet">${escaped(m.nps_c_promise({}, l))}</p></form>`,
    place.accent,
  )
}

/** What stands around the number of an untouched form, by place and language; the same for every customer. */
const blanks = new Map<string, readonly [before: string, after: string]>()
const KEPT_BLANKS = 1000

/** The three questions as a customer first meets them, with the number of this form. */
export function blankPage(place: Place, receipt: string, locale: Locale): string {
  const key = JSON.stringify([locale, place])
  let blank = blanks.get(key)
  if (!blank) {
    const typed = { ...typedFrom(new URLSearchParams()), receipt }
    const [before, after] = questionsPage(place, typed, [], locale).split(`"${receipt}"`)
    blank = [before!, after!]
    if (blanks.size >= KEPT_BLANKS) blanks.clear()
    blanks.set(key, blank)
  }
  return `${blank[0]}"${receipt}"${blank[1]}`
}

/** The same thanks for every score, and nothing to press. */
export function thanksPage(receipt: string, replied: boolean, locale: Locale): string {
  const l = { locale }
  const number = `${receipt.slice(0, 5)}-${receipt.slice(5)}`
  const reply = replied ? `<p>${escaped(m.nps_c_thanks_reply({}, l))}</p>` : ''
  return documentOf(
    locale,
    m.nps_c_thanks({}, l),
    `<h1>${escaped(m.nps_c_thanks({}, l))}</h1><p>${escaped(m.nps_c_thanks_text({}, l))}</p>${reply}<p class="quiet">${escaped(m.nps_c_receipt({}, l))} <bdi dir="ltr">${number}</bdi></p>`,
  )
}

export function gonePage(locale: Locale): string {
  const l = { locale }
  return documentOf(
    locale,
    m.nps_c_gone({}, l),
    `<h1>${escaped(m.nps_c_gone({}, l))}</h1><p>${escaped(m.nps_c_gone_text({}, l))}</p>`,
  )
}
