// What somebody types while a part of the page is drawn anew stays as it is typed; htmx gives the field its cursor again, by its id.
let typed = null;

document.addEventListener('htmx:before:swap', () => {
  const field = document.activeElement;
  typed = field?.id && field.matches('input:not([type=checkbox], [type=radio], [type=file]), textarea') ? field : null;
});

// Whoever asked for the part is gone with it, and tells the document nothing any more: so its nodes are watched.
new MutationObserver(() => {
  const drawn = typed?.isConnected === false && document.getElementById(typed.id);
  if (drawn) {
    if (drawn.type === typed.type) {
      drawn.value = typed.value;
    }

    typed = null;
  }
}).observe(document.documentElement, { childList: true, subtree: true });
