import { serveImportThread } from '../backend/api/importThread.ts'

await serveImportThread()
