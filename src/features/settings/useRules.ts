import { useQuery } from '@tanstack/vue-query'
import { computed, inject, provide, shallowReactive, type InjectionKey } from 'vue'
import { client, orpc } from '../../api/index.ts'
import { text } from '../../i18n/index.ts'
import { rulesShape, type Rules } from '../../shared/contract/settings.ts'
import { notify } from '../../ui/notices.ts'
import { ruleGroups, type RuleGroupName, type RuleKey } from './ruleGroups.ts'
import { ruleProblem } from './ruleProblems.ts'
import { useCommand } from './useCommand.ts'

/** `base` is what stood there when the edit began. */
interface Edit { value: unknown, base: string }

/** The rule book with what is typed over it. Only edits are kept here: everything else follows the backend by itself. */
export const makeRules = () => {
  const query = useQuery(orpc.settings.rules.queryOptions())
  const edits = shallowReactive(new Map<RuleKey, Edit>())
  const answer = computed(() => query.data.value ?? null)
  const changes = computed(() => new Map(answer.value?.changed.map(change => [change.key, change]) ?? []))
  const kept = (key: RuleKey): unknown => answer.value?.rules[key]
  const standard = (key: RuleKey): unknown => answer.value?.defaults[key]

  const valueOf = (key: RuleKey): unknown => edits.has(key) ? edits.get(key)?.value : kept(key)
  const put = (key: RuleKey, value: unknown): void => {
    if (JSON.stringify(value) === JSON.stringify(kept(key))) edits.delete(key)
    else edits.set(key, { value, base: edits.get(key)?.base ?? JSON.stringify(kept(key)) })
  }
  const isEdited = (key: RuleKey): boolean => edits.has(key)
  /** Somebody else saved this rule while it was being edited here. */
  const isOvertaken = (key: RuleKey): boolean => edits.has(key) && edits.get(key)?.base !== JSON.stringify(kept(key))
  const problemOf = (key: RuleKey): string | null => edits.has(key) ? ruleProblem(key, valueOf(key)) : null

  const keysOf = (group: RuleGroupName): readonly RuleKey[] => ruleGroups.find(each => each.name === group)?.keys ?? []
  const editsOf = (group: RuleGroupName): RuleKey[] => keysOf(group).filter(isEdited)
  const isReady = (group: RuleGroupName): boolean => editsOf(group).length > 0 && editsOf(group).every(key => problemOf(key) === null)

  const command = useCommand(client.settings.setRules)
  const undoing = useCommand(client.settings.setRules)
  const failed = shallowReactive<{ group: RuleGroupName | null }>({ group: null })
  const revert = (group: RuleGroupName): void => {
    for (const key of keysOf(group)) edits.delete(key)
    if (failed.group === group) failed.group = null
  }
  const save = async (group: RuleGroupName): Promise<void> => {
    const keys = editsOf(group)
    if (!isReady(group)) return
    const pick = (of: (key: RuleKey) => unknown): Partial<Rules> => rulesShape.partial().parse(Object.fromEntries(keys.map(key => [key, of(key)])))
    const before = pick(kept)
    const sent = new Map(keys.map(key => [key, JSON.stringify(valueOf(key))]))
    failed.group = null
    if (!await command.run({ rules: pick(valueOf) })) {
      failed.group = group
      return
    }
    // What was typed on meanwhile stays an edit.
    for (const [key, value] of sent) if (JSON.stringify(valueOf(key)) === value) edits.delete(key)
    notify({ text: text('settings.rules.saved', { group: text(`settings.rules.groups.${group}`) }), undo: async () => { if (!await undoing.run({ rules: before })) throw undoing.error.value } })
  }
  return { query, answer, changes, edits, kept, standard, valueOf, put, isEdited, isOvertaken, problemOf, editsOf, isReady, save, revert, busy: command.busy, error: command.error, failed }
}
export type RuleDesk = ReturnType<typeof makeRules>

const deskKey: InjectionKey<RuleDesk> = Symbol('rules')
export const provideRules = (): RuleDesk => {
  const desk = makeRules()
  provide(deskKey, desk)
  return desk
}
export const useRuleDesk = (): RuleDesk => {
  const desk = inject(deskKey)
  if (!desk) throw new Error('Rules are shown within RulesSection.')
  return desk
}
