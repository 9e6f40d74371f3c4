/** The sections in their order; the address and the digit keys follow it. */
export const sections = ['team', 'stages', 'rules', 'reasons', 'scorecard', 'calendar', 'rates', 'appearance', 'workspace', 'backups', 'diagnostics'] as const
export type Section = (typeof sections)[number]

export const isSection = (name: unknown): name is Section => sections.some(section => section === name)

/** The digit of a section's key: after the ninth comes 0, what stands behind has none. */
export const digitOf = (index: number): string | null => index < 10 ? String((index + 1) % 10) : null
