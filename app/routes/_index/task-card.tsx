import { Link } from '@remix-run/react'
import { m } from '../../i18n/messages.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-names.ts'
import type { Task } from './today.server.ts'

interface Words {
  icon: IconName
  kind: string
  title: string
  detail: string
  go: string
}

function dueWords({ day, late }: { day: string; late: boolean }): string {
  return late ? m.training_assigning_today_was({ day }) : m.training_assigning_today_until({ day })
}

function wordsOf(task: Task): Words {
  if (task.kind === 'pulse') {
    return {
      icon: 'message-circle',
      kind: m.today_pulse_kind(),
      title: task.title,
      detail: m.today_pulse_until({ time: task.until }),
      go: m.today_pulse_go(),
    }
  }
  if (task.kind === 'module') {
    const { assigned, step, of, minutes: n } = task
    const length = step > 0 ? m.today_module_left({ step, of, n }) : m.today_module_minutes({ n })
    return {
      icon: assigned?.again ? 'refresh-cw' : 'book-open',
      kind: assigned
        ? assigned.again
          ? m.training_assigning_today_again()
          : m.training_assigning_today_kind()
        : m.today_module_kind(),
      title: task.title,
      detail: assigned ? `${length} · ${dueWords(assigned)}` : length,
      go: task.step > 0 ? m.common_continue() : m.today_module_go(),
    }
  }
  return {
    icon: 'message-square-heart',
    kind: m.today_notice_kind(),
    title: m.today_notice_title(),
    detail: m.today_notice_detail(),
    go: m.today_notice_go(),
  }
}

/** The one thing to go on with: as large as it matters. */
export function NextCard({ task }: { task: Task }) {
  const { icon, kind, title, detail, go } = wordsOf(task)
  return (
    <section className="rounded-3xl bg-accent-soft p-5 sm:p-7" aria-labelledby="next">
      <p className="flex items-center gap-2 text-sm font-medium text-accent">
        <Icon name={icon} />
        {kind}
      </p>
      <h2 id="next" className="mt-2 text-2xl">
        {title}
      </h2>
      <p className="mt-1 text-muted">
        <bdi>{detail}</bdi>
      </p>
      {task.kind === 'module' && task.step > 0 && (
        <progress value={task.step} max={task.of} className="mt-4" aria-label={detail} />
      )}
      <ButtonLink to={task.to} className="mt-5 w-full sm:w-auto">
        {go}
        <Icon name="arrow-right" flip />
      </ButtonLink>
    </section>
  )
}

interface RowProps {
  task: Task
  /** This device knows that it sent an answer; nobody else does. */
  sentFromHere: boolean
}

export function TaskRow({ task, sentFromHere }: RowProps) {
  const { icon, title, detail } = wordsOf(task)
  return (
    <Link to={task.to} className="flex min-h-14 items-center gap-3 py-2 hover:text-accent">
      <Icon name={icon} className="size-6 text-accent" />
      <span className="flex-1">
        <span className="block font-medium">{title}</span>
        <span className="block text-sm text-muted">
          <bdi>{detail}</bdi>
        </span>
        {sentFromHere && (
          <span className="flex items-center gap-1.5 text-sm text-muted">
            <Icon name="circle-check" className="size-4 text-accent" />
            {m.pulse_sent_here()}
          </span>
        )}
      </span>
      <Icon name="chevron-right" flip className="size-5 text-muted" />
    </Link>
  )
}
