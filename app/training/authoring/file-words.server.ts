import type { z } from 'zod'
import { m } from '../../i18n/messages.ts'
import type { ContentFault } from '../content-fault.server.ts'
import type { Language } from '../module.ts'
import { faultLabel } from './labels.server.ts'

/** What stands in a file as it stands there: among Hebrew its signs would change places. */
const asWritten = (code: string, locale: Language) =>
  locale === 'he' ? `\u2066${code}\u2069` : code

/** Words that no message can hold, for braces are its own. */
export const tagged = (words: string, locale: Language) => ({
  num: asWritten(`{% num %}${words}{% /num %}`, locale),
  claim: asWritten(`{% claim id="C05" %}${words}{% /claim %}`, locale),
})

/** What is wrong in a file of a module and what to do about it, in the language of whoever brings it. */
export function fileWords(fault: ContentFault, locale: Language): string {
  const l = { locale }
  switch (fault.of) {
    case 'file':
      return m.training_files_no_file({}, l)
    case 'yaml':
      return m.training_files_yaml({}, l)
    case 'aliases':
      return m.training_files_aliases({}, l)
    case 'picture':
      return pictureWords[fault.why]({}, l)
    case 'schema':
      return fault.missing ? m.training_files_missing({}, l) : issueWords(fault.issue, locale)
    case 'text':
      return textWords(fault, locale)
    case 'unknown-claim':
      return m.training_files_unknown_claim({ id: fault.claim }, l)
    case 'unlisted-claim':
      return m.training_files_unlisted_claim({ id: fault.claim }, l)
    case 'kind':
      return (
        faultLabel('files', fault.fault, locale, fault.details) ?? m.training_files_other({}, l)
      )
    case 'other':
      return m.training_files_other({}, l)
  }
}

const pictureWords = {
  missing: m.training_files_picture_missing,
  none: m.training_files_picture_none,
  broken: m.training_files_picture_broken,
  moving: m.training_files_picture_moving,
  wide: m.training_files_picture_wide,
  large: m.training_files_picture_large,
}

function issueWords(issue: z.core.$ZodIssue, locale: Language): string {
  const l = { locale }
  const other = () => m.training_files_other({}, l)
  switch (issue.code) {
    case 'invalid_type':
      return (typeWords[issue.expected] ?? m.training_files_other)({}, l)
    case 'too_small': {
      const n = Number(issue.minimum)
      if (issue.origin === 'string') return m.training_files_empty({}, l)
      if (issue.origin === 'number') return m.training_files_least({ n }, l)
      return m.training_files_few({ n }, l)
    }
    case 'too_big': {
      const n = Number(issue.maximum)
      return issue.origin === 'number'
        ? m.training_files_most({ n }, l)
        : m.training_files_many({ n }, l)
    }
    case 'invalid_value':
      return m.training_files_values({ values: asWritten(issue.values.join(', '), locale) }, l)
    case 'invalid_union': {
      const options = 'options' in issue ? issue.options : null
      return Array.isArray(options)
        ? m.training_files_values({ values: asWritten(options.join(', '), locale) }, l)
        : other()
    }
    case 'unrecognized_keys':
      return m.training_files_keys({ keys: asWritten(issue.keys.join(', '), locale) }, l)
    case 'invalid_format': {
      const example = EXAMPLES.find(([sign]) => issue.pattern?.includes(sign))?.[1]
      return example ? m.training_files_format({ example }, l) : other()
    }
    case 'custom':
      return faultLabel('files', String(issue.params?.fault ?? ''), locale) ?? other()
    default:
      return other()
  }
}

const typeWords: Partial<Record<string, typeof m.training_files_missing>> = {
  string: m.training_files_string,
  number: m.training_files_number,
  int: m.training_files_int,
  array: m.training_files_array,
  object: m.training_files_object,
  record: m.training_files_object,
}

/** What the patterns of the schema begin with, and something that each of them takes. */
const EXAMPLES: [sign: string, example: string][] = [
  ['^C', 'C05'],
  ['^K', 'K03'],
  ['^[a-z]', 'two-words'],
]

function textWords(
  { fault, detail }: Extract<ContentFault, { of: 'text' }>,
  locale: Language,
): string {
  const l = { locale }
  switch (fault) {
    case 'node':
      return m.training_files_node({}, l)
    case 'url':
      return m.training_files_url({}, l)
    case 'tag':
      return m.training_files_tag(tagged('20 %', locale), l)
    case 'tag-here':
      return m.training_files_tag_here({}, l)
    case 'one-sentence':
      return m.training_files_one_sentence({}, l)
    case 'figure':
      return m.training_files_figure({ figure: detail, ...tagged(detail, locale) }, l)
    case 'no-term':
      return m.training_files_no_term({ id: detail }, l)
    case 'no-claim':
      return m.training_files_no_claim({ id: detail }, l)
    case 'uncited':
      return m.training_files_uncited({ id: detail }, l)
  }
}
