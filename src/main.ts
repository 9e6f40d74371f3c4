import { VueQueryPlugin } from '@tanstack/vue-query'
import nuxtIcons from '@nuxt/ui/runtime/vue/plugins/icons.js'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { connect, queryClient } from './api/index.ts'
import App from './App.vue'
import { i18n } from './i18n/index.ts'
import { makeRouter } from './router.ts'
import { warmScreens } from './warmScreens.ts'
import './style.css'

// Nothing may be asked before the window is let in: a call without its key would count as signed out.
const connected = await connect().catch(() => false)

const router = makeRouter(connected)
// Not '@nuxt/ui/vue-plugin': it injects a <style> with colours, which the content policy refuses; they stand in style.css.
createApp(App)
  .use(createPinia())
  .use(i18n)
  .use(VueQueryPlugin, { queryClient })
  .use(nuxtIcons)
  .use(router)
  .mount('#app')

void router.isReady().then(() => warmScreens(router), () => undefined)
