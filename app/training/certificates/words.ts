import { formatDay } from '../../i18n/format.ts'
import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import type { Path } from '../path.ts'
import type { Progress } from './progress.ts'

/** What a path is called on a certificate. */
export function pathName(path: Path, locale: Locale): string {
  const names = {
    employee: m.training_certificate_path_employee,
    leader: m.training_certificate_path_leader,
    hr: m.training_certificate_path_hr,
  }
  return names[path]({}, { locale })
}

/** How far a certificate is, in a sentence or two. */
export function progressWords(progress: Progress, locale: Locale): string {
  const l = { locale }
  const { state, passed, of, sitting } = progress
  switch (state.is) {
    case 'learning':
      return sitting === 1
        ? m.training_exam_is_learning({ passed, of }, l)
        : m.training_exam_is_learning_again({ passed, of }, l)
    case 'ready':
      return sitting === 1 ? m.training_exam_is_ready_1({}, l) : m.training_exam_is_ready_2({}, l)
    case 'open':
      return m.training_exam_is_open({}, l)
    case 'waiting': {
      const from = formatDay(state.from, 'UTC', locale)
      return state.why === 'apart'
        ? m.training_exam_is_apart({ from }, l)
        : m.training_exam_is_rest({ from }, l)
    }
    case 'certified':
      return m.training_exam_is_certified({ day: formatDay(state.issuedOn, 'UTC', locale) }, l)
  }
}

/** What stands between the name and the signature of the company. */
export function walkedWords(
  { path, first_on, issued_on }: { path: Path; first_on: string; issued_on: string },
  locale: Locale,
): string {
  // A day stays on one line.
  const day = (on: string) => formatDay(on, 'UTC', locale).replaceAll(' ', '\u00a0')
  const said = { path: pathName(path, locale), first: day(first_on), second: day(issued_on) }
  return m.training_certificate_walked(said, { locale })
}

/** Where the square code of a certificate leads. */
export function verifyAddress(origin: string, code: string): string {
  return `${origin}/verify/${code}`
}
