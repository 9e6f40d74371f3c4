import { serveImportThread } from '../backend/api/importThread.ts'

await serveImportThread(new URL('readingThread.js', import.meta.url))
