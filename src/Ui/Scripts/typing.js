// What somebody types while a part of the page is drawn anew stays as it is typed; htmx gives the field its cursor again, by its id.
let typed = null;

document.addEventListener('htmx:before:swap', () => {
  const field = document.activeElement;
  typed = field?.id && field.matches('input, textarea') ? field : null;
});

document.addEventListener('htmx:after:swap', () => {
  const drawn = typed?.isConnected === false && document.getElementById(typed.id);
  if (drawn && drawn.type === typed.type && !['checkbox', 'radio', 'file'].includes(drawn.type)) {
    drawn.value = typed.value;
  }
});
