import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { markThanksRead, thanksOf } from '../../feedback/thanks/thanks.server.ts'
import { ThanksList } from '../../feedback/thanks/thanks-list.tsx'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Empty, Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { db, company, now } = context
  const me = await requireEmployee(request, context)
  const asked = new URL(request.url).searchParams
  const [got, gave] = await Promise.all([thanksOf(db, me.id, 'got'), thanksOf(db, me.id, 'gave')])
  await markThanksRead(db, me.id, now())
  return json({
    got,
    gave,
    timeZone: company.timeZone,
    done: asked.get('done') ?? '',
    removed: asked.get('id') ?? '',
  })
}

export const meta = titled(() => m.feedback_thanks_title())

export default function ThanksPage() {
  const { got, gave, timeZone, done, removed } = useLoaderData<typeof loader>()
  return (
    <Page title={m.feedback_thanks_title()} lead={m.feedback_thanks_lead()}>
      {Object.hasOwn(STEPS, done) && (
        <Notice look={done === 'late' ? 'warn' : 'good'} live="status">
          <p>{STEPS[done as keyof typeof STEPS]()}</p>
          {done === 'removed' && (
            <Form method="post" action={`/feedback/thanks/${removed}/restore`} className="mt-2">
              <Button look="second">
                <Icon name="undo-2" flip />
                {m.common_undo()}
              </Button>
            </Form>
          )}
        </Notice>
      )}
      <ButtonLink to="/feedback/thanks/new" className="w-full sm:w-auto">
        <Icon name="plus" />
        {m.feedback_thanks_new()}
      </ButtonLink>
      <section className="space-y-3">
        <h2>{m.feedback_thanks_got()}</h2>
        {got.length > 0 ? (
          <ThanksList thanks={got} way="got" timeZone={timeZone} />
        ) : (
          <Empty>{m.feedback_thanks_none_got()}</Empty>
        )}
      </section>
      <section className="space-y-3">
        <h2>{m.feedback_thanks_gave()}</h2>
        {gave.length > 0 ? (
          <ThanksList thanks={gave} way="gave" timeZone={timeZone} />
        ) : (
          <Empty>{m.feedback_thanks_none_gave()}</Empty>
        )}
      </section>
    </Page>
  )
}

const STEPS = {
  sent: () => m.feedback_thanks_sent(),
  removed: () => m.feedback_thanks_removed(),
  back: () => m.feedback_thanks_back(),
  late: () => m.feedback_thanks_late(),
  reported: () => m.feedback_thanks_reported(),
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
