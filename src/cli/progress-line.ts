import type { Progress } from '../logger.ts';

/**
 * One line that says how far work has come and how long it will take.
 *
 * `building  1,200 of 24,000 pages · 5 % · 1:35 left`, or without a total `reading  12,564 messages · 0:03`
 */
export function progressLine(progress: Progress, elapsedMs: number): string {
  const { stage, done, total, unit } = progress;
  if (total === undefined || total <= 0) return `${stage}  ${count(done)} ${unit} · ${duration(elapsedMs)}`;
  const share = Math.min(1, done / total);
  const left = share > 0 && share < 1 ? ` · ${duration((elapsedMs * (1 - share)) / share)} left` : '';
  return `${stage}  ${count(done)} of ${count(total)} ${unit} · ${Math.floor(share * 100)} %${left}`;
}

/** `12564` → `12,564` */
export function count(number: number): string {
  return number.toLocaleString('en-US');
}

/** `95000` → `1:35`, `3725000` → `1:02:05` */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const tail = String(rest).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}
