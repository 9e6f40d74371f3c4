import { PultError } from '../shared/errors.ts'
import { personHeaders } from './person.ts'
import { currentBearer, dropBearer, isWindowRefused } from './session.ts'

export interface UploadProgress { sent: number, total: number }

const sendFile = (url: string, file: File, onSent: (bytes: number) => void, signal?: AbortSignal): Promise<void> => new Promise((resolve, reject) => {
  const request = new XMLHttpRequest()
  const stop = (): void => request.abort()
  const settle = (error?: PultError): void => {
    signal?.removeEventListener('abort', stop)
    if (error) reject(error)
    else resolve()
  }
  // XMLHttpRequest and not fetch: browsers report the progress of a body only here.
  request.open('POST', url)
  request.responseType = 'json'
  const bearer = currentBearer()
  if (bearer) request.setRequestHeader('authorization', `Bearer ${bearer}`)
  for (const [name, value] of Object.entries(personHeaders())) request.setRequestHeader(name, value)
  request.setRequestHeader('content-type', 'application/octet-stream')
  request.upload.onprogress = event => onSent(event.loaded)
  request.onload = () => {
    if (request.status < 300) return settle()
    if (isWindowRefused(request.status, request.getResponseHeader('www-authenticate'))) dropBearer()
    const body = request.response as { code?: string, message?: string } | null
    const code = request.status === 401 ? 'SIGN_IN' : request.status === 413 ? 'TOO_LARGE' : request.status < 500 ? 'BAD_INPUT' : 'INTERNAL'
    settle(new PultError(code, body?.message ?? 'The file was not taken.', { file: file.name }))
  }
  request.onerror = () => settle(new PultError('BACKEND_AWAY', 'Pult does not answer.', { reason: 'connection', file: file.name }))
  request.onabort = () => settle(new PultError('CANCELLED', 'The upload was cancelled.', { file: file.name }))
  signal?.addEventListener('abort', stop)
  if (signal?.aborted) stop()
  else request.send(file)
})

/**
 * Hands files to the local host before `importing.run({ source: { uploadId } })`. Bytes in the progress.
 * Throws a PultError; what was sent before stays unused and is swept by the host.
 */
export const uploadFiles = async (files: readonly File[], options: { onProgress?: (progress: UploadProgress) => void, signal?: AbortSignal } = {}): Promise<string> => {
  const uploadId = crypto.randomUUID()
  const total = files.reduce((sum, file) => sum + file.size, 0)
  let before = 0
  for (const file of files) {
    await sendFile(`${location.origin}/upload/${uploadId}/${encodeURIComponent(file.name)}`, file, sent => options.onProgress?.({ sent: before + sent, total }), options.signal)
    before += file.size
    options.onProgress?.({ sent: before, total })
  }
  return uploadId
}
