import { servePeaks } from '../backend/api/peaksThread.ts'

servePeaks()
