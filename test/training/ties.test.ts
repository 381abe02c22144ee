import { expect, test } from 'vitest'
import { content } from '../../app/training/content.server.ts'
import { kindOf } from '../../app/training/interactives/kinds.ts'
import type { Acted } from '../../app/training/interactives/kind.ts'
import type { Figure } from '../../app/training/interactives/ours.ts'
import { linesToSend } from '../../app/training/interactives/promise.ts'
import { notesIn, type Work as Walked } from '../../app/training/interactives/walk.ts'
import type { KindName } from '../../app/training/interactives/kinds.ts'
import { LANGUAGES, type Module } from '../../app/training/module.ts'
import { renderSentence, renderText } from '../../app/training/text.server.ts'
import { PROMISE_LENGTH } from '../../app/training/promise-card.ts'

/** One person at the published interactive of a kind; every state is read back as it would be stored. */
function sit(name: KindName, tie: unknown = null, seed = 'maya') {
  const found = content().modules.flatMap((module: Module) =>
    module.plan.blocks.flatMap((block) => (block.kind === name ? [{ module, block }] : [])),
  )[0]
  if (!found) throw new Error(`no module with ${name}`)
  const block = found.block as never as { id: string; kind: KindName } & Record<string, never>
  const kind = kindOf(block)
  const text = found.module.texts.en.blocks[block.id]!
  let work: unknown = null
  const tap = (fields: [string, string][]): Acted<unknown> => {
    const sent = new FormData()
    for (const [key, value] of fields) sent.append(key, value)
    const acted = kind.act!({ block, work, sent, tie, seed, language: 'en' })
    if ('work' in acted && acted.work !== null)
      work = kind.work!(block).parse(JSON.parse(JSON.stringify(acted.work)))
    return acted
  }
  const view = <View>() =>
    kind.view!({
      block,
      text,
      work,
      tie,
      seed,
      language: 'en',
      render: renderText,
      say: renderSentence,
    }) as View
  return {
    block: block as never as Record<string, unknown>,
    text: text as never as Record<string, unknown>,
    tap,
    view,
    work: () => work,
  }
}

const whyOf = (text: unknown) => JSON.stringify(text).slice(10, 40)

// ── tokens

interface TokensView {
  marks: number[] | null
  bands: { fit: boolean; rows: { band: string; marks: number[] }[] } | null
  score: { mine: number; nps: number } | null
  margin: { n: number | null; stops: { n: number; value: number | null }[] } | null
  mine: unknown
  after: unknown
}

test('tokens: nothing is explained before the bands are drawn, and the first drawing stands', () => {
  const { tap, view, text } = sit('tokens', { place: 'North' })
  const before = view<TokensView>()
  expect(before).toMatchObject({ bands: null, score: null, margin: null, mine: null, after: null })
  expect(before.marks).toHaveLength(20)
  expect(JSON.stringify(before)).not.toContain(whyOf((text.bands as { why: string }).why))
  expect(
    tap([
      ['do', 'bands'],
      ['low', '7'],
      ['high', '7'],
    ]),
  ).toHaveProperty('error')
  expect(
    tap([
      ['do', 'bands'],
      ['low', '5'],
    ]),
  ).toHaveProperty('error')
  expect(
    tap([
      ['do', 'score'],
      ['score', '10'],
    ]),
  ).toEqual({ work: null })
  tap([
    ['do', 'bands'],
    ['low', '5'],
    ['high', '7'],
  ])
  tap([
    ['do', 'bands'],
    ['low', '6'],
    ['high', '8'],
  ])
  const { bands, marks } = view<TokensView>()
  expect(marks).toBeNull()
  expect(bands).toMatchObject({ mine: { low: 5, high: 7 }, fit: false })
  expect(bands?.rows.map(({ marks }) => [Math.min(...marks) >= 0, Math.max(...marks)])).toEqual([
    [true, expect.toSatisfy((mark: number) => mark <= 6)],
    [true, expect.toSatisfy((mark: number) => mark <= 8)],
    [true, expect.toSatisfy((mark: number) => mark <= 10)],
  ])
  expect(bands?.rows.flatMap(({ marks }) => marks)).toHaveLength(20)
})

