import { serveReading } from '../backend/import/beside/serveReading.ts'

serveReading()
