import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-names.ts'

interface Props {
  /** What the builder does then; see `changed`. */
  step: string
  label: string
  icon: IconName
  disabled?: boolean
}

/** A small button that changes the survey being built: it sends the whole form, so nothing entered is lost. */
export function StepButton({ step, label, icon, disabled }: Props) {
  return (
    <button
      name="do"
      value={step}
      formNoValidate
      disabled={disabled}
      aria-label={label}
      className="grid size-11 shrink-0 place-items-center rounded-xl text-accent hover:bg-accent-soft disabled:text-muted disabled:opacity-40"
    >
      <Icon name={icon} className="size-5" />
    </button>
  )
}
