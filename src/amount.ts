/** `1 message`, `1,200 messages` */
export function amount(count: number, one: string, many = `${one}s`): string {
  // The locale's rules take a while, and most numbers need none.
  return `${count < 1000 ? count : count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
