import type { Messages } from '../ru/index.ts'
import { common } from './common.ts'
import { errors } from './errors.ts'
import { importing } from './importing.ts'
import { refusals } from './refusals.ts'
import { settings } from './settings.ts'
import { today } from './today.ts'
import { ui } from './ui.ts'
import { welcome } from './welcome.ts'

export const en = { common, errors, importing, refusals, settings, today, ui, welcome } satisfies Messages