test.each([
  ['+15', 15],
  ['15', 15],
  ['−5', -5],
  ['–5', -5],
  ['-5', -5],
  ['100', 100],
])('tokens: the score may be written as %j', (typed, mine) => {
  const { tap, view } = sit('tokens')
  tap([
    ['do', 'bands'],
    ['low', '6'],
    ['high', '8'],
  ])
  tap([
    ['do', 'score'],
    ['score', typed],
  ])
  expect(view<TokensView>().score).toMatchObject({ mine })
})

test('tokens: the slider answers within the gates, and my own score comes after my own work', () => {
  const tie = { place: 'North', n: 40, value: 30, low: 5, high: 50, says: ['n = 40'] }
  const { tap, view, block } = sit('tokens', tie)
  tap([
    ['do', 'bands'],
    ['low', '6'],
    ['high', '8'],
  ])
  for (const wrong of ['', 'much', '130', '1e1']) {
    expect(
      tap([
        ['do', 'score'],
        ['score', wrong],
      ]),
    ).toHaveProperty('error')
  }
  expect(view<TokensView>().mine).toBeNull()
  tap([
    ['do', 'score'],
    ['score', '10'],
  ])
  const marks = block.marks as number[]
  const nps =
    (100 * (marks.filter((mark) => mark >= 9).length - marks.filter((mark) => mark <= 6).length)) /
    marks.length
  const done = view<TokensView>()
  expect(done.score).toMatchObject({ mine: 10, nps })
  expect(done.mine).toEqual(tie)
  expect(done.after).toBeNull()
  expect(done.margin?.stops.map(({ n }) => n)).toEqual(
    Array.from({ length: 40 }, (_, at) => 10 * (at + 1)),
  )
  expect(done.margin?.stops.filter(({ value }) => value === null).map(({ n }) => n)).toEqual([
    10, 20,
  ])
  tap([
    ['do', 'n'],
    ['n', '15'],
  ])
  tap([
    ['do', 'n'],
    ['n', '410'],
  ])
  expect(view<TokensView>().margin?.n).toBeNull()
  tap([
    ['do', 'n'],
    ['n', '200'],
  ])
  expect(view<TokensView>()).toMatchObject({ margin: { n: 200 }, after: expect.anything() })
})

// ── values

interface ValuesView {
  ranked: boolean
  values: { id: string }[]
  next: { id: string } | null
  heard: {
    id: string
    said: { id: string; heard: boolean; strong: boolean }[]
    beside: { id: string }[]
  }[]
  after: unknown
}

test('values: moved with buttons, ranked once, and three of them are our strengths', () => {
  const { tap, view } = sit('values')
  const start = view<ValuesView>().values.map(({ id }) => id)
  tap([['do', `up:${start[0]}`]])
  expect(view<ValuesView>().values.map(({ id }) => id)).toEqual(start)
  tap([['do', `down:${start[0]}`]])
  const moved = [start[1], start[0], ...start.slice(2)]
  expect(view<ValuesView>().values.map(({ id }) => id)).toEqual(moved)
  tap([['do', 'up:nothing']])
  tap([['do', 'ranked']])
  tap([['do', `up:${start[0]}`]])
  expect(view<ValuesView>()).toMatchObject({ ranked: true })
  expect(view<ValuesView>().values.map(({ id }) => id)).toEqual(moved)
})

test('values: what a customer said lights up where we are strong, else we say that we do not fit', () => {
  const { tap, view, block, text } = sit('values')
  const clients = block.clients as { id: string; values: string[] }[]
  const said = new Set(clients[0]!.values)
  // Put what the first customer wants on top.
  for (const wish of said) for (let step = 0; step < 8; step++) tap([['do', `up:${wish}`]])
  tap([['do', 'ranked']])
  const why = whyOf((text.clients as Record<string, { why: string }>)[clients[0]!.id]!.why)
  expect(JSON.stringify(view())).not.toContain(why)
  expect(tap([['do', `heard:${clients[0]!.id}`]])).toHaveProperty('error')
  const other = (block.values as string[]).find((id) => !said.has(id))!
  tap([
    ['do', `heard:${clients[0]!.id}`],
    ['value', clients[0]!.values[0]!],
    ['value', other],
    ['value', 'made-up'],
  ])
  const [first] = view<ValuesView>().heard
  expect(first?.said.every(({ strong }) => strong)).toBe(true)
  expect(first?.said.filter(({ heard }) => heard)).toHaveLength(1)
  expect(first?.beside.map(({ id }) => id)).toEqual([other])
  expect(JSON.stringify(view())).toContain(why)
  // Another customer's form, or the same again, changes nothing.
  tap([
    ['do', `heard:${clients[0]!.id}`],
    ['value', other],
  ])
  expect(view<ValuesView>().heard).toHaveLength(1)
  for (const { id, values } of clients.slice(1))
    tap([
      ['do', `heard:${id}`],
      ['value', values[0]!],
    ])
  expect(view<ValuesView>()).toMatchObject({ next: null, after: expect.anything() })
})

