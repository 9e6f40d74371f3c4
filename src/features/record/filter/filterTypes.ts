import type { CheckItem } from '../../../ui/CheckPick.vue'

/** A list with counts: what a filter could be narrowed to, and what is chosen. Values are texts: one part shows them all. */
export interface FilterChip { name: string, label: string, items: CheckItem<string>[], chosen: string[], set: (values: readonly string[]) => void }
export interface FilterToggle { name: string, label: string, pressed: boolean, /** Written as it is shown. */ count?: string, toggle: () => void }
export interface FilterDay<Field extends string> { field: Field, label: string, value: string | null }
/** What an address narrows by and no list shows. */
export interface FilterOther { label: string, drop: () => void }
