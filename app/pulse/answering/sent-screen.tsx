import { useEffect, useState } from 'react'
import { formatTime } from '../../i18n/format.ts'
import { m, spoken } from '../../i18n/messages.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { CodeWords } from '../code-words.tsx'
import type { AnsweredWave } from './answering.tsx'
import HitchNotice from './hitch-notice.tsx'
import type { Picture } from './receipt.client.ts'
import type { Answering } from './use-answering.tsx'

/** Sealed and on its way: waits for the acknowledgement, trying again by itself. */
export function SendingScreen({ answering }: { answering: Answering }) {
  const { hitch, sendNow, memoryOnly, refused } = answering
  const waiting = hitch === 'later'
  return (
    <Page
      eyebrow={memoryOnly ? m.pulse_acting_kind_confidential() : m.pulse_kind()}
      title={waiting ? m.pulse_waiting_title() : m.pulse_sending()}
    >
      {hitch && !waiting && <HitchNotice hitch={hitch} />}
      {waiting && (
        <>
          <Notice live="status">
            <p>{m.pulse_waiting_text()}</p>
            <p className="mt-2">
              {memoryOnly || refused ? m.pulse_waiting_memory() : m.pulse_waiting_device()}
            </p>
          </Notice>
          <Button look="second" onClick={sendNow}>
            {m.pulse_send_again()}
          </Button>
        </>
      )}
      {hitch === 'spent' && (
        <ButtonLink to="/pulse" look="second">
          {m.pulse_back_to_list()}
        </ButtonLink>
      )}
    </Page>
  )
}

/** Acknowledged. The receipt is shown once; keeping it here is a choice. */
export function SentScreen({ wave, answering }: { wave: AnsweredWave; answering: Answering }) {
  const { sent, memoryOnly, keepReceipt } = answering
  const receipt = sent?.receipt ?? null
  // What was acknowledged just now is there; of earlier, the device knows neither whether a backup put back holds it nor
  // whether it was taken back with its receipt, from here or elsewhere.
  const time = formatTime(wave.closesAt, wave.timeZone)
  const before = wave.restored?.sent ?? m.pulse_sent_before_lead({ time })
  return (
    <Page
      eyebrow={memoryOnly ? m.pulse_acting_kind_confidential() : m.pulse_kind()}
      title={sent?.fresh ? m.pulse_sent_title() : m.pulse_sent_before()}
      lead={sent?.fresh ? m.pulse_sent_lead({ time }) : before}
    >
      <Notice look="good" live="status">
        {m.pulse_sent_erased()}
      </Notice>
      {memoryOnly && (
        <Notice look="warn">
          <h2 className="text-base">{m.pulse_acting_confidential_after_title()}</h2>
          <p className="mt-1">{m.pulse_acting_confidential_after()}</p>
        </Notice>
      )}
      {receipt && (
        <section className="space-y-3">
          <h2>{m.pulse_receipt_title()}</h2>
          <p>{m.pulse_receipt_text()}</p>
          <Receipt wave={wave} receipt={receipt} />
          {!memoryOnly && (
            <label className="choice">
              <input
                type="checkbox"
                checked={sent?.kept === 'saving' || sent?.kept === 'yes'}
                onChange={(event) => void keepReceipt(event.target.checked)}
              />
              <span>
                {m.pulse_receipt_keep()}
                <span className="block text-sm text-muted">{m.pulse_receipt_keep_hint()}</span>
              </span>
            </label>
          )}
          {!memoryOnly && (
            <p role="status" className="text-sm">
              {sent?.kept === 'yes' && m.pulse_receipt_kept()}
            </p>
          )}
          {sent?.kept === 'failed' && (
            <Notice look="bad" live="alert">
              {m.pulse_receipt_not_kept()}
            </Notice>
          )}
        </section>
      )}
      <div className="flex flex-wrap gap-3">
        <ButtonLink to="/">{m.pulse_done()}</ButtonLink>
        <ButtonLink to={`/pulse/${wave.id}/withdraw`} look="quiet">
          {m.pulse_withdraw_link()}
        </ButtonLink>
      </div>
    </Page>
  )
}

function Receipt({ wave, receipt }: { wave: AnsweredWave; receipt: string }) {
  const [words, setWords] = useState<string[]>([])
  const [code, setCode] = useState<Picture | null>(null)
  const [copied, setCopied] = useState(false)
  const locale = spoken()
  useEffect(() => {
    let gone = false
    void import('./receipt.client.ts').then(({ wordsOf }) => {
      if (!gone) setWords(wordsOf(receipt, locale))
    })
    return () => {
      gone = true
    }
  }, [receipt, locale])

  async function showCode() {
    const { receiptPicture } = await import('./receipt.client.ts')
    setCode(await receiptPicture(`${location.origin}/pulse/${wave.id}/withdraw`, receipt))
  }

  return (
    <>
      <CodeWords words={words} locale={locale} numbered />
      <div className="flex flex-wrap gap-3">
        <Button
          type="button"
          look="second"
          onClick={() =>
            void navigator.clipboard.writeText(words.join(' ')).then(() => setCopied(true))
          }
        >
          {copied ? m.pulse_copied() : m.pulse_copy()}
        </Button>
        {!code && (
          <Button type="button" look="second" onClick={() => void showCode()}>
            {m.pulse_receipt_qr()}
          </Button>
        )}
      </div>
      {code && (
        <figure className="space-y-2">
          <svg
            viewBox={`0 0 ${code.size} ${code.size}`}
            role="img"
            aria-label={m.pulse_receipt_qr_label()}
            className="w-56 rounded-xl bg-[white] text-[black]"
          >
            <path d={code.path} fill="currentColor" />
          </svg>
          <figcaption className="text-sm text-muted">{m.pulse_receipt_qr_text()}</figcaption>
        </figure>
      )}
    </>
  )
}
