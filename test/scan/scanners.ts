import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { filled, type Form } from '../support/crawl.ts'
import type { Finding } from './finding.ts'

export interface Target {
  /** Of the gate, which says who sends. */
  url: string
  /** A folder of this run's own. */
  folder: string
  seconds: number
}

/** Runs a program until it ends or the time is over; what it wrote. */
function run(program: string, args: string[], folder: string, seconds: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, HOME: folder },
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (said += text))
    const over = setTimeout(() => child.kill('SIGKILL'), seconds * 1000)
    child.on('error', reject)
    child.on('close', () => {
      clearTimeout(over)
      resolve(said)
    })
  })
}

/** wapiti begins at these pages and finds its own way from there; half of the time it looks, half it attacks. */
export async function wapiti(
  target: Target,
  pages: Iterable<string>,
): Promise<{ findings: Finding[]; said: string }> {
  const { url, folder, seconds } = target
  const report = path.join(folder, 'wapiti.json')
  const modules =
    'sql,blindsql,xss,permanentxss,exec,file,crlf,redirect,csp,cookieflags,http_headers'
  const each = Math.max(10, Math.round(seconds / 2 / 10))
  const said = await run(
    'wapiti',
    [
      ...[
        '-u',
        `${url}/`,
        '--scope',
        'domain',
        ...[...pages].flatMap((page) => ['-s', url + page]),
        '-m',
        modules,
        '-f',
        'json',
        '-o',
        report,
        '-v',
        '1',
      ],
      ...['--max-scan-time', String(Math.round(seconds / 2)), '--max-attack-time', String(each)],
      ...[
        '--flush-session',
        '--no-bugreport',
        '-t',
        '10',
        '-S',
        'normal',
        '--max-links-per-page',
        '60',
      ],
      ...['--store-session', folder, '--store-config', folder, '-A', 'scan'],
    ],
    folder,
    seconds * 2,
  )
  if (!existsSync(report)) throw new Error(`wapiti wrote no report: ${said.slice(-2000)}`)
  const { vulnerabilities, anomalies } = JSON.parse(readFileSync(report, 'utf8')) as Record<
    'vulnerabilities' | 'anomalies',
    Record<string, { method: string; path: string; info: string; parameter: string }[]>
  >
  const findings = Object.entries({ ...vulnerabilities, ...anomalies }).flatMap(([kind, found]) =>
    found.map(({ method, path: where, info, parameter }) => ({
      scanner: 'wapiti' as const,
      what: `${kind}: ${method} ${where} ${parameter ?? ''}: ${info}`,
    })),
  )
  return { findings, said }
}

/** sqlmap gets every form and every address with a question, as a browser would send them. */
export async function sqlmap(
  target: Target,
  forms: Form[],
): Promise<{ findings: Finding[]; tried: number; of: number }> {
  const { url, folder, seconds } = target
  const { host } = new URL(url)
  const line = '='.repeat(54)
  const requests = forms
    .filter(({ multipart, fields }) => !multipart && fields.length > 0)
    .map((form) => {
      const values = String(filled(form, {}))
      const [where, query] = form.action.split('?')
      const asked = [query, form.method === 'get' ? values : ''].filter(Boolean).join('&')
      const start = `${form.method.toUpperCase()} ${where}${asked ? `?${asked}` : ''} HTTP/1.1`
      const headers = [`Host: ${host}`]
      const body = form.method === 'post' ? values : ''
      if (body) headers.push('Content-Type: application/x-www-form-urlencoded')
      return `${line}\n12:00:00  ${url}  [127.0.0.1]\n${line}\n${[start, ...headers].join('\n')}\n\n${body}\n${line}\n`
    })
  const log = path.join(folder, 'requests.log')
  const csv = path.join(folder, 'sqlmap.csv')
  writeFileSync(log, requests.join('\n'))
  const said = await run(
    'sqlmap',
    [
      ...[
        '-l',
        log,
        '--batch',
        '--ignore-stdin',
        '--disable-coloring',
        '--level',
        '1',
        '--threads',
        '4',
        '--risk',
        '1',
      ],
      ...['--timeout', '10', '--retries', '0', '--technique', 'BEU', '--results-file', csv],
      ...['--output-dir', path.join(folder, 'sqlmap'), '--skip', 'Cookie', '--random-agent'],
    ],
    folder,
    seconds,
  )
  writeFileSync(path.join(folder, 'sqlmap.log'), said)
  const tried = new Set(said.match(/^(GET|POST) http\S+$/gm) ?? []).size
  if (requests.length > 0 && tried === 0)
    throw new Error(`sqlmap tried nothing: ${said.slice(-2000)}`)
  const hits = (
    said.match(/^.*(is vulnerable|appears to be .*injectable|might be injectable).*$/gm) ?? []
  ).filter((hit) => !/not appear|false positive/.test(hit))
  const stored = existsSync(csv) ? readFileSync(csv, 'utf8').trim().split('\n').slice(1) : []
  const found = [...new Set([...hits, ...stored])]
  return {
    findings: found.map((what) => ({ scanner: 'sqlmap', what })),
    tried,
    of: requests.length,
  }
}

/** Whether both are here. */
export function missingScanners(): string[] {
  const here = (name: string) =>
    (process.env.PATH ?? '')
      .split(path.delimiter)
      .some((dir) => dir && existsSync(dir) && readdirSync(dir).includes(name))
  return ['sqlmap', 'wapiti'].filter((name) => !here(name))
}
