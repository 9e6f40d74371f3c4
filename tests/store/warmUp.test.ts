import { expect, test } from 'vitest'
import { makeWarmUp } from '../../electron/backend/jobs/warmUp.ts'
import { openBesideOwner } from '../../electron/backend/store/openDatabase.ts'
import { makeGeneratedTeam } from './generatedTeam.ts'

test('what screens ask is asked once after the opening, again in a new day and after another connection wrote, and no more once the workspace is closed', async () => {
  const team = await makeGeneratedTeam({ deals: 40, seed: 3 })
  try {
    let pauses = 0
    const warmUp = makeWarmUp(team.desk, () => {
      pauses++
      return Promise.resolve()
    })
    const asked = async (isOpen = () => true): Promise<number> => {
      pauses = 0
      await warmUp.run(isOpen)
      return pauses
    }
    const all = await asked()
    expect(all).toBeGreaterThan(5)
    expect(await asked()).toBe(0)
    team.setNow(team.desk.clock() + 86_400_000)
    expect(await asked()).toBe(all)
    const beside = openBesideOwner(team.desk.path)
    beside.db.sqlite.prepare("UPDATE workspace SET name = 'Другое имя'").run()
    beside.close()
    expect(await asked(() => false)).toBe(1)
  } finally {
    team.cleanup()
  }
})
