/** The result of something that may be refused: refusals are values, exceptions are bugs. */
export type Outcome<Value, Refusal> = { ok: true; value: Value } | { ok: false; problem: Refusal };
