/** What a CRM's export can be called. What it is, its content says. */
export const tableExtensions = ['csv', 'tsv', 'txt', 'xlsx', 'xls', 'xlsm', 'html', 'htm'] as const

/** Not for hidden files, nor for what Excel leaves beside an open one. */
export const isTableName = (name: string): boolean => !/^(\.|~\$)/.test(name) && (tableExtensions as readonly string[]).includes(/\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '')
