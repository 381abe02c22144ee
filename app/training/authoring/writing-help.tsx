import { m } from '../../i18n/messages.ts'
import { Fold } from '../../ui/fold.tsx'

interface Props {
  claims: { id: string; wording: string; tag: string }[]
  terms: { id: string; name: string; tag: string }[]
}

/** How figures and words are written in a text, and which there are. */
export function WritingHelp({ claims, terms }: Props) {
  return (
    <Fold label={m.training_author_help()} icon="circle-help">
      <div className="max-w-2xl space-y-3 py-2">
        <p>{m.training_author_help_marks()}</p>
        <p>{m.training_author_help_figures()}</p>
        <p>
          <code dir="ltr">{'{% num %}20 %{% /num %}'}</code>
          <br />
          <code dir="ltr">{'{% claim id="C05" %}5 %{% /claim %}'}</code>
        </p>
        <h3>{m.training_author_help_claims()}</h3>
        <dl className="space-y-2">
          {claims.map(({ id, wording, tag }) => (
            <div key={id}>
              <dt>
                <code dir="ltr">{tag}</code>
              </dt>
              <dd className="text-sm text-muted">{wording}</dd>
            </div>
          ))}
        </dl>
        <h3>{m.training_author_help_terms()}</h3>
        <dl className="space-y-2">
          {terms.map(({ id, name, tag }) => (
            <div key={id}>
              <dt>
                <code dir="ltr">{tag}</code>
              </dt>
              <dd className="text-sm text-muted">{name}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Fold>
  )
}
