import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { refuse } from './guard.ts'

const notBuilt = '<!doctype html><meta charset="utf-8"><title>Pult</title><p>The window is not built yet: run <code>npm run build</code>.</p>'

/** The window's files: public, they hold no data. Every other page address gets the same shell (deep links), which says through which door it came. */
export const serveShell = async (server: FastifyInstance, folder: string, door: 'local' | 'shared' = 'local'): Promise<void> => {
  const indexFile = join(folder, 'index.html')
  const page = (existsSync(indexFile) ? readFileSync(indexFile, 'utf8') : notBuilt).replace('<meta charset', `<meta name="pult-door" content="${door}" /><meta charset`)

  if (existsSync(folder)) {
    await server.register(fastifyStatic, {
      root: folder, index: false, wildcard: false, dotfiles: 'ignore', cacheControl: false, globIgnore: ['index.html'],
      setHeaders: (reply, path) => {
        // Files under assets/ carry their content's hash in their names.
        const hashed = path.startsWith(join(folder, 'assets'))
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }

  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/'
    const wantsPage = (request.method === 'GET' || request.method === 'HEAD') && !/^\/(rpc|upload|session|assets|api|live|recordings)(\/|$)/.test(path)
      && (path === '/' || /text\/html|^$/.test(request.headers.accept ?? ''))
    if (!wantsPage) return refuse(reply, 'NOT_FOUND', 'There is nothing at this address.')
    return reply.code(200).type('text/html; charset=utf-8').send(page)
  })
}
