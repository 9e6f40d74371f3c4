/** Hands a text to the person as a file, through the browser's download. CSV from the backend is harmless already. */
export const saveText = ({ fileName, text, type = 'text/csv;charset=utf-8' }: { fileName: string, text: string, type?: string }): void => {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
