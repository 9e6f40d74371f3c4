import type { Messages } from '../ru/index.ts'
import { common } from './common.ts'
import { errorRules, errors } from './errors.ts'
import { importing } from './importing.ts'
import { progress } from './progress.ts'
import { record } from './record.ts'
import { refusals } from './refusals.ts'
import { report } from './report.ts'
import { settings } from './settings.ts'
import { today } from './today.ts'
import { ui } from './ui.ts'
import { welcome } from './welcome.ts'

export const es = { common, errorRules, errors, importing, progress, record, refusals, report, settings, today, ui, welcome } satisfies Messages
