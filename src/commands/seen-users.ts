import type { SeenUser } from '../archive/people.ts';
import { isUserId, type UserId } from '../model/ids.ts';
import { type JsonObject, objectAt, stringAt } from '../model/json.ts';
import { compareTs, type Ts } from '../model/ts.ts';

/** People as their own messages name them: for those whom no list of users names. The newest message counts. */
export class SeenUsers {
  readonly #users = new Map<UserId, SeenUser>();

  add(message: JsonObject & { readonly ts: Ts }): void {
    const id = stringAt(message, 'user');
    const profile = objectAt(message, 'user_profile');
    if (profile === undefined || id === undefined || !isUserId(id)) return;
    const name =
      stringAt(profile, 'display_name') ?? stringAt(profile, 'real_name') ?? stringAt(profile, 'name');
    const old = this.#users.get(id);
    if (name === undefined || (old !== undefined && compareTs(old.seen, message.ts) >= 0)) return;
    this.#users.set(id, { name, seen: message.ts });
  }

  /** Without those whom a list names. */
  except(listed: ReadonlySet<string>): ReadonlyMap<UserId, SeenUser> {
    return new Map([...this.#users].filter(([id]) => !listed.has(id)));
  }
}
