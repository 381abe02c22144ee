import type { ReactNode } from 'react'
import { m } from '../i18n/messages.ts'
import { SelectField } from '../ui/field.tsx'

interface Props {
  index: number
  word: string
  /** A score, 'skip', or '' for none yet. */
  worth: string
  /** The words for none yet; without them one has to stay chosen. */
  none?: string
  hint?: ReactNode
  error?: string | undefined
}

/** As text: a number 0 is as good as no value to Preact, which would choose it where none is chosen. */
const SCORES = Array.from({ length: 11 }, (_, i) => String(10 - i))

/** Which score a word stands for. */
export function WorthField({ index, word, worth, none, hint, error }: Props) {
  return (
    <SelectField
      id={`worth-${index}`}
      name={`worth-${index}`}
      label={<bdi>{word}</bdi>}
      hint={hint}
      defaultValue={worth}
      error={error}
      className="sm:w-56"
    >
      {none !== undefined && <option value="">{none}</option>}
      {SCORES.map((score) => (
        <option key={score} value={score}>
          {score}
        </option>
      ))}
      <option value="skip">{m.nps_words_skip()}</option>
    </SelectField>
  )
}
