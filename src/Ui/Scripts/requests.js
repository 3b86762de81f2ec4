import htmx from 'htmx.org';

// Inline handlers and computed values would need eval, which the page's policy forbids; nothing here uses them.
window.htmx = htmx;

document.addEventListener('htmx:config:request', event => {
  const token = document.querySelector('meta[name="form-token"]');
  const request = event.detail.ctx.request;
  if (token && request.method !== 'GET') {
    request.headers[token.dataset.header] = token.content;
  }
});

function tellFailure() {
  const messages = document.getElementById('messages');
  const message = document.createElement('p');
  message.className = 'message tone-alarm';
  message.textContent = messages.dataset.failed;
  messages.replaceChildren(message);
}

document.addEventListener('htmx:error', tellFailure);
document.addEventListener('htmx:response:error', tellFailure);
