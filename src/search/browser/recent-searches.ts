const key = 'unsilo-recent-searches';
const mostKept = 8;

/** What this reader searched for, newest first: kept in this browser alone. */
export function recentSearches(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

export function rememberSearch(text: string): void {
  const query = text.trim();
  if (query === '') return;
  const others = recentSearches().filter((one) => one !== query);
  store(JSON.stringify([query, ...others].slice(0, mostKept)));
}

export function forgetSearches(): void {
  store(undefined);
}

/** Browsers may refuse: then nothing is remembered. */
function store(text: string | undefined): void {
  try {
    if (text === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // Nothing depends on it.
  }
}
