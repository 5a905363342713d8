import { beforeAll, expect, test } from "vitest";
import { updateSettings } from "#lib/workspace/settings/update-settings.ts";
import { call } from "#testing/api.ts";
import { newSource, newWorkspace, type TestWorkspace } from "#testing/workspace.ts";
import * as batch from "../../../app/api/v1/appeals/batch/route.ts";
import * as appeals from "../../../app/api/v1/appeals/route.ts";
import * as lead from "../../../app/api/v1/leads/[id]/route.ts";
import * as leads from "../../../app/api/v1/leads/route.ts";

let workspace: TestWorkspace;
let source_id: number;
beforeAll(async () => {
  workspace = await newWorkspace();
  source_id = (await newSource(workspace)).source.id;
});

let made = 0;
const enquiry = (fields: object) => ({
  lead_external_id: `contact-${++made}`,
  source_id,
  message: "Do you deliver?",
  ...fields,
});

const send = (fields: object) =>
  call(appeals.POST, "POST", { bearer: workspace.bearer, body: enquiry(fields) });
const leadOf = async (id: unknown) =>
  (await call(lead.GET, "GET", { bearer: workspace.bearer, params: { id: String(id) } })).body;
const patch = (id: unknown, body: object) =>
  call(lead.PATCH, "PATCH", { bearer: workspace.bearer, params: { id: String(id) }, body });

const nothing = { phone: null, phone_written: null, phone_is_raw: false, email: null, email_is_raw: false };

/** Input for the client's phone and e-mail, and the stored values. */
const CONTACTS: [object, object][] = [
  [
    { lead_phone: "(044) 123-45-67", lead_email: "" },
    { ...nothing, phone: "+380441234567", phone_written: "(044) 123-45-67" },
  ],
  [
    { lead_phone: " ", lead_email: null, lead_name: "\u200b" },
    { ...nothing, name: null },
  ],
  [{ lead_phone: 380441234567 }, { ...nothing, phone: "+380441234567", phone_written: "380441234567" }],
  [{ lead_phone: "call me" }, { ...nothing, phone: "call me", phone_is_raw: true }],
  [{ lead_phone: "12" }, { ...nothing, phone: "12", phone_is_raw: true }],
  [{ lead_email: "olena at mail" }, { ...nothing, email: "olena at mail", email_is_raw: true }],
  [{ lead_email: " Olena@Mail.example " }, { ...nothing, email: "olena@mail.example" }],
  [{ lead_name: "Оле\u0007на\tК." }, { ...nothing, name: "Оле на К." }],
  [{ lead_name: "n".repeat(500) }, { ...nothing, name: `${"n".repeat(199)}…` }],
  [{ lead_phone: "1".repeat(500) }, { ...nothing, phone: `${"1".repeat(199)}…`, phone_is_raw: true }],
];

test.each(CONTACTS)("an enquiry with %j is accepted", async (sent, stored) => {
  const taken = await send(sent);
  expect(taken).toMatchObject({ status: 201, body: { message: "Do you deliver?" } });
  expect(await leadOf(taken.body.lead_id)).toMatchObject(stored);
});

test.each(CONTACTS)("an enquiry with %j is accepted in a batch, of a known client", async (sent, stored) => {
  const known = enquiry({});
  const body = [known, { ...known, ...sent }];
  const { status, body: answers } = await call(batch.POST, "POST", { bearer: workspace.bearer, body });
  expect(status).toBe(207);
  expect(answers).toMatchObject([{ status: 201 }, { status: 201 }]);
  const [, last] = answers as { appeal: { lead_id: number } }[];
  expect(await leadOf(last?.appeal.lead_id)).toMatchObject(stored);
  const later = await send({ ...known, ...sent, lead_name: "Later" });
  expect(await leadOf(later.body.lead_id)).toMatchObject({
    ...stored,
    name: (stored as { name?: string }).name ?? "Later",
  });
});

test("an enquiry without a message is accepted", async () => {
  for (const message of ["", " ", null])
    expect(await send({ message })).toMatchObject({ status: 201, body: { message: null } });
});

test("a lead is created and changed with contact data as people write it", async () => {
  const { bearer } = workspace;
  const body = { source: "partner", name: "", phone: "050 111 22 33", email: "", country: " " };
  const { status, body: created } = await call(leads.POST, "POST", { bearer, body });
  expect(status).toBe(201);
  const stored = {
    ...nothing,
    name: null,
    phone: "+380501112233",
    phone_written: "050 111 22 33",
    country: null,
  };
  expect(created).toMatchObject(stored);
  // Sending back the value that was read keeps how it was written.
  expect((await patch(created.id, { phone: "+380501112233", segment: "" })).body).toMatchObject(stored);
  expect((await patch(created.id, { phone: "pigeon post", email: "nowhere" })).body).toMatchObject({
    phone: "pigeon post",
    phone_written: null,
    phone_is_raw: true,
    email: "nowhere",
    email_is_raw: true,
  });
  expect((await patch(created.id, { phone: "", email: "A@b.example" })).body).toMatchObject({
    ...nothing,
    email: "a@b.example",
  });
});

test("the workspace's country applies to numbers without a country code, and lists show unreadable ones", async () => {
  const british = await newWorkspace();
  await updateSettings(british.admin, { phone_country: "gb" });
  for (const phone of ["020 7946 0958", "?"]) {
    await call(leads.POST, "POST", { bearer: british.bearer, body: { source: "partner", phone } });
  }
  const { body } = await call(leads.GET, "GET", { bearer: british.bearer, query: "?sort=created_at" });
  expect(body).toMatchObject([
    { phone: "+442079460958", phone_written: "020 7946 0958", phone_is_raw: false },
    { phone: "?", phone_written: null, phone_is_raw: true },
  ]);
  for (const phone_country of ["ZZ", "U", "Ukraine", ""]) {
    await expect(updateSettings(british.admin, { phone_country })).rejects.toThrow();
  }
});
