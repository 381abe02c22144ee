import { useState } from 'react'
import { formatTime } from '../../i18n/format.ts'
import { m, spoken } from '../../i18n/messages.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { CodeWords } from '../code-words.tsx'
import type { AnsweredWave } from './answering.tsx'
import { HitchNotice } from './hitch-notice.tsx'
import { PulsePromise } from './promise.tsx'
import type { Answering } from './use-answering.tsx'

/** Before the first question: the promise whole, the words to compare, whose device this is, and Start. */
export function BeforeScreen({ wave, answering }: { wave: AnsweredWave; answering: Answering }) {
  const { looked, hitch, draft, checked } = answering
  const taken = wave.issued && looked && !draft
  return (
    <Page
      eyebrow={m.pulse_kind()}
      title={wave.title[spoken()]}
      lead={m.pulse_before_lead({ n: wave.questions, minutes: wave.minutes })}
    >
      <p className="flex items-center gap-2 text-muted">
        <Icon name="clock" />
        {m.pulse_open_until({ time: formatTime(wave.closesAt, wave.timeZone) })}
      </p>
      {taken && <TakenNotice />}
      {draft && !hitch && (
        <Notice look="good">
          <p>{m.pulse_draft_here()}</p>
        </Notice>
      )}
      <PulsePromise
        thresholds={wave.thresholds}
        closesAt={wave.closesAt}
        timeZone={wave.timeZone}
      />
      <section className="space-y-3">
        <h2>{m.pulse_code_title()}</h2>
        <p>{m.pulse_code_text()}</p>
        <CodeWords words={wave.code} locale={spoken()} />
        <p className="flex items-start gap-2 text-sm text-muted" role="status">
          {checked && <Icon name="circle-check" className="size-5 text-accent" />}
          {checked ? m.pulse_code_checked() : m.pulse_code_checking()}
        </p>
      </section>
      {hitch && <HitchNotice hitch={hitch} />}
      <noscript>
        <Notice look="warn">
          <h2 className="text-base">{m.pulse_noscript_title()}</h2>
          <p className="mt-1">{m.pulse_noscript_text()}</p>
        </Notice>
      </noscript>
      {taken ? (
        <ButtonLink to="/pulse" look="second">
          {m.pulse_back_to_list()}
        </ButtonLink>
      ) : (
        <Begin answering={answering} />
      )}
    </Page>
  )
}

/** That the token is taken is told to its owner alone; whether an answer followed is known to no server. */
function TakenNotice() {
  return (
    <Notice>
      <h2 className="text-base">{m.pulse_taken_title()}</h2>
      <p className="mt-1">{m.pulse_taken_text()}</p>
    </Notice>
  )
}

function Begin({ answering }: { answering: Answering }) {
  const { looked, checked, busy, draft, hitch, start, resume } = answering
  const [mine, setMine] = useState(true)
  const ready = looked && checked !== null && hitch !== 'forged'
  if (draft) {
    return (
      <Button className="w-full sm:w-auto" disabled={!ready || busy} onClick={resume}>
        {busy ? m.pulse_starting() : m.common_continue()}
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
        <legend className="mb-2 text-xl font-semibold">{m.pulse_device_title()}</legend>
        {[
          { own: true, label: m.pulse_device_mine(), hint: m.pulse_device_mine_hint() },
          { own: false, label: m.pulse_device_other(), hint: m.pulse_device_other_hint() },
        ].map(({ own, label, hint }) => (
          <label key={label} className="choice">
            <input
              type="radio"
              name="device"
              checked={mine === own}
              onChange={() => setMine(own)}
            />
            <span>
              {label}
              <span className="block text-sm text-muted">{hint}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <p className="text-sm text-muted">{m.pulse_start_note()}</p>
      <Button className="w-full sm:w-auto" disabled={!ready || busy}>
        {busy ? m.pulse_starting() : m.pulse_start()}
      </Button>
    </form>
  )
}
