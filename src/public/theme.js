// Before the first paint, so that a dark desk never flashes white. A file of its own: the content policy allows no inline scripts.
(function () {
  var chosen = 'system'
  try { chosen = JSON.parse(localStorage.getItem('pult.theme') || '"system"') } catch (error) { /* private mode: the system decides */ }
  var dark = chosen === 'dark' || (chosen === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.classList.add(dark ? 'dark' : 'light')
})()
