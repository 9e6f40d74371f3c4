import { account } from './account.ts'
import { appeals } from './appeals.ts'
import { audit } from './audit.ts'
import { backups } from './backups.ts'
import { calls } from './calls.ts'
import { charts } from './charts.ts'
import { clients } from './clients.ts'
import { common } from './common.ts'
import { deals } from './deals.ts'
import { decide } from './decide.ts'
import { desktop } from './desktop.ts'
import { errorRules, errors } from './errors.ts'
import { funnel } from './funnel.ts'
import { importing } from './importing.ts'
import { myDay } from './myDay.ts'
import { outbox } from './outbox.ts'
import { past } from './past.ts'
import { player } from './player.ts'
import { progress } from './progress.ts'
import { queue } from './queue.ts'
import { reasons } from './reasons.ts'
import { record } from './record.ts'
import { refusals } from './refusals.ts'
import { report } from './report.ts'
import { scorecard } from './scorecard.ts'
import { settings } from './settings.ts'
import { stuck } from './stuck.ts'
import { tasks } from './tasks.ts'
import { today } from './today.ts'
import { ui } from './ui.ts'
import { welcome } from './welcome.ts'
import { wizard } from './wizard.ts'

export const ru = { account, appeals, audit, backups, calls, charts, clients, common, deals, decide, desktop, errorRules, errors, funnel, importing, myDay, outbox, past, player, progress, queue, reasons, record, refusals, report, scorecard, settings, stuck, tasks, today, ui, welcome, wizard }

type Shape<Tree> = { [Key in keyof Tree]: Tree[Key] extends string ? string : Shape<Tree[Key]> }

/** The shape that every language fills; Russian is the first to be written. */
export type Messages = Shape<typeof ru>
