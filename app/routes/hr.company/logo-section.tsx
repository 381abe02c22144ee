import { Form } from '@remix-run/react'
import { m } from '../../i18n/messages.ts'
import { LIGHT, type Logo, logoImage, MOST, SIDES } from '../../people/logo/logo.ts'
import { Button } from '../../ui/button.tsx'
import { FileField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { LogoMark } from '../../ui/logo-mark.tsx'

interface Props {
  logo: Logo | null
  name: string
  error: string | undefined
}

/** The logo that is shown, a file to put in its place, and the way back to the name alone. */
export function LogoSection({ logo, name, error }: Props) {
  const kb = (bytes: number) => Math.round(bytes / 1024)
  const image = logo && logoImage(logo, { width: 240, height: 64 })
  return (
    <section aria-labelledby="logo-title" className="space-y-4 border-t border-line pt-6">
      <h2 id="logo-title">{m.people_logo_title()}</h2>
      <p className="text-muted">{m.people_logo_text({ kb: kb(LIGHT) })}</p>
      {image && (
        <div className="space-y-2">
          <LogoMark {...image} name={m.people_logo_alt({ name })} />
          <p className="text-sm text-muted">
            {logo.weight <= LIGHT
              ? m.people_logo_customers_see()
              : m.people_logo_customers_name({ kb: kb(logo.weight) })}
          </p>
        </div>
      )}
      <Form
        key={logo?.hash ?? ''}
        method="post"
        action="/hr/company/logo"
        encType="multipart/form-data"
        className="space-y-4"
      >
        <FileField
          id="logo"
          name="logo"
          accept="image/png,image/jpeg"
          label={logo ? m.people_logo_other() : m.people_logo_file()}
          hint={m.people_logo_hint({ kb: kb(MOST), least: SIDES.least, most: SIDES.most })}
          choose={m.people_logo_choose()}
          none={m.people_logo_no_file()}
          error={error}
        />
        <Button look="second" className="w-full sm:w-auto">
          <Icon name="file-up" />
          {m.people_logo_put()}
        </Button>
      </Form>
      {logo && (
        <Form method="post" action="/hr/company/logo/remove">
          <Button look="danger" className="w-full sm:w-auto">
            {m.people_logo_remove()}
          </Button>
        </Form>
      )}
    </section>
  )
}

/** What is wrong with the file, and what to do. */
export const LOGO_WORDS = {
  missing: m.people_logo_missing,
  none: m.people_logo_none,
  broken: m.people_logo_broken,
  large: () => m.people_logo_large({ kb: Math.round(MOST / 1024) }),
  small: () => m.people_logo_small({ least: SIDES.least }),
  wide: () => m.people_logo_wide({ most: SIDES.most }),
}
