import type { FileDebt } from '../archive/file-debts.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const longestWait = day;
/** Slack may find again what it did not find. */
const lookAgainAfter = 30 * day;

/** Failures that more attempts do not mend, and after how many of them nobody waits any more. */
const attemptsUntilGivenUp: Readonly<Record<string, number>> = {
  gone: 3,
  'foreign-address': 1,
  'too-large': 1,
  'wrong-type': 3,
  'wrong-length': 5,
};

/** A file that could not be copied: it waits longer after each attempt. What will hardly come is no debt. */
export function failedCopy(debt: FileDebt | undefined, reason: string, now: number): FileDebt {
  const attempts = (debt?.attempts ?? 0) + 1;
  if (attempts >= (attemptsUntilGivenUp[reason] ?? Number.POSITIVE_INFINITY))
    return { attempts, reason, notBefore: now + lookAgainAfter, isGivenUp: true };
  return { attempts, reason, notBefore: now + Math.min(longestWait, 5 * minute * 2 ** attempts) };
}
