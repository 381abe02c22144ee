import { Form } from '@remix-run/react'
import { useMemo, type ReactNode } from 'react'
import { formatNumber } from '../i18n/format.ts'
import { directionOf, LOCALES, type Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { TextArea, TextField } from '../ui/field.tsx'
import type { PublishedRule } from './value-rule.ts'

export type RuleField = Locale | 'sharePercent' | 'hurdle'
export type RuleValues = Partial<Record<RuleField, string>>

const textLabel: Record<Locale, () => string> = {
  en: () => m.impact_value_text_en(),
  ru: () => m.impact_value_text_ru(),
  he: () => m.impact_value_text_he(),
}

const sentence: Record<string, () => string> = {
  missing: () => m.impact_value_error_missing(),
  long: () => m.impact_value_error_long(),
  number: () => m.impact_value_error_number(),
  share: () => m.impact_value_error_share(),
  'share-missing': () => m.impact_value_error_share_missing(),
  hurdle: () => m.impact_value_error_hurdle(),
}

type Errors = Record<string, string[] | null> | null | undefined

interface FormProps {
  values: RuleValues
  error: Errors
}

function errorsIn(error: Errors) {
  return Object.entries(error ?? {}).map(([field, codes]) => {
    const words = sentence[codes?.[0] ?? ''] ?? sentence.number
    return { field, message: words?.() ?? '' }
  })
}

export function ValueRuleForm({ values, error }: FormProps) {
  const wrong = useMemo(() => errorsIn(error), [error])
  const errorOf = (field: RuleField) => wrong.find((one) => one.field === field)?.message
  return (
    <>
      <ErrorSummary errors={wrong} />
      <Form method="post" noValidate className="space-y-6">
        <p id="text-hint" className="text-muted">
          {m.impact_value_text_hint()}
        </p>
        {LOCALES.map((locale) => (
          <TextArea
            key={locale}
            id={locale}
            name={locale}
            lang={locale}
            dir={directionOf(locale)}
            label={textLabel[locale]()}
            error={errorOf(locale)}
            defaultValue={values[locale]}
            maxLength={600}
            rows={5}
            className="grows"
          />
        ))}
        <TextField
          id="sharePercent"
          name="sharePercent"
          inputMode="decimal"
          dir="ltr"
          className="max-w-40"
          label={m.impact_value_share()}
          hint={m.impact_value_share_hint()}
          error={errorOf('sharePercent')}
          defaultValue={values.sharePercent}
        />
        <TextField
          id="hurdle"
          name="hurdle"
          inputMode="decimal"
          dir="ltr"
          className="max-w-60"
          label={m.impact_value_hurdle()}
          hint={m.impact_value_hurdle_hint()}
          error={errorOf('hurdle')}
          defaultValue={values.hurdle}
        />
        <Button>{m.impact_value_to_check()}</Button>
      </Form>
    </>
  )
}

/** What will stand there, once more, before everybody reads it. */
export function CheckRule({ values }: { values: RuleValues }) {
  const fields: RuleField[] = [...LOCALES, 'sharePercent', 'hurdle']
  return (
    <>
      <dl className="space-y-4">
        {LOCALES.map((locale) => (
          <Row key={locale} term={textLabel[locale]()}>
            {values[locale] ? (
              <span lang={locale} dir={directionOf(locale)} className="block whitespace-pre-line">
                {values[locale]}
              </span>
            ) : (
              <span className="text-muted">{m.impact_value_empty_language()}</span>
            )}
          </Row>
        ))}
        <Row term={m.impact_value_share()}>
          <bdi>{values.sharePercent || m.impact_value_no_number()}</bdi>
        </Row>
        <Row term={m.impact_value_hurdle()}>
          <bdi>{values.hurdle || m.impact_value_no_number()}</bdi>
        </Row>
      </dl>
      <Form method="post" className="flex flex-wrap gap-3">
        {fields.map((field) => (
          <input key={field} type="hidden" name={field} value={values[field] ?? ''} />
        ))}
        <Button name="step" value="publish">
          {m.impact_value_publish()}
        </Button>
        <Button look="second" name="step" value="edit">
          {m.impact_value_edit()}
        </Button>
      </Form>
    </>
  )
}

function Row({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-muted">{term}</dt>
      <dd className="mt-0.5">{children}</dd>
    </div>
  )
}

/** A rule's numbers as a sentence; nothing where it has none. */
export function RuleNumbers({ rule }: { rule: Pick<PublishedRule, 'staffShare' | 'hurdle'> }) {
  if (rule.staffShare === null) return null
  return (
    <p className="text-muted">
      {m.impact_value_share_says({ share: formatNumber(rule.staffShare * 100, 2) })}
      {rule.hurdle !== null && (
        <> · {m.impact_value_hurdle_says({ amount: formatNumber(rule.hurdle) })}</>
      )}
    </p>
  )
}