// ── ours

test('ours: the portal says how far it trusts a figure only after the reader has', () => {
  const figure = (trust: Figure['trust'], because: string): Figure => ({
    says: ['n = 12'],
    bar: null,
    trust,
    because,
  })
  const tie = {
    'site-score': figure('care', 'FEW ANSWERS'),
    link: figure('not-yet', 'MAY BE CHANCE'),
    money: figure('care', 'ESTIMATES'),
  }
  const { tap, view, block } = sit('ours', tie)
  const figures = block.figures as string[]
  expect(JSON.stringify(view())).not.toMatch(/FEW|CHANCE|ESTIMATES|"care"|"not-yet"/)
  tap([['do', `trust:${figures[0]}:maybe`]])
  tap([['do', 'trust:profit:rely']])
  expect(view<{ figures: unknown[] }>().figures).toHaveLength(1)
  tap([['do', `trust:${figures[0]}:rely`]])
  tap([['do', `trust:${figures[0]}:care`]])
  const [first, second] = view<{ figures: { graded: unknown }[] }>().figures
  expect(first?.graded).toMatchObject({ mine: 'rely', portal: tie[figures[0] as 'link'].trust })
  expect(second?.graded).toBeNull()
  for (const figure of figures.slice(1)) tap([['do', `trust:${figure}:not-yet`]])
  expect(view()).toHaveProperty('after', expect.anything())
})

// ── walk

const places = ['entrance', 'parking', 'greeting', 'till', 'labels', 'phone', 'website', 'toilets']
const walkTie = {
  site: 'North' as string | null,
  touchpoints: [...places, 'cafe', 'returns', 'advice', 'bags', 'delivery'].map((code) => ({
    code,
    group: 'business',
    groupName: 'The place',
    name: code.toUpperCase(),
  })),
}

test('walk: a few places are chosen, graded one after another, and can be looked at again', () => {
  const { tap, view, block } = sit('walk', walkTie)
  const most = block.choose as number
  const choose = (codes: string[]) =>
    tap([['do', 'choose'], ...codes.map((code): [string, string] => ['touchpoint', code])])
  expect(choose(['entrance', 'till', 'made-up'])).toHaveProperty('error')
  expect(choose(walkTie.touchpoints.slice(0, most + 1).map(({ code }) => code))).toHaveProperty(
    'error',
  )
  choose(['entrance', 'till', 'greeting'])
  expect(view()).toMatchObject({ choose: null, next: { touchpoint: 'entrance', now: 1 }, of: 3 })
  expect(
    tap([
      ['do', 'mark:entrance'],
      ['fix', 'light'],
    ]),
  ).toHaveProperty('error')
  expect(
    tap([
      ['do', 'mark:entrance'],
      ['grade', 'poor'],
      ['fix', 'x'.repeat(301)],
    ]),
  ).toHaveProperty('error')
  tap([
    ['do', 'mark:entrance'],
    ['grade', 'poor'],
    ['fix', '  a new lamp\0 '],
  ])
  tap([
    ['do', 'mark:greeting'],
    ['grade', 'wow'],
    ['fix', ''],
  ])
  tap([
    ['do', 'mark:till'],
    ['grade', 'normal'],
    ['fix', ''],
  ])
  expect(view()).toMatchObject({ next: null, after: expect.anything() })
  tap([['do', 'again:entrance']])
  expect(view()).toMatchObject({ next: { touchpoint: 'entrance', fix: 'a new lamp' } })
  tap([
    ['do', 'mark:entrance'],
    ['grade', 'normal'],
    ['fix', 'a new lamp'],
  ])
  expect(view<{ entries: unknown[] }>().entries).toContainEqual(
    expect.objectContaining({ touchpoint: 'entrance', grade: 'normal', name: 'ENTRANCE' }),
  )
})

