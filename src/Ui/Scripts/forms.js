document.documentElement.classList.add('has-scripts');

document.addEventListener('click', async event => {
  const button = event.target.closest('[data-copy]');
  if (!button) {
    return;
  }

  const input = document.getElementById(button.dataset.copy);
  input.select();
  await navigator.clipboard.writeText(input.value);
  button.textContent = button.dataset.copied;
});

function written(bytes) {
  const [unit, size] = bytes < 1e6 ? ['kilobyte', bytes / 1e3] : ['megabyte', bytes / 1e6];
  const locale = document.documentElement.dataset.locale;
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(size);
}

document.addEventListener('change', event => {
  const drop = event.target.closest('[data-file-drop]');
  if (drop) {
    drop.querySelector('output').textContent =
      [...event.target.files].map(file => `${file.name} · ${written(file.size)}`).join('\n');
  }
});

for (const kind of ['dragover', 'dragleave', 'drop']) {
  document.addEventListener(kind, event => {
    const drop = event.target.closest?.('[data-file-drop]');
    if (!drop) {
      return;
    }

    event.preventDefault();
    drop.classList.toggle('file-over', kind === 'dragover');
    if (kind === 'drop') {
      const input = drop.querySelector('input');
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }
  });
}
