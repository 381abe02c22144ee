import { Fold } from '../../ui/fold.tsx'

/** Its words come with it: only this page needs them. */
export interface WritingHelpView {
  words: {
    label: string
    marks: string
    figures: string
    examples: string[]
    claims: string
    terms: string
  }
  claims: { id: string; wording: string; tag: string }[]
  terms: { id: string; name: string; tag: string }[]
}

/** How figures and words are written in a text, and which there are. */
export function WritingHelp({ words, claims, terms }: WritingHelpView) {
  return (
    <Fold label={words.label} icon="circle-help">
      <div className="max-w-2xl space-y-3 py-2">
        <p>{words.marks}</p>
        <p>{words.figures}</p>
        <p>
          {words.examples.map((example) => (
            <code key={example} dir="ltr" className="block">
              {example}
            </code>
          ))}
        </p>
        <h3>{words.claims}</h3>
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
        <h3>{words.terms}</h3>
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