test('walk: only what is ticked becomes a note, and never twice', () => {
  const { tap, work } = sit('walk', walkTie)
  tap([
    ['do', 'choose'],
    ['touchpoint', 'entrance'],
    ['touchpoint', 'till'],
    ['touchpoint', 'phone'],
  ])
  tap([
    ['do', 'mark:entrance'],
    ['grade', 'poor'],
    ['fix', 'a lamp'],
  ])
  tap([
    ['do', 'mark:till'],
    ['grade', 'wow'],
    ['fix', ''],
  ])
  const sent = new FormData()
  sent.set('do', 'send')
  for (const code of ['entrance', 'phone', 'labels']) sent.append('note', code)
  // Not graded yet, or never chosen: no note.
  expect(notesIn(work() as Walked, sent).map(({ touchpoint }) => touchpoint)).toEqual(['entrance'])
  tap([...sent] as [string, string][])
  expect(notesIn(work() as Walked, sent)).toEqual([])
  expect(tap([...sent] as [string, string][])).toHaveProperty('error')
  expect(tap([['do', 'send']])).toHaveProperty('error')
  // What is a note already stays as it was sent.
  tap([
    ['do', 'mark:entrance'],
    ['grade', 'wow'],
    ['fix', 'none'],
  ])
  expect((work() as Walked).entries[0]).toMatchObject({ grade: 'poor', sent: true })
})

test('walk: who works at no single site sends no notes', () => {
  const { tap, work } = sit('walk', { ...walkTie, site: null })
  tap([
    ['do', 'choose'],
    ['touchpoint', 'entrance'],
    ['touchpoint', 'till'],
    ['touchpoint', 'phone'],
  ])
  tap([
    ['do', 'mark:entrance'],
    ['grade', 'poor'],
    ['fix', ''],
  ])
  tap([
    ['do', 'send'],
    ['note', 'entrance'],
  ])
  expect((work() as Walked).entries.some(({ sent }) => sent)).toBe(false)
})

// ── promise

test('promise: a draft needs one line, a card for HR all three, none longer than the limit', () => {
  const lines = (share: string, influence = '', growth = ''): [string, string][] => [
    ['share', share],
    ['influence', influence],
    ['growth', growth],
  ]
  const { tap, view } = sit('promise', { leads: ['Team'], card: null })
  expect(tap([['do', 'keep'], ...lines(' ')])).toHaveProperty('error')
  expect(tap([['do', 'keep'], ...lines('x'.repeat(PROMISE_LENGTH + 1))])).toHaveProperty('error')
  expect(tap([['do', 'send'], ...lines('tips are shared')])).toHaveProperty('error')
  tap([['do', 'keep'], ...lines('tips\n are  shared\0')])
  expect(view()).toMatchObject({
    kept: true,
    fields: [{ name: 'share', value: 'tips are shared' }, { value: '' }, { value: '' }],
  })
  const form = (fields: [string, string][]) => {
    const sent = new FormData()
    for (const [key, value] of fields) sent.append(key, value)
    return sent
  }
  expect(linesToSend(form([['do', 'keep'], ...lines('a', 'b', 'c')]))).toBeNull()
  expect(linesToSend(form([['do', 'send'], ...lines('a', 'b')]))).toBeNull()
  expect(linesToSend(form([['do', 'send'], ...lines('a', 'b', 'c')]))).toEqual({
    share: 'a',
    influence: 'b',
    growth: 'c',
  })
})

test('promise: who leads a team and who leads none are told what happens next, each their own', () => {
  for (const [leads, key] of [
    [['Team'], 'after'],
    [[], 'after_without_team'],
  ] as const) {
    const { tap, view, text } = sit('promise', { leads, card: null })
    expect(view()).toMatchObject({ after: null })
    tap([
      ['do', 'keep'],
      ['share', 'tips are shared'],
    ])
    expect(view<{ after: unknown }>().after).toEqual(renderText(text[key] as string))
  }
})

test('every one of these kinds has a module, and shows itself in every language before any tap', () => {
  for (const name of ['tokens', 'values', 'ours', 'walk', 'promise'] as const)
    for (const { plan, texts } of content().modules)
      for (const block of plan.blocks)
        if (block.kind === name)
          for (const language of LANGUAGES) {
            const shown = kindOf(block).view!({
              block,
              text: texts[language].blocks[block.id]!,
              work: null,
              tie: null,
              seed: 'maya',
              language,
              render: renderText,
              say: renderSentence,
            })
            expect(shown).toHaveProperty('after', null)
          }
})
