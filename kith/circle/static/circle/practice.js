// A practice has no line: while someone looks, it asks every few seconds, and each look may let one thing happen.
import { ask } from "./live.js";

setInterval(() => { if (!document.hidden) ask(); }, 2500);
