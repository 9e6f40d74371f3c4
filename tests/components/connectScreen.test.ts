import { afterEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import ConnectScreen from '../../src/features/welcome/ConnectScreen.vue'
import type { DesktopBridge, HostAnswer, HostsState } from '../../src/shared/desktop.ts'
import { mountPart } from './mount.ts'

afterEach(() => { Reflect.deleteProperty(window, 'pult') })

/** The shell's side of connecting. */
const withShell = (answers: HostAnswer[], state: HostsState = { remembered: [], current: null }) => {
  const shell = {
    hosts: vi.fn(async () => state),
    connectHost: vi.fn(async (_address: string): Promise<HostAnswer> => answers.shift() ?? 'connected'),
    leaveHost: vi.fn(async (forget?: string): Promise<HostsState> => ({ remembered: state.remembered.filter(origin => origin !== forget), current: null })),
  }
  Object.defineProperty(window, 'pult', { value: shell as unknown as DesktopBridge, configurable: true })
  return shell
}

test('by the keyboard alone: an address, what is wrong with it in words, and again', async () => {
  const shell = withShell(['insecure', 'certificate'])
  mountPart(ConnectScreen, { language: 'en' })
  await page.getByRole('textbox', { name: 'Address' }).click()
  await userEvent.keyboard('http://pult.firm.example{Enter}')
  await expect.element(page.getByText(/read the passwords/)).toBeVisible()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByText(/certificate doesn/)).toBeVisible()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
  expect(shell.connectHost.mock.calls).toEqual([['http://pult.firm.example'], ['http://pult.firm.example'], ['http://pult.firm.example']])
})

test('the ones before are one press away; a forgotten one is gone', async () => {
  const shell = withShell([], { remembered: ['http://office-pc:4780', 'https://pult.firm.example'], current: 'https://pult.firm.example' })
  mountPart(ConnectScreen, { language: 'en' })
  await page.getByRole('button', { name: 'office-pc:4780', exact: true }).click()
  expect(shell.connectHost).toHaveBeenCalledWith('http://office-pc:4780')
  await page.getByRole('button', { name: /Forget.office-pc/ }).click()
  expect(shell.leaveHost).toHaveBeenCalledWith('http://office-pc:4780')
  await expect.element(page.getByRole('button', { name: 'office-pc:4780', exact: true })).not.toBeInTheDocument()
})
