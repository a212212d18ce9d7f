/**
 * Words that carry no question, in the languages that Slack communities mostly write. One counts only where it is
 * frequent in the archive: where `die` is an English word, it stays.
 */
const functionWords = new Set(
  `a about after all also am an and any anyone are as at be because been but by can could did do does doing don't for from
  get getting go going got had has have he hello help her here hey hi him his how i i'd i'll i'm i've if in into is isn't
  it it's its just know let like me more my need no not now of ok on one only or our out please she should since so some
  someone something sure thank thanks that that's the their them then there these they this those to too try trying up us
  use used using want was way we well were what when where which who why will with would yes you you're your
  aber als am an auf auch aus bei bin bis da das dass dem den der des die doch ein eine einen er es für hat ich im ist ja
  kann man mit nach nicht noch nur oder sich sie sind so um und uns von vor war was wenn wie wir wird zu zum zur
  au aux avec ce ces dans de des du elle en est et il je la le les leur mais ne nous on ou où par pas plus pour que qui se
  si son sur un une vous
  al como con de del el en es esta este la las lo los más me mi no para pero por que se si sin su un una y ya
  a as ao com da das de do dos e em eu isso mais mas não na nas no nos o os para por que se um uma você
  al che con da del della di e gli ha i il in io la le ma mi non per più se si sono su un una
  de dat die een en er het ik in is je maar met niet of om op te van voor was wat we ze zijn
  в во и как к на не но о он она они от по с что это я у же за мы вы так`
    .split(/\s+/)
    .map((word) => word.replace("'", '')),
);

const frequent = 0.1;
const everywhere = 0.25;
/** In fewer documents than this, dropping words saves nothing. */
const fewDocuments = 1000;

/** Chooses the words that a query can do without while it has others. */
export class StopWords {
  readonly #candidates: (readonly [string, number])[] = [];

  /** @param share of the documents that have the term */
  add(term: string, share: number): void {
    if (share > frequent) this.#candidates.push([term, share]);
  }

  list(documents: number): readonly string[] {
    return this.#candidates
      .filter(([term, share]) => functionWords.has(term) || (share > everywhere && documents >= fewDocuments))
      .map(([term]) => term);
  }
}
