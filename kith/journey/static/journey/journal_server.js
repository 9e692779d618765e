// The server, as the journal sees it: a shelf for what is sealed. A redirect means that nobody is signed in here any more.
export class Away extends Error {}  // not reached, or too busy: to be tried again
export class SignedOut extends Error {}
export class No extends Error {  // an answer: `why` is its name, the message its kind words
  constructor(why, words) {
    super(words);
    this.why = why;
  }
}

const at = () => document.querySelector("#journal").dataset.at;
const token = () => /(?:^|; )kith_csrf=([^;]+)/.exec(document.cookie)?.[1] ?? "";

async function ask(path, sent, more = {}) {
  const told = { redirect: "manual", headers: { Accept: "application/json" }, ...more };
  if (sent) Object.assign(told, { method: "POST", body: JSON.stringify(sent) });
  if (sent) Object.assign(told.headers, { "Content-Type": "application/json", "X-CSRFToken": token() });
  const answer = await fetch(at() + path, told).catch(() => { throw new Away(); });
  if (answer.type === "opaqueredirect") throw new SignedOut();
  if (answer.status >= 500) throw new Away();
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) return said;
  throw new No(answer.status === 404 ? "nothing_here" : said.refused ?? "", said.say ?? "");
}

const nothing = (error) => { if (error.why === "nothing_here") return null; throw error; };

export const locks = () => ask("locks/");
export const begin = (journal, both) => ask("begin/", { journal, locks: both });
export const changeLock = (journal, turn, lock) => ask(`${journal}/lock/`, { turn, lock });
export const notes = (journal, before = "") => ask(`${journal}/notes/${before && `?before=${before}`}`);
export const note = (journal, ref) => ask(`${journal}/notes/${ref}/`).catch(nothing);
export const takeAway = (journal, ref, version) => ask(`${journal}/notes/${ref}/take-away/`, { version });
export const file = (journal) => `${at()}${journal}/file/`;
// `keepalive`: also while the page goes away, where it is small enough for that.
export const keep = (journal, { ref, ...sealed }, more) => ask(`${journal}/notes/${ref}/`, sealed, more);
