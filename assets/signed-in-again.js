// When the session has ended while somebody typed: they sign in again in another tab, and the form is sent from where it stands.

/** A session that nobody used ends after 15 minutes; a form sent within this of the last contact needs no question first. */
const SURELY_SIGNED_IN_MS = 13 * 60 * 1000
const ASK = '/sign-in/again'

let lastContact = Date.now()

/** Whether the session lives; an answer that does not come is left to the form itself. */
async function isSignedIn() {
  try {
    const answer = await fetch(ASK, { headers: { 'x-homeward-background': 'refresh' }, redirect: 'manual', credentials: 'same-origin' })
    return answer.status !== 401
  } catch {
    return true
  }
}

const SEND_IT = { says: 'What you typed is still on this page. Sign in again in a new tab, then come back here and send it.', goOn: 'I have signed in: send it' }

/** Asks in a dialog over the page, and resolves when somebody is signed in, or with false where they turn away. */
export function askToSignIn(words = SEND_IT) {
  const dialog = document.createElement('dialog')
  dialog.className = 'homeward-dialog'
  dialog.setAttribute('aria-labelledby', 'signed-out')
  const heading = document.createElement('h2')
  heading.className = 'govuk-heading-m'
  heading.id = 'signed-out'
  heading.textContent = 'You have been signed out'
  const says = document.createElement('p')
  says.className = 'govuk-body'
  says.textContent = words.says
  const status = document.createElement('p')
  status.className = 'govuk-body'
  status.setAttribute('aria-live', 'polite')
  const link = document.createElement('a')
  link.className = 'govuk-button'
  link.setAttribute('role', 'button')
  link.href = `/sign-in?return=${encodeURIComponent(ASK)}`
  link.target = '_blank'
  link.rel = 'noopener'
  link.textContent = 'Sign in again (opens in a new tab)'
  const send = document.createElement('button')
  send.type = 'button'
  send.className = 'govuk-button'
  send.textContent = words.goOn
  const back = document.createElement('button')
  back.type = 'button'
  back.className = 'govuk-button govuk-button--secondary'
  back.textContent = 'Go back to the page'
  const group = document.createElement('div')
  group.className = 'govuk-button-group'
  group.append(link, send, back)
  dialog.append(heading, says, group, status)
  document.body.append(dialog)
  dialog.showModal()
  return new Promise((resolve) => {
    const over = (signedIn) => {
      dialog.close()
      dialog.remove()
      resolve(signedIn)
    }
    send.addEventListener('click', async () => {
      if (await isSignedIn()) over(true)
      else status.textContent = 'You are not signed in yet.'
    })
    back.addEventListener('click', () => over(false))
    dialog.addEventListener('cancel', () => over(false))
  })
}

document.addEventListener('submit', async (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || form.method !== 'post' || event.defaultPrevented) return
  // Before signing in there is no session that could have ended.
  if (!document.querySelector('.homeward-signed-in') || form.closest('.homeward-signed-in')) return
  if (Date.now() - lastContact < SURELY_SIGNED_IN_MS) return
  event.preventDefault()
  const { submitter } = event
  if ((await isSignedIn()) || (await askToSignIn())) {
    lastContact = Date.now()
    form.requestSubmit(submitter)
  }
})
