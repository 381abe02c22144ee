import { formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { field, type OwnDraft, type OwnKind } from './draft.ts'
import type { FaultAt } from './fault-words.ts'
import { MOST_OPTIONS } from './limits.ts'
import type { StepButton } from './step-button.tsx'
import { ThreeLanguages } from './three-languages.tsx'

export function ownName(kind: OwnKind): string {
  return {
    item: m.pulse_surveys_own_item,
    choice: m.pulse_surveys_own_choice,
    comment: m.pulse_surveys_own_comment,
  }[kind]()
}

interface Props {
  own: OwnDraft
  place: number
  faultAt: FaultAt
  Step: typeof StepButton
}

/** An own question being written: its words in three languages, and the options of a choice. */
export function OwnQuestion({ own: { key, kind, text, options }, place, faultAt, Step }: Props) {
  const number = formatNumber(place)
  return (
    <section className="space-y-4 rounded-2xl border border-line bg-raised p-4">
      <h3 className="flex items-center justify-between gap-3">
        {number}. {ownName(kind)}
        <Step step={`drop:${key}`} label={`${m.pulse_surveys_drop()}: ${number}`} icon="x" />
      </h3>
      <input type="hidden" name={`${key}-kind`} value={kind} />
      <ThreeLanguages
        legend={m.pulse_surveys_own_text()}
        name={(locale) => field.text(key, locale)}
        words={text}
        faultAt={faultAt}
      />
      {kind === 'choice' && (
        <>
          {options.map((option, i) => (
            <div key={option.key} className="flex items-start gap-2">
              <input type="hidden" name={`${key}-option`} value={option.key} />
              <div className="min-w-0 flex-1">
                <ThreeLanguages
                  legend={m.pulse_surveys_option({ n: formatNumber(i + 1) })}
                  name={(locale) => field.option(key, option.key, locale)}
                  words={option.text}
                  faultAt={faultAt}
                />
              </div>
              {options.length > 2 && (
                <Step
                  step={`less:${key}:${option.key}`}
                  label={m.pulse_surveys_option_drop({ n: formatNumber(i + 1) })}
                  icon="x"
                />
              )}
            </div>
          ))}
          {options.length < MOST_OPTIONS && (
            <Button look="second" name="do" value={`option:${key}`} formNoValidate>
              <Icon name="plus" />
              {m.pulse_surveys_option_add()}
            </Button>
          )}
          <p className="text-sm text-muted">{m.pulse_surveys_choice_note()}</p>
        </>
      )}
    </section>
  )
}
