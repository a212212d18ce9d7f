import { fileURLToPath } from 'node:url';

/**
 * The folder that holds `templates/` and `config/`: a source file directly under `src/` and a bundle directly under
 * `dist/` are equally deep, so this one line finds it from both.
 */
export const packageRoot = fileURLToPath(new URL('..', import.meta.url));
