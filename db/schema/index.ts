import type { AuditTables } from './audit.ts'
import type { AuthTables } from './auth.ts'
import type { FeedbackTables } from './feedback.ts'
import type { ImpactTables } from './impact.ts'
import type { JobsTables } from './jobs.ts'
import type { MailTables } from './mail.ts'
import type { NpsTables } from './nps.ts'
import type { PeopleTables } from './people.ts'
import type { PulseTables } from './pulse.ts'
import type { TouchpointsTables } from './touchpoints.ts'
import type { TrainingTables } from './training.ts'

export type Database = PeopleTables &
  AuditTables &
  AuthTables &
  JobsTables &
  MailTables &
  FeedbackTables &
  ImpactTables &
  NpsTables &
  PulseTables &
  TouchpointsTables &
  TrainingTables
