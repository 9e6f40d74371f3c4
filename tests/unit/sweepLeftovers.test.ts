import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sweepLeftovers } from '../../electron/backend/store/sweepLeftovers.ts'

test('what a killed process left half built goes at the next start; a workspace, a copy and what is being built stay', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pult-sweep-'))
  const dead = spawnSync(process.execPath, ['-e', '']).pid
  const left = [`team.pult-new-${dead}`, `team.pult-new-${dead}-wal`, `demo-ru.pult-making-${dead}-demo-${dead}-new-${dead}-shm`, `a.pult-restoring-${dead}-part`]
  const young = `young.pult-new-${dead}`
  const stays = ['team.pult', 'team.pult-wal', 'team.pult-lock', 'team-new-1.pult', 'team.pult-before-0001.backup', `own.pult-demo-${process.pid}`, young]
  for (const name of [...left, ...stays]) {
    writeFileSync(join(folder, name), '')
    if (name !== young) utimesSync(join(folder, name), 1000, 1000)
  }
  expect(sweepLeftovers(folder, Date.now()).sort()).toEqual([...left].sort())
  expect(readdirSync(folder).sort()).toEqual([...stays].sort())
  expect(sweepLeftovers(join(folder, 'nowhere'), Date.now())).toEqual([])
  rmSync(folder, { recursive: true })
})
