import type { ActionInputs } from '../config/action-inputs.ts';
import { type Config, loadConfig } from '../config/load-config.ts';
import { ConfigError } from '../errors.ts';

/**
 * The configuration of the repository.
 *
 * @throws ConfigError when the community was not told: nobody can be asked here
 */
export function toldConfig({ config, out, workspace }: ActionInputs): Config {
  const loaded = loadConfig({ config, out }, workspace);
  if (loaded.communityWasTold) return loaded;
  throw new ConfigError(
    'Nothing is published before the community was told: set consent.communityWasTold: true in unsilo.yml when it was.',
  );
}
