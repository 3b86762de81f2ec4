// Big keys that type into a field, for fingers.
document.addEventListener('click', event => {
  const key = event.target.closest('[data-keypad] [data-key]');
  if (!key) {
    return;
  }

  const field = document.getElementById(key.closest('[data-keypad]').dataset.keypad);
  const typed = key.dataset.key;
  const isSecondSeparator = /[.,]/.test(typed) && /[.,]/.test(field.value);
  if (typed === 'back') {
    field.value = field.value.slice(0, -1);
  } else if (!isSecondSeparator && field.value.length < field.maxLength) {
    field.value += typed;
  }

  field.dispatchEvent(new Event('input', { bubbles: true }));
});
