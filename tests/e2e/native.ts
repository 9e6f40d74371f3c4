import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A small team in the native format: two managers, `deals` deals, all but one without a task, and `bad` rows that can't be taken. */
export const writeNativeFolder = (folder: string, { deals = 12, bad = 0 }: { deals?: number, bad?: number } = {}): { files: string[] } => {
  mkdirSync(folder, { recursive: true })
  const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T12:00:00+03:00`
  const tables: Record<string, string[]> = {
    'people.csv': ['id,name,role,team,email,phone,active', 'm1,Анна Лебедева,manager,Юг,,,1', 'm2,Роман Ковалёв,manager,Юг,,,1'],
    'stages.csv': ['pipeline,stage,order,kind,dwell_limit_days,probability', 'Продажи,Новые,10,open,3,', 'Продажи,КП,20,open,5,', 'Продажи,Успех,30,won,,', 'Продажи,Отказ,40,lost,,'],
    'clients.csv': ['id,name,kind,phone,email,owner_id,created_at,created_by,channel', ...Array.from({ length: deals }, (_, index) => `c${index},"ООО ""Клиент ${index}""",company,,,m1,${at(2)},m1,Сайт`)],
    'deals.csv': [
      'id,title,client_id,owner_id,pipeline,stage,status,amount,currency,channel,created_at,updated_at,stage_entered_at,expected_close,closed_at,refusal_reason',
      ...Array.from({ length: deals }, (_, index) => `d${index},Поставка ${index},c${index},m${index % 2 + 1},Продажи,КП,open,${(index + 1) * 1000}.00,RUB,Сайт,${at(2)},${at(10)},${at(5)},,,`),
      ...Array.from({ length: bad }, (_, index) => `bad${index},Сломана ${index},c0,m1,Продажи,КП,open,${index % 2 ? 'много' : '1.00'},RUB,Сайт,${index % 2 ? at(2) : '31.02.2026'},${at(10)},,,,`),
    ],
    'tasks.csv': ['id,deal_id,client_id,assignee_id,kind,title,created_at,due_at,done_at,result', `t1,d0,,m1,call,Перезвонить,${at(3)},${at(12)},,`],
  }
  for (const [name, lines] of Object.entries(tables)) writeFileSync(join(folder, name), `${lines.join('\r\n')}\r\n`)
  return { files: Object.keys(tables).map(name => join(folder, name)) }
}
