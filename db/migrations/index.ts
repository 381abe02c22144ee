import type { Migration } from 'kysely/migration'
import * as people from './0001_people.ts'
import * as auth from './0002_auth.ts'
import * as jobs from './0003_jobs.ts'
import * as training from './0004_training.ts'
import * as feedback from './0005_feedback.ts'
import * as nps from './0006_nps.ts'
import * as pulse from './0007_pulse.ts'
import * as impact from './0008_impact.ts'
import * as surveys from './0009_surveys.ts'
import * as mail from './0010_mail.ts'
import * as acting from './0011_acting.ts'
import * as trainingWork from './0012_training_work.ts'
import * as trainingTies from './0013_training_ties.ts'
import * as trainingCards from './0014_training_cards.ts'
import * as trainingCertificates from './0015_training_certificates.ts'
import * as assigning from './0016_assigning.ts'
import * as trainingAuthoring from './0017_training_authoring.ts'
import * as trainingSent from './0018_training_sent.ts'
import * as collecting from './0019_collecting.ts'
import * as tending from './0020_tending.ts'
import * as impactFixes from './0021_impact_fixes.ts'
import * as webhooks from './0022_webhooks.ts'
import * as trainingPictures from './0025_training_pictures.ts'
import * as peopleKeeping from './0026_people_keeping.ts'
import * as peopleFinding from './0027_people_finding.ts'
import * as signingIn from './0028_signing_in.ts'
import * as audit from './0030_audit.ts'
import * as rights from './0031_rights.ts'
import * as kiosks from './0032_kiosks.ts'
import * as units from './0033_units.ts'
import * as company from './0035_company.ts'
import * as directory from './0036_directory.ts'
import * as operation from './0037_operation.ts'
import * as accent from './0038_accent.ts'
import * as logo from './0039_logo.ts'
import * as peopleCounts from './0040_people_counts.ts'
import * as trainingNewest from './0041_training_newest.ts'

/** Listed by hand, so that a bundled server needs no folder to read. Order and names never change once released. */
export const migrations: Record<string, Migration> = {
  '0001_people': people,
  '0002_auth': auth,
  '0003_jobs': jobs,
  '0004_training': training,
  '0005_feedback': feedback,
  '0006_nps': nps,
  '0007_pulse': pulse,
  '0008_impact': impact,
  '0009_surveys': surveys,
  '0010_mail': mail,
  '0011_acting': acting,
  '0012_training_work': trainingWork,
  '0013_training_ties': trainingTies,
  '0014_training_cards': trainingCards,
  '0015_training_certificates': trainingCertificates,
  '0016_assigning': assigning,
  '0017_training_authoring': trainingAuthoring,
  '0018_training_sent': trainingSent,
  '0019_collecting': collecting,
  '0020_tending': tending,
  '0021_impact_fixes': impactFixes,
  '0022_webhooks': webhooks,
  '0025_training_pictures': trainingPictures,
  '0026_people_keeping': peopleKeeping,
  '0027_people_finding': peopleFinding,
  '0028_signing_in': signingIn,
  '0030_audit': audit,
  '0031_rights': rights,
  '0032_kiosks': kiosks,
  '0033_units': units,
  '0035_company': company,
  '0036_directory': directory,
  '0037_operation': operation,
  '0038_accent': accent,
  '0039_logo': logo,
  '0040_people_counts': peopleCounts,
  '0041_training_newest': trainingNewest,
}
