import { distance } from './groupTexts.ts'
import { stemsOf } from './stems.ts'

/** How people write the shipped reasons; the window's names follow the language, so the words stand here. */
const wordsOfShipped: Record<string, string> = {
  duplicate: 'дубль, дубликат, повтор, повторная заявка, duplicate, duplicado',
  test: 'тест, тестовая, тестовая заявка, проверка, test, prueba',
  wrong_number: 'неверный номер, ошибочный номер, ошиблись номером, несуществующий номер, wrong number, número equivocado',
  not_our_customer: 'не целевой, нецелевой, не наш клиент, не наш профиль, спам, not our customer, spam',
  not_called_back: 'недозвон, не дозвонились, не отвечает, не берет трубку, не выходит на связь, пропал, молчит, no answer, no contesta',
  price_not_defended: 'дорого, дороговато, высокая цена, не устроила цена, цена не подошла, цена, стоимость, price, expensive, caro, precio',
  not_worked: 'не обработали, не обработан, забыли, упустили, поздно ответили, not worked, olvidamos',
  no_need: 'не нужно, не актуально, неактуально, передумали, нет потребности, отпала потребность, no need, no necesita',
  budget: 'нет бюджета, бюджет, нет денег, нет финансирования, budget, presupuesto',
  competitor: 'конкурент, выбрали конкурента, ушли к конкуренту, выбрали других, другой поставщик, competitor, competidor',
}

export interface DictionaryEntry { id: number, key: string | null, name: string | null }

export interface Suggestion { id: number, /** The words speak of nothing else. */ sure: boolean }

const likely = 0.45
const sure = 0.6
const bareStems = (text: string): string[] => stemsOf(text).map(stem => stem.replace('_', ''))

/** The entry whose words stand in the texts; null when none clearly does. */
export const makeSuggester = (entries: readonly DictionaryEntry[]): (texts: readonly string[]) => Suggestion | null => {
  const known = entries.map(entry => {
    const phrases = [...entry.name === null ? [] : [entry.name], ...entry.key === null ? [] : (wordsOfShipped[entry.key] ?? '').split(', ')]
    return { id: entry.id, phrases: phrases.map(bareStems).filter(phrase => phrase.length > 0) }
  })
  return texts => {
    const lists = texts.map(bareStems)
    let best: Suggestion | null = null
    let bestScore = 0
    for (const { id, phrases } of known) {
      let sum = 0
      for (const stems of lists) sum += phrases.reduce((most, phrase) => Math.max(most, scoreOf(stems, phrase)), 0)
      const score = sum / lists.length
      if (score > bestScore) [best, bestScore] = [{ id, sure: score >= sure }, score]
    }
    return bestScore >= likely ? best : null
  }
}

/** A phrase counts by how much of it stands in the text, and the more of the text it is, the more. */
const scoreOf = (stems: readonly string[], phrase: readonly string[]): number => {
  let hits = 0
  for (const word of phrase) if (stems.some(stem => isNear(stem, word))) hits++
  return hits / phrase.length * (0.5 + 0.5 * hits / stems.length)
}

const isNear = (stem: string, word: string): boolean =>
  stem === word || (stem.length >= 5 && word.length >= 5 && stem.charCodeAt(0) === word.charCodeAt(0) && stem.charCodeAt(2) === word.charCodeAt(2) && distance(stem, word, 1) <= 1)
