import { describe, expect, it } from 'vitest'
import { toCsv } from '../../src/shared/csv.ts'

describe('CSV', () => {
  it.each([
    ['a formula is not run', '=1+1', "\"'=1+1\""],
    ['a plus is not run', '+7 916', "\"'+7 916\""],
    ['a minus in a text is not run', '-cmd', "\"'-cmd\""],
    ['an at sign is not run', '@SUM(A1)', "\"'@SUM(A1)\""],
    ['a tab before a formula hides nothing', '\t=1', "\"'\t=1\""],
    ['a carriage return before a formula hides nothing', '\r=1', "\"'\r=1\""],
    ['a full-width sign is not run', '＝1', "\"'＝1\""],
    ['a sign inside is a text', 'a=b', 'a=b'],
    ['quotes are doubled', 'ООО "Ёлка"', '"ООО ""Ёлка"""'],
    ['a comma and a line break stay in the cell', 'a,b\nc', '"a,b\nc"'],
    ['a semicolon stays in the cell', 'a;b', '"a;b"'],
    ['nothing is an empty cell', null, ''],
    ['a negative number stays a number', -12.5, '-12.5'],
    ['what is no number is empty', Number.NaN, ''],
  ])('%s', (_name, cell, text) => {
    expect(toCsv([[cell]])).toBe(`\uFEFF${text}\r\n`)
  })
})
