import { z } from 'zod'

/** Instant as whole milliseconds since 1970-01-01T00:00Z. */
export const instant = z.int()
/** Local calendar day of the workspace. */
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
export const id = z.int().positive()
/** Minor units of the currency beside it. */
export const minorUnits = z.int()
/** Made by the caller, once a decision; repeated with the same input it is answered as the first time. */
export const commandId = z.string().min(8).max(64)
export const version = z.int().positive()
export const cursor = z.string().max(200).optional()

/** A sum with the count of what it leaves out for want of a rate. */
export const money = z.object({ amount: minorUnits, noRate: z.int() })
export const personRef = z.object({ id, name: z.string() })
export const nullablePerson = personRef.nullable()

/** Rows as they stream: a bar with rows, rate, time left. */
export const progress = z.object({
  type: z.literal('progress'),
  /** A message key under `progress.*`. */
  step: z.string(),
  done: z.int(),
  /** null while unknown. */
  total: z.int().nullable(),
  /** Rows a second. */
  rate: z.number().nullable(),
  /** Seconds. */
  left: z.number().nullable(),
})
export type Progress = z.infer<typeof progress>
