/** Keys: `/` or Ctrl-K to the field, arrows through the results, Escape back and out. */
export function connectKeys(input: HTMLInputElement, list: HTMLElement): void {
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.altKey) return;
    if (wantsField(event)) focusField(input);
    else if (event.key === 'Escape' && document.activeElement === input) leaveField(input);
    else if (event.key === 'Escape' && list.contains(document.activeElement)) focusField(input);
    else if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    else if (!move(input, list, event.key === 'ArrowDown' ? 1 : -1)) return;
    event.preventDefault();
  });
}

function wantsField({ key, ctrlKey, metaKey, target }: KeyboardEvent): boolean {
  if (key === 'k' && (ctrlKey || metaKey)) return true;
  const isTyping =
    target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
  return key === '/' && !isTyping && !ctrlKey && !metaKey;
}

function focusField(input: HTMLInputElement): void {
  input.focus();
  input.select();
}

function leaveField(input: HTMLInputElement): void {
  if (input.value === '') {
    input.blur();
    return;
  }
  input.value = '';
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

/** From the field to the first result, from result to result, and back. False when there is nowhere to go. */
function move(input: HTMLInputElement, list: HTMLElement, step: 1 | -1): boolean {
  const links = [...list.querySelectorAll<HTMLAnchorElement>('li > a')];
  const active = document.activeElement;
  const at = links.findIndex((link) => link.parentElement?.contains(active));
  if (at < 0 && active !== input) return false;
  const next = at + step;
  if (next < 0 && at >= 0) focusField(input);
  else links[next]?.focus();
  return links[next] !== undefined || next < 0;
}
