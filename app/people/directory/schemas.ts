import { ENTERPRISE, type JsonObject, MOST, USER } from './scim.ts'

const SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Schema'

/** What can be done here (RFC 7643, 5). */
export const PROVIDER: JsonObject = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: MOST },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description:
        'A token that the portal’s operator makes: zveno directory make NAME, or /owner/directory',
      primary: true,
    },
  ],
}

/** People alone: units are the portal’s own tree, and no group gives a right here. */
export const RESOURCE_TYPES: JsonObject[] = [
  {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id: 'User',
    name: 'User',
    endpoint: '/Users',
    description: 'Somebody who works here',
    schema: USER,
    schemaExtensions: [{ schema: ENTERPRISE, required: false }],
  },
]

const text = (name: string, description: string, more: JsonObject = {}): JsonObject => ({
  ...{ name, type: 'string', multiValued: false, description, required: false },
  ...{ caseExact: false, mutability: 'readWrite', returned: 'default', uniqueness: 'none' },
  ...more,
})
const yes = (name: string, description: string): JsonObject => ({
  ...{ name, type: 'boolean', multiValued: false, description, required: false },
  ...{ mutability: 'readWrite', returned: 'default' },
})

/** What is kept of a person, and nothing else (RFC 7643, 7). */
export const SCHEMAS: JsonObject[] = [
  {
    schemas: [SCHEMA],
    id: USER,
    name: 'User',
    description: 'Somebody who works here',
    attributes: [
      text('userName', 'What the directory calls the person', {
        required: true,
        uniqueness: 'server',
      }),
      text('externalId', 'The person’s id in the directory', { caseExact: true }),
      {
        ...{ name: 'name', type: 'complex', multiValued: false, required: false },
        ...{ description: 'The person’s name', mutability: 'readWrite', returned: 'default' },
        uniqueness: 'none',
        subAttributes: [
          text('formatted', 'The whole name'),
          text('familyName', 'The family name'),
          text('givenName', 'The given name'),
        ],
      },
      text('displayName', 'The name as the portal shows it'),
      text('preferredLanguage', 'en, ru or he'),
      text('timezone', 'The person’s own clock, by its IANA name'),
      yes('active', 'False for who has left: signed out at once'),
      {
        ...{ name: 'emails', type: 'complex', multiValued: true, required: false },
        ...{ description: 'One of them is kept: the primary one, else that of work' },
        ...{ mutability: 'readWrite', returned: 'default', uniqueness: 'none' },
        subAttributes: [
          text('value', 'The address'),
          text('type', 'work'),
          yes('primary', 'Whether it is the one to use'),
        ],
      },
    ],
  },
  {
    schemas: [SCHEMA],
    id: ENTERPRISE,
    name: 'EnterpriseUser',
    description: 'Where somebody works',
    attributes: [
      text('employeeNumber', 'The staff number; without it userName is', {
        mutability: 'immutable',
        caseExact: true,
        uniqueness: 'server',
      }),
      text('organization', 'The company, or the unit where there is no department'),
      text('department', 'The unit: its code, its name, or its path such as North / Lindenhof'),
    ],
  },
]
