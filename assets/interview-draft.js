// An interview while it is written: what changed is saved every five seconds at most, and until it is, it is kept encrypted on
// this device, so that neither a lost connection nor a closed window loses a word, and nobody else can read one.
import { askToSignIn } from './signed-in-again.js'

const EVERY_MS = 5000
const SOON_MS = 1500
const KEEP_MS = 500
/** What is kept on a device for a draft that was never opened there again. */
const KEPT_DAYS = 90
const PREFIX = 'homeward-interview:'
const SIGN_IN = {
  says: 'What you typed is still on this page, and kept encrypted on this device. Sign in again in a new tab, then come back here.',
  goOn: 'I have signed in: go on'
}

const bytesOf = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
const textOf = (bytes) => btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''))

/** What this device keeps, by name; nothing where the browser keeps nothing. */
const device = {
  names: (prefix) => {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(prefix))
    } catch {
      return []
    }
  },
  read: (name) => {
    try {
      return JSON.parse(localStorage.getItem(name) ?? 'null')
    } catch {
      return null
    }
  },
  write: (name, value) => {
    try {
      localStorage.setItem(name, JSON.stringify(value))
    } catch {
      // A full or a closed store: what is typed is still saved by the server.
    }
  },
  forget: (name) => {
    try {
      localStorage.removeItem(name)
    } catch {
      // As above.
    }
  }
}

/** What is typed in a form, by name: a text, or a list where several may be chosen. */
function valuesOf(form) {
  const values = {}
  for (const element of form.elements) {
    const { name, type } = element
    if (!name || name.startsWith('_') || ['writer', 'step', 'base', 'seen', 'later'].includes(name)) continue
    if (type === 'checkbox') values[name] = [...(values[name] ?? []), ...(element.checked ? [element.value] : [])]
    else if (type === 'radio') values[name] = element.checked ? element.value : (values[name] ?? '')
    else if (type !== 'submit' && type !== 'button') values[name] = element.value
  }
  return values
}

/** Puts a value into a form. */
function putInto(form, name, value) {
  for (const element of form.elements) {
    if (element.name !== name) continue
    if (element.type === 'checkbox' || element.type === 'radio') element.checked = [value].flat().includes(element.value)
    else element.value = String([value].flat().join(', '))
  }
}

/** Encrypts and opens under the key that the page was given for its draft; null where this browser cannot. */
async function sealWith(key) {
  if (!globalThis.crypto?.subtle || !key) return null
  const imported = await crypto.subtle.importKey('raw', bytesOf(key), 'AES-GCM', false, ['encrypt', 'decrypt'])
  return {
    seal: async (value) => {
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, imported, new TextEncoder().encode(JSON.stringify(value)))
      return { at: Date.now(), iv: textOf(iv), data: textOf(data) }
    },
    open: async ({ iv, data }) => JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytesOf(iv) }, imported, bytesOf(data))))
  }
}

