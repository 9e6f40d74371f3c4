import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { useDoor } from '../../src/api/index.ts'
import AbsenceDialog from '../../src/features/settings/AbsenceDialog.vue'
import type { PersonView } from '../../src/shared/contract/settings.ts'
import { mountPart } from './mount.ts'
import { makeFake } from './settingsFake.ts'

const open = (person: PersonView, people: PersonView[]) => {
  const fake = makeFake()
  fake.people = people
  useDoor({ call: async (path, input, options) => path.join('.') === 'settings.addAbsence' ? (fake.calls.push({ path: 'settings.addAbsence', input: input as Record<string, unknown> }), { id: 1 }) : fake.link.call(path, input, options) })
  mountPart(AbsenceDialog, { props: { person, open: true, 'onUpdate:open': () => {} }, plugins: [[VueQueryPlugin, { queryClient: new QueryClient({ defaultOptions: { queries: { retry: false } } }) }] as never] })
  return fake
}
const [head, , third] = makeFake().people as [PersonView, PersonView, PersonView]
const supervisor: PersonView = { ...third, id: 4, name: 'Сергей', role: 'supervisor', roleConfirmed: true, absences: [{ id: 8, fromDay: '2026-11-02', toDay: '2026-11-03', reason: 'Обучение', deputyId: 1 }] }
const other: PersonView = { ...supervisor, id: 5, name: 'Олег', absences: [] }

test('a supervisor who goes away names who decides: another supervisor or a head, nobody else', async () => {
  const fake = open(supervisor, [head, supervisor, other, third])
  await expect.element(page.getByText('Обучение · решает Соколова')).toBeVisible()
  const select = page.getByLabelText('Кто решает за него')
  await expect.poll(() => [...select.element().querySelectorAll('option')].map(option => option.textContent)).toEqual(['никто, решит РОП', 'Соколова', 'Олег'])
  await userEvent.fill(page.getByLabelText('Первый день'), '23.11')
  await userEvent.fill(page.getByLabelText('Последний день'), '27.11')
  await userEvent.selectOptions(select, 'Олег')
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect.poll(() => fake.calls.find(call => call.path === 'settings.addAbsence')?.input).toMatchObject({ personId: 4, fromDay: '2026-11-23', toDay: '2026-11-27', deputyId: 5 })
})

test('a manager has no deputy', async () => {
  open({ ...third, roleConfirmed: true }, [head, supervisor])
  await expect.element(page.getByLabelText('Первый день')).toBeVisible()
  expect(document.querySelector('select')).toBe(null)
})
