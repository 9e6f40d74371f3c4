// Where two documents differ, said shortly: for lists of ids what is missing and what is too much.

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value ?? null)) as Json
}

function isStrings(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function compare(path: string, expected: Json | undefined, actual: Json | undefined, found: string[]): void {
  if (expected === undefined || actual === undefined || expected === null || actual === null
    || typeof expected !== 'object' || typeof actual !== 'object') {
    if (expected !== actual) found.push(`${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`)
    return
  }
  if (isStrings(expected) && isStrings(actual)) {
    if (JSON.stringify(expected) === JSON.stringify(actual)) return
    const missing = expected.filter((id) => !actual.includes(id))
    const surplus = actual.filter((id) => !expected.includes(id))
    const same = missing.length === 0 && surplus.length === 0
    found.push(same ? `${path}: same ids in another order`
      : `${path}: ${missing.length} missing ${JSON.stringify(missing.slice(0, 5))}, ${surplus.length} surplus ${JSON.stringify(surplus.slice(0, 5))}`)
    return
  }
  const left = expected as { readonly [key: string]: Json }
  const right = actual as { readonly [key: string]: Json }
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) compare(`${path}.${key}`, left[key], right[key], found)
}

/** What Pult adds to the contract's document; the oracle knows only the contract. */
export const addedByPult = /\$\.(stuck\.parked|checks\.A\.farIds|checks\.C\.\w+\.known):/

export function differences(expected: unknown, actual: unknown): string[] {
  const found: string[] = []
  compare('$', asJson(expected), asJson(actual), found)
  return found
}
