import { serveReading } from '../backend/api/readingThread.ts'

serveReading()
