import { expect, test } from "@playwright/test";
import type { AppealJson } from "#lib/conversations/appeals/schema.ts";
import { api } from "./fixtures.ts";

// The exact requests of a client of the older interface, including trailing slashes.
test("a client of the older interface works unchanged", async () => {
  const [light, heavy] = [
    await api("POST", "/operators/", { name: "Light", is_active: true, max_load: 2 }),
    await api("POST", "/operators/", { name: "Heavy", is_active: true, max_load: 5 }),
  ];
  expect([light.status, heavy.status]).toEqual([201, 201]);
  expect(light.body).toMatchObject({ name: "Light", is_active: true, max_load: 2, current_load: 0 });
  const source = await api("POST", "/sources/", { name: `Bot ${Date.now()}`, description: "An older bot" });
  expect(source.status).toBe(201);

  const weights = await api("POST", `/sources/${source.body.id}/weights/`, [
    { operator_id: light.body.id, weight: 10 },
    { operator_id: heavy.body.id, weight: 30 },
  ]);
  expect(weights.status).toBe(200);
  expect(weights.body).toMatchObject({ message: expect.any(String), weights: expect.any(Array) });

  const made: AppealJson[] = [];
  for (let number = 1; number <= 8; number += 1) {
    const { status, body } = await api("POST", "/appeals/", {
      lead_external_id: `older-${source.body.id}-${number}`,
      source_id: source.body.id,
      message: `Question ${number}`,
      lead_name: `Client ${number}`,
      lead_phone: "+380441234567",
    });
    expect(status).toBe(201);
    made.push(body);
  }
  expect(made.filter(({ operator }) => operator?.id === heavy.body.id)).toHaveLength(5);
  expect(made.filter(({ operator }) => operator?.id === light.body.id)).toHaveLength(2);
  const [first, last] = [made[0], made[7]];
  if (!first || !last) throw new Error("the enquiries were not taken");
  expect(last).toMatchObject({ operator: null, status: "waiting", queue_position: 1 });
  expect(first).toMatchObject({
    appeal_id: first.id,
    source_name: source.body.name,
    message: "Question 1",
  });

  const closed = await api("PATCH", `/appeals/${first.appeal_id}/close/`);
  expect(closed).toMatchObject({ status: 200, body: { status: "closed", message: "Question 1" } });
  expect((await api("PATCH", `/appeals/${first.appeal_id}/close`)).status).toBe(200);
  expect((await api("GET", `/appeals/${last.appeal_id}/`)).body).toMatchObject({ status: "active" });

  const stats = await api("GET", "/stats/distribution/");
  const own = stats.body.find(({ source_id }: { source_id: number }) => source_id === source.body.id);
  expect(own).toMatchObject({ total: 8, waiting: 0 });
  expect(own.operators).toEqual([
    expect.objectContaining({ operator_id: light.body.id, weight: 10, target_share: 0.25 }),
    expect.objectContaining({ operator_id: heavy.body.id, weight: 30, target_share: 0.75 }),
  ]);
  const leads = await api("GET", "/appeals/leads/");
  const client = leads.body.find(({ id }: { id: number }) => id === first.lead_id);
  expect(client).toMatchObject({ external_id: first.lead_external_id, appeals_count: 1 });
  expect((await api("GET", `/appeals/leads/${client.id}/appeals/`)).body).toHaveLength(1);
  expect((await api("GET", "/appeals/leads/999999999/appeals/")).status).toBe(404);
  expect((await api("POST", "/appeals/", { lead_external_id: "x", source_id: 999_999_999 })).status).toBe(
    404,
  );
});
