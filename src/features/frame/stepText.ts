import { text, textIfAny } from '../../i18n/index.ts'

/** What long work says of its step (`progress.*`). */
export const stepText = (step: string): string => textIfAny(`progress.${step === 'import' ? 'demo.evenings' : step}`) ?? text('progress.working')
