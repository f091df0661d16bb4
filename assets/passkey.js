// Has the browser make a passkey or use one, and sends its answer with the form. Without this the form stays hidden.

function offer(form) {
  const answer = form.elements.namedItem('credential')
  const status = form.querySelector('[data-passkey-status]')
  form.hidden = false
  form.addEventListener('submit', async (event) => {
    if (answer.value !== '') return
    event.preventDefault()
    status.textContent = 'Your browser is asking you. Do as it says.'
    try {
      const options = JSON.parse(form.dataset.passkeyOptions)
      const credential =
        form.dataset.passkey === 'make'
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
      answer.value = JSON.stringify(credential.toJSON())
      form.submit()
    } catch {
      status.textContent = 'Nothing was sent: the browser has no passkey for this, or you cancelled. Try again, or choose another way.'
    }
  })
}

if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  for (const form of document.querySelectorAll('form[data-passkey]')) offer(form)
}
