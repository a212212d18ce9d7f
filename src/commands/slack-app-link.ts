/**
 * A link that opens Slack's page for a new app with the manifest filled in; remarks would only make it longer.
 * https://docs.slack.dev/app-manifests/configuring-apps-with-app-manifests
 */
export function slackAppLink(manifest: string): string {
  const lines = manifest
    .split('\n')
    .map((line) => line.replace(/(?:^|\s)\s*# .*$/, '').trimEnd())
    .filter((line) => line !== '');
  return `https://api.slack.com/apps?new_app=1&manifest_yaml=${encodeURIComponent(`${lines.join('\n')}\n`)}`;
}
