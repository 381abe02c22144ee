import type { Prose } from '../../impact/prose.server.ts'
import { ButtonLink } from '../../ui/button.tsx'

/** The page to take along: as a picture and as one sheet of paper. */
export function Share({ said, site }: { said: Prose['share']; site: string }) {
  const of = site ? `?site=${site}` : ''
  return (
    <section className="no-print max-w-2xl space-y-3 pt-4">
      <h2>{said.title}</h2>
      <p>{said.text}</p>
      <p className="flex flex-wrap gap-3">
        <ButtonLink to={`/impact/picture.svg${of}`} look="second" reloadDocument download>
          {said.picture}
        </ButtonLink>
        <ButtonLink to={`/impact/sheet.pdf${of}`} look="second" reloadDocument download>
          {said.sheet}
        </ButtonLink>
      </p>
    </section>
  )
}
