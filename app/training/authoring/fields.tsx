import { m } from '../../i18n/messages.ts'
import { directionOf, LOCALE_NAMES, LOCALES } from '../../i18n/locale.ts'
import { Button } from '../../ui/button.tsx'
import { Choices, SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-names.ts'
import { fieldName, type FormPart, MOST } from './form.ts'
import { PictureField } from './picture-field.tsx'

/** What stands at a field, by its id: a fault, or what somebody else wrote there meanwhile. */
export interface AtFields {
  faults: Record<string, string>
  theirs: Record<string, string>
}

/** The parts of a section's form, whatever they are: no kind of screen is known by name here. */
export function Fields({ parts, at }: { parts: FormPart[]; at: AtFields }) {
  return (
    <>
      {parts.map((part) =>
        part.type === 'group' ? (
          <fieldset key={part.label} className="space-y-5 border-s-4 border-line ps-4">
            <legend className="font-semibold">{part.label}</legend>
            <Fields parts={part.parts} at={at} />
          </fieldset>
        ) : part.type === 'list' ? (
          <List key={part.key} list={part} at={at} />
        ) : part.type === 'picture' ? (
          <PictureField key={part.key} part={part} error={at.faults[fieldName.plan(part.key)]} />
        ) : part.type === 'text' ? (
          <InThree key={part.key} part={part} at={at} />
        ) : (
          <Setting key={part.key} part={part} at={at} />
        ),
      )}
    </>
  )
}

/** One text in the three languages: side by side, on a phone one below the other. */
function InThree({ part, at }: { part: Extract<FormPart, { type: 'text' }>; at: AtFields }) {
  return (
    <fieldset className="space-y-2">
      <legend className="font-medium">{part.label}</legend>
      <div className="grid items-start gap-3 lg:grid-cols-3">
        {LOCALES.map((locale) => {
          const id = fieldName.text(locale, part.key)
          const theirs = at.theirs[id]
          const props = {
            id,
            name: id,
            lang: locale,
            dir: directionOf(locale),
            maxLength: MOST[part.look],
            label: <span className="text-sm font-normal">{LOCALE_NAMES[locale]}</span>,
            error: at.faults[id],
            defaultValue: part.values[locale],
            autoComplete: 'off',
          }
          return (
            <div key={locale} className="space-y-1">
              {part.look === 'line' ? (
                <TextField {...props} />
              ) : (
                <TextArea {...props} rows={part.look === 'rich' ? 5 : 2} className="grows" />
              )}
              {theirs !== undefined && (
                <p className="rounded-xl bg-warn-soft p-3 text-sm">
                  <strong className="block">{m.training_author_theirs()}</strong>
                  <span
                    lang={locale}
                    dir={directionOf(locale)}
                    className="block whitespace-pre-wrap"
                  >
                    {theirs}
                  </span>
                </p>
              )}
            </div>
          )
        })}
      </div>
    </fieldset>
  )
}

type SettingPart = Exclude<FormPart, { type: 'group' | 'list' | 'text' | 'picture' }>

function Setting({ part, at }: { part: SettingPart; at: AtFields }) {
  const id = fieldName.plan(part.key)
  const frame = { id, name: id, label: part.label, error: at.faults[id] }
  switch (part.type) {
    case 'choice':
      return (
        <SelectField {...frame} defaultValue={part.value} className="max-w-xl">
          <option value="">{m.training_author_none()}</option>
          {part.options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
      )
    case 'several':
      return (
        <>
          <input type="hidden" name={id} value="" />
          <Choices
            type="checkbox"
            name={id}
            legend={part.label}
            error={at.faults[id]}
            options={part.options}
            chosen={part.values}
            columns
          />
        </>
      )
    case 'number':
      return (
        <TextField
          {...frame}
          type="number"
          inputMode="numeric"
          min={part.min}
          max={part.max}
          defaultValue={part.value}
          className="max-w-32"
        />
      )
    case 'numbers':
      return <TextField {...frame} hint={part.hint} defaultValue={part.value} inputMode="numeric" />
  }
}

function List({ list, at }: { list: Extract<FormPart, { type: 'list' }>; at: AtFields }) {
  return (
    <fieldset id={fieldName.plan(list.key)} tabIndex={-1} className="space-y-4">
      <legend className="text-lg font-semibold">{list.label}</legend>
      {at.faults[fieldName.plan(list.key)] && (
        <p className="font-medium text-bad">{at.faults[fieldName.plan(list.key)]}</p>
      )}
      <ol className="space-y-5">
        {list.items.map((item, index) => {
          const thing = `${list.key}.${item.id}`
          return (
            <li
              key={item.id}
              id={`thing-${thing}`}
              className="scroll-mt-4 space-y-4 rounded-xl border border-line p-4"
            >
              <div className="flex items-center gap-1">
                <p className="flex-1 font-medium">{item.label}</p>
                <StepButton
                  step={`up:${thing}`}
                  label={m.training_author_up({ what: item.label })}
                  icon="arrow-up"
                  disabled={index === 0}
                />
                <StepButton
                  step={`down:${thing}`}
                  label={m.training_author_down({ what: item.label })}
                  icon="arrow-down"
                  disabled={index === list.items.length - 1}
                />
                <StepButton
                  step={`drop:${thing}`}
                  label={m.training_author_take_out({ what: item.label })}
                  icon="x"
                  disabled={!list.droppable}
                />
              </div>
              <Fields parts={item.parts} at={at} />
            </li>
          )
        })}
      </ol>
      {list.addable && (
        <Button name="do" value={`add:${list.key}`} look="second" formNoValidate>
          <Icon name="plus" />
          {m.training_author_add({ what: list.one })}
        </Button>
      )}
    </fieldset>
  )
}

interface StepProps {
  step: string
  label: string
  icon: IconName
  disabled?: boolean
}

/** A small button that sends the whole form, so nothing entered is lost. */
export function StepButton({ step, label, icon, disabled }: StepProps) {
  return (
    <button
      name="do"
      value={step}
      formNoValidate
      disabled={disabled}
      aria-label={label}
      className="grid size-11 shrink-0 place-items-center rounded-xl text-accent hover:bg-accent-soft disabled:text-muted disabled:opacity-40"
    >
      <Icon name={icon} className="size-5" />
    </button>
  )
}
