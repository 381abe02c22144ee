/** Apart from the schema of an audience, which would travel to every phone that needs these names. */
export const AUDIENCE_ROLES = ['everyone', 'leaders', 'not-leaders'] as const
