import type { Clock } from '../../src/clock.ts';

/**
 * A clock for several that wait at once: it moves on to the next one's end when nobody has anything else to do, so that what
 * one waits for does not pass for the others.
 */
export class SharedClock implements Clock {
  #now: number;
  #waiting: { readonly until: number; readonly wake: () => void }[] = [];
  #isMoving = false;

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => {
      this.#waiting.push({ until: this.#now + ms, wake });
      if (!this.#isMoving) this.#move();
    });
  }

  #move(): void {
    this.#isMoving = true;
    // Calls that are under way need some turns of the loop to end.
    let turns = 20;
    const turn = () => {
      turns -= 1;
      if (turns > 0) return void setImmediate(turn);
      const next = Math.min(...this.#waiting.map(({ until }) => until));
      this.#now = Math.max(this.#now, next);
      const ready = this.#waiting.filter(({ until }) => until <= next);
      this.#waiting = this.#waiting.filter(({ until }) => until > next);
      for (const { wake } of ready) wake();
      this.#isMoving = false;
      if (this.#waiting.length > 0) this.#move();
    };
    setImmediate(turn);
  }
}
