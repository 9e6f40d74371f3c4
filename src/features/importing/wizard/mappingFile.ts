import { text } from '../../../i18n/index.ts'
import type { MappingDocument } from '../../../shared/contract/mapping.ts'
import { saveText } from '../../../ui/saveText.ts'

/** The file that `pult import --mapping` takes, and the wizard of another team. */
export const saveMapping = (mapping: MappingDocument): void => saveText({ fileName: text('wizard.map.fileName', { name: mapping.source }), text: `${JSON.stringify(mapping, null, 2)}\n`, type: 'application/json' })
