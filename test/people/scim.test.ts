import { expect, test } from 'vitest'
import { filterFrom, wishFrom } from '../../app/people/directory/filter.ts'
import { patched } from '../../app/people/directory/patch.ts'
import {
  ENTERPRISE,
  type JsonObject,
  PATCH,
  ScimError,
  USER,
} from '../../app/people/directory/scim.ts'

/** As in RFC 7643, 8.2, shortened to what is patched here. */
const BABS: JsonObject = {
  schemas: [USER],
  id: '2819c223-7f76-453a-919d-413861904646',
  userName: 'bjensen@example.com',
  name: { formatted: 'Ms. Barbara J Jensen, III', familyName: 'Jensen', givenName: 'Barbara' },
  displayName: 'Babs Jensen',
  emails: [
    { value: 'bjensen@example.com', type: 'work', primary: true },
    { value: 'babs@jensen.org', type: 'home' },
  ],
  active: true,
}
const patch = (...operations: object[]) =>
  patched(BABS, { schemas: [PATCH], Operations: operations })
const refused = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    if (error instanceof ScimError) return error.scimType
    throw error
  }
  return 'nothing'
}

test('the examples of RFC 7644, 3.5.2, make what it says they make', () => {
  // 3.5.2.1, add without a path.
  const added = patch({
    op: 'add',
    value: { emails: [{ value: 'babs@example.org', type: 'home' }], nickname: 'Babs' },
  })
  expect(added.emails).toHaveLength(3)
  expect(added.nickname).toBe('Babs')
  // 3.5.2.2, remove the values that fit.
  const removed = patch({
    op: 'remove',
    path: 'emails[type eq "work" and value ew "example.com"]',
  })
  expect(removed.emails).toEqual([{ value: 'babs@jensen.org', type: 'home' }])
  expect(patch({ op: 'remove', path: 'emails' }).emails).toBeNull()
  // 3.5.2.3, replace one value, a part of one, and all of them.
  const home = { type: 'home', value: 'new@jensen.org' }
  expect(patch({ op: 'replace', path: 'emails[type eq "home"]', value: home }).emails).toEqual([
    { value: 'bjensen@example.com', type: 'work', primary: true },
    home,
  ])
  const part = patch({ op: 'replace', path: 'emails[type eq "work"].value', value: 'x@y.example' })
  expect(part.emails).toContainEqual({ value: 'x@y.example', type: 'work', primary: true })
  const all = [{ value: 'one@example.com', type: 'work', primary: true }]
  expect(patch({ op: 'replace', value: { emails: all, nickname: 'Babs' } })).toMatchObject({
    emails: all,
    nickname: 'Babs',
    displayName: 'Babs Jensen',
  })
  expect(BABS.emails).toHaveLength(2)
})

test('a new primary value takes the place of the old one', () => {
  const added = patch({
    op: 'add',
    path: 'emails',
    value: [{ value: 'first@example.com', primary: true }],
  })
  expect(added.emails).toEqual([
    { value: 'bjensen@example.com', type: 'work', primary: false },
    { value: 'babs@jensen.org', type: 'home', primary: false },
    { value: 'first@example.com', primary: true },
  ])
})

test('patches are taken as Entra and Okta send them', () => {
  const entra = patch(
    { op: 'Replace', path: 'active', value: 'False' },
    { op: 'Add', path: 'emails[type eq "other"].value', value: 'o@example.com' },
    { op: 'Add', path: `${ENTERPRISE}:department`, value: 'North' },
    { op: 'Replace', value: { 'name.givenName': 'Barb', [`${ENTERPRISE}:employeeNumber`]: '7' } },
  )
  expect(entra).toMatchObject({
    active: 'False',
    name: { givenName: 'Barb', familyName: 'Jensen' },
    [ENTERPRISE]: { department: 'North', employeeNumber: '7' },
  })
  expect(entra.emails).toContainEqual({ type: 'other', value: 'o@example.com' })
  const okta = patch({ op: 'replace', value: { active: false } })
  expect(okta.active).toBe(false)
  expect(patch({ op: 'replace', path: `${USER}:DISPLAYNAME`, value: 'B' }).displayName).toBe('B')
})

test('what a patch gets wrong is named by the code of RFC 7644', () => {
  expect(refused(() => patch({ op: 'move', path: 'x', value: 1 }))).toBe('invalidSyntax')
  expect(refused(() => patch())).toBe('invalidSyntax')
  expect(refused(() => patched(BABS, { Operations: [] }))).toBe('invalidSyntax')
  expect(refused(() => patch({ op: 'remove' }))).toBe('noTarget')
  expect(refused(() => patch({ op: 'add', path: 'active' }))).toBe('invalidValue')
  expect(refused(() => patch({ op: 'replace', path: 'emails[', value: 1 }))).toBe('invalidPath')
  expect(refused(() => patch({ op: 'replace', path: 'emails[type xx 1]', value: 1 }))).toBe(
    'invalidFilter',
  )
  expect(
    refused(() => patch({ op: 'replace', path: 'emails[type eq "fax"].value', value: 'x' })),
  ).toBe('noTarget')
  expect(refused(() => patch({ op: 'replace', path: 'id', value: 'x' }))).toBe('mutability')
  const evil = JSON.parse('{"op":"add","value":{"__proto__":{"active":1}}}') as object
  expect(refused(() => patch(evil))).toBe('invalidPath')
  expect(({} as { active?: number }).active).toBeUndefined()
})

test('filters of RFC 7644, 3.4.2.2, are read; people are found by what tells them apart', () => {
  expect(filterFrom('userName eq "bjensen"')).toEqual([
    [{ attribute: 'userName', operator: 'eq', value: 'bjensen' }],
  ])
  expect(filterFrom(`${USER}:userName sw "J"`)).toEqual([
    [{ attribute: 'userName', operator: 'sw', value: 'J' }],
  ])
  expect(filterFrom('title pr and userType eq "Employee" or active eq true')).toHaveLength(2)
  expect(wishFrom('userName eq "o\\"neil"')).toEqual({ userName: 'o"neil' })
  expect(wishFrom('externalId Eq "701984" and active eq TRUE')).toEqual({
    externalId: '701984',
    active: true,
  })
  expect(wishFrom('emails[type eq "work"].value eq "a@b.example"')).toEqual({
    email: 'a@b.example',
  })
  expect(wishFrom(`${ENTERPRISE}:employeeNumber eq "17"`)).toEqual({ staffNumber: '17' })
  for (const wrong of [
    'userName',
    'userName eq',
    'userName eq x',
    'userName eq "a" "b"',
    '(',
    '',
  ]) {
    expect(
      refused(() => wishFrom(wrong)),
      wrong,
    ).toBe('invalidFilter')
  }
  expect(refused(() => wishFrom('userName co "a"'))).toBe('invalidFilter')
  expect(refused(() => wishFrom('userName eq "a" or userName eq "b"'))).toBe('invalidFilter')
  expect(refused(() => wishFrom('nickName eq "a"'))).toBe('invalidFilter')
})
