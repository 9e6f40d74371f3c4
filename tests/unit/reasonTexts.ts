import { textKeyOf } from '../../electron/backend/domain/reasons/stems.ts'

/** A random that is the same every time. */
const makeRandom = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Twenty true reasons, each as several people put it. */
export const trueReasons: readonly (readonly string[])[] = [
  ['дорого', 'слишком дорого', 'высокая цена', 'не устроила цена', 'цена не подошла'], ['недозвон', 'не дозвонились', 'не берёт трубку', 'не отвечает на звонки'],
  ['выбрали конкурента', 'ушли к конкурентам', 'купили у конкурента'], ['не актуально', 'неактуально', 'стало неактуально'], ['нет бюджета', 'бюджет не выделили', 'бюджет не согласовали'],
  ['дубль', 'дубль заявки', 'дубликат'], ['тестовая заявка', 'тест'], ['долгие сроки поставки', 'не устроили сроки', 'сроки поставки не подошли'],
  ['нет нужного товара', 'нет товара в наличии', 'товара нет'], ['не целевой', 'нецелевой'], ['отложили на следующий год', 'перенесли на следующий год'],
  ['не прошли тендер', 'проиграли тендер', 'тендер проигран'], ['закрыли проект', 'проект заморожен', 'проект закрыт'], ['сделали своими силами', 'делают своими силами'],
  ['нет доставки в регион', 'не доставляем в регион'], ['не подошло качество', 'качество не устроило'], ['сменился руководитель', 'новый руководитель не одобрил'],
  ['нет рассрочки', 'не дали рассрочку'], ['ошиблись номером', 'неверный номер'], ['не подписали договор', 'юристы не согласовали договор'],
]
const before = ['', '', '', '', 'клиент сказал что ', 'по словам клиента ', 'итог: ', 'в итоге ', 'отказ - ', 'ответили, ', 'после встречи ', 'директор решил: ']
const after = ['', '', '', '', ' для нас', ' по их мнению', ', перезвонить весной', ' (Иван)', ' от 12.03', ' см. переписку', ', вернёмся позже', ' - закрыл', ', спасибо', ' 2-й раз', ' менеджер Петров', ', ждали неделю']
const noise = ['склад', 'монтаж', 'окна', 'Казань', 'смета', 'КП', 'замер', 'офис', 'цех', 'этаж', 'образец', 'логист', 'вторник', 'апрель', 'Сергей', 'бухгалтер', 'партия', 'аванс']
const letters = 'абвгдеиклмнопрст'

const withTypo = (text: string, random: () => number): string => {
  const place = 1 + Math.floor(random() * (text.length - 2))
  const roll = random()
  if (roll < 0.3) return text.slice(0, place) + text.slice(place + 1)
  if (roll < 0.6) return text.slice(0, place) + letters[Math.floor(random() * letters.length)] + text.slice(place + 1)
  if (roll < 0.8) return text.slice(0, place) + text[place + 1] + text[place] + text.slice(place + 2)
  return text.slice(0, place) + text[place] + text.slice(place)
}

export interface MadeText { text: string, deals: number, /** Which true reason; −1 = somebody's own story. */ reason: number }

/** So many distinct texts (by their key) on so many deals: a few of them on hundreds of deals, most on one. */
export const makeReasonTexts = (texts = 2900, deals = 7600, seed = 11): MadeText[] => {
  const random = makeRandom(seed)
  const pick = <Item>(list: readonly Item[]): Item => list[Math.floor(random() * list.length)]!
  const known = new Map<string, MadeText>()
  const add = (text: string, reason: number): void => {
    const key = textKeyOf(text)
    const found = known.get(key)
    if (found) found.deals++
    else known.set(key, { text, deals: 1, reason })
  }
  let made = 0
  while (known.size < texts && made < deals) {
    made++
    // Every twelfth is a story of its own: three to six words about nothing that repeats.
    if (random() < 0.08) {
      add(Array.from({ length: 3 + Math.floor(random() * 4) }, () => pick(noise) + Math.floor(random() * 90)).join(' '), -1)
      continue
    }
    const reason = Math.min(trueReasons.length - 1, Math.floor(random() ** 1.7 * trueReasons.length))
    let text = pick(trueReasons[reason]!)
    if (random() < 0.35) text = withTypo(text, random)
    text = pick(before) + text + pick(after)
    if (random() < 0.25) text = `${text} ${pick(noise)}`
    if (random() < 0.3) text = text.toUpperCase()
    else if (random() < 0.5) text = text[0]!.toUpperCase() + text.slice(1)
    if (random() < 0.3) text = `${text}${pick(['.', '!', '...', '  ', ' )'])}`
    add(text, reason)
  }
  // The rest of the deals say what many say: mostly the plain words, seldom somebody's own.
  const own = [...known.values()].filter(each => each.reason >= 0)
  for (; made < deals; made++) {
    if (random() < 0.85) {
      const reason = Math.min(trueReasons.length - 1, Math.floor(random() ** 1.7 * trueReasons.length))
      const phrases = trueReasons[reason]!
      const plain = known.get(textKeyOf(phrases[Math.floor(random() ** 2 * phrases.length)]!))
      if (plain) plain.deals++
      else made--
    } else {
      own[Math.floor(random() * own.length)]!.deals++
    }
  }
  return [...known.values()]
}
