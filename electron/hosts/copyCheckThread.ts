import { serveCopyCheck } from '../backend/api/copyCheck.ts'

serveCopyCheck()