async function write(form) {
  const { interviewDraft: draftId, save: address, deviceKey } = form.dataset
  delete form.dataset.deviceKey
  const status = document.getElementById('draft-status')
  const announced = document.getElementById('draft-announced')
  const hidden = (name) => form.elements.namedItem(name)
  const writer = hidden('writer').value
  const ownName = `${PREFIX}${draftId}:${writer}`
  const sealing = await sealWith(deviceKey)
  let known = valuesOf(form)
  let base = Number(hidden('base').value)
  let step = 0
  let lastAsked = 0
  let timer
  let keeping
  let saving = null
  let isSaved = true
  let isAsking = false
  let isDeclined = false
  let isOver = false

  /** What differs from what the server has. */
  const changed = () => Object.fromEntries(Object.entries(valuesOf(form)).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(known[name])))
  const hasChanged = () => Object.keys(changed()).length > 0

  function say(words, saved) {
    if (status) {
      status.textContent = words
      status.classList.toggle('homeward-draft-status--not-saved', !saved)
    }
    // Heard when it turns, not every few seconds.
    if (saved !== isSaved && announced) announced.textContent = words
    isSaved = saved
  }
  const saySaved = () => say(`Saved ${new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`, true)

  /** Keeps on this device what the server does not have yet. One after another, so that the last is the last. */
  let lastKept = Promise.resolve()
  function keep() {
    clearTimeout(keeping)
    keeping = undefined
    lastKept = lastKept.then(async () => {
      // A page that is over says nothing of what was saved: what is kept stays.
      if (isOver) return
      const now = changed()
      if (Object.keys(now).length === 0) device.forget(ownName)
      else if (sealing) device.write(ownName, await sealing.seal({ writer, step: step + 1, base, changed: now }))
    })
    return lastKept
  }

  function ask(init, signal) {
    const headers = {
      'x-homeward-background': 'save',
      'content-type': 'application/json',
      'x-csrf-token': hidden('_csrf').value
    }
    return fetch(address, { ...init, headers, signal, redirect: 'manual', credentials: 'same-origin' })
  }
  const post = (body, more = {}) => ask({ method: 'POST', body: JSON.stringify(body), ...more }, more.signal ?? AbortSignal.timeout(20_000))

  /** Somebody else is signed in: nothing of the draft stays on the page. What was kept opens for its author alone. */
  async function leave() {
    if (isOver) return
    await keep()
    isOver = true
    clearTimeout(timer)
    clearTimeout(keeping)
    const main = document.getElementById('main-content')
    const heading = document.createElement('h1')
    heading.className = 'govuk-heading-l'
    heading.textContent = 'This interview is not open here any more'
    const says = document.createElement('p')
    says.className = 'govuk-body'
    says.textContent =
      'Somebody else has signed in, or it was thrown away in another window. What was typed and not saved is kept encrypted on this device, for its author alone.'
    main?.replaceChildren(heading, says)
  }

  /** Whether the author is signed in; takes the form token of a new session. */
  async function isAuthor() {
    const answer = await ask({}, AbortSignal.timeout(20_000))
    if (answer.status === 404 || answer.status === 403) {
      await leave()
      return false
    }
    // Sent on another device: its author still, and what is not in it goes where it is shown.
    if (!answer.ok && answer.status !== 410) return false
    const { csrf } = await answer.json()
    for (const field of document.querySelectorAll('input[name="_csrf"]')) field.value = csrf
    return true
  }

  /** It was sent from elsewhere, and the server has what was typed here: the page that says what is not in it. */
  async function moveOn() {
    await keep()
    isOver = true
    clearTimeout(timer)
    clearTimeout(keeping)
    location.replace(form.action)
  }

  async function signInAgain() {
    say('Not saved: you have been signed out. Sign in again and we go on.', false)
    // Asked once: somebody who turned away is not asked again until they send, or are signed in.
    if (isAsking || isDeclined) return false
    isAsking = true
    await keep()
    try {
      const signedIn = await askToSignIn(SIGN_IN)
      isDeclined = !signedIn
      return signedIn && (await isAuthor())
    } catch {
      return false
    } finally {
      isAsking = false
    }
  }

  /** Takes over what another window wrote, and shows both texts where both wrote the same question. */
  function takeOver({ version, elsewhere, beside }, sent) {
    const here = changed()
    for (const [name, value] of Object.entries(sent)) known[name] = value
    let mayMoveOn = true
    for (const [name, value] of Object.entries(elsewhere)) {
      if (name in here) mayMoveOn = false
      else {
        putInto(form, name, value)
        known[name] = valuesOf(form)[name] ?? value
      }
    }
    // A question typed in meanwhile was typed over the older text: the server is to see that.
    if (mayMoveOn) base = Math.max(base, version)
    hidden('base').value = String(base)
    showTwoTexts(form, beside)
  }

  /** Shows what other windows saved while nobody looked at this one. */
  async function catchUp() {
    if (!(await isAuthor()) || saving || isOver) return
    const answer = await post({ writer, step, base, changed: {} })
    if (answer.status === 410) await save()
    if (answer.status === 410 && !isOver && !hasChanged()) await moveOn()
    if (answer.ok) takeOver(await answer.json(), {})
  }

  /** Saves what changed; whether the server then has everything. */
  async function save() {
    clearTimeout(timer)
    timer = undefined
    if (saving) await saving
    if (isOver) return false
    const sending = changed()
    if (Object.keys(sending).length === 0) return true
    step += 1
    lastAsked = Date.now()
    const attempt = (async () => {
      try {
        const answer = await post({ writer, step, base, changed: sending })
        if (answer.ok) {
          takeOver(await answer.json(), sending)
          await keep()
          isDeclined = false
          saySaved()
          return true
        }
        if (answer.status === 410 && (await answer.json()).kept) {
          for (const [name, value] of Object.entries(sending)) known[name] = value
          // What was typed meanwhile goes after it.
          if (hasChanged()) return 'again'
          await moveOn()
          return false
        }
        if (answer.status === 401 || answer.type === 'opaqueredirect') return (await signInAgain()) ? 'again' : false
        // The form token of a session that ended, or a page that is no longer the author's.
        if (answer.status === 403 || answer.status === 404) return (await isAuthor()) ? 'again' : false
        say(answer.status === 413 ? 'Not saved: this is too long. Send it in parts.' : 'Not saved: the service did not take it. Keep this page open; we go on trying', false)
      } catch {
        say('Not saved: no connection. Keep this page open; we go on trying', false)
      }
      return false
    })()
    saving = attempt.finally(() => {
      saving = null
    })
    const done = await saving
    if (done === 'again') return save()
    if (!isOver && hasChanged()) schedule()
    return done && !hasChanged()
  }

  function schedule() {
    timer ??= setTimeout(save, Math.max(SOON_MS, lastAsked + EVERY_MS - Date.now()))
  }

  function typed() {
    if (isOver) return
    keeping ??= setTimeout(keep, KEEP_MS)
    schedule()
  }

  /** What this device still has of the draft: sent first, as the window that wrote it. */
  async function restore() {
    let latest = base
    for (const name of device.names(`${PREFIX}${draftId}:`)) {
      if (name === ownName || !sealing) continue
      let kept
      try {
        kept = await sealing.open(device.read(name))
      } catch {
        // Nothing that this key opens; it is not ours to throw away.
        continue
      }
      try {
        const answer = await post(kept)
        if (answer.ok || (answer.status === 410 && (await answer.clone().json()).kept)) {
          latest = Math.max(latest, (await answer.json()).version)
          device.forget(name)
          continue
        }
      } catch {
        // No connection: it is typed in here, as if just now.
      }
      for (const [field, value] of Object.entries(kept.changed)) putInto(form, field, value)
      await keep()
      device.forget(name)
      schedule()
    }
    if (latest > base && !hasChanged()) location.replace(form.action)
  }

  form.inert = true
  await restore()
  form.inert = false
  form.addEventListener('input', typed)
  form.addEventListener('change', typed)
  globalThis.addEventListener('online', () => void save())
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) leaveBehind()
    else if (!isOver && !isAsking) catchUp().catch(() => false)
  })
  globalThis.addEventListener('pagehide', leaveBehind)

  /** The window may be gone in a moment: a last try that outlives it. */
  function leaveBehind() {
    if (isOver || !hasChanged()) return
    void keep()
    step += 1
    post({ writer, step, base, changed: changed() }, { keepalive: true }).catch(() => {})
  }

  form.addEventListener('submit', async (event) => {
    hidden('step').value = String(step + 1)
    if (isOver || !hasChanged()) return
    // Everything is saved before it is sent: what cannot be saved could not be sent either.
    event.preventDefault()
    isDeclined = false
    const { submitter } = event
    if (await save()) form.requestSubmit(submitter)
    else if (!isOver) {
      const why = status?.textContent.replace(/^Not saved/, 'Not sent') ?? ''
      say(why, false)
      if (announced) announced.textContent = why
    }
  })
}

