import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { removePromise } from '../../pulse/acting/promising.server.ts'
import { afterStep, promisesPath } from '../../pulse/acting/step.server.ts'
import { requireActing } from '../../pulse/acting/team-wave.server.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireActing(request, context)
  return redirect(promisesPath(params.waveId ?? ''))
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireActing(request, context)
  const { waveId = '', id = '' } = params
  return afterStep(waveId, id, await removePromise(context.db, waveId, id, me, context.now()))
}
