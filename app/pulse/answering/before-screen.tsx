import { lazy, Suspense, useState } from 'react'
import { m, spoken } from '../../i18n/messages.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { CodeWords } from '../code-words.tsx'
import type { PulsePromise } from '../promise.server.ts'
import type { AnsweredWave } from './answering.tsx'
import type { Checked } from './exchange.client.ts'
import { PromiseText } from './promise.tsx'
import type { Answering } from './use-answering.tsx'

/** Its words come only when something is wrong; out of reach of the portal the one sentence that fits is here. */
const HitchNotice = lazy(() =>
  import('./hitch-notice.tsx').catch(() => ({
    default: () => (
      <Notice look="warn" live="alert">
        {m.pulse_hitch_later_text()}
      </Notice>
    ),
  })),
)

/** As much of answering as stands before Start; a preview has no more than this. */
export type Beginning = Pick<
  Answering,
  'looked' | 'busy' | 'hitch' | 'memoryOnly' | 'start' | 'resume'
> & { draft: object | null; checked: Pick<Checked, 'words'> | null }

interface Props {
  wave: Pick<AnsweredWave, 'name' | 'promise' | 'code' | 'issued' | 'restored'>
  answering: Beginning
  /** In place of the words, for a wave that has none yet: nothing is compared before Start. */
  withoutCode?: string
}

/** Before the first question: the promise whole, the words to compare, whose device this is, and Start. */
export function BeforeScreen({ wave, answering, withoutCode }: Props) {
  const { looked, busy, hitch, draft, checked, memoryOnly } = answering
  const [mine, setMine] = useState(true)
  const { promise, restored } = wave
  // That the token is taken is told to its owner alone; whether an answer followed is known to no server.
  const taken = wave.issued && looked && !draft
  return (
    <Page
      eyebrow={mine && !memoryOnly ? m.pulse_kind() : m.pulse_acting_kind_confidential()}
      title={wave.name}
      lead={promise.lead}
    >
      <p className="flex items-center gap-2 text-muted">
        <Icon name="clock" />
        {promise.until}
      </p>
      {restored && (
        <Notice look="warn">
          <h2 className="text-base">{restored.title}</h2>
          <p className="mt-1">{restored.text}</p>
        </Notice>
      )}
      {taken && (
        <Notice>
          <h2 className="text-base">{promise.taken}</h2>
          <p className="mt-1">{promise.takenText}</p>
        </Notice>
      )}
      {draft && !hitch && (
        <Notice look="good">
          <p>{promise.begun}</p>
        </Notice>
      )}
      <PromiseText promise={promise} />
      <section className="space-y-3">
        <h2>{promise.code}</h2>
        <p>{promise.codeText}</p>
        {withoutCode ? (
          <p className="rounded-xl bg-sunk px-4 py-3">{withoutCode}</p>
        ) : (
          <>
            <CodeWords words={checked?.words[spoken()] ?? wave.code} locale={spoken()} />
            <p className="flex min-h-5 items-start gap-2 text-sm text-muted" role="status">
              {checked && (
                <>
                  <Icon name="circle-check" className="size-5 text-accent" />
                  {promise.codeChecked}
                </>
              )}
            </p>
          </>
        )}
      </section>
      {hitch && (
        <Suspense>
          <HitchNotice hitch={hitch} />
        </Suspense>
      )}
      <noscript>
        <Notice look="warn">
          <h2 className="text-base">{promise.withoutScript}</h2>
          <p className="mt-1">{promise.withoutScriptText}</p>
        </Notice>
      </noscript>
      {taken || (restored && !draft) ? (
        <ButtonLink to="/pulse" look="second">
          {promise.back}
        </ButtonLink>
      ) : (
        <Begin
          promise={promise}
          answering={answering}
          ready={looked && (checked !== null || withoutCode !== undefined) && hitch !== 'forged'}
          busy={busy}
          mine={mine}
          choose={setMine}
        />
      )}
    </Page>
  )
}

interface BeginProps {
  promise: PulsePromise
  answering: Pick<Beginning, 'draft' | 'start' | 'resume'>
  ready: boolean
  busy: boolean
  mine: boolean
  choose: (mine: boolean) => void
}

function Begin({ promise, answering, ready, busy, mine, choose }: BeginProps) {
  const { draft, start, resume } = answering
  if (draft) {
    return (
      <Button className="w-full sm:w-auto" disabled={!ready} busy={busy} onClick={resume}>
        {busy ? promise.starting : promise.goOn}
      </Button>
    )
  }
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        void start(mine)
      }}
    >
      <fieldset className="space-y-2">
        <legend className="mb-2 text-xl font-semibold">{promise.device}</legend>
        {promise.devices.map(({ own, label, hint }) => (
          <label key={label} className="choice">
            <input type="radio" name="device" checked={mine === own} onChange={() => choose(own)} />
            <span>
              {label}
              <span className="block text-sm text-muted">{hint}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {!mine && (
        <Notice look="warn" live="status">
          {promise.confidential}
        </Notice>
      )}
      <p className="text-sm text-muted">{promise.startNote}</p>
      <Button className="w-full sm:w-auto" disabled={!ready} busy={busy}>
        {busy ? promise.starting : promise.start}
      </Button>
    </form>
  )
}