/** Both texts under their question, and the choice that the author has. */
function showTwoTexts(form, beside) {
  for (const [name, others] of Object.entries(beside)) {
    const id = `two-texts-${name}`
    if (others.length === 0 || document.getElementById(id)) continue
    const field = form.elements.namedItem(name)
    const element = field instanceof RadioNodeList ? field[0] : field
    const group = element?.closest('.govuk-form-group')
    if (!group) continue
    const box = document.createElement('div')
    box.id = id
    box.className = 'homeward-two-texts'
    for (const { value, when } of others) {
      const says = document.createElement('p')
      says.className = 'govuk-body govuk-!-font-weight-bold'
      says.textContent = `Another window of yours wrote, ${when}:`
      const quote = document.createElement('blockquote')
      quote.className = 'homeward-quote homeward-as-typed'
      quote.textContent = [value].flat().join(', ')
      box.append(says, quote)
    }
    const ways = [
      ['this', 'What stands in the question above'],
      ['other', 'What the other window wrote'],
      ...(element.tagName === 'TEXTAREA' ? [['both', 'Both, one after the other']] : [])
    ]
    box.append(choiceOf(`settle-${name}`, `Which is to stand for: ${labelOf(group)}`, ways))
    group.after(box)
  }
}

function labelOf(group) {
  return group.querySelector('label, legend')?.textContent.trim() ?? ''
}

