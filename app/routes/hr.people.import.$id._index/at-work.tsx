import { formatShare } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Refresh } from '../../ui/refresh.tsx'

interface Props {
  id: number
  fileName: string
  /** 0…1. */
  progress: number
  looking: boolean
}

/** While the file is looked at or taken; the page asks again by itself. */
export function AtWork({ id, fileName, progress, looking }: Props) {
  const title = looking ? m.people_import_checking : m.people_import_running
  return (
    <Page title={title({ file: fileName })} lead={m.people_import_leave()}>
      <Refresh />
      <div className="space-y-1.5" role="status">
        <p id="share" className="text-sm text-muted">
          {m.people_import_progress()}:{' '}
          <span className="tabular-nums">{formatShare(progress)}</span>
        </p>
        <progress value={progress} max={1} aria-labelledby="share" />
      </div>
      <ButtonLink to={`/hr/people/import/${id}`} look="quiet" reloadDocument>
        {m.people_import_again()}
      </ButtonLink>
    </Page>
  )
}
