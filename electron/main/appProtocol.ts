import { readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { Readable } from 'node:stream'
import { atLocalDesk } from '../backend/domain/account.ts'
import { pageHeaders } from '../hosts/contentPolicy.ts'
import { answerRecording, callIdOf, type LocateRecording } from '../hosts/recordings/answerRecording.ts'
import { appOrigin, originOf, scheme } from './addresses.ts'

/** For protocol.registerSchemesAsPrivileged, before the app is ready. Nothing may pass the content policy by. */
export const appScheme = { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true, /** A player asks for parts instead of waiting for the whole. */ stream: true } }

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png', '.ico': 'image/x-icon', '.webp': 'image/webp', '.woff2': 'font/woff2', '.woff': 'font/woff',
  '.wasm': 'application/wasm', '.txt': 'text/plain; charset=utf-8',
}

/** The file that an address means; null for one that leaves the folder or means something else on another system. */
export const fileOfAddress = (folder: string, address: string): string | null => {
  let path: string
  try {
    path = decodeURIComponent(new URL(address).pathname)
  } catch {
    return null
  }
  const parts = path.split('/').filter(part => part !== '')
  if (parts.some(part => part.startsWith('.') || part.endsWith('.') || /[\\:\0]/.test(part))) return null
  const file = join(folder, ...parts)
  return file === folder || file.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? file : null
}

const answer = (status: number, body: Uint8Array<ArrayBuffer> | null, type = 'text/plain; charset=utf-8'): Response =>
  new Response(body, { status, headers: { ...pageHeaders, 'content-type': type, 'cache-control': 'no-store' } })

export interface AppRequest { readonly url: string, readonly method: string, readonly headers: Pick<Headers, 'get'>, readonly initiatorOrigin?: string }

/** A recording, by the ticket that the window's own procedure gave it; a page without one has none. */
const streamRecording = async ({ url, method, headers }: AppRequest, callId: number, locate: LocateRecording): Promise<Response> => {
  const ticket = new URL(url).searchParams.get('ticket')
  if (ticket === null) return answer(401, null)
  try {
    const found = answerRecording(await locate(callId, ticket, atLocalDesk), { range: headers.get('range'), ifRange: headers.get('if-range') })
    const body = method === 'HEAD' || !found.body ? null : Readable.toWeb(found.body()) as ReadableStream<Uint8Array<ArrayBuffer>>
    return new Response(body, { status: found.status, headers: { ...pageHeaders, ...found.headers, 'cache-control': 'no-store' } })
  } catch (error) {
    const { status = 500 } = error as { status?: number }
    return answer(status >= 400 && status < 600 ? status : 500, null)
  }
}

/** Serves the window's built files, `folder` alone, and recordings; every address that names no file is the window's (deep links). */
export const makeAppHandler = (folder: string, locate: LocateRecording) => async (request: AppRequest): Promise<Response> => {
  const { initiatorOrigin } = request
  if (originOf(request.url) !== appOrigin || (initiatorOrigin !== undefined && originOf(initiatorOrigin) !== appOrigin)) return answer(403, null)
  if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, null)
  const callId = callIdOf(new URL(request.url).pathname)
  if (callId !== null) return streamRecording(request, callId, locate)
  const file = fileOfAddress(folder, request.url)
  if (file === null) return answer(400, null)
  const read = async (path: string, type: string | undefined): Promise<Response> =>
    answer(200, request.method === 'HEAD' ? null : new Uint8Array(await readFile(path)), type ?? 'application/octet-stream')
  const extension = extname(file)
  try {
    return extension === '' ? await read(join(folder, 'index.html'), types['.html']) : await read(file, types[extension])
  } catch {
    return answer(404, null)
  }
}
