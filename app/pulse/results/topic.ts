import { z } from 'zod'

/** What HR calls a matter that comments speak of. */
export const TopicName = z.string().trim().min(1).max(60)
