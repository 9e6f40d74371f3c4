import type { SafeStorage } from 'electron'
import type { KeptFile } from './keptFile.ts'

/** `no_keyring`: the system has nowhere to keep a key. `plain_text`: Linux' `basic_text` would only pretend to, so it is refused. */
export type SecretsState = 'ready' | 'no_keyring' | 'plain_text'

export interface Secrets {
  readonly state: () => Promise<SecretsState>
  /** False: nothing was kept (see `state`). */
  readonly keep: (name: string, secret: string) => Promise<boolean>
  /** null when there is none, or when this system's key doesn't fit it (a copied profile). */
  readonly read: (name: string) => Promise<string | null>
  readonly forget: (name: string) => void
}

type Storage = Pick<SafeStorage, 'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'>

/** Secrets at rest (sign-in of a shared host, say) under the system's own key; after the app is ready. */
export const makeSecrets = (storage: Storage, platform: string, file: KeptFile): Secrets => {
  const state = async (): Promise<SecretsState> => {
    if (platform === 'linux' && ['basic_text', 'unknown'].includes(storage.getSelectedStorageBackend())) return 'plain_text'
    return await storage.isAsyncEncryptionAvailable() ? 'ready' : 'no_keyring'
  }
  const keep = async (name: string, secret: string): Promise<boolean> => {
    if (await state() !== 'ready') return false
    file.set(name, (await storage.encryptStringAsync(secret)).toString('base64'))
    return true
  }
  return {
    state, keep,
    read: async name => {
      const kept = file.get(name)
      if (typeof kept !== 'string' || await state() !== 'ready') return null
      try {
        const { result, shouldReEncrypt } = await storage.decryptStringAsync(Buffer.from(kept, 'base64'))
        // The system has a newer key.
        if (shouldReEncrypt) await keep(name, result)
        return result
      } catch {
        return null
      }
    },
    forget: name => file.set(name, undefined),
  }
}
