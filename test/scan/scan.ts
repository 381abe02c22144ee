// Both scanners against the demo company as everybody; ends with 1 on a finding that nobody has explained.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { crawl } from '../support/crawl.ts'
import { startDemo } from '../support/demo.ts'
import { blindTo } from './broken.ts'
import { explained } from './explained.ts'
import type { Finding } from './finding.ts'
import { openGate } from './gate.ts'
import { missingScanners, sqlmap, wapiti } from './scanners.ts'

const WHO = ['nobody', 'employee', 'leader', 'hr', 'owner']
const PAGES = 120

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string', default: '4' } },
})
const minutes = Number(values.minutes)
const unknown = positionals.filter((name) => !WHO.includes(name))
if (unknown.length > 0 || !(minutes > 0)) {
  console.error(`npm run scan -- [${WHO.join('|')}] --minutes N, for each of both scanners.`)
  process.exit(2)
}
const missing = missingScanners()
if (missing.length > 0) {
  console.error(`${missing.join(' and ')} not found: apt-get install sqlmap wapiti`)
  process.exit(2)
}

const demo = await startDemo()
const { url, folder } = demo

const unseen = await blindTo(folder, 60)
for (const hole of unseen) console.error(`not found on a site that has it: ${hole}`)
if (unseen.length > 0) {
  console.error('What these scanners say of the portal would prove nothing.')
  await demo.remove()
  process.exit(1)
}
console.log('a site with known holes: each of them found by the scanners')

let open = 0
for (const who of positionals.length > 0 ? WHO.filter((each) => positionals.includes(each)) : WHO) {
  const cookie = demo.cookies.get(who) ?? null
  const findings: Finding[] = []
  const look = async (where: string) => {
    const answer = await demo.send(where, cookie && who)
    const body = await answer.text()
    if (answer.status >= 500)
      findings.push({ scanner: 'crawl', what: `${answer.status} at ${where}` })
    return /html/.test(answer.headers.get('content-type') ?? '') ? body : null
  }
  const { pages, forms } = await crawl(
    look,
    cookie ? ['/'] : ['/sign-in', '/privacy', '/verify'],
    PAGES,
  )
  const own = path.join(folder, who)
  mkdirSync(own)
  const gate = await openGate(url, cookie)
  const target = { url: gate.url, folder: own, seconds: minutes * 60 }
  const injected = await sqlmap(target, forms)
  const attacked = await wapiti(target, pages.keys())
  // Whether it was the person all the time: a scanner that is signed out looks at one page.
  if (cookie) {
    const still = await fetch(`${gate.url}/`, { redirect: 'manual' })
    if (still.status !== 200)
      findings.push({ scanner: 'crawl', what: `signed out on the way: ${still.status}` })
  }
  for (const what of gate.faults) findings.push({ scanner: 'gate', what })
  findings.push(...injected.findings, ...attacked.findings)
  gate.close()
  const unexplained = findings.filter((finding) => explained(finding) === null)
  open += unexplained.length
  console.log(
    `${who}: ${pages.size} pages and ${forms.length} forms found; sqlmap tried ${injected.tried} of ${injected.of} requests, ` +
      `${gate.passed()} requests of both answered at ${gate.places.size} addresses; ` +
      `${findings.length} findings, ${unexplained.length} of them unexplained`,
  )
  for (const finding of findings) {
    const why = explained(finding)
    console.log(`  ${why === null ? 'OPEN' : 'explained'} ${finding.scanner}: ${finding.what}`)
    if (why !== null) console.log(`    ${why}`)
  }
}
await demo.remove()
console.log(open === 0 ? 'nothing unexplained' : `${open} unexplained`)
process.exit(open === 0 ? 0 : 1)
