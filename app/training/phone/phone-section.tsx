import { Link, useRevalidator } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { m } from '../../i18n/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import {
  begin,
  couldKeep,
  type Here,
  lookAfter,
  type Refusal,
  remove,
  unsent,
} from './here.client.ts'
import type { Told } from './queue.ts'
import { wasTold } from './store.client.ts'

interface Props {
  person: string
  offer: boolean
}

type On = Extract<Here, { state: 'on' }>

/** What lies on this phone: on Learning whole, elsewhere only what is news. */
export default function PhoneSection({ person, offer }: Props) {
  const [here, setHere] = useState<Here | null>(null)
  const { revalidate } = useRevalidator()
  useEffect(() => {
    let gone = false
    async function look() {
      const found = couldKeep() ? await lookAfter(person).catch(() => null) : null
      if (gone) return
      setHere(found ?? { state: 'off' })
      if (found?.state === 'on' && found.arrived) revalidate()
    }
    void look()
    return () => {
      gone = true
    }
  }, [person, revalidate])
  if (!here) return null
  const seen = () => {
    void wasTold().then(() => setHere((now) => (now?.state === 'on' ? { ...now, told: [] } : now)))
  }
  if (!offer) return here.state === 'on' && <Became here={here} onSeen={seen} />
  return (
    <section id="phone" aria-labelledby="phone-title" className="space-y-3 pt-2">
      <h2 id="phone-title">{m.training_phone_title()}</h2>
      {here.state === 'on' && <Became here={here} onSeen={seen} />}
      {here.state === 'on' ? (
        <KeptHere here={here} onChange={setHere} />
      ) : (
        <Offer person={person} onChange={setHere} removed={'removed' in here} />
      )}
    </section>
  )
}

function arrived(told: Told[]): Told[] {
  return told.filter(({ outcome }) => outcome === 'recorded')
}

/** What became of the answers that waited here, with the way to why. */
function Became({ here, onSeen }: { here: On; onSeen: () => void }) {
  const { told, waiting } = here
  const n = arrived(told).length
  return (
    <>
      {waiting > 0 && (
        <Notice live="status">
          <p>{m.training_phone_tomorrow({ n: waiting })}</p>
        </Notice>
      )}
      {told.length > 0 && (
        <Notice look="good" live="status">
          {n > 0 && <p className="font-medium">{m.training_phone_sent({ n })}</p>}
          <ul>
            {told.map((one, index) => (
              <li key={index}>
                <Outcome told={one} />
              </li>
            ))}
          </ul>
          <Button look="second" className="mt-3" onClick={onSeen}>
            {m.training_phone_seen()}
          </Button>
        </Notice>
      )}
    </>
  )
}

function Outcome({ told: { outcome, title, page } }: { told: Told }) {
  if (outcome === 'gone') return m.training_phone_gone({ title })
  const step = page?.split('/')[3]
  const why = step
    ? m.training_phone_see_step({ title, step })
    : m.training_phone_see_card({ title })
  return (
    <>
      {outcome === 'stands' && <p>{m.training_phone_stands({ title })}</p>}
      {page && (
        <Link to={page} className="inline-flex min-h-11 items-center text-accent underline">
          {why}
        </Link>
      )}
    </>
  )
}

function KeptHere({ here, onChange }: { here: On; onChange: (here: Here) => void }) {
  const [busy, setBusy] = useState(false)
  const [losing, setLosing] = useState(0)
  const { modules, cards } = here
  async function giveUp() {
    setBusy(true)
    const left = losing > 0 ? 0 : await unsent()
    if (left === 0) {
      await remove()
      onChange({ state: 'off', removed: true })
    }
    setLosing(left)
    setBusy(false)
  }
  return (
    <>
      {modules.length + cards === 0 ? (
        <p>{m.training_phone_kept_none()}</p>
      ) : (
        <div>
          <p className="flex items-start gap-2">
            <Icon name="circle-check" className="mt-0.5 size-5 text-accent" />
            {m.training_phone_kept()}
          </p>
          <ul className="mt-1 list-disc ps-10">
            {modules.map(({ slug, title }) => (
              <li key={slug}>{title}</li>
            ))}
            {cards > 0 && <li>{m.training_phone_cards({ n: cards })}</li>}
          </ul>
        </div>
      )}
      {losing > 0 && (
        <Notice look="warn" live="alert">
          {m.training_phone_unsent({ n: losing })}
        </Notice>
      )}
      <Button
        look={losing > 0 ? 'danger' : 'second'}
        className="w-full sm:w-auto"
        disabled={busy}
        onClick={() => void giveUp()}
      >
        {losing > 0 ? m.training_phone_remove_anyway() : m.training_phone_remove()}
      </Button>
    </>
  )
}

interface OfferProps {
  person: string
  onChange: (here: Here) => void
  removed: boolean
}

function Offer({ person, onChange, removed }: OfferProps) {
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Refusal | null>(couldKeep() ? null : 'unsupported')
  async function choose() {
    setBusy(true)
    const begun = await begin(person)
    setBusy(false)
    if (typeof begun === 'string') setRefused(begun)
    else onChange(begun)
  }
  const words = {
    denied: m.training_phone_denied,
    unsupported: m.training_phone_unsupported,
    unreachable: m.training_phone_unreachable,
  }
  return (
    <>
      {removed && (
        <Notice look="good" live="status">
          {m.training_phone_removed()}
        </Notice>
      )}
      <p>{m.training_phone_lead()}</p>
      <p className="flex items-start gap-2 text-sm text-muted">
        <Icon name="lock" className="mt-0.5 size-4" />
        {m.training_phone_own()}
      </p>
      {refused && (
        <Notice look="warn" live="status">
          {words[refused]()}
        </Notice>
      )}
      {refused !== 'unsupported' && (
        <Button
          look="second"
          className="w-full sm:w-auto"
          disabled={busy}
          onClick={() => void choose()}
        >
          {busy ? m.training_phone_busy() : m.training_phone_keep()}
        </Button>
      )}
    </>
  )
}
