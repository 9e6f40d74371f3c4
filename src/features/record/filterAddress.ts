import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { z } from 'zod'

/** How a field stands in an address: a list with commas, a repeated name (its values may have commas), or one value. */
export type FieldKind = 'words' | 'numbers' | 'texts' | 'text' | 'number' | 'flag'
export type Places<Filter> = Record<keyof Filter & string, readonly [name: string, kind: FieldKind]>

const written = (value: unknown): string | string[] | undefined => {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.join(',')
  if (typeof value === 'boolean') return value ? '1' : '0'
  const text = String(value ?? '').trim()
  return text === '' ? undefined : text
}
const read = (kind: FieldKind, given: readonly string[]): unknown => {
  const [first = ''] = given
  switch (kind) {
    case 'words': return given.flatMap(one => one.split(',')).filter(one => one !== '')
    case 'numbers': return given.flatMap(one => one.split(',')).filter(one => one !== '').map(Number)
    case 'texts': return given
    case 'number': return Number(first)
    case 'flag': return first === '1' ? true : first === '0' ? false : undefined
    case 'text': return first.trim() === '' ? undefined : first.trim()
  }
}

/** A filter in an address and back, by the contract's own shape of it. */
export const makeFilterAddress = <Shape extends z.ZodRawShape, Filter extends Record<string, unknown>>(schema: z.ZodObject<Shape> & z.ZodType<Filter>, places: Places<Filter>) => {
  const fields = Object.keys(places) as (keyof Filter & string)[]
  return {
    /** What doesn't narrow is left out, so that the same filter has one address. */
    toQuery: (filter: Filter): Record<string, string | string[]> => Object.fromEntries(fields.flatMap(field => {
      const [name, kind] = places[field]
      const value: unknown = filter[field]
      if (value === undefined) return []
      const said = kind === 'texts' && Array.isArray(value) ? (value.length === 0 ? undefined : value.map(String)) : written(value)
      return said === undefined ? [] : [[name, said]]
    })),
    /** A value that no filter knows is passed over: an old link still opens. */
    fromQuery: (query: LocationQuery | LocationQueryRaw): Filter => Object.fromEntries(fields.flatMap(field => {
      const [name, kind] = places[field]
      const raw = query[name]
      if (raw === undefined) return []
      const value = read(kind, (Array.isArray(raw) ? raw : [raw]).map(one => one === null || one === undefined ? '' : String(one)))
      const parsed = (schema.shape[field] as z.ZodType).safeParse(value)
      if (!parsed.success || parsed.data === undefined || (Array.isArray(parsed.data) && parsed.data.length === 0)) return []
      return [[field, parsed.data]]
    })) as Filter,
  }
}

interface Sort { by: string, descending: boolean }

/** `-amount`: a minus says descending. The usual order has no address. */
export const makeSortAddress = <Of extends Sort>(schema: z.ZodType<Of>, usual: Of) => ({
  toQuery: (sort: Of): { sort?: string } => sort.by === usual.by && sort.descending === usual.descending ? {} : { sort: `${sort.descending ? '-' : ''}${sort.by}` },
  fromQuery: (query: LocationQuery | LocationQueryRaw): Of => {
    const said = typeof query.sort === 'string' ? query.sort : ''
    const parsed = schema.safeParse({ by: said.replace(/^-/, ''), descending: said.startsWith('-') })
    return parsed.success ? parsed.data : usual
  },
})
