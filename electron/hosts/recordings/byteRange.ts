/** What of a file a request wants: all of it, a part (both ends included), or one that it doesn't have. */
export type WantedBytes = { kind: 'all' } | { kind: 'part', from: number, to: number } | { kind: 'none' }

/** RFC 9110, 14.2. What isn't understood, and several parts at once, which a server may leave, are answered with all of it. */
export const wantedBytes = (header: string | null | undefined, size: number): WantedBytes => {
  const [, first, last] = /^bytes=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/i.exec(header ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return { kind: 'all' }
  if (first === '') return Number(last) === 0 || size === 0 ? { kind: 'none' } : { kind: 'part', from: Math.max(0, size - Number(last)), to: size - 1 }
  if (last !== '' && Number(last) < Number(first)) return { kind: 'all' }
  return Number(first) >= size ? { kind: 'none' } : { kind: 'part', from: Number(first), to: last === '' ? size - 1 : Math.min(Number(last), size - 1) }
}
