import { useState, type ComponentProps, type ReactNode } from 'react'
import { Icon } from './icon.tsx'

interface Frame {
  id: string
  label: ReactNode
  hint?: ReactNode
  /** In the reader's language, saying what to do. */
  error?: string | undefined
}

const CONTROL =
  'block w-full min-h-12 rounded-xl border-[1.5px] bg-raised px-3.5 py-2.5 text-base text-ink placeholder:text-muted'

function describedBy({ id, hint, error }: Frame): string | undefined {
  return [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
}

function Labelled({ frame, children }: { frame: Frame; children: ReactNode }) {
  const { id, label, hint, error } = frame
  return (
    <div className="space-y-1.5">
      <label htmlFor={id} className="block font-medium">
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error && <FieldError id={id}>{error}</FieldError>}
      {children}
    </div>
  )
}

export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={`${id}-error`} className="flex items-center gap-1.5 text-sm font-medium text-bad">
      <Icon name="circle-alert" className="size-4" />
      {children}
    </p>
  )
}

export function TextField({
  label,
  hint,
  error,
  className = '',
  ...rest
}: Omit<Frame, 'id'> & ComponentProps<'input'> & { id: string }) {
  const frame = { id: rest.id, label, hint, error }
  return (
    <Labelled frame={frame}>
      <input
        {...rest}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(frame)}
        className={`${CONTROL} ${error ? 'border-bad' : 'border-edge'} ${className}`}
      />
    </Labelled>
  )
}

interface FileProps {
  /** On the button, and where the name of the file will stand. */
  choose: string
  none: string
}

/**
 * A file, in the person's own language: the browser's control does everything and covers the whole field, but its
 * words, which are in the browser's language, are put aside. Before JavaScript it is `required` that tells an empty one.
 */
export function FileField({
  label,
  hint,
  error,
  choose,
  none,
  onChange,
  ...rest
}: Omit<Frame, 'id'> & FileProps & Omit<ComponentProps<'input'>, 'type'> & { id: string }) {
  const frame = { id: rest.id, label, hint, error }
  const [chosen, setChosen] = useState(false)
  return (
    <Labelled frame={frame}>
      <div className="file">
        <input
          {...rest}
          type="file"
          required
          data-chosen={chosen || undefined}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(frame)}
          onChange={(event) => {
            setChosen(event.currentTarget.files?.length === 1)
            onChange?.(event)
          }}
          className={`${CONTROL} border-dashed pe-44 not-data-chosen:invalid:text-transparent ${error ? 'border-bad' : 'border-edge'}`}
        />
        <span aria-hidden="true" className="text-muted">
          {none}
        </span>
        <span aria-hidden="true" className="bg-sunk font-medium">
          <Icon name="file-up" />
          {choose}
        </span>
      </div>
    </Labelled>
  )
}

export function TextArea({
  label,
  hint,
  error,
  className = '',
  ...rest
}: Omit<Frame, 'id'> & ComponentProps<'textarea'> & { id: string }) {
  const frame = { id: rest.id, label, hint, error }
  return (
    <Labelled frame={frame}>
      <textarea
        rows={3}
        dir="auto"
        {...rest}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(frame)}
        className={`${CONTROL} ${error ? 'border-bad' : 'border-edge'} ${className}`}
      />
    </Labelled>
  )
}

export function SelectField({
  label,
  hint,
  error,
  children,
  className = '',
  defaultValue,
  ...rest
}: Omit<Frame, 'id'> & ComponentProps<'select'> & { id: string }) {
  const frame = { id: rest.id, label, hint, error }
  // Preact would choose the default anew whenever it changes, over what somebody chose.
  const [first] = useState(defaultValue)
  return (
    <Labelled frame={frame}>
      <select
        {...rest}
        defaultValue={first}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(frame)}
        className={`${CONTROL} ${error ? 'border-bad' : 'border-edge'} ${className}`}
      >
        {children}
      </select>
    </Labelled>
  )
}

interface ChoicesProps {
  name: string
  legend: ReactNode
  hint?: ReactNode
  error?: string | undefined
  type?: 'radio' | 'checkbox'
  options: { value: string; label: ReactNode; hint?: ReactNode }[]
  chosen?: readonly string[]
  required?: boolean
  /** Side by side from small tablets on. */
  columns?: boolean
}

/** A question with rows to tap: native radios or checkboxes in a fieldset. */
export function Choices({
  name,
  legend,
  hint,
  error,
  type = 'radio',
  options,
  chosen = [],
  required,
  columns,
}: ChoicesProps) {
  const frame = { id: name, label: legend, hint, error }
  return (
    <fieldset aria-describedby={describedBy(frame)} id={name} tabIndex={-1} className="space-y-2">
      <legend className="mb-2 font-medium">{legend}</legend>
      {hint && (
        <p id={`${name}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error && <FieldError id={name}>{error}</FieldError>}
      <div className={columns ? 'grid gap-2 sm:grid-cols-2' : 'space-y-2'}>
        {options.map((option) => (
          <label key={option.value} className="choice">
            <input
              type={type}
              name={name}
              value={option.value}
              defaultChecked={chosen.includes(option.value)}
              required={required && type === 'radio'}
            />
            <span>
              {option.label}
              {option.hint && <span className="block text-sm text-muted">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
