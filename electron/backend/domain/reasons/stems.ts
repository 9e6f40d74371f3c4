import { foldText } from '../text.ts'

/** A text as it is remembered: without case, punctuation, doubled spaces; «ё» as «е», one form of every letter. */
export const textKeyOf = (text: string): string => foldText(text.normalize('NFKC')).replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()

/** Endings of nouns, adjectives and verbs, longest first: a light stemmer of our own, enough to tell that two words are one. */
const endings = [
  'ившись', 'ывшись', 'иться', 'ались', 'ились', 'аться', 'ются', 'ится', 'ется', 'ились', 'алась', 'илась', 'алось', 'илось', 'ывают', 'ывает',
  'ости', 'остью', 'ость', 'ению', 'ения', 'ение', 'ений', 'ания', 'ание', 'анию', 'аний', 'иями', 'ями', 'ами', 'ему', 'ому', 'ыми', 'ими', 'его', 'ого', 'ают', 'яют', 'уют', 'ают', 'али', 'или', 'ели', 'ало', 'ила', 'ала', 'ила', 'ить', 'ать', 'ять', 'еть', 'ует', 'ает', 'яет', 'ешь', 'ишь',
  'ий', 'ый', 'ой', 'ая', 'яя', 'ое', 'ее', 'ие', 'ые', 'ую', 'юю', 'ов', 'ев', 'ей', 'ам', 'ям', 'ах', 'ях', 'ия', 'ию', 'ья', 'ью', 'ть', 'ит', 'ет', 'ут', 'ют', 'ал', 'ил', 'ел', 'ан', 'ен', 'на', 'ны', 'но', 'ом', 'ем', 'ся', 'сь',
  'а', 'е', 'и', 'й', 'о', 'у', 'ы', 'ь', 'ю', 'я', 'л',
] as const
const latinEndings = ['ations', 'ation', 'ings', 'ing', 'ness', 'ies', 'ed', 'es', 's', 'e'] as const
const shortest = 3

const without = (word: string, list: readonly string[]): string => {
  for (const ending of list) if (word.length - ending.length >= shortest && word.endsWith(ending)) return word.slice(0, -ending.length)
  return word
}

export const stemOf = (word: string): string => {
  if (!/[а-я]/.test(word)) return /^[a-z]+$/.test(word) ? without(word, latinEndings) : word
  // Reflexive endings hide the real one: «купились» and «купили» are one word.
  const bare = word.length > 5 && /(ся|сь)$/.test(word) ? word.slice(0, -2) : word
  return without(bare, endings)
}

/** Words that say nothing about a reason. «Не» is none of them: it turns the next word round. */
const silent = new Set([
  'и', 'а', 'но', 'или', 'в', 'во', 'на', 'с', 'со', 'к', 'ко', 'у', 'о', 'об', 'от', 'до', 'за', 'из', 'по', 'для', 'при', 'что', 'как', 'это', 'мы', 'он', 'она', 'они', 'его', 'ее', 'их', 'нам', 'нас', 'ему', 'ей', 'им', 'же', 'ли', 'бы', 'уже', 'еще', 'очень', 'так', 'там', 'тут', 'все', 'всё', 'был', 'была', 'было', 'были', 'есть', 'тоже', 'просто', 'вообще', 'пока', 'сейчас', 'потом', 'снова', 'опять',
  'клиент', 'клиента', 'клиенту', 'клиентом', 'сделка', 'сделку', 'сделки', 'причина', 'отказ', 'отказа', 'отказался', 'отказалась', 'отказались', 'сказал', 'сказала', 'сказали', 'говорит', 'говорят', 'сообщил', 'сообщила', 'ответил', 'ответила', 'решил', 'решила', 'решили', 'тк', 'тд', 'тп', 'см', 'комментарий',
  'the', 'a', 'an', 'of', 'to', 'for', 'and', 'or', 'in', 'on', 'at', 'is', 'was', 'are', 'it', 'we', 'they', 'he', 'she', 'client', 'customer', 'deal', 'said', 'says', 'reason', 'el', 'la', 'los', 'las', 'de', 'del', 'y', 'que', 'un', 'una', 'en', 'cliente', 'dice',
])
/** «Не» turns a verb round, «нет» says that a thing is missing: «не нужно» is not «нет нужного товара». */
const negations: Readonly<Record<string, string>> = { не: 'не_', ни: 'не_', not: 'не_', нет: 'нет_', без: 'нет_', no: 'нет_', without: 'нет_', sin: 'нет_' }

/** The words of a text that mean something, as stems in their order; a negation is one with the word that it turns round. */
export const stemsOf = (text: string): string[] => {
  const key = textKeyOf(text)
  if (key === '') return []
  const stems: string[] = []
  let negation = ''
  for (const word of key.split(' ')) {
    const turned = Object.hasOwn(negations, word) ? negations[word]! : null
    if (turned !== null) negation = turned
    else if (!silent.has(word)) {
      stems.push(negation + stemOf(word))
      negation = ''
    }
  }
  // «Товара нет» says the same as «нет товара».
  if (negation !== '' && stems.length > 0 && !stems.at(-1)!.includes('_')) stems.push(negation + stems.pop()!)
  // A text of nothing but small words is still a text of its own.
  return stems.length > 0 ? stems : [key.replaceAll(' ', '')]
}
