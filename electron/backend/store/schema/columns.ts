import { integer, text } from 'drizzle-orm/sqlite-core'

/** Instant: whole milliseconds since 1970-01-01T00:00Z. */
export const instant = (name: string) => integer(name)
/** Local calendar day of the workspace, `YYYY-MM-DD`. */
export const day = (name: string) => text(name)
/** Money: whole minor units of the currency that stands beside it; never a float. */
export const minorUnits = (name: string) => integer(name)
/** 0 or 1. */
export const flag = (name: string) => integer(name)
