/** The best mark of a criterion by its kind: yes/no is 1 or 0, the scale 0 to 5 (domain.md, Call quality). */
export const fullMark = { yes_no: 1, scale: 5 } as const
