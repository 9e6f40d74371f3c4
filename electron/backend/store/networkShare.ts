import { statfsSync } from 'node:fs'
import { PultError } from '../../../src/shared/errors.ts'

/** Number of the file system (statfs f_type) under a folder; injected by tests. */
export type Statfs = (folder: string) => number

// statfs(2) and linux/magic.h. FUSE and 9p are left out: most of them are local disks.
const networkFileSystems = new Map<number, string>([
  [0x6969, 'NFS'], [0x517b, 'SMB'], [0xff534d42, 'CIFS'], [0xfe534d42, 'SMB2'], [0x564c, 'NCP'],
  [0x5346414f, 'AFS'], [0x6b414653, 'AFS'], [0x73757245, 'Coda'], [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'], [0x01161970, 'GFS2'], [0x7461636f, 'OCFS2'],
])

const realStatfs: Statfs = folder => statfsSync(folder).type

/** Refuses a folder of another machine: SQLite's WAL doesn't work there (design.md, «Shared»). */
export const refuseNetworkShare = (folder: string, statfs?: Statfs): void => {
  const found = networkShareOf(folder, statfs)
  if (!found) return
  throw new PultError('PULT_NETWORK_SHARE', `The folder is on a network share (${found}), where a database can't be kept safely: ${folder}. Put the file on a local disk, or share it with «pult serve».`,
    { path: folder, fileSystem: found })
}

const networkShareOf = (folder: string, statfs?: Statfs): string | null => {
  // \\server\share; \\?\C:\ and \\.\ are local devices.
  if (process.platform === 'win32' && /^[\\/]{2}(?![?.][\\/](?!UNC))/i.test(folder)) return 'UNC'
  // The numbers mean this only on Linux.
  if (!statfs && process.platform !== 'linux') return null
  let type: number
  try {
    type = (statfs ?? realStatfs)(folder)
  } catch {
    return null
  }
  return networkFileSystems.get(type >>> 0) ?? null
}
