import type { Role } from '../../../../src/shared/vocabulary.ts'

/** What a person has of a call's scoring themselves. */
export type OwnCheck = 'draft' | 'done' | null

/**
 * May this person see what others judged of a call? Who scores hears it apart from them: not before their own check is done. Whoever doesn't listen
 * for the quota sees it until they begin a check of their own.
 */
export const seesOthersScore = (role: Role, own: OwnCheck): boolean => own === 'done' || (own === null && role !== 'qa')

/** The same in SQL; `own` is the person's own check's state, `role` the parameter that holds theirs. */
export const seesOthersScoreSql = (own: string, role: string): string => `(${own} IS 'done' OR (${own} IS NULL AND ${role} <> 'qa'))`
