import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Writes a native folder of a big team: `deals` deals, 3 tasks, 5 activities and 2 notes a deal, histories, 40 managers.
 * Same arguments, same bytes. `asOf` in ms; times are UTC.
 */
export const makeTeam = (dir: string, deals: number, asOf: number, seed = 1): void => {
  mkdirSync(dir, { recursive: true })
  let state = seed >>> 0
  // mulberry32: small, fast, the same everywhere.
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (count: number): number => Math.floor(random() * count)
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!
  const day = 86_400_000
  const iso = (at: number): string => new Date(at).toISOString()
  const ago = (days: number): number => asOf - Math.floor(random() * days * day) - 1000
  const write = (name: string, header: string, rows: string[]): void => writeFileSync(join(dir, name), `${header}\n${rows.join('\n')}\n`)

  const managers = Array.from({ length: 40 }, (_, index) => `m${index + 1}`)
  write('people.csv', 'id,name,role,team,email,phone,active', managers.map((id, index) => `${id},Менеджер ${index + 1},manager,Команда ${index % 4 + 1},${id}@example.com,,1`))
  const stages = ['Неразобранное', 'Первичный контакт', 'Переговоры', 'КП отправлено', 'Думают', 'Договор', 'Успешно', 'Отказ']
  const kinds = ['open', 'open', 'open', 'open', 'thinking', 'open', 'won', 'lost']
  write('stages.csv', 'pipeline,stage,order,kind,dwell_limit_days,probability', stages.map((stage, index) => `Продажи,${stage},${(index + 1) * 10},${kinds[index]},${['', '3', '10', '5', '7', '10', '', ''][index]},`))

  const clients: string[] = []
  const dealRows: string[] = []
  const moves: string[] = []
  const tasks: string[] = []
  const activities: string[] = []
  const notes: string[] = []
  for (let index = 1; index <= deals; index++) {
    const owner = pick(managers)
    const created = ago(200)
    const closed = random() < 0.3
    const at = closed ? 6 + below(2) : below(6)
    clients.push(`c${index},ООО «Клиент ${index}»,company,+7916${String(1_000_000 + index).slice(-7)},client${index}@example.com,${owner},${iso(created)},${owner},${pick(['Сайт', 'Реклама', 'Выставка'])}`)
    let entered = created
    for (let step = 0; step < Math.min(at, 4); step++) {
      const next = Math.min(asOf - 1000, entered + Math.floor(random() * 10 * day) + 1)
      moves.push(`d${index},${stages[step]},${stages[step + 1]},${iso(next)},${owner}`)
      entered = next
    }
    if (at > 4) moves.push(`d${index},${stages[4]},${stages[at]},${iso(Math.min(asOf - 500, entered + day))},${owner}`)
    const status = at === 6 ? 'won' : at === 7 ? 'lost' : 'open'
    dealRows.push(`d${index},Поставка ${index},c${index},${owner},Продажи,${stages[at]},${status},${below(2_000_000)}.00,RUB,Сайт,${iso(created)},${iso(ago(20))},,,${closed ? iso(Math.min(asOf - 400, entered + day)) : ''},${status === 'lost' ? 'Дорого' : ''}`)
    for (let count = 0; count < 3; count++) {
      const made = ago(60)
      const done = random() < 0.6
      tasks.push(`t${index}-${count},d${index},,${owner},call,Перезвонить,${iso(made)},${iso(made + Math.floor(random() * 20 * day))},${done ? iso(Math.min(asOf - 300, made + day)) : ''},${done ? 'Договорились о встрече на неделе' : ''}`)
    }
    for (let count = 0; count < 5; count++) {
      const happened = Math.max(created, ago(90))
      activities.push(`a${index}-${count},d${index},,${owner},${pick(['call', 'call', 'call', 'email', 'meeting'])},held,${pick(['in', 'out'])},${iso(happened)},${iso(happened)},${below(300)},${below(300)},,`)
      if (count < 2) notes.push(`n${index}-${count},d${index},,${owner},${iso(happened + 3_600_000)},Обсудили условия и сроки,${count === 0 && random() < 0.7 ? 1 : 0}`)
    }
  }
  write('clients.csv', 'id,name,kind,phone,email,owner_id,created_at,created_by,channel', clients)
  write('deals.csv', 'id,title,client_id,owner_id,pipeline,stage,status,amount,currency,channel,created_at,updated_at,stage_entered_at,expected_close,closed_at,refusal_reason', dealRows)
  write('stage_moves.csv', 'deal_id,from_stage,to_stage,at,by', moves)
  write('tasks.csv', 'id,deal_id,client_id,assignee_id,kind,title,created_at,due_at,done_at,result', tasks)
  write('activities.csv', 'id,deal_id,client_id,manager_id,kind,state,direction,created_at,occurred_at,duration_s,talk_s,recording,subject', activities)
  write('notes.csv', 'id,deal_id,client_id,author_id,created_at,text,pinned', notes)
}
