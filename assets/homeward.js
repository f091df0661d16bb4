// Progressive enhancement only: every page works without it.
import { initAll } from './govuk-frontend.min.js'
import './passkey.js'
import './signed-in-again.js'
import './interview-draft.js'

initAll()

/** Fetches this very page again and swaps an element that asks for it, until it no longer asks. Does not keep a session alive. */
async function refresh(element, say, over) {
  if (document.hidden || element.contains(document.activeElement)) return
  try {
    const answer = await fetch(location.href, { headers: { 'x-homeward-background': 'refresh' }, redirect: 'manual', credentials: 'same-origin' })
    if (answer.status === 401 || answer.type === 'opaqueredirect') location.reload()
    if (!answer.ok) return
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(element.id)
    if (!fresh || fresh.innerHTML === element.innerHTML) return
    element.replaceChildren(...fresh.childNodes)
    say(`Changed at ${new Date().toLocaleTimeString('en-GB')}`)
    if (!fresh.dataset.refreshSeconds) over()
  } catch {
    // The network is away for a moment: what is shown stays, and the next turn tries again.
  }
}

/** What moves by itself can be stopped, and says in a few words that it moved instead of reading it all again. */
function keepFresh(element) {
  const seconds = Math.max(10, Number(element.dataset.refreshSeconds) || 60)
  const bar = document.createElement('p')
  bar.className = 'govuk-body-s homeward-refresh'
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'homeward-link-button'
  const status = document.createElement('span')
  status.setAttribute('aria-live', 'polite')
  bar.append(button, ' ', status)
  element.before(bar)
  let running = true
  const show = () => {
    button.textContent = running ? `Stop updating every ${seconds} seconds` : 'Start updating'
  }
  button.addEventListener('click', () => {
    running = !running
    show()
  })
  show()
  const timer = setInterval(() => {
    if (running) void refresh(element, (words) => (status.textContent = words), over)
  }, seconds * 1000)
  const over = () => {
    clearInterval(timer)
    if (document.activeElement === button) {
      status.tabIndex = -1
      status.focus()
    }
    button.remove()
  }
}

for (const element of document.querySelectorAll('[data-refresh-seconds][id]')) keepFresh(element)

/** Saves a draft while it is typed: the form says where with data-autosave, and where to say so with data-autosave-status. */
function autosave(form) {
  const status = document.getElementById(form.dataset.autosaveStatus ?? '')
  let timer
  let saving = false
  let again = false
  const say = (words) => {
    if (status) status.textContent = words
  }
  const save = async () => {
    if (saving) {
      again = true
      return
    }
    saving = true
    try {
      const answer = await fetch(form.dataset.autosave, { method: 'POST', headers: { 'x-homeward-background': 'save' }, body: new URLSearchParams(new FormData(form)), redirect: 'manual', credentials: 'same-origin' })
      if (answer.ok || answer.type === 'opaqueredirect') say(`Saved at ${new Date().toLocaleTimeString('en-GB')}`)
      else if (answer.status === 401) say('Not saved: you have been signed out. Continue, and what you typed will be kept.')
      else say('Not saved. We will try again.')
    } catch {
      say('Not saved: there is no connection. We will try again.')
      timer = setTimeout(save, 5000)
    } finally {
      saving = false
      if (again) {
        again = false
        void save()
      }
    }
  }
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(save, 1500)
  })
  form.addEventListener('submit', () => clearTimeout(timer))
}

for (const form of document.querySelectorAll('form[data-autosave]')) autosave(form)
