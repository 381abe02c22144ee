import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireSession } from '../../auth/require.server.ts'
import { formatDay } from '../../i18n/format.ts'
import { wallClock } from '../../i18n/zone.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { certificateProgress } from '../../training/certificates/standing.server.ts'
import { pathName, progressWords } from '../../training/certificates/words.ts'
import { myToday } from '../../training/assigning/assigner.server.ts'
import { assignedTo } from '../../training/assigning/mine.server.ts'
import { modulesFor } from '../../training/module.server.ts'
import { onPath, pathsOf } from '../../training/path.ts'
import { OnPhone } from '../../training/phone/on-phone.tsx'
import { personOnPhone } from '../../training/phone/pack.server.ts'
import { Icon } from '../../ui/icon.tsx'
import { LinkRow } from '../../ui/link-row.tsx'
import { Empty, Page } from '../../ui/page.tsx'
import { Steps } from '../../ui/steps.tsx'
import { AssignedList } from './assigned-list.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { me, session } = await requireSession(request, context)
  const modules = await modulesFor(context.db, me.id, me.locale)
  const { timeZone } = context.company
  const dayOf = (time: number) => wallClock(time, timeZone).slice(0, 10)
  const today = dayOf(context.now().getTime())
  const rows = modules.map(({ completedAt, ...module }) => ({
    ...module,
    completedOn: completedAt === null ? null : dayOf(completedAt),
  }))
  const certificates = await certificateProgress(context.db, me, timeZone, today)
  const assigned = await assignedTo(context.db, me.id, myToday(me, context))
  return json({
    assigned: assigned.flatMap(({ module, ...rest }) => {
      const title = modules.find(({ slug }) => slug === module)?.title
      return title === undefined ? [] : { ...rest, slug: module, title }
    }),
    certificates: certificates.map(({ progress }) => ({
      name: m.training_exam_row(
        { name: pathName(progress.path, me.locale) },
        { locale: me.locale },
      ),
      words: progressWords(progress, me.locale),
    })),
    path: rows.filter((module) => onPath(module, me.roles)),
    more: rows.filter((module) => !onPath(module, me.roles)),
    walking: pathsOf(me.roles)[0],
    person: personOnPhone(context.settings.secret, me.id),
    // Nobody keeps anything on a device that others use.
    onOwn: session.kioskId === null,
  })
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>['path'][number]

export const meta = titled(() => m.training_title())

export default function Training() {
  const { assigned, path, more, walking, certificates, person, onOwn } =
    useLoaderData<typeof loader>()
  const done = path.filter((module) => module.completedOn !== null).length
  const names = {
    employee: m.training_path_frontline,
    leader: m.training_path_leader,
    hr: m.training_path_hr,
  }
  return (
    <Page title={m.training_title()} lead={m.training_lead()}>
      {path.length + more.length === 0 && <Empty>{m.training_empty()}</Empty>}
      {assigned.length > 0 && <AssignedList assigned={assigned} />}
      {path.length > 0 && (
        <section aria-labelledby="path" className="space-y-3">
          <div>
            <h2 id="path">{names[walking ?? 'employee']()}</h2>
            <p className="mt-1 text-muted">{m.training_path_order()}</p>
          </div>
          <Steps
            label={m.training_path_done({ done, of: path.length })}
            now={done}
            of={path.length}
          />
          <Modules modules={path} ordered />
        </section>
      )}
      {more.length > 0 && (
        <section aria-labelledby="more" className="space-y-3 pt-2">
          <div>
            <h2 id="more">{m.training_path_more()}</h2>
            <p className="mt-1 text-muted">{m.training_path_more_lead()}</p>
          </div>
          <Modules modules={more} />
        </section>
      )}
      <ul className="divide-y divide-line border-y border-line">
        {certificates.map(({ name, words }) => (
          <li key={name}>
            <LinkRow to="/training/certificates" icon="badge-check">
              <span className="block font-medium">{name}</span>
              <span className="block text-sm text-muted">{words}</span>
            </LinkRow>
          </li>
        ))}
        <li>
          <LinkRow to="/training/cards" icon="lightbulb">
            <span className="font-medium">{m.training_cards_door()}</span>
          </LinkRow>
        </li>
        <li>
          <LinkRow to="/training/claims" icon="scale">
            <span className="font-medium">{m.training_claims_door()}</span>
          </LinkRow>
        </li>
      </ul>
      <OnPhone person={person} offer={onOwn} />
    </Page>
  )
}

function Modules({ modules, ordered }: { modules: Row[]; ordered?: boolean }) {
  const List = ordered ? 'ol' : 'ul'
  return (
    <List className="space-y-3">
      {modules.map((module) => (
        <li key={module.slug}>
          <ModuleLink module={module} />
        </li>
      ))}
    </List>
  )
}

function ModuleLink({ module }: { module: Row }) {
  const { slug, title, summary, minutes, step, of, completedOn } = module
  return (
    <Link
      to={`/training/${slug}`}
      className="flex items-center gap-4 rounded-2xl border border-line bg-raised p-5 no-underline hover:border-edge"
    >
      <span className="grid size-12 shrink-0 place-items-center rounded-full bg-accent-soft text-accent">
        <Icon name={completedOn ? 'badge-check' : 'book-open'} className="size-6" />
      </span>
      <span className="min-w-0 flex-1 space-y-1">
        <span className="block text-lg font-semibold">{title}</span>
        <span className="block text-muted">{summary}</span>
        <span className="block text-sm text-muted">
          {step
            ? m.training_step_left({ now: step, of, n: minutes })
            : completedOn
              ? m.training_completed({ day: formatDay(completedOn) })
              : m.training_minutes({ n: minutes })}
        </span>
        {step && <progress value={step} max={of} aria-label={m.training_step({ now: step, of })} />}
      </span>
      <Icon name="chevron-right" flip className="size-5 text-muted" />
    </Link>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
