/** Gives the person a file. */
export const saveBlob = ({ fileName, blob }: { fileName: string, blob: Blob }): void => {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/** Gives the person a text as a file. A byte order mark, so that Excel reads Cyrillic in a CSV. */
export const saveText = ({ fileName, text, type = 'text/csv' }: { fileName: string, text: string, type?: string }): void => {
  const marked = type === 'text/csv' && !text.startsWith('\uFEFF') ? `\uFEFF${text}` : text
  saveBlob({ fileName, blob: new Blob([marked], { type: `${type};charset=utf-8` }) })
}
