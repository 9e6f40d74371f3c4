// The backend's modules as Vite builds them: migrations are imported as text.
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

/** Runs `work` with a loader of modules, by their path in the checkout. */
export const withBackend = async work => {
  const server = await createServer({ root: fileURLToPath(new URL('..', import.meta.url)), configFile: false, logLevel: 'error', appType: 'custom', server: { middlewareMode: true, hmr: false, ws: false }, optimizeDeps: { noDiscovery: true } })
  try {
    return await work(path => server.ssrLoadModule(path))
  } finally {
    await server.close()
  }
}
