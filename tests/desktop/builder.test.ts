import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const require = createRequire(import.meta.url)
interface Config {
  files: string[], asarUnpack: string[], publish: null, fileAssociations: { ext: string }[], electronFuses: Record<string, boolean>, appId: string
  extraResources: { from: string }[], win: { icon: string, target: { arch: string[] }[] }, mac: { icon: string, entitlements: string }, linux: { icon: string, executableName: string }
}
const config = (require('js-yaml') as { load: (text: string) => Config }).load(readFileSync(join(root, 'electron-builder.yml'), 'utf8'))
const packageFile = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { main: string, desktopName: string, dependencies: Record<string, string> }
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

test('the configuration is one that electron-builder takes', async () => {
  const { validateConfiguration } = require('app-builder-lib/out/util/config/config.js') as { validateConfiguration: (config: unknown, log: unknown) => Promise<void> }
  const { DebugLogger } = require('builder-util') as { DebugLogger: new (enabled: boolean) => unknown }
  await expect(validateConfiguration(structuredClone(config), new DebugLogger(false))).resolves.toBeUndefined()
  await expect(validateConfiguration({ ...structuredClone(config), electronFusesX: {} }, new DebugLogger(false))).rejects.toThrow(/electronFusesX/)
})

test('every fuse is set, the ones that open a door are off', () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false, enableCookieEncryption: true, enableNodeOptionsEnvironmentVariable: false, enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true, onlyLoadAppFromAsar: true, loadBrowserProcessSpecificV8Snapshot: false, grantFileProtocolExtraPrivileges: false, resetAdHocDarwinSignature: true,
  })
})

test('no update address is built in unless somebody adds one', () => { expect(config.publish).toBeNull() })

test('what it names is there, and the names agree with the code', () => {
  for (const path of [config.win.icon, config.mac.icon, config.mac.entitlements, join(config.linux.icon, '512x512.png'), ...config.extraResources.map(({ from }) => from), 'resources/bin/pult', 'resources/bin/pult.cmd']) expect(existsSync(join(root, path)), path).toBe(true)
  for (const icon of ['trayTemplate.png', 'trayTemplate@2x.png', '32x32.png', '256x256.png', 'icon.ico']) expect(existsSync(join(root, 'resources/icons', icon)), icon).toBe(true)
  expect(config.fileAssociations.map(({ ext }) => ext)).toEqual(['pult'])
  expect(read('electron/main/desktop.ts')).toContain(`setAppUserModelId('${config.appId}')`)
  expect(packageFile.main).toBe('out/main/index.js')
  expect(packageFile.desktopName).toBe(`${config.linux.executableName}.desktop`)
})

test('the native library lies outside of the archive, in every build of it that the installers need', () => {
  expect(config.asarUnpack).toContain('node_modules/better-sqlite3/prebuilds/**')
  for (const file of ['darwin-arm64', 'darwin-x64', 'linux-x64', 'linux-arm64', 'win32-x64', 'win32-arm64']) expect(existsSync(join(root, 'node_modules/better-sqlite3/prebuilds', `${file}.node`)), file).toBe(true)
})

test('so does the password hashing, of each processor that an installer is made for', () => {
  expect(config.asarUnpack).toContain('node_modules/@node-rs/argon2-*/**')
  const { optionalDependencies } = require('@node-rs/argon2/package.json') as { optionalDependencies: Record<string, string> }
  const { matrix } = (require('js-yaml') as { load: (text: string) => { jobs: { installer: { strategy: { matrix: { include: { target: string, other?: string }[] } } } } } }).load(read('.github/workflows/installers.yml')).jobs.installer.strategy
  expect(config.win.target.flatMap(({ arch }) => arch)).toEqual(['x64', 'arm64'])
  expect(Object.fromEntries(matrix.include.map(({ target, other }) => [target, other]))).toEqual({ '--linux': undefined, '--mac': 'darwin-x64', '--win': 'win32-arm64-msvc' })
  for (const { other } of matrix.include) if (other) expect(optionalDependencies).toHaveProperty(`@node-rs/argon2-${other}`)
})

test('what is left out is said for all systems at once: a list of exceptions under one of them would pack the sources too', () => {
  for (const system of ['win', 'mac', 'linux'] as const) expect(config[system]).not.toHaveProperty('files')
  expect(config.files).toContain('!node_modules/better-sqlite3/prebuilds/!(${platform}*)')
})

test('the installed app carries no package of the window: it is bundled', () => {
  expect(Object.keys(packageFile.dependencies).filter(name => /vue|nuxt|pinia|echarts|iconify|tanstack/.test(name))).toEqual([])
})
