import { isToken } from '../config/environment.ts';
import { AuthError } from '../errors.ts';

/** @throws AuthError for what was not copied whole; the token itself is never shown */
export function assertToken(name: string, token: string | undefined): void {
  if (token === undefined || isToken(token)) return;
  throw new AuthError(
    `${name} holds characters that no token has, such as a space or “…”. Copy the whole token again.`,
  );
}