function choiceOf(name, words, ways) {
  const fieldset = document.createElement('fieldset')
  fieldset.className = 'govuk-fieldset'
  const legend = document.createElement('legend')
  legend.className = 'govuk-fieldset__legend govuk-fieldset__legend--s'
  legend.textContent = words
  const list = document.createElement('div')
  list.className = 'govuk-radios govuk-radios--small'
  for (const [value, text] of ways) {
    const item = document.createElement('div')
    item.className = 'govuk-radios__item'
    const input = document.createElement('input')
    input.className = 'govuk-radios__input'
    input.type = 'radio'
    input.name = name
    input.value = value
    input.id = `${name}-${value}`
    const label = document.createElement('label')
    label.className = 'govuk-label govuk-radios__label'
    label.htmlFor = input.id
    label.textContent = text
    item.append(input, label)
    list.append(item)
  }
  fieldset.append(legend, list)
  return fieldset
}

/** After it was sent, or given to others: what this device still has of it is handed over, and shown with the rest that is not in it. */
async function handOver(place) {
  const { sentInterview: draftId, save: address, deviceKey } = place.dataset
  delete place.dataset.deviceKey
  const sealing = await sealWith(deviceKey)
  const headers = { 'x-homeward-background': 'save', 'content-type': 'application/json', 'x-csrf-token': place.querySelector('input[name="_csrf"]').value }
  let handed = 0
  for (const name of device.names(`${PREFIX}${draftId}:`)) {
    try {
      const body = JSON.stringify(await sealing.open(device.read(name)))
      const answer = await fetch(address, { method: 'POST', headers, body, redirect: 'manual', credentials: 'same-origin' })
      if (answer.status !== 200 && (answer.status !== 410 || !(await answer.json()).kept)) continue
      device.forget(name)
      handed += 1
    } catch {
      // No connection, or not ours: it stays here.
    }
  }
  if (handed > 0) location.reload()
}

/** On the page of an interview just sent: another window on this device may have text that is not in it. */
function sayWhatIsLeft(draftId) {
  const says = document.createElement('p')
  says.className = 'govuk-body'
  const link = document.createElement('a')
  link.className = 'govuk-link'
  link.href = `/interviews/${draftId}`
  link.textContent = 'This device has text of another window that is not in it: see it'
  says.append(link)
  document.getElementById('main-content')?.prepend(says)
}

// What was thrown away is kept no longer; what was not sent with the rest is shown; and nothing is kept for ever.
const query = new URLSearchParams(location.search)
const [thrown, sent] = [query.get('thrown'), query.get('sent')]
if (thrown) for (const name of device.names(`${PREFIX}${thrown}:`)) device.forget(name)
if (sent && device.names(`${PREFIX}${sent}:`).length > 0) sayWhatIsLeft(sent)
for (const name of device.names(PREFIX)) {
  if (Date.now() - (device.read(name)?.at ?? 0) > KEPT_DAYS * 24 * 60 * 60 * 1000) device.forget(name)
}
const form = document.querySelector('form[data-interview-draft]')
if (form) void write(form)
const after = document.querySelector('[data-sent-interview]')
if (after) void handOver(after)
