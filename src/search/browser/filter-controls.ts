/**
 * Every operator has a control, so that nobody must learn them: a choice writes its operator into the field, in place of
 * one of the same kind. Controls bear `data-operator`; their values are what stands after the colon.
 */
export function connectControls(form: HTMLFormElement, input: HTMLInputElement, onChange: () => void): void {
  for (const control of form.querySelectorAll<HTMLSelectElement | HTMLInputElement>('[data-operator]')) {
    control.addEventListener('change', () => {
      const { operator = '' } = control.dataset;
      input.value = withOperator(input.value, operator, control.value);
      // The field and its chips show what holds; a control is only a way to write it.
      control.value = '';
      onChange();
    });
  }
}

const only = new Set(['sort', 'before', 'after']);

/** `proxy sort:old` with sort and `new` → `proxy sort:new` */
function withOperator(text: string, operator: string, value: string): string {
  const shown = /\s/.test(value) ? `"${value}"` : value;
  const piece = operator === '-' ? `-${shown}` : `${operator}:${shown}`;
  const same = new RegExp(
    `(^|\\s)${only.has(operator) ? `${operator}:\\S+` : escaped(piece)}(?=\\s|$)`,
    'gi',
  );
  const rest = text.replace(same, ' ').replace(/\s+/g, ' ').trim();
  return value === '' ? rest : `${rest} ${piece} `.trimStart();
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
