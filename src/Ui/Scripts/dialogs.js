// A part loaded into the shared dialog opens it; closing empties it.
document.addEventListener('htmx:after:swap', () => {
  const dialog = document.getElementById('dialog');
  if (!dialog.open && document.getElementById('dialog-content').childElementCount > 0) {
    dialog.showModal();
  }
});

document.getElementById('dialog')?.addEventListener('close', () => {
  document.getElementById('dialog-content').replaceChildren();
});

document.addEventListener('click', event => {
  const opener = event.target.closest('[data-dialog]');
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
    return;
  }

  if (event.target.closest('[data-close]') || event.target.nodeName === 'DIALOG') {
    event.target.closest('dialog')?.close();
  }

  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
});

document.addEventListener('keydown', event => {
  const menu = event.key === 'Escape' && event.target.closest?.('details.menu[open]');
  if (menu) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});
