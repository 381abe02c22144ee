import { Form, Link } from '@remix-run/react'
import { formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'

interface Module {
  slug: string
  title: string
  version: number
}

/** A module that is offered, and what HR can do with it. */
export function ModuleRow({ module }: { module: Module }) {
  return (
    <li className="py-3">
      <Link
        to={`/training/${module.slug}`}
        className="flex min-h-11 items-center font-medium hover:text-accent"
      >
        <bdi>{module.title}</bdi>
      </Link>
      <p className="text-sm text-muted">
        {m.training_author_version({ n: formatNumber(module.version) })}
      </p>
      <div className="-ms-2 flex flex-wrap items-center">
        <Begin how="next" module={module} label={m.training_author_change()} />
        <Begin how="copy" module={module} label={m.training_author_copy()} />
        <ButtonLink to={`/hr/training/module/${module.slug}`} look="quiet">
          {m.training_author_versions()}
          <span className="sr-only">{module.title}</span>
        </ButtonLink>
        <Form method="post" action={`/hr/training/module/${module.slug}/retire`}>
          <Button look="quiet">
            {m.training_author_retire()}
            <span className="sr-only">{module.title}</span>
          </Button>
        </Form>
      </div>
    </li>
  )
}

function Begin({ how, module, label }: { how: 'next' | 'copy'; module: Module; label: string }) {
  return (
    <Form method="post" action="/hr/training/begin">
      <input type="hidden" name="module" value={module.slug} />
      <Button look="quiet" name="how" value={how}>
        {label}
        <span className="sr-only">{module.title}</span>
      </Button>
    </Form>
  )
}
