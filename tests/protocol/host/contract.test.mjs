/** The contract's examples, through the host and through the shapes of the extension. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertInContract, contract, PROTOCOL, requests } from "../lib/contract.mjs";
import { makeHome, startHost } from "../../lib/host.mjs";

const MODEL = contract("model").$defs;
const examples = PROTOCOL.requests.flatMap((request) => request.examples);

test("every request has an example, and the examples together every member of it", () => {
  for (const { type, request, examples: own } of PROTOCOL.requests) {
    const used = new Set(own.flatMap(Object.keys));
    const unused = Object.keys(request.properties ?? {}).filter((name) => !used.has(name));
    // LinkedIn's page gives either a value or says that there is none.
    assert.deepEqual(
      unused.filter((name) => name !== "no_access" && name !== "cursor"),
      [],
      type,
    );
  }
});

test("both sides read every example whole, and the extension every reply to it", async (t) => {
  const host = startHost(t, makeHome(t));
  for (const [id, example] of examples.entries()) {
    const what = JSON.stringify(example);
    assert.deepEqual(requests[example.type](example), example, what);
    const reply = await host.ask({ id, ...example });
    assert.equal(reply.ok, true, `${what}: ${JSON.stringify(reply)}`);
    assert.equal(reply.type, example.type);
    assertInContract(reply, what);
  }
  assert.equal(await host.end(), 0);
});

test("the host refuses what the contract does not know, by a code of it", async (t) => {
  const host = startHost(t, makeHome(t));
  const codes = new Set(PROTOCOL.$defs.ErrorCode.enum);
  const observe = examples.find(({ type }) => type === "observe");
  for (const wrong of [
    { type: "greet" },
    { type: "export", format: "xml" },
    { type: "history", step: "year" },
    { type: "state", set: { phone: "perhaps" } },
    { type: "forget", profile: { key: "ines-prova" }, source: "page" },
    { ...observe, source: "archive" },
    { ...observe, gauges: [{ signal: "connections", value: 1, bound: "about" }] },
    { ...observe, gauges: [{ signal: "smiles", value: 1, bound: "exact" }] },
  ]) {
    const reply = await host.ask({ id: 1, ...wrong });
    assert.equal(reply.ok, false, JSON.stringify(wrong));
    assert.ok(codes.has(reply.error.code), reply.error.code);
    assertInContract(reply);
  }
});

/** Fails unless an object has the members that its definition requires, and no others. */
function assertMembers(object, { required, properties }, what) {
  const names = Object.keys(object);
  assert.deepEqual(
    required.filter((name) => !names.includes(name)),
    [],
    what,
  );
  assert.deepEqual(
    names.filter((name) => !(name in properties)),
    [],
    what,
  );
}

test("the built-in models are what the contract says of a model", () => {
  for (const id of ["bussola-1", "bussola-2"]) {
    const model = contract(`models/${id}`);
    assert.equal(model.id, id);
    assertMembers(model, MODEL.Model, id);
    for (const row of model.rows) {
      assertMembers(row, MODEL.Row, `${id} ${row.signal}`);
      assert.ok(MODEL.Curve.enum.includes(row.curve), `${id} ${row.signal}`);
      assert.ok(row.grade === undefined || MODEL.Grade.enum.includes(row.grade), `${id} ${row.signal}`);
    }
  }
});
