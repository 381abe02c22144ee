/**
 * After a build: the list of routes that every page fetches, in fewer words. Each route is a row instead of an object,
 * the files it is made of are left to the page that needs them (`route-list.ts`), and routes whose script is empty share
 * one. What a browser makes of it is compared with what Remix wrote, and the build fails where they differ.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { runInNewContext } from 'node:vm'

interface Route {
  id: string
  parentId?: string
  path?: string
  index?: boolean
  hasAction: boolean
  hasLoader: boolean
  hasClientAction: boolean
  hasClientLoader: boolean
  hasErrorBoundary: boolean
  module: string
  imports: string[]
  css: string[]
}

interface Manifest {
  routes: Record<string, Route>
  [other: string]: unknown
}

const assets = path.resolve('build/client/assets')
const [name, ...others] = readdirSync(assets).filter((one) => /^manifest-[\w-]+\.js$/.test(one))
if (!name || others.length > 0) throw new Error('one list of routes was expected in the build')
const file = path.join(assets, name)
const manifest = read(readFileSync(file, 'utf8'))
const { routes, ...rest } = manifest

const empty = Object.values(routes).find(isEmpty)?.module
const expected: Manifest = { ...rest, routes: {} }
for (const [id, route] of Object.entries(routes)) {
  const module = isEmpty(route) && empty ? empty : route.module
  expected.routes[id] = { ...route, module, imports: [] }
}

const FOLDER = 'routes/'
const FLAGS = [
  'hasAction',
  'hasLoader',
  'hasClientAction',
  'hasClientLoader',
  'hasErrorBoundary',
] as const
/** Said only where it is so, unlike the others. */
const INDEX = 1 << FLAGS.length
const rows = Object.values(expected.routes).map((route) => {
  const bits = FLAGS.reduce((sum, flag, i) => sum + (route[flag] ? 1 << i : 0), 0)
  const parent = route.parentId === 'root' ? 0 : (route.parentId ?? null)
  const own = route.id.startsWith(FOLDER) ? route.id.slice(FOLDER.length) : `/${route.id}`
  const flags = bits + (route.index ? INDEX : 0)
  // The module last: nothing in it repeats. A path that follows from the name is left out.
  const said = route.path === pathOf(own) ? 0 : (route.path ?? null)
  const css = route.css.length > 0 ? [route.css] : []
  return [own, flags, parent, said, /\/assets\/(.+)\.js$/.exec(route.module)?.[1], ...css]
})

const text = `const p=${String(pathOf)};const r={};
for(const [n,b,a,s,m,c=[]] of ${JSON.stringify(rows)}){
const id=n[0]==="/"?n.slice(1):"${FOLDER}"+n;const o=r[id]={id};
if(a!==null)o.parentId=a===0?"root":a;
const path=s===0?p(n):s;if(path!==null)o.path=path;
if(b&${INDEX})o.index=true;
${JSON.stringify(FLAGS)}.forEach((f,i)=>o[f]=!!(b>>i&1));
Object.assign(o,{module:"/assets/"+m+".js",imports:[],css:c})}
window.__remixManifest={...${JSON.stringify(rest)},routes:r};
`
if (!isDeepStrictEqual(read(text), JSON.parse(JSON.stringify(expected)))) {
  throw new Error('the shortened list of routes says something else')
}
writeFileSync(file, text)

/** The address that a name of a folder stands for; goes into the browser as it is written here. */
function pathOf(name: string): string {
  return name
    .split('.')
    .filter((part) => part[0] !== '_')
    .map((part) => part.replace(/_$/, '').replace(/^\$/, ':'))
    .join('/')
}

function isEmpty({ module }: Route): boolean {
  return readFileSync(path.join('build/client', module), 'utf8').trim() === ''
}

function read(script: string): Manifest {
  const window: { __remixManifest?: Manifest } = {}
  runInNewContext(script, { window })
  return JSON.parse(JSON.stringify(window.__remixManifest)) as Manifest
}
