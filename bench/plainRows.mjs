// The least that a table of as many rows can cost here: a page with nothing but recycled rows of text, no framework and no data.
export const plainRows = `<!doctype html><title>Plain rows</title><style>
body { margin: 0; font: 13px/20px sans-serif }
#grid { position: absolute; inset: 120px 320px 40px 48px; overflow: auto }
.row { position: absolute; left: 0; top: 0; width: 100%; height: 32px; display: grid; grid-template-columns: 32px minmax(200px, 1fr) repeat(8, 110px) 12px; align-items: center; border-bottom: 1px solid #eee; contain: layout style; background: #fff }
.row div { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; padding: 0 8px }
</style><div id="grid"><div id="body" style="position: relative; height: 3200000px"></div></div><script>
const height = 32, grid = document.getElementById('grid'), body = document.getElementById('body')
const pool = Array.from({ length: 24 + Math.ceil(grid.clientHeight / height) }, () => {
  const row = document.createElement('div')
  row.className = 'row'
  for (let cell = 0; cell < 10; cell++) row.append(document.createElement('div'))
  for (const cell of row.children) cell.append('')
  body.append(row)
  return { row, at: -1 }
})
const draw = () => {
  const first = Math.max(0, Math.floor(grid.scrollTop / height) - 12)
  for (let at = first; at < first + pool.length; at++) {
    const slot = pool[at % pool.length]
    if (slot.at === at) continue
    slot.at = at
    slot.row.style.transform = 'translateY(' + at * height + 'px)'
    for (let cell = 1; cell < 10; cell++) slot.row.children[cell].firstChild.data = 'Cell ' + at + ' ' + cell
  }
}
grid.addEventListener('scroll', draw, { passive: true })
draw()
</script>`
