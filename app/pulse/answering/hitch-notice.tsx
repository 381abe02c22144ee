import { m } from '../../i18n/messages.ts'
import { Notice } from '../../ui/notice.tsx'
import type { Hitch } from './use-answering.tsx'

/** Why it does not go on, calmly, and what helps. */
export default function HitchNotice({ hitch }: { hitch: Hitch }) {
  const { title, text, bad } = words(hitch)
  return (
    <Notice look={bad ? 'bad' : 'warn'} live="alert">
      <h2 className="text-base">{title}</h2>
      <p className="mt-1">{text}</p>
    </Notice>
  )
}

function words(hitch: Hitch): { title: string; text: string; bad?: boolean } {
  switch (hitch) {
    case 'later':
      return { title: m.pulse_hitch_later(), text: m.pulse_hitch_later_text() }
    case 'signed-out':
      return { title: m.pulse_hitch_signed_out(), text: m.pulse_hitch_signed_out_text() }
    case 'not-eligible':
      return { title: m.pulse_hitch_not_eligible(), text: m.pulse_hitch_not_eligible_text() }
    case 'taken':
      return { title: m.pulse_taken_title(), text: m.pulse_taken_text() }
    case 'closed':
      return { title: m.pulse_hitch_closed(), text: m.pulse_hitch_closed_text() }
    case 'not-issuing':
      return { title: m.pulse_restored_title(), text: m.pulse_restored_text() }
    case 'spent':
      return { title: m.pulse_hitch_spent(), text: m.pulse_hitch_spent_text() }
    case 'unsupported':
      return { title: m.pulse_hitch_unsupported(), text: m.pulse_hitch_unsupported_text() }
    case 'forged':
      return { title: m.pulse_hitch_forged(), text: m.pulse_hitch_forged_text(), bad: true }
    case 'refused':
      return { title: m.pulse_hitch_refused(), text: m.pulse_hitch_refused_text(), bad: true }
  }
}
