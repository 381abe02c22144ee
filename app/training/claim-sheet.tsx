import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { m } from '../i18n/messages.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import type { IconName } from '../ui/icon-names.ts'
import type { ClaimGrade } from './module.ts'
import type { ClaimView, TermView } from './screen.ts'

/** The sign of a grade; its words always stand beside it. */
export const GRADE_ICONS: Record<ClaimGrade, IconName> = {
  solid: 'badge-check',
  contested: 'scale',
  folklore: 'message-circle',
  rhetoric: 'sparkles',
}

/** What opens from figures and words of a text: one sheet each, closed until asked for. */
export function Explanations({ claims, terms }: { claims: ClaimView[]; terms: TermView[] }) {
  return (
    <>
      {terms.map((term) => (
        <Popover key={term.id} id={`term-${term.id}`} title={term.name}>
          <p>{term.meaning}</p>
        </Popover>
      ))}
      {claims.map((claim) => (
        <Popover key={claim.id} id={`claim-${claim.id}`} title={m.common_how_we_know()}>
          <ClaimBody claim={claim} />
        </Popover>
      ))}
    </>
  )
}

function ClaimBody({ claim }: { claim: ClaimView }) {
  return (
    <>
      <p className="flex gap-2.5 rounded-xl bg-sunk p-3">
        <Icon name={GRADE_ICONS[claim.grade]} className="mt-0.5 size-5 text-accent" />
        <span>
          <strong>{claim.gradeWords.name}</strong> {claim.gradeWords.meaning}
        </span>
      </p>
      <p>{claim.wording}</p>
      <Evidence claim={claim} />
      <p>
        <Link to={`/training/claims?search=${claim.id}`}>{m.training_claims_door_one()}</Link>
      </p>
    </>
  )
}

/** What was measured, where that was read, and when somebody last looked. */
export function Evidence({ claim }: { claim: ClaimView }) {
  return (
    <>
      <h3>{m.training_claim_measured()}</h3>
      <p>{claim.measured}</p>
      <h3>{m.training_claim_sources()}</h3>
      {claim.sources.length === 0 ? (
        <p>{m.training_claims_no_source()}</p>
      ) : (
        <ul>
          {claim.sources.map((source) => (
            <li key={source.title}>
              <bdi>{source.title}</bdi>
              <br />
              <bdi dir="ltr" className="text-sm break-all text-muted">
                {source.where}
              </bdi>
            </li>
          ))}
        </ul>
      )}
      <p className="text-sm text-muted">{claim.checked}</p>
    </>
  )
}

function Popover({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section
      id={id}
      aria-label={title}
      className="fixed inset-x-0 top-auto bottom-0 m-0 max-h-[85dvh] w-full max-w-none overflow-auto rounded-t-2xl border border-line bg-raised p-5 text-ink shadow-2xl backdrop:bg-black/40 sm:inset-0 sm:m-auto sm:h-fit sm:max-w-lg sm:rounded-2xl"
      {...{ popover: 'auto' }}
    >
      <div className="prose normal-nums">
        <h2>{title}</h2>
        {children}
      </div>
      <div className="sticky -bottom-5 -mb-5 bg-raised pt-4 pb-5">
        <Button
          type="button"
          look="second"
          className="w-full"
          {...{ popovertarget: id, popovertargetaction: 'hide' }}
        >
          {m.training_close()}
        </Button>
      </div>
    </section>
  )
}
