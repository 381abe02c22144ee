import type { Db } from '../../../db/connect.ts'
import type { RequestContext } from '../../http/portal.ts'
import { formatDay } from '../../i18n/format.ts'
import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { wallClock } from '../../i18n/zone.ts'
import { type Exam, lookAgain } from '../../training/certificates/exam.server.ts'
import { isPassed } from '../../training/certificates/progress.ts'
import { progressFor, sittingOf } from '../../training/certificates/standing.server.ts'
import { pathName, progressWords } from '../../training/certificates/words.ts'

interface Me {
  id: string
  locale: Locale
}

/** "First exam · path": which of the two sittings this is or was. */
export async function namedExam(db: Db, exam: Exam, me: Me, timeZone: string) {
  const sitting = await sittingOf(db, exam, timeZone)
  const path = pathName(exam.path, me.locale)
  const l = { locale: me.locale }
  const name =
    sitting === 1 ? m.training_exam_of_path_1({ path }, l) : m.training_exam_of_path_2({ path }, l)
  return { name }
}

/** What came of it, in the person's language; which answers did not fit stays on the questions' own pages. */
export async function resultOf(db: Db, exam: Exam, me: Me, { company, now }: RequestContext) {
  const l = { locale: me.locale }
  const today = wallClock(now().getTime(), company.timeZone).slice(0, 10)
  const progress = await progressFor(db, me.id, exam.path, company.timeZone, today)
  const passed = isPassed(exam)
  const { state } = progress
  return {
    passed,
    title: passed ? m.training_exam_result_passed({}, l) : m.training_exam_result_open({}, l),
    score: m.training_exam_result_score({ correct: exam.correct ?? 0, of: exam.answers.length }, l),
    on: formatDay(exam.finished_at ?? now(), company.timeZone, me.locale),
    next:
      state.is === 'certified'
        ? m.training_exam_result_certified({}, l)
        : progressWords(progress, me.locale),
    certificate: state.is === 'certified' ? state.certificate : null,
    again: await lookAgain(db, exam, me.locale),
  }
}
