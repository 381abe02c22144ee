import { Session, type Profiler } from 'node:inspector/promises'

/** Share of the time that was not idle or spent on starting to measure, by what worked in it; the largest first. */
export type Profile = [what: string, share: number][]

/** Lets the bench ask this process, over its message channel, what it has used and where. */
export function answerQuestions(): void {
  let stop: (() => Promise<Profile>) | undefined
  process.on('message', async (question) => {
    if (question === 'cpu')
      process.send!((process.cpuUsage().user + process.cpuUsage().system) / 1000)
    if (question === 'memory') process.send!(process.resourceUsage().maxRSS / 1024)
    if (question === 'alive') process.send!(await alive())
    if (question === 'profile start') {
      stop = await profiling()
      process.send!('started')
    }
    if (question === 'profile stop') process.send!((await stop?.()) ?? [])
  })
}

/** What is left in memory once everything is collected that nothing holds, in MB. */
async function alive(): Promise<number> {
  const session = new Session()
  session.connect()
  await session.post('HeapProfiler.collectGarbage')
  session.disconnect()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1024 ** 2
}

/** Samples this process until the returned function is called. */
export async function profiling(): Promise<() => Promise<Profile>> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: 500 })
  await session.post('Profiler.start')
  return async () => {
    const { profile } = await session.post('Profiler.stop')
    session.disconnect()
    return shares(profile)
  }
}

function shares(profile: Profiler.Profile): Profile {
  const parents = new Map<number, number>()
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]))
  for (const node of profile.nodes) for (const id of node.children ?? []) parents.set(id, node.id)
  /** Native code has no file: it is counted with whoever called it. */
  const owner = (id: number): string => {
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const { url, functionName } = nodes.get(at)!.callFrame
      if (functionName.startsWith('(') && functionName !== '(root)') {
        if (!functionName.startsWith('(anonymous')) return functionName.slice(1, -1)
      }
      if (url === 'node:inspector') return 'idle'
      if (url) return nameOf(url)
    }
    return 'node'
  }
  const time = new Map<string, number>()
  let total = 0
  profile.samples!.forEach((id, i) => {
    const what = owner(id)
    if (what === 'idle') return
    const spent = profile.timeDeltas![i]!
    time.set(what, (time.get(what) ?? 0) + spent)
    total += spent
  })
  return [...time]
    .map(([what, spent]): [string, number] => [what, spent / total])
    .sort((a, b) => b[1] - a[1])
}

/** The package, the folder of app/, or `node`. */
function nameOf(url: string): string {
  if (url.startsWith('node:')) return 'node'
  const part = /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules)/.exec(url)
  if (part) return part[1]!
  const own = /\/(app\/[^/]+|db|test|build\/server)\//.exec(url)
  return own ? (own[1] === 'build/server' ? 'our pages' : own[1]!) : 'other'
}
